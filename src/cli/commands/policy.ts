import { type Command, Option } from 'commander';
import { type ApprovalPolicy, listPolicies, removePolicy, setPolicy } from '#modules/approvals/index';
import { PRIORITIES } from '#modules/tasks/index';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';

interface PolicyOptions {
  readonly type?: string[];
  readonly brand?: string[];
  readonly upTo: ApprovalPolicy['mostPriority'];
  readonly confidence: string;
  readonly minutes?: string;
  readonly cost?: string;
  readonly off?: true;
}

/** `aicmo approval policy list|set|remove` */
export function addPolicyCommands(approval: Command): void {
  const policy = approval.command('policy').description('tasks that are approved without a person');
  policy
    .command('list')
    .description('the policies of the workspace')
    .addHelpText('after', '\nExample:\n  $ aicmo approval policy list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listPolicies(ctx), ({ items }) =>
          items.length === 0 ? 'There is none: every task waits for a person.' : policyTable(items),
        );
        return undefined;
      }),
    );
  policy
    .command('set')
    .argument('<name>', 'one policy a name')
    .option('--type <type...>', 'only these types of tasks')
    .option('--brand <id...>', 'only of these brands, by id')
    .addOption(new Option('--up-to <priority>', 'up to this priority').choices(PRIORITIES).default('LOW'))
    .option('--confidence <share>', 'proposed with at least this confidence, 0 to 1', '0.8')
    .option('--minutes <minutes>', 'of at most so much work')
    .option('--cost <usd>', 'of types whose last runs cost at most so many US dollars each')
    .option('--off', 'keep it, but switched off')
    .description('let tasks of a kind through; what waits already stays waiting')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo approval policy set research --type audience_research swot_analysis --up-to MEDIUM',
    )
    .action((name: string, options: PolicyOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const [leastConfidence, mostMinutes] = [Number(options.confidence), Number(options.minutes ?? 1)];
        if (!(leastConfidence >= 0 && leastConfidence <= 1))
          command.error('error: --confidence takes a number from 0 to 1');
        if (!Number.isInteger(mostMinutes) || mostMinutes < 1)
          command.error('error: --minutes takes a whole number from 1 on');
        const cost = Number(options.cost ?? 0);
        if (!(cost >= 0 && cost <= 1_000)) command.error('error: --cost takes a number from 0 to 1000');
        const set = await setPolicy(ctx, {
          name,
          types: options.type ?? null,
          brandIds: options.brand ?? null,
          mostPriority: options.upTo,
          leastConfidence,
          mostMinutes: options.minutes === undefined ? null : mostMinutes,
          mostCostMicro: options.cost === undefined ? null : Math.round(cost * 1_000_000),
          isOn: options.off !== true,
        });
        out.result(set, (kept) => policyTable([kept]));
        return undefined;
      }),
    );
  policy
    .command('remove')
    .argument('<policy>', 'its id')
    .description('remove a policy; what it approved stays approved')
    .addHelpText('after', '\nExample:\n  $ aicmo approval policy remove apo_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        await removePolicy(ctx, { id });
        out.result({ id }, () => 'Removed.');
        return undefined;
      }),
    );
}

function policyTable(items: readonly ApprovalPolicy[]): string {
  return table(
    ['id', 'name', 'state', 'types', 'brands', 'up to', 'confidence', 'minutes', 'cost'],
    items.map((policy) => [
      policy.id,
      policy.name,
      policy.isOn ? 'on' : 'off',
      policy.types?.join(', ') ?? 'all',
      policy.brandIds?.join(', ') ?? 'all',
      policy.mostPriority,
      policy.leastConfidence.toFixed(2),
      policy.mostMinutes === null ? 'any' : String(policy.mostMinutes),
      policy.mostCostMicro === null ? 'any' : `$${policy.mostCostMicro / 1_000_000}`,
    ]),
  );
}
