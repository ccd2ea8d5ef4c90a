import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import { contextFor } from '#flows/index';
import { scopeDatabase } from '#platform/db/scope';
import type { Callers } from './callers.ts';
import type { House } from './house.ts';
import type { ApiContext } from './router.ts';

/** Who acts where nobody is signed in: what is public does little more than sign in. */
const NOBODY: Actor = { kind: 'system', part: 'sign-in' };

/** The context of one request: who acts, a log whose lines carry the request's id, and where its briefs find pictures. */
export function apiContext(
  house: House,
  request: { requestId: string; actor: Actor; workspaceId?: string; baseUrl?: string },
): ApiContext {
  const { requestId, actor, workspaceId, baseUrl } = request;
  return {
    ...contextFor(house, actor, workspaceId),
    log: house.log.child({ reqId: requestId }),
    requestId,
    caller: actor,
    assetRoot: house.config.briefsDir,
    studio: () => house.studio(),
    baseUrl: baseUrl ?? ownAddress(house),
  };
}

/** The context of a request over HTTP, with the ways of sign-in. */
export function requestContext(
  house: House,
  callers: Callers,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): ApiContext {
  const caller = callers.of(request);
  const { config } = house;
  // The host was found to be one of ours before this.
  const baseUrl = config.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
  return {
    ...apiContext(house, {
      requestId: request.id,
      actor: caller?.actor ?? NOBODY,
      ...(caller === undefined ? {} : { workspaceId: caller.workspaceId }),
      baseUrl,
    }),
    // Nobody sees nothing of any workspace; what is public and what is about oneself asks the house (withSignIn).
    db: scopeDatabase(
      house.db,
      caller === undefined
        ? { workspaceId: '', brandIds: [] }
        : { ...caller, personId: caller.actor.kind === 'user' ? caller.actor.id : undefined },
    ),
    caller: caller?.actor,
    signIn: { ...callers.signInWays(request, reply), db: house.db },
    provider: config.oidc ?? null,
  };
}

/** Under which address links are made where no request says it. */
export function ownAddress({ config }: House): string {
  const scheme = config.tls === undefined ? 'http' : 'https';
  return config.publicUrl ?? `${scheme}://${config.host}:${config.port}`;
}
