import type { FastifyInstance } from 'fastify';
import { admit, authError } from '#platform/auth/permissions';
import type { RateLimiter } from '#platform/http/rate-limit/rate-limiter';
import type { Callers } from './callers.ts';
import { classFinder } from './limit-of-request.ts';

/**
 * Before anything of a request is read: who makes it, whether they have asked too often, and whether they may use the
 * route at all. Whoever tries keys and cookies that are none is counted by the address.
 */
export function guardRequests(
  server: FastifyInstance,
  { callers, limiter }: { callers: Callers; limiter: RateLimiter },
): void {
  const classOf = classFinder();
  server.addHook('onRequest', async (request, reply) => {
    const { needs } = request.routeOptions.config;
    const limitClass = await classOf(request);
    if (limitClass === undefined) return;
    const found = await callers.find(request, reply).catch((error: unknown) => ({ error }));
    if (found === undefined || 'error' in found) {
      await limiter.take(request, reply, { limitClass });
      if (found !== undefined) throw found.error;
    } else {
      const { actor } = found;
      const callerId = 'id' in actor ? actor.id : undefined;
      await limiter.take(request, reply, { limitClass, callerId, isKey: actor.kind === 'apiKey' });
    }
    if (needs === undefined || needs === 'operation' || needs === 'key') return;
    const actor = callers.of(request)?.actor;
    if (needs !== 'caller') admit(actor, needs);
    else if (actor === undefined) throw authError('auth.signed_out', { signIn: '/sign-in' });
  });
}
