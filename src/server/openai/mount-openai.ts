import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findActorByKey, type KeyHolder } from '#modules/keys/index';
import { authorise } from '#platform/auth/permissions';
import { httpError, isUnknownError } from '#platform/http/problem';
import type { RateLimiter } from '#platform/http/rate-limit/rate-limiter';
import type { House } from '#server/house';
import { mountChat } from './chat-completions.ts';
import { mountEmbeddings } from './embeddings.ts';
import type { Endpoint } from './endpoint.ts';
import { mountModels } from './models.ts';
import { failureOf } from './openai-failure.ts';

/** Mounts the gateway under `/v1` as OpenAI's clients know it, for holders of a key with the scope `llm.use`. */
export async function mountOpenAi(
  server: FastifyInstance,
  house: House,
  limiter: RateLimiter,
): Promise<void> {
  await server.register(
    async (scope) => {
      const callers = new WeakMap<FastifyRequest, KeyHolder>();
      // Before the body is read: nobody without a key makes this server read megabytes.
      scope.addHook('onRequest', async (request, reply) => {
        const found = await findActorByKey(house, bearerOf(request)).catch((error: unknown) => ({ error }));
        if ('error' in found) {
          // Whoever tries keys is counted by the address.
          await limiter.take(request, reply, { limitClass: 'v1' });
          throw found.error;
        }
        const holder = found;
        await limiter.take(request, reply, { limitClass: 'v1', callerId: holder.actor.id, isKey: true });
        authorise(holder, 'llm.use');
        callers.set(request, holder);
      });
      scope.setErrorHandler(async (error, request, reply) => {
        if (isUnknownError(error)) request.log.error({ err: error }, 'request failed');
        return sendFailure(reply, error);
      });
      scope.setNotFoundHandler(async (request, reply) => {
        const path = request.url.split('?')[0];
        return sendFailure(reply, httpError('http.not_found', { method: request.method, path }));
      });
      const endpoint: Endpoint = {
        gateway: house.gateway,
        callerOf: (request) => {
          const holder = callers.get(request);
          if (holder === undefined) throw new Error('a route of the endpoint was reached without a key');
          return holder;
        },
        signalOf: signalsUntilClose(scope, house.config.drainMs),
      };
      mountChat(scope, endpoint);
      mountEmbeddings(scope, endpoint);
      mountModels(scope, endpoint);
    },
    { prefix: '/v1' },
  );
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

function sendFailure(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, headers, body } = failureOf(error, reply.request.id);
  return reply.code(status).headers(headers).send(body);
}

/**
 * Signals that abort when the caller leaves. Calls that are under way when the server closes may end by themselves
 * within the time for draining; after it they are aborted, or the server would wait for models.
 */
function signalsUntilClose(server: FastifyInstance, drainMs: number): Endpoint['signalOf'] {
  const running = new Set<AbortController>();
  let isClosing = false;
  server.addHook('preClose', async () => {
    isClosing = true;
    const abortAll = (): void => {
      for (const controller of running) controller.abort();
    };
    setTimeout(abortAll, drainMs).unref();
  });
  return (reply) => {
    const controller = new AbortController();
    if (reply.raw.destroyed) controller.abort();
    else running.add(controller);
    reply.raw.once('close', () => {
      running.delete(controller);
      controller.abort();
      // Node looks for idle connections once, when it begins to close; this one has only now become idle.
      if (isClosing) setImmediate(() => server.server.closeIdleConnections());
    });
    return controller.signal;
  };
}
