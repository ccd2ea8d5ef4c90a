import type { FastifyReply, FastifyRequest } from 'fastify';
import { sha256 } from '#kernel/hash';
import type { Database } from '#platform/db/database';
import { httpError } from '#platform/http/problem';
import type { Log } from '#platform/log/log';
import { clientAddress, type TrustedProxies } from './client-address.ts';
import { describeLimit, type Limit } from './limit.ts';
import type { LimitClass, RateLimits } from './limit-class.ts';
import { noteRefusal, STRIKE_MS, sweepWindows, takePlace } from './sliding-window.ts';

/** Holds callers to the limits, together with all other processes on the same database. */
export interface RateLimiter {
  /**
   * Counts a request for the key it came with, else for its address, and says in the answer's headers what is left.
   * Throws `http.rate_limited`; and when the database is away what the database throws, so that nobody passes uncounted.
   */
  take(request: FastifyRequest, reply: FastifyReply, by: Counted): Promise<void>;
  /** Counts an attempt on an account, from whatever address it comes. Throws `http.rate_limited`. */
  takeAttempt(reply: FastifyReply, account: string): Promise<void>;
  close(): void;
}

export interface Counted {
  readonly limitClass: LimitClass;
  /** Id of the API key or person that was found to be good; else the address counts. */
  readonly callerId?: string | undefined;
  /** A program, which has no allowance for people at this machine. */
  readonly isKey?: boolean;
}

const SWEEP_MS = 60_000;
const MOST_REMEMBERED = 10_000;

interface Refusal {
  readonly untilMs: number;
  /** Before it, further requests are part of the same offence and are refused from memory. */
  readonly askAgainMs: number;
}

export function createRateLimiter(options: {
  db: Database;
  log: Log;
  limits: RateLimits;
  trusted: TrustedProxies;
}): RateLimiter {
  const { db, log, limits, trusted } = options;
  const refusals = new Map<string, Refusal>();

  /** Milliseconds to wait. A flood costs the database one statement a second and caller. */
  async function refuse(key: string, limit: Limit): Promise<number> {
    const waitMs = await noteRefusal(db, key, limit);
    const now = performance.now();
    refusals.delete(key);
    refusals.set(key, { untilMs: now + waitMs, askAgainMs: now + Math.min(waitMs, STRIKE_MS) });
    const [oldest] = refusals.keys();
    if (refusals.size > MOST_REMEMBERED && oldest !== undefined) refusals.delete(oldest);
    log.info({ caller: key, seconds: inSeconds(waitMs) }, 'too many requests');
    return waitMs;
  }

  async function waitOf(key: string, limit: Limit, reply: FastifyReply): Promise<number> {
    const known = refusals.get(key);
    const now = performance.now();
    if (known !== undefined && now < known.askAgainMs) return known.untilMs - now;
    const place = await takePlace(db, key, limit);
    if (place === undefined) return refuse(key, limit);
    tellLimit(reply, key, { remaining: place.remaining, resetMs: place.resetMs });
    return 0;
  }

  function tellLimit(reply: FastifyReply, key: string, left: { remaining: number; resetMs: number }): void {
    const name = key.slice(0, key.indexOf('|'));
    reply.header('ratelimit', `"${name}";r=${left.remaining};t=${inSeconds(left.resetMs)}`);
  }

  async function hold(
    reply: FastifyReply,
    limitClass: LimitClass,
    { name, isLocal }: { name: string; isLocal: boolean },
  ): Promise<void> {
    const limit = limits[limitClass][isLocal ? 'local' : 'others'];
    if (limit === undefined) return;
    const key = `${limitClass}|${name}`;
    reply.header('ratelimit-policy', `"${limitClass}";q=${limit.count};w=${limit.windowMs / 1000}`);
    const waitMs = await waitOf(key, limit, reply);
    if (waitMs === 0) return;
    const seconds = inSeconds(waitMs);
    tellLimit(reply, key, { remaining: 0, resetMs: waitMs });
    reply.header('retry-after', seconds);
    throw httpError('http.rate_limited', { limit: describeLimit(limit), class: limitClass, seconds });
  }

  const sweep = (): void =>
    void sweepWindows(db).catch((error: unknown) =>
      log.warn({ err: error }, 'rate limits could not be swept'),
    );
  const timer = setInterval(sweep, SWEEP_MS);
  timer.unref();

  return {
    async take(request, reply, { limitClass, callerId, isKey = false }) {
      const forwarded = request.headers['x-forwarded-for'];
      const forwardedFor = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
      const { network, isLocal } = clientAddress(
        { peer: request.socket.remoteAddress ?? '', forwardedFor },
        trusted,
      );
      await hold(reply, limitClass, { name: callerId ?? network, isLocal: isLocal && !isKey });
    },
    // Only its hash is kept: an attempt may be on an address that has no account.
    takeAttempt: (reply, account) =>
      hold(reply, 'account', { name: sha256(account).slice(0, 32), isLocal: false }),
    close: () => clearInterval(timer),
  };
}

/** Whole seconds, rounded up: whoever waits so long finds a place. */
function inSeconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
