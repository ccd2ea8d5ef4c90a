import type { Command } from 'commander';
import { modelsContract, type TriedModel, tryModel } from '#modules/models/index';
import { contractInput } from '#cli/contract-input';
import { withHouse } from '#cli/session';
import { showCost } from '#cli/show-cost';

const QUESTION = 'In one sentence: what is a marketing brief?';

interface TryOptions {
  readonly useCase: string;
  readonly target?: string;
}

/** `aicmo llm try` */
export function addTryCommand(llm: Command): void {
  llm
    .command('try')
    .argument('[text]', 'what to ask; a short question when it is left out')
    .option('--use-case <name>', 'use case whose chain is asked', 'chat')
    .option('--target <name>', 'this target alone')
    .description('ask a model and see who answered, how long it took and what it cost')
    .addHelpText('after', '\nExample:\n  $ aicmo llm try "Say hello in French." --target gemini')
    .action((text: string | undefined, options: TryOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const input = contractInput(modelsContract.try, { ...options, text: text ?? QUESTION });
        out.result(await tryModel(ctx, input), describe);
        return undefined;
      }),
    );
}

function describe(tried: TriedModel): string {
  const cache = tried.cache === 'none' ? '' : `, from the ${tried.cache} cache`;
  const flags = tried.flags.length === 0 ? '' : `, ${tried.flags.join(', ')}`;
  return [
    tried.text,
    '',
    `${tried.target} (${tried.provider}/${tried.model})${cache}${flags}`,
    `${tried.totalMs} ms, ${showCost(tried.costMicro)}, attempts: ${tried.attempts}. \`aicmo llm calls --use-case …\` shows them; request ${tried.requestId}.`,
  ].join('\n');
}
