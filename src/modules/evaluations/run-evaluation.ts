import { describeActor } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { mapBounded } from '#kernel/map-bounded';
import { listCalls, llmError, readActive, type Settings } from '#llm/index';
import type { ModelsContext } from '#modules/models/index';
import { authorise } from '#platform/auth/permissions';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { CaseResult, EvaluationDetail } from './contract.ts';
import { evaluationError } from './errors.ts';
import { judgeRun } from './judge-run.ts';
import { readSet } from './read-set.ts';
import { averageScores } from './score-case.ts';
import type { EvaluationSet } from './set-document.ts';
import { findLatest, insertEvaluation, type StoredDetail } from './store.ts';
import { costOf, resultOf, type Running, writeCase } from './write-case.ts';

export interface EvaluationRequest {
  /** The set as YAML or JSON. */
  readonly text: string;
  readonly fileName: string;
  /** Another version than the one in use. */
  readonly promptVersion?: number | undefined;
  /** Another chain than that of copywriting. */
  readonly targets?: readonly string[] | undefined;
  /** Lets a model compare the texts with those of the run before. */
  readonly judge: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told of each case that is done. */
  readonly onCase?: (done: number, total: number, name: string) => void;
}

const SIDE_BY_SIDE = 3;
/** Attempts of a run on record: far more than 50 cases make. */
const MOST_CALLS = 10_000;
const PROMPT = 'copywriting';

/**
 * Lets models write the cases of a set, scores them and keeps the result. Throws `evaluations.set_invalid`,
 * `evaluations.no_model`, `llm.prompt_unknown` or `llm.target_unknown`.
 */
export async function runEvaluation(ctx: ModelsContext, input: EvaluationRequest): Promise<EvaluationDetail> {
  authorise(ctx, 'llm.manage');
  const set = await readSet(input);
  const settings = await ctx.gateway.settings(ctx.workspaceId);
  const chain = targetsOf(settings, input.targets);
  const startedAt = ctx.clock.now();
  const run: Running = {
    id: newId('evl', startedAt.getTime()),
    setName: set.name,
    promptVersion: input.promptVersion ?? (await readActive(ctx.db, ctx.workspaceId)).get(PROMPT) ?? 0,
    targets: input.targets,
    signal: input.signal,
  };
  const { ref } = await ctx.prompts.choose(ctx.workspaceId, PROMPT, { version: run.promptVersion });
  const asked = { ...ctx, gateway: ctx.gateway.under(withoutCache) };
  const written = await writeCases(asked, run, { set, onCase: input.onCase });
  const judged = await finish(asked, { run, set, settings, results: written, isJudged: input.judge });
  const calls = await callsOf(ctx, run.id);
  const { scores, total } = averageScores(judged.results.map((result) => result.scores));
  const detail: StoredDetail = {
    id: run.id,
    setName: set.name,
    setHash: hashOf(set),
    useCase: set.use_case,
    promptName: PROMPT,
    promptVersion: run.promptVersion,
    promptHash: ref.hash,
    targets: [...chain],
    models: [...new Set(judged.results.flatMap(({ model }) => model ?? []))],
    cases: set.cases.length,
    answered: judged.results.filter(({ isAnswered }) => isAnswered).length,
    scores,
    total,
    judgement: judged.judgement,
    costMicro: costOf(calls),
    startedAt,
    endedAt: ctx.clock.now(),
    startedBy: ctx.actor,
    results: judged.results,
  };
  await keep(ctx, detail);
  return { ...detail, startedBy: describeActor(ctx.actor) };
}

async function writeCases(
  ctx: ModelsContext,
  run: Running,
  { set, onCase }: { set: EvaluationSet; onCase: EvaluationRequest['onCase'] },
): Promise<CaseResult[]> {
  let done = 0;
  const written = await mapBounded(set.cases, SIDE_BY_SIDE, async (given) => {
    const made = await writeCase(ctx, run, given);
    onCase?.(++done, set.cases.length, given.name);
    return made;
  });
  const calls = await callsOf(ctx, run.id);
  const results = written.map((made) => resultOf(run, made, calls));
  if (results.some(({ isAnswered }) => isAnswered)) return results;
  throw evaluationError('evaluations.no_model', { reason: results[0]?.problem ?? '' });
}

async function finish(
  ctx: ModelsContext,
  from: {
    run: Running;
    set: EvaluationSet;
    settings: Settings;
    results: CaseResult[];
    isJudged: boolean;
  },
): Promise<Pick<StoredDetail, 'judgement' | 'results'>> {
  const { set, isJudged, results } = from;
  if (!isJudged) return { judgement: null, results };
  const before = await findLatest(ctx.db, ctx.workspaceId, { name: set.name, hash: hashOf(set) });
  return judgeRun(ctx, { ...from, before });
}

async function keep(ctx: ModelsContext, detail: StoredDetail): Promise<void> {
  const { id, setName, promptVersion, models, total, costMicro } = detail;
  await withTransaction(ctx.db, async (tx) => {
    await insertEvaluation(tx, ctx.workspaceId, detail);
    await appendEvent(tx, ctx, {
      type: 'evaluation.finished',
      subject: { type: 'evaluation', id },
      payload: { set: setName, promptVersion, models, total, costMicro },
    });
  });
}

/** The chain that writes. Throws `llm.target_unknown`, or `evaluations.no_model` where none is set. */
function targetsOf(settings: Settings, wanted: readonly string[] | undefined): readonly string[] {
  const targets = wanted ?? settings.useCases.get('copywriting')?.chain ?? [];
  const unknown = targets.find((name) => !settings.targets.has(name));
  if (unknown !== undefined)
    throw llmError('llm.target_unknown', { target: unknown, known: [...settings.targets.keys()].join(', ') });
  if (targets.length > 0) return targets;
  const reason =
    'No model is set for copywriting: set a key such as AICMO_KEY_GOOGLE, or a chain in the models file.';
  throw evaluationError('evaluations.no_model', { reason });
}

/** An answer out of the cache says nothing of a prompt. */
function withoutCache(settings: Settings): Settings {
  const useCases = [...settings.useCases].map(
    ([name, useCase]) => [name, { ...useCase, cache: 'off' as const }] as const,
  );
  return { ...settings, useCases: new Map(useCases) };
}

function callsOf(ctx: ModelsContext, runId: string): ReturnType<typeof listCalls> {
  return listCalls(ctx.db, { workspaceId: ctx.workspaceId, runId, limit: MOST_CALLS });
}

function hashOf(set: EvaluationSet): string {
  return sha256(canonicalJson(set));
}
