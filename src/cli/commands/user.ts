import { type Command, Option } from 'commander';
import { ROLES, type Role } from '#kernel/permission';
import { makePasswordLink } from '#modules/accounts/index';
import {
  changeMember,
  invite,
  listInvitations,
  listMembers,
  makeSetupLink,
  removeMember,
} from '#modules/workspaces/index';
import { linkAddress } from '#platform/auth/one-time-link';
import { ownAddress } from '#server/api-context';
import { limitOption } from '#cli/limit-option';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';

/** `aicmo user list|invite|role|remove|invitations|reset-password|setup-link` */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('people who sign in, and what they may do');
  addList(user);
  addInvite(user);
  addRole(user);
  addLinks(user);
}

function addList(user: Command): void {
  user
    .command('list')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('list the people of the workspace')
    .addHelpText('after', '\nExample:\n  $ aicmo user list')
    .action((options: { limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listMembers(ctx, options), ({ items }) =>
          items.length === 0
            ? 'Nobody has an account yet. `aicmo user setup-link` shows the link for the first one.'
            : table(
                ['id', 'name', 'e-mail', 'role', 'brands', '2nd factor', 'last seen'],
                items.map((item) => [
                  item.personId,
                  item.name,
                  item.email,
                  item.role,
                  item.brandIds?.length ?? 'all',
                  item.hasSecondFactor ? 'on' : 'off',
                  item.lastSeenAt?.toISOString().slice(0, 16) ?? '-',
                ]),
              ),
        );
        return undefined;
      }),
    );
  user
    .command('invitations')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('list invitations that wait')
    .addHelpText('after', '\nExample:\n  $ aicmo user invitations')
    .action((options: { limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listInvitations(ctx, options), ({ items }) =>
          items.length === 0
            ? 'No invitation waits.'
            : table(
                ['id', 'e-mail', 'role', 'invited by', 'until'],
                items.map((item) => [
                  item.id,
                  item.email,
                  item.role,
                  item.createdBy,
                  item.expiresAt.toISOString().slice(0, 16),
                ]),
              ),
        );
        return undefined;
      }),
    );
}

function addInvite(user: Command): void {
  user
    .command('invite')
    .argument('<email>', 'e-mail address of the person')
    .addOption(roleOption())
    .addOption(brandOption())
    .description('invite a person; prints the link for them, once')
    .addHelpText(
      'after',
      '\nExamples:\n  $ aicmo user invite mara@example.com --role strategist\n  $ aicmo user invite client@example.com --role approver --brand brd_01k…',
    )
    .action((email: string, options: { role: Role; brand?: string[] }, command: Command) =>
      withHouse(command, async ({ house, ctx, out }) => {
        const input = {
          email: email.trim().toLowerCase(),
          role: options.role,
          brandIds: options.brand ?? null,
        };
        out.result(await invite({ ...ctx, baseUrl: ownAddress(house) }, input), (made) =>
          [
            `${made.email} is invited as ${made.role}. Give them this link; it works until ${made.expiresAt.toISOString().slice(0, 16)} and is not shown again:`,
            '',
            made.link,
          ].join('\n'),
        );
        return undefined;
      }),
    );
}

function addRole(user: Command): void {
  user
    .command('role')
    .argument('<person>', 'id or e-mail address')
    .addOption(roleOption())
    .addOption(brandOption())
    .description('change what a person may do')
    .addHelpText('after', '\nExample:\n  $ aicmo user role mara@example.com --role admin')
    .action((id: string, options: { role: Role; brand?: string[] }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const changed = await changeMember(ctx, { id, role: options.role, brandIds: options.brand ?? null });
        out.result(
          changed,
          ({ name, role, brandIds }) =>
            `${name} is ${role} and sees ${brandIds === null ? 'all brands' : `${brandIds.length} brand(s)`}.`,
        );
        return undefined;
      }),
    );
  user
    .command('remove')
    .argument('<person>', 'id or e-mail address')
    .description('take a person out of the workspace, at once')
    .addHelpText('after', '\nExample:\n  $ aicmo user remove mara@example.com')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await removeMember(ctx, { id }), () => `${id} is no longer in the workspace.`);
        return undefined;
      }),
    );
}

function addLinks(user: Command): void {
  user
    .command('reset-password')
    .argument('<email>', 'e-mail address of the account')
    .description('print a link by which a person sets a new password')
    .addHelpText('after', '\nExample:\n  $ aicmo user reset-password mara@example.com')
    .action((email: string, _options, command: Command) =>
      withHouse(command, async ({ house, ctx, out }) => {
        const { token, expiresAt, person } = await makePasswordLink(ctx, {
          email: email.trim().toLowerCase(),
        });
        const link = linkAddress(ownAddress(house), 'new-password', token);
        out.result({ link, expiresAt, personId: person.id }, () =>
          [
            `Give ${person.name} this link; it works once, until ${expiresAt.toISOString().slice(0, 16)}:`,
            '',
            link,
          ].join('\n'),
        );
        return undefined;
      }),
    );
  user
    .command('setup-link')
    .description('print a new link for the first account')
    .addHelpText('after', '\nExample:\n  $ aicmo user setup-link')
    .action((_options, command: Command) =>
      withHouse(command, async ({ house, ctx, out }) => {
        const made = await makeSetupLink(ctx);
        const link = made === undefined ? null : linkAddress(ownAddress(house), 'set-up', made.token);
        out.result(
          { link },
          () => link ?? 'There are accounts already: owners and admins invite further people.',
        );
        return undefined;
      }),
    );
}

function roleOption(): Option {
  return new Option('--role <role>', 'what the person is').choices(ROLES).makeOptionMandatory();
}

function brandOption(): Option {
  return new Option('--brand <brand...>', 'only these brands, by id; for strategist, approver and analyst');
}
