import { writeModelCopies } from '#agents/copywriter/write-copies';
import type { CallRecord } from '#llm/index';
import type { ModelsContext } from '#modules/models/index';
import type { CaseResult } from './contract.ts';
import { requestOf } from './case-request.ts';
import { scoreCase } from './score-case.ts';
import type { EvaluationCase } from './set-document.ts';

/** What the cases of one run share. */
export interface Running {
  readonly id: string;
  readonly setName: string;
  readonly promptVersion: number;
  /** Another chain than that of copywriting. */
  readonly targets: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A case that was written and not yet scored: the record tells how many answers had the form. */
export interface WrittenCase {
  readonly given: EvaluationCase;
  readonly made: Awaited<ReturnType<typeof writeModelCopies>>;
  readonly ms: number;
}

/** What calls of a case are called on record. */
export function purposeOf(run: Pick<Running, 'setName'>, given: Pick<EvaluationCase, 'name'>): string {
  return `evaluation of ${run.setName}: ${given.name}`;
}

/** Lets the copywriter write a case once: what it refuses is measured, not mended. */
export async function writeCase(
  ctx: ModelsContext,
  run: Running,
  given: EvaluationCase,
): Promise<WrittenCase> {
  const start = performance.now();
  const { promptVersion, targets, signal } = run;
  const made = await writeModelCopies(ctx, requestOf(given, run.id), {
    scope: {
      workspaceId: ctx.workspaceId,
      actor: ctx.actor,
      purpose: purposeOf(run, given),
      runId: run.id,
    },
    unit: `${run.id}:${given.name}`,
    present: [],
    least: given.count,
    rounds: 1,
    promptVersion,
    ...(targets === undefined ? {} : { targets }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { given, made, ms: Math.round(performance.now() - start) };
}

/** Scores a written case. `calls` are those of the whole run. */
export function resultOf(
  run: Running,
  { given, made, ms }: WrittenCase,
  calls: readonly CallRecord[],
): CaseResult {
  const own = calls.filter(({ purpose }) => purpose === purposeOf(run, given));
  const count = (...outcomes: string[]): number =>
    own.filter(({ outcome }) => outcome !== null && outcomes.includes(outcome)).length;
  const answers = { ok: count('ok', 'flagged'), invalid: count('invalid') };
  const isAnswered = answers.ok + answers.invalid > 0;
  const { scores, unmet } = scoreCase({ ...made, answers }, given.expect);
  const { copies, refused, by, problem } = made;
  return {
    name: given.name,
    locale: given.locale,
    channel: given.channel,
    isAnswered,
    problem: problem ?? null,
    model: by === undefined ? null : `${by.provider}/${by.model}`,
    scores,
    written: copies.length + refused.length,
    texts: copies.map(({ angle, headline, support, cta, body, altText }) => ({
      angle,
      headline,
      ...(support === undefined ? {} : { support }),
      cta,
      body,
      altText,
    })),
    refused: refused.map(({ headline, angle, reason }) => ({ headline, angle, reason })),
    unmet,
    judged: null,
    costMicro: costOf(own),
    ms,
  };
}

/** What calls cost; null where the price of one is not known. */
export function costOf(calls: readonly CallRecord[]): number | null {
  return calls.reduce<number | null>((sum, { costMicro, costBasis }) => {
    if (costBasis === 'none') return sum;
    return sum === null || costMicro === null ? null : sum + costMicro;
  }, 0);
}
