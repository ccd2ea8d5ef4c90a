import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import { isSessionOpen, type SignInContext } from '#modules/accounts/index';
import { findActorByKey, isKeyValid } from '#modules/keys/index';
import { membershipsOf, workspaceError } from '#modules/workspaces/index';
import { ADDRESS_HEADER } from '#platform/auth/auth-library';
import type { Exchange } from '#platform/auth/exchange';
import type { Identity, SignedIn } from '#platform/auth/identity';
import { DEFAULT_WORKSPACE } from '#platform/context';
import { preparingDatabase } from '#platform/db/scope';
import { clientAddress, type TrustedProxies } from '#platform/http/rate-limit/client-address';
import type { RateLimiter } from '#platform/http/rate-limit/rate-limiter';
import type { House } from './house.ts';

/** Names the workspace that a request of a signed-in person is about. */
export const WORKSPACE_HEADER = 'x-aicmo-workspace';

/** Who made a request, in which workspace, and how narrow their view is. */
export interface Caller {
  readonly actor: Actor;
  readonly workspaceId: string;
  /** Brands that the person sees; null: all. */
  readonly brandIds: readonly string[] | null;
  /** The session of a person; absent for a key. */
  readonly signedIn?: SignedIn;
}

/** Finds out who calls: by API key, else by session. What it found is kept with the request. */
export interface Callers {
  /** Looks a request's caller up; undefined without credentials. Throws `keys.*` or `workspaces.unknown`. */
  find(request: FastifyRequest, reply: FastifyReply): Promise<Caller | undefined>;
  /** The caller that was found when the request came in. */
  of(request: FastifyRequest): Caller | undefined;
  /** What sign-in needs of a request. */
  signInWays(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Pick<SignInContext, 'identity' | 'exchange' | 'signedIn' | 'workspaceOf'>;
  /** Whether a caller would be found again as they are: their session, key, role and brands still hold. */
  isStillAllowed(caller: Caller): Promise<boolean>;
}

export function openCallers(parts: {
  house: House;
  identity: Identity;
  limiter: RateLimiter;
  trusted: TrustedProxies;
}): Callers {
  const { house, identity, limiter, trusted } = parts;
  const found = new WeakMap<FastifyRequest, Caller>();
  const db = preparingDatabase(house.db);

  function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
    const { cookie = '', 'user-agent': browser = '', 'x-forwarded-for': forwarded } = request.headers;
    const forwardedFor = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
    const { network } = clientAddress({ peer: request.socket.remoteAddress ?? '', forwardedFor }, trusted);
    const headers = new Headers({ cookie, 'user-agent': browser.slice(0, 300), [ADDRESS_HEADER]: network });
    return {
      headers,
      setCookies(lines) {
        for (const line of lines) reply.header('set-cookie', line);
      },
      countAttempt: (account) => limiter.takeAttempt(reply, account),
    };
  }

  async function findPerson(request: FastifyRequest, reply: FastifyReply): Promise<Caller | undefined> {
    // Without a cookie of ours there is nothing to look up.
    if (request.headers.cookie?.includes('__Host-aicmo.') !== true) return undefined;
    const signedIn = await identity.findSession(exchangeOf(request, reply));
    return signedIn === undefined ? undefined : personIn(signedIn, workspaceAskedFor(request));
  }

  async function personIn(signedIn: SignedIn, asked: string | undefined): Promise<Caller> {
    const memberships = await membershipsOf(db, signedIn.userId);
    const member =
      asked === undefined ? memberships[0] : memberships.find(({ workspaceId }) => workspaceId === asked);
    if (member === undefined && asked !== undefined)
      throw workspaceError('workspaces.unknown', { id: asked });
    const { userId: id, name } = signedIn;
    return {
      actor: { kind: 'user', id, name, role: member?.role ?? null },
      workspaceId: member?.workspaceId ?? DEFAULT_WORKSPACE,
      brandIds: member?.brandIds ?? null,
      signedIn,
    };
  }

  return {
    async find(request, reply) {
      const key = bearerOf(request);
      const caller =
        key === undefined
          ? await findPerson(request, reply)
          : { ...(await findActorByKey({ ...house, db }, key)), brandIds: null };
      if (caller !== undefined) found.set(request, caller);
      return caller;
    },
    of: (request) => found.get(request),
    signInWays: (request, reply) => ({
      identity,
      exchange: exchangeOf(request, reply),
      signedIn: found.get(request)?.signedIn,
      workspaceOf: async (userId) =>
        (await membershipsOf(house.db, userId))[0]?.workspaceId ?? DEFAULT_WORKSPACE,
    }),
    async isStillAllowed({ actor, signedIn, workspaceId, brandIds }) {
      if (actor.kind === 'apiKey') return isKeyValid(house, actor.id);
      if (actor.kind !== 'user' || signedIn === undefined) return false;
      if (!(await isSessionOpen(house.db, { id: signedIn.sessionId, now: house.clock.now() }))) return false;
      const memberships = await membershipsOf(house.db, actor.id);
      const member = memberships.find((found) => found.workspaceId === workspaceId);
      return member?.role === actor.role && String(member.brandIds) === String(brandIds);
    },
  };
}

/** The key of `Authorization: Bearer`; what else stands there is no credential of ours, and is refused as a key. */
function bearerOf({ headers }: FastifyRequest): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  return /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? '';
}

function workspaceAskedFor(request: FastifyRequest): string | undefined {
  const header = request.headers[WORKSPACE_HEADER];
  if (typeof header === 'string') return header;
  // A picture in a page cannot send a header.
  const { workspace } = request.query as { workspace?: unknown };
  return typeof workspace === 'string' ? workspace : undefined;
}
