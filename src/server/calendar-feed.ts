import type { FastifyInstance } from 'fastify';
import { readFeed } from '#flows/index';
import { sha256 } from '#kernel/hash';
import type { House } from './house.ts';

/**
 * The calendar for other programs, by a secret link and by nothing else: whoever is signed in sees no more by it. An
 * address that is no link gets the same answer as one that was revoked.
 */
export function mountCalendarFeed(server: FastifyInstance, house: House): void {
  server.get<{ Params: { name: string } }>(
    '/calendar/:name',
    { config: { needs: 'public' } },
    async (request, reply) => {
      const secret = /^(.*)\.ics$/.exec(request.params.name)?.[1] ?? '';
      // The host was found to be one of ours before this.
      const baseUrl =
        house.config.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
      const text = await readFeed(house, { secret, baseUrl });
      const etag = `"${sha256(text)}"`;
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="aicmo.ics"')
        .send(text);
    },
  );
}
