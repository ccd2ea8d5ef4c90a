import { AppError } from '#kernel/errors';
import type { Outcome } from '#llm/attempt/outcome';
import { llmError } from '#llm/errors';
import { FAULTS, type Fault } from '#llm/faults/fault';
import { withoutKey } from '#llm/faults/without-key';
import type { Patience } from '#llm/health/bulkhead';
import type { Admission } from '#llm/health/target-health';
import type { AttemptStart } from '#llm/ledger';
import type { Flag } from '#llm/model';
import type { ProviderKey } from '#llm/settings/model-keys';
import type { Target } from '#llm/settings/settings';
import { crashPoint } from '#platform/process/crash-point';
import { PATIENCE_MS } from './decide.ts';
import { endOf } from './end-of-attempt.ts';
import type { Engine } from './engine.ts';
import type { AttemptOrder } from './job.ts';
import { pause } from './pause.ts';
import { leftMs, type Request, startOf } from './request.ts';
import { skip } from './skip.ts';

export type Made<Value, Result> = { readonly outcome: Outcome<Value>; readonly callId: string } & (
  | { readonly value: Value; readonly result: Result; readonly flags: readonly Flag[] }
  | { readonly fault: Fault; readonly invalid?: { text: string; problem: string } }
);

/** One attempt with all that belongs to it: a place, the rate, the budget, the call, the check, the record. */
export async function makeAttempt<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
  at: { target: Target; admitted: Admission; repair: AttemptOrder['repair']; hasNext: boolean },
): Promise<Made<Value, Result> | 'refused'> {
  const { target, admitted, repair } = at;
  const { job } = request;
  const start = startOf(request, target);
  using places = new DisposableStack();
  let isSettled = false;
  try {
    if (!(await takePlaces(engine, request, { target, start, places, hasNext: at.hasNext })))
      return 'refused';
    engine.retryBudget(target.provider).request();
    const began = performance.now();
    crashPoint('llm.before_call');
    const outcome = recordable(
      await job.attempt({
        target,
        leftMs: leftMs(request),
        ...(repair === undefined ? {} : { repair }),
      }),
      request.settings.keys.get(target.provider),
    );
    crashPoint('llm.answered');
    const checked = outcome.ok ? job.check(outcome.value) : undefined;
    const totalMs = Math.round(performance.now() - began);
    settleHealth(engine, admitted, { target, outcome, totalMs });
    isSettled = true;
    const fault: Fault | undefined = !outcome.ok
      ? outcome.fault
      : checked?.ok === false
        ? { kind: 'invalid', detail: checked.problem.slice(0, 300) }
        : undefined;
    await engine.ledger.end(start, endOf(request, { target, outcome, fault, totalMs }));
    crashPoint('llm.recorded');
    if (fault !== undefined) {
      const invalid =
        checked?.ok === false ? { invalid: { text: checked.text, problem: checked.problem } } : {};
      return { outcome, callId: start.callId, fault, ...invalid };
    }
    if (!outcome.ok || checked?.ok !== true) throw new Error('an attempt without fault and without result');
    return {
      outcome,
      callId: start.callId,
      value: outcome.value,
      result: checked.result,
      flags: outcome.flags,
    };
  } finally {
    if (!isSettled) engine.health.release(admitted);
  }
}

/** The outcome as it may go on record: without the key, should the provider have repeated it. */
function recordable<Value>(outcome: Outcome<Value>, key: ProviderKey | AppError | undefined): Outcome<Value> {
  if (outcome.ok || key === undefined || key instanceof AppError) return outcome;
  const { fault } = outcome;
  return { ...outcome, fault: { ...fault, detail: withoutKey(fault.detail, key.key.reveal()) } };
}

/** False when there is no room: in the bulkhead, under the target's own rate, or in a budget. */
async function takePlaces<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
  at: { target: Target; start: AttemptStart; places: DisposableStack; hasNext: boolean },
): Promise<boolean> {
  const { target, start, places, hasNext } = at;
  const { settings, job } = request;
  const limit = settings.document.providers[target.provider]?.concurrency ?? 1;
  const { signal, scope } = job;
  const patience = (): Patience => ({ waitMs: leftMs(request), signal });
  try {
    const { workspaceConcurrency } = settings.document;
    places.defer(
      await engine.bulkhead.enter(`workspace ${scope.workspaceId}`, workspaceConcurrency, patience()),
    );
    places.defer(await engine.bulkhead.enter(`provider ${target.provider}`, limit, patience()));
    for (;;) {
      const waitMs = await engine.ledger.takeRate(target, start.estimateTokens);
      if (waitMs === 0) break;
      // Another target is nearer than a long wait.
      if (waitMs >= leftMs(request) || (hasNext && waitMs > PATIENCE_MS))
        throw llmError('llm.rate_limited', { target: target.name, seconds: Math.ceil(waitMs / 1000) });
      await pause(waitMs, signal);
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'llm.cancelled') throw error;
    request.error = error;
    await skip(engine, request, { target, why: error.message });
    return false;
  }
  const refusal = await engine.ledger.begin(start);
  request.refusal ??= refusal;
  return refusal === undefined;
}

function settleHealth<Value>(
  engine: Engine,
  admitted: Admission,
  { target, outcome, totalMs }: { target: Target; outcome: Outcome<Value>; totalMs: number },
): void {
  const { health } = engine;
  if (outcome.ok) return health.succeed(admitted, outcome.firstTokenMs ?? totalMs);
  const { fault } = outcome;
  if (FAULTS[fault.kind].trip) return health.fail(admitted, `${fault.kind}: ${fault.detail}`);
  health.release(admitted);
  if (fault.kind === 'rate_limit' && fault.retryAfterMs !== undefined)
    health.hold(target.key, fault.retryAfterMs);
}
