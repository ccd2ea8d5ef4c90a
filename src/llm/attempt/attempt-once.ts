import { classify } from '#llm/faults/classify';
import type { Usage } from '#llm/model';
import type { Target } from '#llm/settings/settings';
import type { Outcome } from './outcome.ts';
import { startWatchdog } from './watchdog.ts';

/** One call that answers at once, such as embeddings and pictures. Never throws: every end is an outcome. */
export async function attemptOnce<Value>(
  limits: { target: Pick<Target, 'totalMs'>; leftMs: number; signal?: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<{ value: Value; usage: Usage }>,
): Promise<Outcome<Value>> {
  using dog = startWatchdog({
    totalMs: Math.min(limits.target.totalMs, limits.leftMs),
    signal: limits.signal,
  });
  try {
    const { value, usage } = await Promise.race([work(dog.signal), dog.ended]);
    return { ok: true, value, flags: [], usage, characters: 0 };
  } catch (error) {
    const fault = classify(dog.signal.aborted ? dog.signal.reason : error);
    return { ok: false, fault, isCommitted: false, usage: {}, characters: 0 };
  }
}
