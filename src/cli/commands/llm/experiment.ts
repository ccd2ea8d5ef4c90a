import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ExperimentReport, modelsContract } from '#modules/models/contract';
import { endExperiment, getExperiment, getExperiments, startExperiment } from '#modules/models/index';
import { contractInput } from '#cli/contract-input';
import { limitOption } from '#cli/limit-option';
import { numberOption } from '#cli/number-option';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';
import { showCost } from '#cli/show-cost';

interface ArmOption {
  readonly name: string;
  readonly promptVersion: number;
  readonly targets?: readonly string[];
}

/** `aicmo llm experiment list|show|start|end` */
export function addExperimentCommands(llm: Command): void {
  const experiment = llm
    .command('experiment')
    .description('comparisons of prompts and models on the work that comes');
  experiment
    .command('list')
    .addOption(limitOption(20))
    .option('--after <next>', '`next` of the page before')
    .description('comparisons with their figures so far, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo llm experiment list')
    .action((options: { limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getExperiments(ctx, options), ({ items }) =>
          items.length === 0 ? 'There is no experiment.' : items.map(describe).join('\n\n'),
        );
        return undefined;
      }),
    );
  experiment
    .command('show')
    .argument('<experiment>', 'id of the comparison')
    .description('one comparison with its figures so far')
    .addHelpText('after', '\nExample:\n  $ aicmo llm experiment show exp_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getExperiment(ctx, { id }), describe);
        return undefined;
      }),
    );
  experiment
    .command('start')
    .argument('<name>', 'what it is to find out')
    .requiredOption('--prompt <name>', 'prompt that is compared')
    .addOption(
      new Option(
        '--arm <arm...>',
        'NAME=VERSION, or NAME=VERSION@TARGET,TARGET for other models; twice or more',
      )
        .argParser(readArm)
        .makeOptionMandatory(),
    )
    .addOption(numberOption('--units <n>', 'units of each arm before there is a verdict', 30).default(100))
    .description('start a comparison; one at a time for a prompt')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo llm experiment start "shorter prompt" --prompt copywriting --arm now=0 --arm short=1',
    )
    .action((name: string, options: { prompt: string; arm: ArmOption[]; units: number }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { prompt: promptName, arm: arms, units: unitsPerArm } = options;
        const given = { name, promptName, arms, unitsPerArm };
        const input = contractInput(modelsContract.startExperiment, given);
        out.result(await startExperiment(ctx, input), describe);
        return undefined;
      }),
    );
  experiment
    .command('end')
    .argument('<experiment>', 'id of the comparison')
    .description('end a comparison; before every arm has its units there is no winner')
    .addHelpText('after', '\nExample:\n  $ aicmo llm experiment end exp_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await endExperiment(ctx, { id }), describe);
        return undefined;
      }),
    );
}

function readArm(text: string, before: readonly ArmOption[] = []): ArmOption[] {
  const parts = /^(?<name>[^=]+)=(?<version>\d+)(?:@(?<targets>.+))?$/.exec(text)?.groups;
  if (parts === undefined)
    throw new InvalidArgumentError('Write NAME=VERSION or NAME=VERSION@TARGET, such as short=1@gemini.');
  const targets = parts['targets']?.split(',');
  const arm = { name: parts['name'] ?? '', promptVersion: Number(parts['version']) };
  return [...before, targets === undefined ? arm : { ...arm, targets }];
}

function describe(experiment: ExperimentReport): string {
  const { id, name, state, promptName, metric, verdict, unitsPerArm } = experiment;
  const rows = experiment.arms.map((arm) => {
    const result = experiment.results.find((found) => found.arm === arm.name);
    return [
      arm.name,
      arm.promptVersion,
      arm.targets?.join(', ') ?? 'as the use case',
      `${result?.units ?? 0}/${unitsPerArm}`,
      result === undefined ? '–' : `${(result.mean * 100).toFixed(1)} %`,
      result === undefined ? '–' : showCost(rounded(result.meanCostMicro)),
      result?.meanMs == null ? '–' : Math.round(result.meanMs),
    ];
  });
  return [
    `${id}  ${name}  ${state}  prompt ${promptName}, metric ${metric}`,
    table(['arm', 'version', 'models', 'units', 'mean', 'cost a unit', 'ms a unit'], rows),
    `${verdict.kind.replace('_', ' ')}: ${verdict.reason}`,
  ].join('\n');
}

function rounded(micro: number | null): number | null {
  return micro === null ? null : Math.round(micro);
}
