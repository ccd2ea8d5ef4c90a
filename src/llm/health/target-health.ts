import { randomUUID } from 'node:crypto';
import {
  type Breaker,
  type BreakerOptions,
  type BreakerView,
  createBreaker,
  type Ticket,
} from './breaker.ts';
import { createScore, type Score } from './score.ts';

/** What one process tells the others of a target; times are milliseconds from now. */
export interface TargetNews {
  readonly key: string;
  readonly isOpen: boolean;
  readonly untilMs: number;
  readonly holdMs: number;
  readonly coolDownMs: number;
  readonly reason: string;
}

/** How processes agree on the health of targets. */
export interface HealthShare {
  publish(news: TargetNews): void;
  /** Takes the one probe over all processes; true when nobody can be asked. */
  claimProbe(key: string, forMs: number): Promise<boolean>;
  freeProbe(key: string): void;
}

/** A call's leave to go to a target. */
export interface Admission {
  readonly key: string;
  readonly ticket: Ticket;
}

export interface HealthView extends BreakerView {
  readonly key: string;
  readonly success: number;
  readonly latencyMs: number | undefined;
  readonly holdMs: number;
}

/** Health of all targets in this process, kept in step with the others. */
export interface TargetHealth {
  readonly id: string;
  /** Undefined: the breaker is open. The last target is let through all the same. */
  admit(key: string, isLast: boolean): Promise<Admission | undefined>;
  succeed(admission: Admission, latencyMs: number | undefined): void;
  fail(admission: Admission, reason: string): void;
  /** Neither good nor bad news of the target. */
  release(admission: Admission): void;
  /** The provider asked everybody to wait. */
  hold(key: string, ms: number): void;
  holdMs(key: string): number;
  score(key: string): { success: number; latencyMs: number | undefined };
  /** What another process found out. */
  follow(news: TargetNews): void;
  view(): HealthView[];
}

interface Known {
  readonly breaker: Breaker;
  readonly score: Score;
  holdUntil: number;
  /** Not asked for the probe before, so that a target that another process tries costs no query a call. */
  nextClaimAt: number;
}

const MOST_TARGETS = 500;
const CLAIM_PAUSE_MS = 100;

export type HealthOptions = Omit<BreakerOptions, 'now'> & {
  readonly now?: () => number;
  readonly share?: HealthShare;
};

export const BREAKER_DEFAULTS = {
  threshold: 3,
  coolDownMs: 6_000,
  maxCoolDownMs: 12_000,
  probeMs: 60_000,
} as const;

/** Makes the health of a process; without a share it decides alone. */
export function createTargetHealth(options: HealthOptions): TargetHealth {
  const now = options.now ?? (() => performance.now());
  const id = randomUUID();
  const known = new Map<string, Known>();

  function of(key: string): Known {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = {
      breaker: createBreaker({ ...options, now }),
      score: createScore(now),
      holdUntil: 0,
      nextClaimAt: 0,
    };
    known.set(key, made);
    const [oldest] = known.keys();
    if (known.size > MOST_TARGETS && oldest !== undefined) known.delete(oldest);
    return made;
  }

  function publish(key: string, holdMs = 0): void {
    const { isOpen, opensInMs, coolDownMs, reason } = of(key).breaker.view();
    options.share?.publish({ key, isOpen, untilMs: opensInMs, holdMs, coolDownMs, reason });
  }

  async function mayProbe(key: string, target: Known): Promise<boolean> {
    if (options.share === undefined) return true;
    if (target.nextClaimAt > now()) return false;
    target.nextClaimAt = now() + CLAIM_PAUSE_MS;
    return options.share.claimProbe(key, options.probeMs);
  }

  return {
    id,
    async admit(key, isLast) {
      const target = of(key);
      const gate = target.breaker.look();
      if (gate === 'closed') return { key, ticket: target.breaker.enter(false) };
      if (gate === 'probe' && (await mayProbe(key, target)) && target.breaker.look() !== 'open')
        return { key, ticket: target.breaker.enter(target.breaker.look() === 'probe') };
      return isLast ? { key, ticket: target.breaker.enter(false) } : undefined;
    },
    succeed({ key, ticket }, latencyMs) {
      const target = of(key);
      target.score.note({ isOk: true, latencyMs });
      if (target.breaker.succeed(ticket) === 'closed') publish(key);
    },
    fail({ key, ticket }, reason) {
      const target = of(key);
      target.score.note({ isOk: false });
      if (target.breaker.fail(ticket, reason) === 'opened') publish(key);
    },
    release({ key, ticket }) {
      of(key).breaker.release(ticket);
      if (ticket.isProbe) options.share?.freeProbe(key);
    },
    hold(key, ms) {
      const target = of(key);
      target.holdUntil = Math.max(target.holdUntil, now() + ms);
      publish(key, ms);
    },
    holdMs: (key) => Math.max(0, (known.get(key)?.holdUntil ?? 0) - now()),
    score(key) {
      const { score } = of(key);
      return { success: score.success(), latencyMs: score.latencyMs() };
    },
    follow(news) {
      const target = of(news.key);
      if (news.holdMs > 0) target.holdUntil = Math.max(target.holdUntil, now() + news.holdMs);
      if (news.isOpen || news.holdMs === 0) target.breaker.follow(news);
    },
    view: () =>
      [...known].map(([key, target]) => ({
        key,
        ...target.breaker.view(),
        success: target.score.success(),
        latencyMs: target.score.latencyMs(),
        holdMs: Math.max(0, Math.round(target.holdUntil - now())),
      })),
  };
}
