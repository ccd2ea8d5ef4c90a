import { type Command, Option } from 'commander';
import { modelsContract, USAGE_BY } from '#modules/models/contract';
import { getModelUsage } from '#modules/models/index';
import { contractInput } from '#cli/contract-input';
import { numberOption } from '#cli/number-option';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';
import { showSum } from '#cli/show-cost';

/** `aicmo llm usage` */
export function addUsageCommand(llm: Command): void {
  llm
    .command('usage')
    .addOption(new Option('--by <group>', 'what is added up').choices(USAGE_BY).default('use_case'))
    .addOption(numberOption('--days <n>', 'of so many days, today included', 1).default(30))
    .description('calls, tokens, cost and latency, dearest first; days newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo llm usage --by model --days 7')
    .action((options: Record<string, unknown>, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const input = contractInput(modelsContract.usage, options);
        out.result(await getModelUsage(ctx, input), ({ since, items }) =>
          [
            items.length === 0 ? 'There was no call.' : usageTable(input.by, items),
            `Since ${since.toISOString()}.`,
          ].join('\n\n'),
        );
        return undefined;
      }),
    );
}

type Row = Awaited<ReturnType<typeof getModelUsage>>['items'][number];

function usageTable(by: string, items: readonly Row[]): string {
  const ms = (value: number | null): string | number => (value === null ? '–' : Math.round(value));
  return table(
    [
      by.replace('_', ' '),
      'requests',
      'calls',
      'ok',
      'failed',
      'cached',
      'in',
      'out',
      'cost',
      'p50 ms',
      'p95 ms',
    ],
    items.map((row) => [
      row.group === '' ? 'none' : row.group,
      row.requests,
      row.calls,
      row.ok,
      row.failed,
      row.cached,
      row.tokensIn,
      row.tokensOut,
      showSum(row.costMicro, row.unpriced),
      ms(row.p50Ms),
      ms(row.p95Ms),
    ]),
  );
}
