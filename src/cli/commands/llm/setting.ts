import { Argument, type Command, Option } from 'commander';
import { modelsContract } from '#modules/models/contract';
import { resetTarget, resetUseCase, setRecord, setTarget, setUseCase } from '#modules/models/index';
import { contractInput, wrongUsage } from '#cli/contract-input';
import { namesOption, numberOption } from '#cli/number-option';
import { withHouse } from '#cli/session';
import { describeStatus } from './status.ts';

/** `aicmo llm use-case set|reset`, `aicmo llm target set|reset` and `aicmo llm record` */
export function addSettingCommands(llm: Command): void {
  const useCase = llm.command('use-case').description('which models do what, changed while everything runs');
  useCase
    .command('set')
    .argument('<name>', 'name of the use case; a new name makes a new one')
    .addOption(namesOption('--chain <targets>', 'targets in the order to be tried, with commas between them'))
    .addOption(
      new Option('--policy <policy>', 'how the chain is sorted').choices(['quality', 'cost', 'latency']),
    )
    .addOption(new Option('--cache <cache>', 'answers given before').choices(['off', 'exact', 'semantic']))
    .addOption(numberOption('--cache-hours <hours>', 'how long an answer is kept', 0.01, 'any'))
    .addOption(numberOption('--cache-likeness <cosine>', 'least likeness of a semantic hit', 0.5, 'any'))
    .addOption(numberOption('--retries <n>', 'further tries on one target', 0))
    .addOption(numberOption('--deadline-ms <ms>', 'longest time over all attempts', 100))
    .addOption(numberOption('--max-output-tokens <n>', 'most tokens of an answer', 1))
    .addOption(
      new Option('--mask <state>', 'mask personal data before a prompt leaves').choices(['on', 'off']),
    )
    .description('change a use case; in force in every process at once')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo llm use-case set copywriting --chain gemini,claude --policy cost',
    )
    .action((name: string, options: Record<string, unknown>, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { mask, ...change } = options;
        if (Object.keys(options).length === 0) throw wrongUsage('error: say what to change');
        const input = contractInput(modelsContract.setUseCase, {
          useCase: name,
          ...change,
          ...(mask === undefined ? {} : { mask: mask === 'on' }),
        });
        out.result(await setUseCase(ctx, input), describeStatus);
        return undefined;
      }),
    );
  useCase
    .command('reset')
    .argument('<name>', 'name of the use case')
    .description('back to what keys and models file say')
    .addHelpText('after', '\nExample:\n  $ aicmo llm use-case reset copywriting')
    .action((name: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await resetUseCase(ctx, { useCase: name }), describeStatus);
        return undefined;
      }),
    );
  const target = llm.command('target').description('limits, time-outs and prices of models');
  target
    .command('set')
    .argument('<name>', 'name of the target; a new name needs --provider and --model')
    .option('--provider <name>', 'provider of keys or models file')
    .option('--model <model>', 'the model as its provider calls it')
    .addOption(numberOption('--requests-per-minute <n>', 'over all processes', 1))
    .addOption(numberOption('--tokens-per-minute <n>', 'over all processes', 1))
    .addOption(numberOption('--first-token-ms <ms>', 'longest wait for the first token', 10))
    .addOption(numberOption('--idle-ms <ms>', 'longest silence in an answer', 10))
    .addOption(numberOption('--total-ms <ms>', 'longest time of one attempt', 10))
    .addOption(numberOption('--context-window <tokens>', 'prompt and answer together', 256))
    .addOption(numberOption('--max-output-tokens <n>', 'most tokens of an answer', 1))
    .addOption(numberOption('--usd-in <price>', 'US dollars per million input tokens', 0, 'any'))
    .addOption(numberOption('--usd-out <price>', 'US dollars per million output tokens', 0, 'any'))
    .description('change a target; in force in every process at once')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo llm target set gemini --requests-per-minute 60 --usd-in 0.3 --usd-out 2.5',
    )
    .action((name: string, options: Record<string, unknown>, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { usdIn, usdOut, ...change } = options;
        if (Object.keys(options).length === 0) throw wrongUsage('error: say what to change');
        const price =
          usdIn === undefined ? {} : { price: { inputPerMTok: usdIn, outputPerMTok: usdOut ?? 0 } };
        if (usdIn === undefined && usdOut !== undefined)
          throw wrongUsage('error: --usd-out goes with --usd-in');
        const input = contractInput(modelsContract.setTarget, { target: name, ...change, ...price });
        out.result(await setTarget(ctx, input), describeStatus);
        return undefined;
      }),
    );
  target
    .command('reset')
    .argument('<name>', 'name of the target')
    .description('back to what keys and models file say')
    .addHelpText('after', '\nExample:\n  $ aicmo llm target reset gemini')
    .action((name: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await resetTarget(ctx, { target: name }), describeStatus);
        return undefined;
      }),
    );
  llm
    .command('record')
    .addArgument(new Argument('<state>', 'whether they are kept').choices(['on', 'off']))
    .description('keep prompts and answers with each call, masked; the calls themselves are always on record')
    .addHelpText('after', '\nExample:\n  $ aicmo llm record on')
    .action((state: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await setRecord(ctx, { keepTexts: state === 'on' }), ({ keepTexts }) =>
          keepTexts
            ? 'Prompts and answers are kept from now on, masked.'
            : 'Prompts and answers are not kept from now on.',
        );
        return undefined;
      }),
    );
}
