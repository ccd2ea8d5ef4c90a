import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Budget, BUDGET_SCOPES, modelsContract } from '#modules/models/contract';
import { getBudgets, removeBudget, setBudget } from '#modules/models/index';
import { contractInput, wrongUsage } from '#cli/contract-input';
import { numberOption } from '#cli/number-option';
import { table } from '#cli/output';
import { type Session, withHouse } from '#cli/session';
import { showCost } from '#cli/show-cost';

interface Scope {
  readonly kind: Budget['scopeKind'];
  readonly id: string;
}

interface SetOptions {
  readonly scope: Scope;
  readonly per: Budget['period'];
  readonly usd?: number;
  readonly tokens?: number;
  readonly calls?: number;
}

/** `aicmo llm budget list|set|remove` */
export function addBudgetCommands(llm: Command): void {
  const budget = llm.command('budget').description('what model calls may cost, and what they cost so far');
  budget
    .command('list')
    .description('budgets with what is spent and reserved in the period that runs now')
    .addHelpText('after', '\nExample:\n  $ aicmo llm budget list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getBudgets(ctx), ({ items }) =>
          items.length === 0 ? 'There is no budget: no call is held back.' : budgetTable(items),
        );
        return undefined;
      }),
    );
  budget
    .command('set')
    .addOption(
      new Option(
        '--scope <scope>',
        'workspace, brand:KEY, campaign:KEY, use_case:NAME or run:ID; `*` is each one',
      )
        .argParser(readScope)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--per <period>', 'days and months are those of UTC')
        .choices(['day', 'month', 'total'])
        .makeOptionMandatory(),
    )
    .addOption(numberOption('--usd <amount>', 'US dollars', 0, 'any').conflicts(['tokens', 'calls']))
    .addOption(numberOption('--tokens <n>', 'tokens in and out', 0).conflicts('calls'))
    .addOption(numberOption('--calls <n>', 'calls', 0))
    .description('set a budget; one of the same scope, period and measure is replaced')
    .addHelpText('after', '\nExample:\n  $ aicmo llm budget set --scope workspace --per month --usd 20')
    .action((options: SetOptions, command: Command) =>
      withHouse(command, (session) => set(session, options)),
    );
  budget
    .command('remove')
    .argument('<budget>', 'id of the budget')
    .description('remove a budget')
    .addHelpText('after', '\nExample:\n  $ aicmo llm budget remove bud_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const removed = await removeBudget(ctx, { id });
        out.result(removed, (found) => `Removed: ${describe(found)}.`);
        return undefined;
      }),
    );
}

async function set({ ctx, out }: Session, options: SetOptions): Promise<undefined> {
  const { scope, per, usd, tokens, calls } = options;
  const measure = usd !== undefined ? 'cost' : tokens !== undefined ? 'tokens' : 'calls';
  const limit = usd === undefined ? (tokens ?? calls) : Math.round(usd * 1e6);
  if (limit === undefined) throw wrongUsage('error: say how much: --usd, --tokens or --calls');
  const input = contractInput(modelsContract.setBudget, {
    scopeKind: scope.kind,
    scopeId: scope.id,
    period: per,
    measure,
    limit,
  });
  out.result(await setBudget(ctx, input), (budget) => `${budget.id}: ${describe(budget)}.`);
  return undefined;
}

function readScope(text: string): Scope {
  const [kind = '', ...rest] = text.split(':');
  const found = BUDGET_SCOPES.find((scope) => scope === kind.replace('-', '_'));
  const id = rest.join(':');
  if (found === undefined) throw new InvalidArgumentError(`Known scopes: ${BUDGET_SCOPES.join(', ')}.`);
  if ((found === 'workspace') !== (id === ''))
    throw new InvalidArgumentError(
      found === 'workspace'
        ? 'The workspace has no id.'
        : `Say which one: ${found}:ID, or ${found}:* for each.`,
    );
  return { kind: found, id };
}

function amount({ measure }: Pick<Budget, 'measure'>, value: number): string {
  return measure === 'cost' ? showCost(value) : `${value.toLocaleString('en')} ${measure}`;
}

function scopeOf({ scopeKind, scopeId }: Budget): string {
  const kind = scopeKind.replace('_', ' ');
  return scopeKind === 'workspace' ? kind : scopeId === '*' ? `each ${kind}` : `${kind} ${scopeId}`;
}

function describe(budget: Budget): string {
  const per = budget.period === 'total' ? 'in all' : `a ${budget.period}`;
  return `${scopeOf(budget)}, ${amount(budget, budget.limit)} ${per}`;
}

function budgetTable(items: readonly Budget[]): string {
  return table(
    ['budget', 'scope', 'per', 'limit', 'spent', 'reserved'],
    items.map((item) => [
      item.id,
      scopeOf(item),
      item.period,
      amount(item, item.limit),
      amount(item, item.spent),
      amount(item, item.reserved),
    ]),
  );
}
