import { type Command, InvalidArgumentError } from 'commander';
import {
  type ApprovalChain,
  delegate,
  type Delegation,
  endDelegation,
  listChains,
  listDelegations,
  listLinks,
  makeLink,
  removeChain,
  revokeLink,
  setChain,
} from '#modules/approvals/index';
import { givenChain } from '#modules/approvals/contract';
import { ownAddress } from '#server/api-context';
import { table } from '#cli/output';
import { readJsonAs } from '#cli/read-json-file';
import { withHouse } from '#cli/session';

/** `aicmo approval chain|delegation|link`: approvals in steps, who stands in for whom, and links for clients. */
export function addChainCommands(approval: Command): void {
  addChains(approval.command('chain').description('steps that approvals go through'));
  addDelegations(approval.command('delegation').description('who decides for whom, for a time'));
  addLinks(approval.command('link').description('links by which clients without an account decide'));
}

const CHAIN_EXAMPLE = `
Example of a file:
  { "subjectTypes": ["variant"], "brandIds": ["brd_01k…"],
    "steps": [
      { "name": "Agency", "seats": [{ "kind": "role", "role": "approver" }], "hours": 48, "remindHours": 24 },
      { "name": "Client", "mode": "all", "hours": 120,
        "seats": [{ "kind": "client", "name": "Kim", "email": "kim@client.example" }],
        "escalateTo": [{ "kind": "role", "role": "owner" }] } ] }`;

function addChains(chain: Command): void {
  chain
    .command('list')
    .description('the chains of the workspace')
    .addHelpText('after', '\nExample:\n  $ aicmo approval chain list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listChains(ctx), ({ items }) =>
          items.length === 0
            ? 'There is none: one decision is enough.'
            : items.map(describeChain).join('\n\n'),
        );
        return undefined;
      }),
    );
  chain
    .command('set')
    .argument('<name>', 'one chain a name')
    .argument('<file>', 'a JSON file with what it is for and its steps')
    .description('set the steps of approvals; what waits already keeps its own')
    .addHelpText(
      'after',
      `${CHAIN_EXAMPLE}\n\nExample:\n  $ aicmo approval chain set "Client after agency" chain.json`,
    )
    .action((name: string, file: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const given = await readJsonAs(file, givenChain, { name });
        out.result(await setChain(ctx, given), describeChain);
        return undefined;
      }),
    );
  chain
    .command('remove')
    .argument('<chain>', 'its id')
    .description('remove a chain; what waits in its steps goes on in them')
    .addHelpText('after', '\nExample:\n  $ aicmo approval chain remove ach_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        await removeChain(ctx, { id });
        out.result({ id }, () => 'Removed.');
        return undefined;
      }),
    );
}

function addDelegations(delegation: Command): void {
  delegation
    .command('list')
    .description('who decides for whom, now and later')
    .addHelpText('after', '\nExample:\n  $ aicmo approval delegation list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listDelegations(ctx), ({ items }) =>
          items.length === 0 ? 'Everybody decides for themselves.' : delegationTable(items),
        );
        return undefined;
      }),
    );
  delegation
    .command('make')
    .argument('<from>', 'who is away: id or e-mail address')
    .argument('<to>', 'who decides for them: id or e-mail address')
    .requiredOption('--until <time>', 'until when, such as 2026-12-31T18:00:00Z', readTime)
    .option('--from <time>', 'from when; now where it is left out', readTime)
    .option('--reason <text>', 'why', 'Away')
    .description('let somebody who may decide do it for another person for a time')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo approval delegation make ann@agency.example ben@agency.example --until 2027-01-05T08:00:00Z',
    )
    .action((fromPerson: string, toPerson: string, options: DelegationOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { from: fromAt, until: untilAt, reason } = options;
        const made = await delegate(ctx, { fromPerson, toPerson, fromAt, untilAt, reason });
        out.result(made, (one) => delegationTable([one]));
        return undefined;
      }),
    );
  delegation
    .command('end')
    .argument('<delegation>', 'its id')
    .description('end it at once; what was decided stays decided')
    .addHelpText('after', '\nExample:\n  $ aicmo approval delegation end adg_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        await endDelegation(ctx, { id });
        out.result({ id }, () => 'Ended.');
        return undefined;
      }),
    );
}

