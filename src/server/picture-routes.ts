import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pictureOfRun } from '#flows/index';
import { defineErrors } from '#kernel/errors';
import { getVariant } from '#modules/creative/index';
import type { Context } from '#platform/context';
import type { FileStore } from '#platform/files/file-store';
import { shrinkPicture, SMALL_WIDTHS } from '#studio/pictures/shrink-picture';

const pictureError = defineErrors({
  'variants.no_rendition': {
    status: 404,
    retryable: false,
    message: 'Variant {id} has no picture in the ratio {ratio}.',
  },
  'variants.no_width': {
    status: 400,
    retryable: false,
    message: 'Pictures come {widths} pixels wide, or whole where no width is asked for.',
  },
});

interface PictureRequest {
  Params: { id: string; name: string };
  Querystring: { width?: unknown };
}

/** Pictures of variants and of the work of tasks, whole or small. What an address shows never changes, so browsers keep it. */
export function mountPictures(
  server: FastifyInstance,
  files: FileStore,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => Context,
): void {
  server.get<PictureRequest>(
    '/variants/:id/:name',
    { config: { needs: 'variants.read' } },
    async (request, reply) => {
      const width = readWidth(request.query.width);
      const variant = await getVariant(contextOf(request, reply), { id: request.params.id });
      const ratio = request.params.name.replace(/\.jpg$/, '').replace('x', ':');
      const found = variant.renditions.find((rendition) => rendition.ratio === ratio);
      if (found === undefined) throw pictureError('variants.no_rendition', { id: variant.id, ratio });
      return send(request, reply, { files, sha256: found.sha256, width });
    },
  );
  server.get<PictureRequest>(
    '/task-runs/:id/:name',
    { config: { needs: 'tasks.read' } },
    async (request, reply) => {
      const width = readWidth(request.query.width);
      const { id, name } = request.params;
      const sha256 = await pictureOfRun(contextOf(request, reply), {
        id,
        sha256: name.replace(/\.jpg$/, ''),
      });
      return send(request, reply, { files, sha256, width });
    },
  );
}

type Width = (typeof SMALL_WIDTHS)[number];

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { files, sha256, width }: { files: FileStore; sha256: string; width: Width | undefined },
): Promise<FastifyReply> {
  const etag = width === undefined ? `"${sha256}"` : `"${sha256}-${width}"`;
  reply.header('etag', etag).header('cache-control', 'private, max-age=31536000, immutable');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  const bytes = await files.read(sha256);
  return reply.type('image/jpeg').send(width === undefined ? bytes : await shrinkPicture(bytes, width));
}

function readWidth(given: unknown): Width | undefined {
  if (given === undefined) return undefined;
  const width = SMALL_WIDTHS.find((known) => String(known) === given);
  if (width === undefined) throw pictureError('variants.no_width', { widths: SMALL_WIDTHS.join(' and ') });
  return width;
}
