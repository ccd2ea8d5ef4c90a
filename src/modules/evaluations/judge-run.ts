import { type Judged, judgeCopies } from '#agents/copy-judge/judge-copies';
import { AppError } from '#kernel/errors';
import { mapBounded } from '#kernel/map-bounded';
import type { Settings } from '#llm/index';
import type { ModelsContext } from '#modules/models/index';
import { factsForModel } from '#studio/copy/model-facts';
import { requestOf } from './case-request.ts';
import type { CaseResult, Judgement } from './contract.ts';
import type { EvaluationSet } from './set-document.ts';
import type { StoredDetail } from './store.ts';
import type { Running } from './write-case.ts';

interface Judging {
  readonly run: Running;
  readonly set: EvaluationSet;
  readonly settings: Settings;
  readonly results: readonly CaseResult[];
  /** The run before, of the same set. */
  readonly before: StoredDetail | undefined;
}

const SIDE_BY_SIDE = 3;
const NOBODY = { isJudged: false, against: null, models: [], better: 0, worse: 0, tie: 0, undecided: 0 };
/** Seen from the run that is judged. */
const VERDICTS = { young: 'better', old: 'worse', tie: 'tie', undecided: 'undecided' } as const;

/**
 * Lets a model compare the texts of each case with those of the run before. A model that wrote any of them does not
 * judge; where no other one is set, it says so and nobody judges.
 */
export async function judgeRun(
  ctx: ModelsContext,
  judging: Judging,
): Promise<{ judgement: Judgement; results: CaseResult[] }> {
  const { results, before, settings } = judging;
  const nobody = (reason: string) => ({ judgement: { ...NOBODY, reason }, results: [...results] });
  if (before === undefined)
    return nobody('There is no earlier run of this set as it is now to compare with.');
  const chain = settings.useCases.get('judge')?.chain ?? [];
  if (chain.length === 0) return nobody('No model is set for the use case judge.');
  const authors = new Set([...results, ...before.results].flatMap(({ model }) => model ?? []).map(familyOf));
  const targets = chain.filter((name) => !authors.has(familyOf(settings.targets.get(name)?.model ?? '')));
  if (targets.length === 0)
    return nobody(
      `The judge must be another model than the author: ${chain.join(', ')} would judge what ${[...authors].join(', ')} wrote.`,
    );
  const judged = await mapBounded(results, SIDE_BY_SIDE, (result) =>
    judgeCase(ctx, { ...judging, before, result, targets }),
  );
  const verdicts = judged.flatMap((found) => ('verdict' in found ? [found] : []));
  const problem = judged.flatMap((found) => ('problem' in found ? [found.problem] : []))[0];
  if (verdicts.length === 0)
    return nobody(`No case was judged: ${problem ?? 'no case has texts in both runs.'}`);
  const count = (verdict: Judged['verdict']): number =>
    verdicts.filter((found) => found.verdict === verdict).length;
  return {
    judgement: {
      isJudged: true,
      reason: `${verdicts.length} of ${results.length} cases were compared with prompt version ${before.promptVersion} of ${before.id}.`,
      against: before.id,
      models: [...new Set(verdicts.map(({ model }) => model))],
      better: count('young'),
      worse: count('old'),
      tie: count('tie'),
      undecided: count('undecided'),
    },
    results: results.map((result, index) => {
      const found = judged[index];
      return found !== undefined && 'verdict' in found
        ? { ...result, judged: { verdict: VERDICTS[found.verdict], reasons: [...found.reasons] } }
        : result;
    }),
  };
}

async function judgeCase(
  ctx: ModelsContext,
  judging: Judging & { before: StoredDetail; result: CaseResult; targets: readonly string[] },
): Promise<Judged | { problem?: string }> {
  const { run, set, before, result, targets } = judging;
  const given = set.cases.find(({ name }) => name === result.name);
  const old = before.results.find(({ name }) => name === result.name);
  if (given === undefined || old === undefined || old.texts.length === 0 || result.texts.length === 0)
    return {};
  const request = requestOf(given, run.id);
  const { facts } = factsForModel(request);
  try {
    return await judgeCopies(
      ctx,
      {
        locale: given.locale,
        channel: given.channel,
        tone: given.brand.tone,
        facts: facts.map(({ kind, text }) => `${kind}: ${text}`),
        young: result.texts,
        old: old.texts,
      },
      {
        scope: {
          workspaceId: ctx.workspaceId,
          actor: ctx.actor,
          purpose: `judging ${run.setName}: ${given.name}`,
          runId: run.id,
        },
        targets,
        unit: `${run.id}:${given.name}`,
        signal: run.signal,
      },
    );
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'llm.cancelled') throw error;
    return { problem: error.message };
  }
}

/** A model without provider, router prefix and date: `anthropic/claude-x-20260101` is `claude-x`. */
function familyOf(model: string): string {
  const bare = model.split('/').at(-1) ?? model;
  return bare.toLowerCase().replace(/[-@](\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, '');
}
