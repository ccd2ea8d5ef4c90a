import { llmError } from '#llm/errors';
import type { Admission } from '#llm/health/target-health';
import type { Flag } from '#llm/model';
import type { Target } from '#llm/settings/settings';
import { decide, PATIENCE_MS } from './decide.ts';
import type { Engine } from './engine.ts';
import type { AttemptOrder } from './job.ts';
import { makeAttempt } from './make-attempt.ts';
import { pause } from './pause.ts';
import { leftMs, type Request } from './request.ts';
import { skip } from './skip.ts';

export type Tried<Value, Result> =
  | {
      readonly step: 'done';
      readonly value: Value;
      readonly result: Result;
      readonly flags: readonly Flag[];
      readonly callId: string;
    }
  | { readonly step: 'next' }
  | { readonly step: 'stop' };

interface Place {
  readonly hasNext: boolean;
  /** Nothing comes after it, not even the offline provider: its breaker is ignored. */
  readonly isLast: boolean;
}

/** Tries one target until it answers, is given up for the next one, or the request ends. */
export async function tryTarget<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
  at: Place & { target: Target },
): Promise<Tried<Value, Result>> {
  const { target, hasNext } = at;
  let repair: AttemptOrder['repair'];
  let repairs = 0;
  for (let tries = 1; ; tries++) {
    const admitted = await admit(engine, request, at);
    if (admitted === undefined) return { step: 'next' };
    const made = await makeAttempt(engine, request, { target, admitted, repair, hasNext });
    if (made === 'refused') return { step: 'next' };
    const { outcome, callId } = made;
    if ('result' in made)
      return { step: 'done', value: made.value, result: made.result, flags: made.flags, callId };
    const { fault } = made;
    request.reports.push({ target, fault });
    if (!outcome.ok && outcome.isCommitted) return { step: 'stop' };
    if (!outcome.ok && outcome.partial !== undefined)
      request.partial ??= { ...outcome.partial, target, callId };
    if (made.invalid !== undefined && repairs === 0) {
      repairs++;
      repair = made.invalid;
      continue;
    }
    const { retries } = request.useCase;
    const step = decide(
      fault,
      { tries: tries - repairs, retries, hasNext, leftMs: leftMs(request), random: engine.random() },
      engine.baseWaitMs,
    );
    if (step.step !== 'retry') return step;
    if (!engine.retryBudget(target.provider).take()) return { step: 'next' };
    await pause(step.waitMs, request.job.signal);
  }
}

/** Waits for what the provider asked for, and passes the breaker; undefined when the target is to be left out now. */
async function admit<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
  { target, hasNext, isLast }: Place & { target: Target },
): Promise<Admission | undefined> {
  const { health } = engine;
  const heldMs = health.holdMs(target.key);
  if (heldMs > 0) {
    if ((hasNext && heldMs > PATIENCE_MS) || heldMs >= leftMs(request)) {
      request.error = llmError('llm.rate_limited', {
        target: target.name,
        seconds: Math.ceil(heldMs / 1000),
      });
      await skip(engine, request, { target, why: `held for ${Math.ceil(heldMs / 1000)} s by the provider` });
      return undefined;
    }
    await pause(heldMs, request.job.signal);
  }
  const admission = await health.admit(target.key, isLast);
  if (admission === undefined) await skip(engine, request, { target, why: 'its breaker is open' });
  return admission;
}
