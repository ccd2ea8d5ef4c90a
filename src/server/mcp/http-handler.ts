import { type NodeIncomingMessageLike, toWebRequest } from '@modelcontextprotocol/node';
import { createMcpHandler, isJsonContentType } from '@modelcontextprotocol/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { httpError } from '#platform/http/problem';
import type { Log } from '#platform/log/log';
import type { ApiContext } from '#server/router';
import { createMcpServer } from './mcp-server.ts';

/** Answers one HTTP request. Throws `http.type_unsupported`; whatever else is wrong is said in the answer. */
export type AnswerHttp = (request: FastifyRequest, reply: FastifyReply) => Promise<Response>;

export interface HttpWays {
  readonly log: Log;
  /** The context of a request, as whoever made it. */
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => ApiContext;
}

/** By which a request tells the server that is made for it under which id it is logged. */
const REQUEST_ID = 'x-request-id';

/** Serves each request by a server of its own, to clients of the protocol's revisions of 2026 and 2025. */
export function createHttpHandler({ log, contextOf }: HttpWays): AnswerHttp {
  const contexts = new Map<string, ApiContext>();
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const context = contexts.get(requestInfo?.headers.get(REQUEST_ID) ?? '');
      if (context === undefined) throw new Error('an MCP request came without its context');
      return createMcpServer({ log, contextOf: () => context });
    },
    {
      legacy: 'stateless',
      onerror: (error) => log.warn({ reason: error.message }, 'an MCP request was refused'),
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
    contexts.set(request.id, contextOf(request, reply));
    reply.raw.once('close', () => contexts.delete(request.id));
    return handler.fetch(asked, body === undefined ? {} : { parsedBody: body });
  };
}
