import { type NodeIncomingMessageLike, toWebRequest } from '@modelcontextprotocol/node';
import { createMcpHandler, isJsonContentType } from '@modelcontextprotocol/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '#kernel/ids';
import { httpError } from '#platform/http/problem';
import { apiContext } from '#server/api-context';
import type { House } from '#server/house';
import { createMcpServer } from './mcp-server.ts';

/** Answers one HTTP request. Throws `http.type_unsupported`; whatever else is wrong is said in the answer. */
export type AnswerHttp = (request: FastifyRequest, reply: FastifyReply) => Promise<Response>;

/** By which a request tells the server that is made for it under which id it is logged. */
const REQUEST_ID = 'x-request-id';

/** Serves each request by a server of its own, to clients of the protocol's revisions of 2026 and 2025. */
export function createHttpHandler(house: House): AnswerHttp {
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const requestId = requestInfo?.headers.get(REQUEST_ID) ?? newId('req');
      return createMcpServer({
        log: house.log,
        contextOf: () => apiContext(house, { requestId, actor: { kind: 'operator', via: 'mcp' } }),
      });
    },
    {
      legacy: 'stateless',
      onerror: (error) => house.log.warn({ reason: error.message }, 'an MCP request was refused'),
    },
  );
  return async (request, reply) => {
    const { body, method, headers } = request;
    if (method === 'POST' && !isJsonContentType(headers['content-type']))
      throw httpError('http.type_unsupported');
    const gone = new AbortController();
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort();
    });
    const asked = await toWebRequest(request.raw as NodeIncomingMessageLike, body, { signal: gone.signal });
    asked.headers.set(REQUEST_ID, request.id);
    return handler.fetch(asked, body === undefined ? {} : { parsedBody: body });
  };
}