interface DelegationOptions {
  readonly until: Date;
  readonly from?: Date;
  readonly reason: string;
}

function addLinks(link: Command): void {
  link
    .command('list')
    .argument('<approval>', 'its id')
    .description('links of an approval, without what they are')
    .addHelpText('after', '\nExample:\n  $ aicmo approval link list apr_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listLinks(ctx, { id }), ({ items }) =>
          items.length === 0
            ? 'There is none.'
            : table(
                ['id', 'for', 'address', 'until', 'opened', 'state'],
                items.map((one) => [
                  one.id,
                  one.name,
                  one.email,
                  one.expiresAt.toISOString(),
                  one.lastOpenedAt?.toISOString() ?? '-',
                  one.revokedAt === null ? 'open' : 'revoked',
                ]),
              ),
        );
        return undefined;
      }),
    );
  link
    .command('make')
    .argument('<approval>', 'its id')
    .requiredOption('--name <name>', 'who it is for')
    .requiredOption('--email <address>', 'their e-mail address; nothing is mailed by this version')
    .option('--days <days>', 'how long it holds, 1 to 90', readDays, 14)
    .description('make a link for somebody without an account; it is shown once')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo approval link make apr_01k… --name Kim --email kim@client.example',
    )
    .action((id: string, options: { name: string; email: string; days: number }, command: Command) =>
      withHouse(command, async ({ ctx, house, out }) => {
        const made = await makeLink({ ...ctx, baseUrl: ownAddress(house) }, { id, ...options });
        out.result(made, ({ link: address, name, expiresAt }) =>
          [`For ${name}, until ${expiresAt.toISOString()}. It is shown this once:`, address].join('\n'),
        );
        return undefined;
      }),
    );
  link
    .command('revoke')
    .argument('<approval>', 'its id')
    .argument('<link>', 'id of the link')
    .description('end a link at once')
    .addHelpText('after', '\nExample:\n  $ aicmo approval link revoke apr_01k… aln_01k…')
    .action((id: string, linkId: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        await revokeLink(ctx, { id, linkId });
        out.result({ id: linkId }, () => 'Revoked.');
        return undefined;
      }),
    );
}

function readTime(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new InvalidArgumentError('write it like 2026-12-31T18:00:00Z');
  return at;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 90)
    throw new InvalidArgumentError('a whole number from 1 to 90');
  return days;
}

function describeChain({ id, name, subjectTypes, brandIds, types, steps, waiting }: ApprovalChain): string {
  const scope = [
    subjectTypes.join(', '),
    brandIds === null ? 'all brands' : `brands ${brandIds.join(', ')}`,
    ...(types === null ? [] : [`types ${types.join(', ')}`]),
  ];
  return [
    `${name} (${id}): ${scope.join('; ')}; ${waiting} waiting`,
    ...steps.map((step, index) => {
      const who = step.seats.map((seat) => (seat.kind === 'role' ? `any ${seat.role}` : seat.name));
      const due = step.hours === null ? '' : `, within ${step.hours} h`;
      const how = step.seats.length === 1 ? '' : step.mode === 'all' ? 'all of ' : 'one of ';
      return `  ${index + 1}. ${step.name}: ${how}${who.join(', ')}${due}`;
    }),
  ].join('\n');
}

function delegationTable(items: readonly Delegation[]): string {
  return table(
    ['id', 'for', 'decides', 'from', 'until', 'now', 'reason'],
    items.map((one) => [
      one.id,
      one.fromName,
      one.toName,
      one.fromAt.toISOString(),
      one.untilAt.toISOString(),
      one.isNow ? 'yes' : 'no',
      one.reason,
    ]),
  );
}
