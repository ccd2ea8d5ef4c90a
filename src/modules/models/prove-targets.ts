import { AppError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { mapBounded } from '#kernel/map-bounded';
import { Secret } from '#kernel/secret';
import {
  type CallScope,
  type Gateway,
  listCalls,
  llmError,
  ONLY_TARGET,
  onlyTarget,
  providerKey,
  type Target,
} from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import type { ModelsContext } from './models-context.ts';
import { type CheckRun, type Finding, PLAIN_CHECKS } from './proof-checks.ts';
import {
  CUT_AT,
  planProof,
  type PlannedTarget,
  type ProofCheck,
  type ProofPlan,
  type ProofRequest,
  RETRIES,
} from './proof-plan.ts';

/** One check of one target. */
export interface ProofLine extends Finding {
  readonly target: string;
  readonly kind: PlannedTarget['kind'];
  readonly check: ProofCheck;
  readonly ms: number;
  /** Millionths of a US dollar; null where the price is not known. */
  readonly costMicro: number | null;
}

/** What a live try found. */
export interface Proof {
  /** Its calls are on record under it as their run. */
  readonly id: string;
  readonly lines: readonly ProofLine[];
  readonly leftOut: ProofPlan['leftOut'];
  readonly costMicro: number | null;
  readonly hasPassed: boolean;
}

const SIDE_BY_SIDE = 4;
/** A local model that has to be loaded first takes its time. */
const FIRST_MS = 30_000;
const DEADLINE_MS = 15_000;
const PICTURE_MS = 90_000;
const NO_MODEL = 'aicmo-no-such-model';
/** The adapter of Google takes pictures from models of this family alone. */
const NO_PICTURE_MODEL = 'gemini-aicmo-no-such-model';
const WRONG_KEY = 'aicmo-wrong-key-on-purpose';
/** Nothing else of a target works when these do not. */
const FIRST: ReadonlySet<ProofCheck> = new Set(['answer', 'embedding', 'picture']);

/**
 * Proves of each target what only the real provider can show: that it answers, streams, keeps a form, calls a tool,
 * counts tokens, is cut where it should be, and how it refuses a wrong model and a wrong key. Calls are budgeted and
 * on record as all others. Throws `llm.nothing_to_try` or `llm.target_unknown`; what a target does wrong is a line.
 */
export async function proveTargets(
  ctx: ModelsContext,
  input: ProofRequest & {
    signal?: AbortSignal | undefined;
    /** Told of each line as it comes. */
    report?: (line: ProofLine) => void;
  },
): Promise<Proof> {
  authorise(ctx, 'llm.use');
  const plan = await planProof(ctx, input);
  if (plan.targets.length === 0)
    throw llmError('llm.nothing_to_try', {
      why: plan.leftOut.map(({ target, why }) => `${target}: ${why}`).join('; ') || 'no target is set',
    });
  const id = newId('try', ctx.clock.now().getTime());
  const lines = await mapBounded(plan.targets, SIDE_BY_SIDE, (planned) =>
    proveTarget(ctx, planned, { id, signal: input.signal, report: input.report }),
  );
  const all = lines.flat();
  return {
    id,
    lines: all,
    leftOut: plan.leftOut,
    costMicro: sum(all.map((line) => line.costMicro)),
    hasPassed: all.every(({ outcome }) => outcome !== 'failed'),
  };
}

interface Proving {
  readonly id: string;
  readonly signal?: AbortSignal | undefined;
  readonly report?: ((line: ProofLine) => void) | undefined;
}

async function proveTarget(
  ctx: ModelsContext,
  planned: PlannedTarget,
  proving: Proving,
): Promise<ProofLine[]> {
  const { targets } = await ctx.gateway.settings(ctx.workspaceId);
  const target = targets.get(planned.target);
  if (target === undefined) throw llmError('llm.target_unknown', { target: planned.target, known: '' });
  const usages: CheckRun['usages'] = [];
  const lines: ProofLine[] = [];
  let isDead = false;
  for (const check of planned.checks) {
    proving.signal?.throwIfAborted();
    const scope = scopeOf(ctx, proving.id, `live try: ${planned.kind} ${check}`);
    const start = performance.now();
    const asked = { scope, planned, target, check, usages, signal: proving.signal };
    const finding = await find(ctx, asked, isDead);
    if (FIRST.has(check)) isDead = finding.outcome === 'failed';
    const ms = Math.round(performance.now() - start);
    const costMicro = await costOf(ctx, scope, planned.target);
    const line = { target: planned.target, kind: planned.kind, check, ...finding, ms, costMicro };
    proving.report?.(line);
    lines.push(line);
  }
  return lines;
}

interface Asked {
  readonly scope: CallScope;
  readonly planned: PlannedTarget;
  readonly target: Target;
  readonly check: ProofCheck;
  readonly usages: CheckRun['usages'];
  readonly signal: AbortSignal | undefined;
}

async function find(ctx: ModelsContext, asked: Asked, isDead: boolean): Promise<Finding> {
  const { check, target, planned, scope, usages, signal } = asked;
  if (check === 'model_missing' || check === 'auth') return findRefusal(ctx, asked, check);
  if (isDead) return { outcome: 'failed', detail: 'not asked, because the check before gave no answer' };
  const deadlineMs = check === 'picture' ? PICTURE_MS : FIRST.has(check) ? FIRST_MS : DEADLINE_MS;
  const door = ctx.gateway.under((settings) =>
    onlyTarget(settings, target, { kind: planned.kind, retries: RETRIES, deadlineMs }),
  );
  try {
    return await PLAIN_CHECKS[check]({ door, scope, signal, usages, isStreaming: target.isStreaming });
  } catch (error) {
    return failureOf(error, check);
  }
}

/** A wrong model or a wrong key must be told from every other fault: retries and failover hang on it. */
async function findRefusal(
  ctx: ModelsContext,
  asked: Asked,
  wanted: 'model_missing' | 'auth',
): Promise<Finding> {
  const { target, planned, scope, signal } = asked;
  if (wanted === 'auth' && target.keyId === null)
    return { outcome: 'not_offered', detail: 'it is called without a key' };
  const changed =
    wanted === 'auth'
      ? { ...target, name: `${target.name} (wrong key)`, keyId: 'wrong' }
      : {
          ...target,
          name: `${target.name} (no such model)`,
          model: planned.kind === 'image' ? NO_PICTURE_MODEL : NO_MODEL,
        };
  const altered = { ...changed, key: `${changed.provider}/${changed.model}/${changed.keyId ?? '-'}` };
  const keys =
    wanted === 'auth'
      ? new Map([[target.provider, providerKey('environment', new Secret(WRONG_KEY))]])
      : undefined;
  const door = ctx.gateway.under((settings) =>
    onlyTarget(keys === undefined ? settings : { ...settings, keys }, altered, {
      kind: planned.kind,
      retries: 0,
      deadlineMs: DEADLINE_MS,
    }),
  );
  try {
    await askShortly(door, { kind: planned.kind, scope, signal });
  } catch (error) {
    const faults = faultsOf(error);
    const shown = (error as Error).message;
    if (faults.length === 1 && faults[0] === wanted)
      return { outcome: 'passed', detail: `told as ${wanted}` };
    return {
      outcome: 'failed',
      detail: `told as ${faults.join(', ') || 'no fault of the provider'}: ${shown}`,
    };
  }
  const { providers } = (await ctx.gateway.settings(ctx.workspaceId)).document;
  if (wanted === 'model_missing' && providers[target.provider]?.kind === 'llama-cpp')
    return { outcome: 'not_offered', detail: 'this server serves its one model whatever it is asked for' };
  const what = wanted === 'auth' ? 'a wrong key' : 'a model that does not exist';
  return { outcome: 'failed', detail: `it answered with ${what}` };
}

async function askShortly(
  door: Gateway,
  by: { kind: PlannedTarget['kind']; scope: CallScope; signal: AbortSignal | undefined },
): Promise<void> {
  const call = { useCase: ONLY_TARGET, scope: by.scope, signal: by.signal };
  if (by.kind === 'embedding') await door.embed({ ...call, values: ['ready'], isLexicalEnough: false });
  else if (by.kind === 'image') await door.paint({ ...call, prompt: 'a mug', count: 1, aspectRatio: '1:1' });
  else
    await door.text({
      ...call,
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Answer with the one word: ready' }] }],
      maxOutputTokens: CUT_AT,
    });
}

function scopeOf(ctx: ModelsContext, runId: string, purpose: string): CallScope {
  return { workspaceId: ctx.workspaceId, actor: ctx.actor, purpose, runId };
}

/** Kinds of fault that a call of the gateway ended with. */
function faultsOf(error: unknown): string[] {
  if (!(error instanceof AppError) || error.code === 'llm.cancelled') throw error;
  const { faults } = error.details;
  return Array.isArray(faults) ? faults.map(String) : [];
}

/** A server may say of a tool, and of nothing else, that its model cannot do it. */
function failureOf(error: unknown, check: ProofCheck): Finding {
  const faults = faultsOf(error);
  const { message } = error as Error;
  const isLacking = /tools?\b.*not support|not support.*\btools?\b|\btools?\b.*unsupported/i.test(message);
  if (check === 'tool_call' && faults[0] === 'bad_request' && isLacking)
    return { outcome: 'not_offered', detail: message };
  return { outcome: 'failed', detail: message };
}

/** What the record says that a check cost, failed attempts included. */
async function costOf(ctx: ModelsContext, scope: CallScope, target: string): Promise<number | null> {
  const { workspaceId } = ctx;
  const calls = await listCalls(ctx.db, { workspaceId, runId: scope.runId, limit: 1_000 });
  const own = calls.filter(
    (call) =>
      call.purpose === scope.purpose && (call.target === target || call.target.startsWith(`${target} (`)),
  );
  return sum(own.map((call) => (call.costBasis === 'none' ? 0 : call.costMicro)));
}

function sum(costs: readonly (number | null)[]): number | null {
  return costs.reduce<number | null>((all, cost) => (all === null || cost === null ? null : all + cost), 0);
}
