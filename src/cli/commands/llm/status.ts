import type { Command } from 'commander';
import { getModelsStatus, type ModelsStatus } from '#modules/models/index';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';

const NONE =
  'No model is set: what is written comes from the embedded offline writer, and says so.\nSet a key such as AICMO_KEY_GOOGLE or by `aicmo llm key set google`, or write a models file: docs/guides/connect-a-model.md.';

/** `aicmo llm status` */
export function addStatusCommand(llm: Command): void {
  llm
    .command('status')
    .description('targets with key, price and health, use cases with their chains, and what does not fit')
    .addHelpText('after', '\nExample:\n  $ aicmo llm status')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getModelsStatus(ctx), describeStatus);
        return undefined;
      }),
    );
}

/** Targets, use cases and problems as a person reads them. */
export function describeStatus(status: ModelsStatus): string {
  const problems = status.problems.map((problem) => `wrong  ${problem}`);
  const texts = `Prompts and answers are ${status.keepTexts ? 'kept, masked, with each call' : 'not kept'}.`;
  return [
    status.targets.length === 0 ? NONE : targetTable(status),
    useCaseTable(status),
    ...(problems.length === 0 ? [] : [problems.join('\n')]),
    texts,
  ].join('\n\n');
}

function targetTable({ targets, providers }: ModelsStatus): string {
  const kept = new Set(providers.filter(({ keyFrom }) => keyFrom === 'secret').map(({ name }) => name));
  return table(
    ['target', 'provider', 'model', 'key', 'USD per 1M tokens', 'health', 'last 15 min', 'p50 ms'],
    targets.map((target) => [
      target.name,
      target.provider,
      target.model,
      target.hasKey ? (kept.has(target.provider) ? 'kept' : 'set') : target.lacksKey ? 'missing' : 'none',
      priceOf(target),
      healthOf(target.breaker),
      target.lately.calls === 0 ? '–' : `${target.lately.ok} of ${target.lately.calls} ok`,
      target.lately.p50Ms === null ? '–' : Math.round(target.lately.p50Ms),
    ]),
  );
}

function priceOf({ isFree, isPriceKnown, price }: ModelsStatus['targets'][number]): string {
  if (isFree) return 'free';
  const figures = `${price.inputPerMTok} in, ${price.outputPerMTok} out`;
  return isPriceKnown ? figures : `unknown (budgets count ${figures})`;
}

function healthOf({ isOpen, opensInMs, holdMs, reason }: ModelsStatus['targets'][number]['breaker']): string {
  const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} s`;
  if (isOpen) return `left out for ${seconds(opensInMs)}: ${reason}`;
  return holdMs > 0 ? `waits ${seconds(holdMs)} as asked` : 'well';
}

function useCaseTable({ useCases }: ModelsStatus): string {
  return table(
    ['use case', 'kind', 'chain', 'policy', 'cache', 'mask', 'set'],
    useCases.map((useCase) => [
      useCase.name,
      useCase.kind,
      useCase.chain.length === 0 ? 'no model' : useCase.chain.join(', '),
      useCase.policy,
      useCase.cache,
      useCase.mask ? 'on' : 'off',
      useCase.isChanged ? 'at run time' : 'by keys and file',
    ]),
  );
}
