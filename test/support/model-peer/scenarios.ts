import type { AnswerPlan, Fault, Wire } from './answer-plan.ts';

/** How many times shorter the waits are than in the public wall; Retry-After keeps its 2 s. */
export const WAIT_DIVISOR = 6;

/** Names of the two models of a scenario: `script` the plans under them, in this order of preference. */
export const PRIMARY = 'wall-primary';
export const FALLBACK = 'wall-fallback';

export interface WallPlans {
  /** Call by call; the last one repeats. */
  readonly primary: readonly AnswerPlan[];
  readonly fallback: readonly AnswerPlan[];
}

/** One fault of the wall as data: what the models do, and what a good gateway does with it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Times are those of the public wall, before the division. */
  readonly wanted: string;
  plans(wire: Wire): WallPlans;
  /** Several calls, evenly spaced; one call if absent. */
  readonly sequence?: { readonly calls: number; readonly everyMs: number };
  /** The primary does as planned for so long after the first call, then answers whole. */
  readonly outageMs?: number;
}

const WHOLE: AnswerPlan = {};

function failing(...faults: readonly Fault[]): (wire: Wire) => WallPlans {
  return () => ({ primary: faults.map((fault) => ({ fault })), fallback: [WHOLE] });
}

function once(fault: Fault): (wire: Wire) => WallPlans {
  return () => ({ primary: [{ fault }, WHOLE], fallback: [WHOLE] });
}

function waiting(plan: AnswerPlan): (wire: Wire) => WallPlans {
  return () => ({ primary: [plan], fallback: [WHOLE] });
}

function seconds(unscaled: number): number {
  return Math.round((unscaled * 1_000) / WAIT_DIVISOR);
}

/** The seventeen scenarios of the fault wall, each on any wire. */
export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'S01',
    title: 'rate limit that names 2 s, once',
    wanted: 'same target again after at least 1.8 s, at most 2 calls in the first 1.5 s, whole',
    plans: once({ kind: 'rate_limit', retryAfterS: 2 }),
  },
  {
    id: 'S02',
    title: 'rate limit that names no wait, for ever',
    wanted: 'at most 4 calls in 3 s and 6 in all, whole from the fallback',
    plans: failing({ kind: 'rate_limit' }),
  },
  {
    id: 'S03',
    title: '500 once',
    wanted: 'same target again, whole',
    plans: once({ kind: 'server', status: 500 }),
  },
  {
    id: 'S04',
    title: '503 for ever',
    wanted: 'at most 6 calls, whole from the fallback',
    plans: failing({ kind: 'server', status: 503 }),
  },
  {
    id: 'S05',
    title: 'TCP reset once',
    wanted: 'retried or failed over, whole',
    plans: once({ kind: 'reset' }),
  },
  {
    id: 'S06',
    title: 'no headers for 120 s',
    wanted: 'one call only, whole from the fallback within 100 s',
    plans: waiting({ silenceMs: seconds(120) }),
  },
  {
    id: 'S07',
    title: 'first token after 20 s',
    wanted: 'own limit acts, whole from the fallback within 15 s',
    // Not divided: the gateway leaves long before, and a busy machine has room to say so in time.
    plans: waiting({ firstTokenMs: 20_000 }),
  },
  {
    id: 'S08',
    title: 'stream cut at word 40 of 60',
    wanted: 'restart, one whole answer, nothing doubled',
    plans: failing({ kind: 'cut', word: 40 }),
  },
  {
    id: 'S09',
    title: 'stall at word 20 for 30 s, then closed',
    wanted: 'whole within 45 s, the gateway serves the next call',
    plans: failing({ kind: 'stall', word: 20, ms: seconds(30), isFinal: true }),
  },
  {
    id: 'S10',
    title: 'malformed event at word 10',
    wanted: 'recovered, whole',
    plans: failing({ kind: 'malformed', word: 10 }),
  },
  {
    id: 'S11',
    title: 'no end mark',
    wanted: 'whole within 8 s, usage kept',
    plans: failing({ kind: 'no_end_mark' }),
  },
  {
    id: 'S12',
    title: 'context length exceeded',
    wanted: 'exactly one call to that target, then a larger window, whole',
    plans: failing({ kind: 'context' }),
  },
  {
    id: 'S13',
    title: 'content filter',
    wanted: 'exactly one call, clean error, no failover',
    plans: (wire) => ({ primary: [filtered(wire)], fallback: [WHOLE] }),
  },
  {
    id: 'S14',
    title: 'stream cut, and the fallback refuses an assistant prefill',
    wanted: 'original messages sent, no final error caused by a prefill',
    plans: () => ({
      primary: [{ fault: { kind: 'cut', word: 40 } }],
      fallback: [{ refusesPrefill: true }],
    }),
  },
  {
    id: 'S15',
    title: 'primary down for 60 s, 20 calls 4 s apart',
    wanted: 'every call served, primary used again within 30 s of its recovery, one probe at a time',
    plans: failing({ kind: 'server', status: 503 }),
    sequence: { calls: 20, everyMs: seconds(4) },
    outageMs: seconds(60),
  },
  {
    id: 'S16',
    title: '503, and the fallback answers with usage of its own',
    wanted: 'model and usage of record and response are those of the fallback',
    plans: () => ({
      primary: [{ fault: { kind: 'server', status: 503 } }],
      fallback: [{ usage: { input: 31, output: 60 } }],
    }),
  },
  {
    id: 'S17',
    title: '200, then an error as the first event',
    wanted: 'failed over, whole',
    plans: failing({ kind: 'in_band', word: 'first', error: { kind: 'overloaded' } }),
  },
];

// Gemini blocks a prompt with a 200; the others refuse the call with a 400.
function filtered(wire: Wire): AnswerPlan {
  return wire === 'google' ? { finish: 'prompt_blocked' } : { fault: { kind: 'content_filter' } };
}
