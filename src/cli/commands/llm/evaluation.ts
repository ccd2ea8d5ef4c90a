import type { Command } from 'commander';
import { evaluationsContract } from '#modules/evaluations/contract';
import {
  type Evaluation,
  type EvaluationDetail,
  getEvaluation,
  listEvaluations,
  runEvaluation,
  SCORES,
} from '#modules/evaluations/index';
import { contractInput } from '#cli/contract-input';
import { limitOption } from '#cli/limit-option';
import { namesOption, numberOption } from '#cli/number-option';
import { cut, EXIT, table } from '#cli/output';
import { createProgress } from '#cli/progress';
import { readFileFor, refuseFile } from '#cli/read-file';
import { type Session, withHouse } from '#cli/session';
import { showCost } from '#cli/show-cost';

interface RunOptions {
  readonly promptVersion?: number;
  readonly target?: readonly string[];
  readonly judge?: boolean;
}

/** `aicmo llm eval run|list|show` */
export function addEvaluationCommands(llm: Command): void {
  const evaluation = llm
    .command('eval')
    .description('evaluation sets: what a prompt and its models are worth, run by run');
  evaluation
    .command('run')
    .argument('<file>', 'a set as YAML or JSON, at most 50 cases')
    .addOption(numberOption('--prompt-version <n>', 'another version than the one in use', 0))
    .addOption(namesOption('--target <targets>', 'another chain, with commas between the targets'))
    .option('--judge', 'let a model of the use case judge compare with the run before')
    .description('let models write the cases of a set and score what they write; each case costs a call')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo llm eval run examples/evals/copywriting.yaml --prompt-version 1',
    )
    .action((file: string, options: RunOptions, command: Command) =>
      withHouse(command, (session) => run(session, file, options)),
    );
  evaluation
    .command('list')
    .option('--set <name>', 'only of this set')
    .addOption(limitOption(20))
    .option('--after <next>', '`next` of the page before')
    .description('scores over time: run by run with prompt version, model and cost, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo llm eval list --set house-copy')
    .action((options: { set?: string; limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listEvaluations(ctx, options), ({ items }) =>
          items.length === 0
            ? 'There is no evaluation. `aicmo llm eval run FILE` makes one.'
            : runTable(items),
        );
        return undefined;
      }),
    );
  evaluation
    .command('show')
    .argument('<evaluation>', 'id of the run')
    .description('one page of figures: scores case by case, and the reason of every refusal')
    .addHelpText('after', '\nExample:\n  $ aicmo llm eval show evl_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getEvaluation(ctx, { id }), describe);
        return undefined;
      }),
    );
}

async function run(session: Session, file: string, options: RunOptions): Promise<number> {
  const { ctx, out, stopping } = session;
  const read = await readFileFor(file);
  if (!read.ok) return refuseFile(session, file, read.problems);
  const input = contractInput(evaluationsContract.run, {
    text: new TextDecoder().decode(read.bytes),
    fileName: file,
    promptVersion: options.promptVersion,
    targets: options.target,
    judge: options.judge,
  });
  const progress = createProgress(out.isJson);
  const made = await runEvaluation(ctx, {
    ...input,
    signal: stopping,
    onCase: (done, total, label) => progress.show({ done, total, label }),
  }).finally(() => progress.end());
  out.result(made, describe);
  return made.answered < made.cases ? EXIT.lacking : EXIT.done;
}

function runTable(items: readonly Evaluation[]): string {
  return table(
    ['evaluation', 'at', 'set', 'prompt', 'model', 'answered', 'score', ...SCORES, 'judge', 'cost'],
    items.map((item) => [
      item.id,
      item.startedAt.toISOString().slice(0, 16),
      item.setName,
      `v${item.promptVersion} ${item.promptHash.slice(0, 8)}`,
      item.models.join(', '),
      `${item.answered}/${item.cases}`,
      score(item.total),
      ...SCORES.map((name) => score(item.scores[name])),
      verdictOf(item),
      showCost(item.costMicro),
    ]),
  );
}

/** Three decimals: over fifty cases one text of four weighs 0.005. */
function score(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

/** Cases won, tied, lost against the run before, and those without a verdict. */
function verdictOf({ judgement }: Evaluation): string {
  if (judgement === null) return '–';
  if (!judgement.isJudged) return 'not judged';
  const { better, tie, worse, undecided } = judgement;
  return `${better} better, ${tie} tied, ${worse} worse, ${undecided} undecided`;
}

function describe(run: EvaluationDetail): string {
  const refusals = run.results.flatMap((result) =>
    result.refused.map(
      ({ headline, reason }) => `  ${result.name}: "${cut(headline, 60)}": ${cut(reason, 200)}`,
    ),
  );
  const unmet = run.results.flatMap((result) => result.unmet.map((what) => `  ${result.name}: ${what}`));
  const silent = run.results.flatMap(({ name, problem }) =>
    problem === null ? [] : [`  ${name}: ${problem}`],
  );
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`\n${title}\n${lines.join('\n')}`];
  return [
    `${run.id}  set ${run.setName}, prompt ${run.promptName} version ${run.promptVersion}, ${run.models.join(', ')}`,
    `${run.answered} of ${run.cases} cases answered in ${seconds(run)} s, ${showCost(run.costMicro)}, by ${run.startedBy}`,
    '',
    table(['score', ...SCORES], [[score(run.total), ...SCORES.map((name) => score(run.scores[name]))]]),
    ...(run.judgement === null ? [] : [`\nJudge: ${verdictOf(run)}. ${run.judgement.reason}`]),
    '',
    caseTable(run),
    ...section('Refused texts:', refusals),
    ...section('Expected and not met:', unmet),
    ...section('Without an answer:', silent),
  ].join('\n');
}

function seconds({ startedAt, endedAt }: Evaluation): string {
  return ((endedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1);
}

function caseTable({ results }: EvaluationDetail): string {
  return table(
    ['case', 'locale', 'channel', 'passed', ...SCORES, 'judge', 'ms', 'cost'],
    results.map((result) => [
      result.name,
      result.locale,
      result.channel,
      result.isAnswered ? `${result.texts.length}/${result.written}` : 'no answer',
      ...SCORES.map((name) => score(result.scores[name])),
      result.judged?.verdict ?? '–',
      result.ms,
      showCost(result.costMicro),
    ]),
  );
}
