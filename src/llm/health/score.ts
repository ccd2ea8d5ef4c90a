/** Success and latency of a target, newer calls counting more. */
export interface Score {
  note(call: { isOk: boolean; latencyMs?: number | undefined }): void;
  /** Share of successes in [0, 1]; forgets failures over time, so that a target is asked again. */
  success(): number;
  latencyMs(): number | undefined;
}

const WEIGHT = 0.2;
/** Half of what was learnt is forgotten after so long without a call. */
const HALF_LIFE_MS = 60_000;

/** Exponentially weighted averages (weight 0.2 a call) that drift back to "healthy" with a half-life of a minute. */
export function createScore(now: () => number): Score {
  let success = 1;
  let latency: number | undefined;
  let at = now();

  function decayed(): number {
    return 1 - (1 - success) * 0.5 ** ((now() - at) / HALF_LIFE_MS);
  }

  return {
    note({ isOk, latencyMs }) {
      success = decayed() * (1 - WEIGHT) + (isOk ? WEIGHT : 0);
      at = now();
      if (latencyMs === undefined) return;
      latency = latency === undefined ? latencyMs : latency * (1 - WEIGHT) + latencyMs * WEIGHT;
    },
    success: decayed,
    latencyMs: () => latency,
  };
}
