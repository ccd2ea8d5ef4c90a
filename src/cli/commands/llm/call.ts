import { type Command, Option } from 'commander';
import { getCampaign } from '#modules/campaigns/index';
import { type ModelCall, modelsContract, OUTCOMES } from '#modules/models/contract';
import { getModelCall, listModelCalls } from '#modules/models/index';
import { contractInput } from '#cli/contract-input';
import { cut, table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { withHouse } from '#cli/session';
import { showCost } from '#cli/show-cost';

interface CallsOptions {
  readonly useCase?: string;
  readonly campaign?: string;
  readonly target?: string;
  readonly outcome?: ModelCall['outcome'] & string;
  readonly run?: string;
  readonly day?: string;
  readonly limit: number;
  readonly after?: string;
}

/** `aicmo llm calls` and `aicmo llm call` */
export function addCallCommands(llm: Command): void {
  llm
    .command('calls')
    .option('--use-case <name>', 'only of this use case')
    .option('--campaign <campaign>', 'only of this campaign, by id or key')
    .option('--target <name>', 'only to this target')
    .addOption(new Option('--outcome <outcome>', 'only with this outcome').choices(OUTCOMES))
    .option('--run <id>', 'only of this run, evaluation or live try')
    .option('--day <date>', 'only of this day in UTC, such as 2026-11-26')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('calls on record, one line an attempt, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo llm calls --use-case copywriting --outcome failed')
    .action((options: CallsOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { campaign, run, ...filter } = options;
        const campaignId = campaign === undefined ? undefined : (await getCampaign(ctx, { id: campaign })).id;
        const input = contractInput(modelsContract.calls, { ...filter, campaignId, runId: run });
        const page = await listModelCalls(ctx, input);
        out.result(page, ({ items }) => (items.length === 0 ? 'There is no such call.' : callTable(items)));
        return undefined;
      }),
    );
  llm
    .command('call')
    .argument('<call>', 'id of the call')
    .description('one call with everything on record, and its texts where they are kept')
    .addHelpText('after', '\nExample:\n  $ aicmo llm call llc_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getModelCall(ctx, { id }), describeCall);
        return undefined;
      }),
    );
}

function callTable(items: readonly ModelCall[]): string {
  return table(
    ['call', 'at', 'use case', 'target', 'outcome', 'ms', 'in', 'out', 'cost', 'why'],
    items.map((call) => [
      call.id,
      call.startedAt.toISOString().slice(0, 19),
      call.useCase,
      call.target,
      call.outcome ?? call.state,
      call.totalMs ?? '–',
      call.tokensIn ?? '–',
      call.tokensOut ?? '–',
      costOf(call),
      cut(call.fault === null ? '' : `${call.fault}: ${call.faultDetail ?? ''}`, 60),
    ]),
  );
}

/** A call under way has no cost yet. */
function costOf(call: ModelCall): string {
  return call.state === 'running' ? '–' : showCost(call.costMicro);
}

function describeCall(call: Awaited<ReturnType<typeof getModelCall>>): string {
  const { input, output, params, costMicro: _micro, startedAt, ...rest } = call;
  const lines = Object.entries(rest)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key.padEnd(16)} ${String(value)}`);
  const texts =
    input === null && output === null
      ? 'Its texts were not kept. `aicmo llm record on` keeps those of later calls, masked.'
      : `Prompt:\n${JSON.stringify(input, null, 2)}\n\nAnswer:\n${JSON.stringify(output, null, 2)}`;
  return [
    ...lines,
    `${'startedAt'.padEnd(16)} ${startedAt.toISOString()}`,
    `${'cost'.padEnd(16)} ${costOf(call)}`,
    `${'params'.padEnd(16)} ${JSON.stringify(params)}`,
    '',
    texts,
  ].join('\n');
}
