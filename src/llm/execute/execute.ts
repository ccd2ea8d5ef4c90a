import { newId } from '#kernel/ids';
import { llmError } from '#llm/errors';
import { OFFLINE } from '#llm/providers/offline/index';
import { PRICE_VERSION } from '#llm/settings/prices';
import type { AttemptEnd } from '#llm/ledger';
import type { Flag, Origin } from '#llm/model';
import type { Settings, Target } from '#llm/settings/settings';
import type { Engine } from './engine.ts';
import type { Executed, Job } from './job.ts';
import { failureOf, leftMs, type Request, startOf } from './request.ts';
import { route } from './route.ts';
import { tryTarget } from './try-target.ts';

/** The target of what code writes without a model. */
const OFFLINE_TARGET = {
  name: OFFLINE.target,
  provider: OFFLINE.provider,
  model: OFFLINE.model,
  keyId: null,
  isFree: true,
  isPriceKnown: true,
  priceVersion: PRICE_VERSION,
};

const FREE_END = { usage: {}, chargedMicro: 0, costMicro: 0, costBasis: 'none', isGenerated: false } as const;

/**
 * The one path of every call: an answer that was paid for already, the cache, each target of the chain with its
 * retries, a flagged answer where there is no better one, code without a model, and else an error that says why.
 */
export async function execute<Value, Result>(
  engine: Engine,
  settings: Settings,
  job: Job<Value, Result>,
): Promise<Executed<Result>> {
  const { useCase, targets } = route(settings, job, engine.health);
  const request: Request<Value, Result> = {
    id: newId('llr'),
    job,
    settings,
    useCase,
    startedAt: performance.now(),
    attempts: 0,
    costMicro: 0,
    reports: [],
    refusal: undefined,
    error: undefined,
    partial: undefined,
  };
  const known = (await findReplay(engine, request)) ?? (await findCached(engine, request));
  if (known !== undefined) return known;
  return (await askTargets(engine, request, targets)) ?? (await settleForLess(engine, request));
}

async function askTargets<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
  targets: readonly Target[],
): Promise<Executed<Result> | undefined> {
  const { job } = request;
  let window = 0;
  for (const [index, target] of targets.entries()) {
    if (job.signal?.aborted === true || leftMs(request) <= 0) break;
    // A prompt that was too long for one window fits no smaller one.
    if (target.contextWindow <= window) continue;
    if (job.size.input + 16 > target.contextWindow) {
      request.reports.push({
        target,
        fault: {
          kind: 'context',
          detail: `the prompt has about ${job.size.input} tokens, the window ${target.contextWindow}`,
        },
      });
      continue;
    }
    const hasNext = index < targets.length - 1;
    const tried = await tryTarget(engine, request, {
      target,
      hasNext,
      isLast: !hasNext && job.offline === undefined && job.isOptional !== true,
    });
    if (tried.step === 'done') {
      const { result, flags, callId } = tried;
      if (flags.length === 0)
        await engine.cache.keep(request as Request<never, unknown>, { value: tried.value, target });
      return {
        result,
        flags,
        origin: originOf(request, { callId, ...placeOf(target), isGenerated: true, cache: 'none' }),
      };
    }
    if (tried.step === 'stop') throw failureOf(request);
    if (request.reports.at(-1)?.fault.kind === 'context') window = target.contextWindow;
  }
  if (job.signal?.aborted === true) throw llmError('llm.cancelled');
  return undefined;
}

/** No target gave a whole answer: a flagged one, or what code can write. Throws what says best why not. */
async function settleForLess<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
): Promise<Executed<Result>> {
  const { job, partial } = request;
  if (partial !== undefined) {
    const checked = job.check(partial.value);
    if (checked.ok)
      return {
        result: checked.result,
        flags: partial.flags,
        origin: originOf(request, {
          callId: partial.callId,
          ...placeOf(partial.target),
          isGenerated: true,
          cache: 'none',
        }),
      };
  }
  const isRefused = request.reports.some(({ fault }) => fault.kind === 'bad_request');
  const written = isRefused ? undefined : job.offline?.();
  if (written === undefined) throw failureOf(request);
  const checked = job.check(written);
  if (!checked.ok) throw failureOf(request);
  const start = startOf(request, OFFLINE_TARGET);
  await engine.ledger.note(start, {
    ...FREE_END,
    outcome: 'ok',
    totalMs: 0,
    cache: 'none',
    ...answerOf(request, written, []),
  });
  const place = { target: OFFLINE.target, provider: OFFLINE.provider, model: OFFLINE.model };
  return {
    result: checked.result,
    flags: [],
    origin: originOf(request, { callId: start.callId, ...place, isGenerated: false, cache: 'none' }),
  };
}

interface KeptAnswer {
  readonly value: unknown;
  readonly flags: readonly Flag[];
  readonly target: string;
  readonly provider: string;
  readonly model: string;
}

function answerOf<Value, Result>(
  request: Request<Value, Result>,
  value: Value,
  flags: readonly Flag[],
): Pick<AttemptEnd, 'answer'> {
  const { idempotencyKey: key } = request.job.scope;
  if (key === undefined || !request.job.isKept) return {};
  const place = { target: OFFLINE.target, provider: OFFLINE.provider, model: OFFLINE.model };
  return { answer: { key, value: { value, flags, ...place } satisfies KeptAnswer } };
}

/** A durable step that is repeated after a crash gets the answer that was paid for, and pays nothing. */
async function findReplay<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
): Promise<Executed<Result> | undefined> {
  const { idempotencyKey: key, workspaceId } = request.job.scope;
  if (key === undefined || !request.job.isKept) return undefined;
  const found = (await engine.ledger.findAnswer(workspaceId, key)) as KeptAnswer | undefined;
  if (found === undefined) return undefined;
  const checked = request.job.check(found.value as Value);
  if (!checked.ok) return undefined;
  const { target, provider, model, flags } = found;
  const isGenerated = provider !== OFFLINE.provider;
  return {
    result: checked.result,
    flags,
    origin: originOf(request, { callId: '', target, provider, model, isGenerated, cache: 'replay' }),
  };
}

async function findCached<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
): Promise<Executed<Result> | undefined> {
  const { job } = request;
  const hit = await engine.cache.find(request as Request<never, unknown>);
  if (hit === undefined) return undefined;
  const checked = job.check(hit.value as Value);
  if (!checked.ok) return undefined;
  const { target: name, provider, model } = hit.from;
  const start = startOf(request, { ...OFFLINE_TARGET, name, provider, model });
  await engine.ledger.note(start, { ...FREE_END, outcome: 'cached', isGenerated: true, cache: hit.kind });
  const place = { target: name, provider, model };
  return {
    result: checked.result,
    flags: [],
    origin: originOf(request, { callId: start.callId, ...place, isGenerated: true, cache: hit.kind }),
  };
}

/** Where an answer came from, as the record names it. */
function placeOf(target: Target): Pick<Origin, 'target' | 'provider' | 'model'> {
  return { target: target.name, provider: target.provider, model: target.model };
}

function originOf<Value, Result>(
  request: Request<Value, Result>,
  from: Omit<Origin, 'requestId' | 'attempts' | 'costMicro'>,
): Origin {
  return { requestId: request.id, attempts: request.attempts, costMicro: request.costMicro, ...from };
}
