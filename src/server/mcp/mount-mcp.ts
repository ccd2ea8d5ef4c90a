import type { FastifyInstance } from 'fastify';
import type { AnswerHttp, HttpWays } from './http-handler.ts';

/**
 * Serves the Model Context Protocol at `/mcp`, behind the refusals and limits of the server it is mounted on.
 * The library is loaded by the first request: that takes 0.2 s, and most servers never see one.
 */
export function mountMcp(server: FastifyInstance, ways: HttpWays): void {
  let answer: Promise<AnswerHttp> | undefined;
  const open = (): Promise<AnswerHttp> =>
    (answer ??= import('./http-handler.ts').then(({ createHttpHandler }) => createHttpHandler(ways)));
  server.route({
    method: ['GET', 'POST', 'DELETE'],
    url: '/mcp',
    config: { needs: 'caller' },
    handler: async (request, reply) => reply.send(await (await open())(request, reply)),
  });
}
