import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  type ApiKey,
  createKey,
  listKeys,
  MOST_DAYS,
  MOST_NAME,
  type NewApiKey,
  revokeKey,
} from '#modules/keys/index';
import { KEY_SCOPES, type KeyScope } from '#kernel/permission';
import { limitOption } from '#cli/limit-option';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';

/** `aicmo key create|list|revoke` */
export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('API keys for other programs');
  key
    .command('create')
    .addOption(nameOption())
    .addOption(new Option('--scope <scope...>', 'what it may do').choices(KEY_SCOPES).makeOptionMandatory())
    .addOption(daysOption())
    .description('make an API key; it is shown once')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo key create --name notebook --scope llm.use --expires-days 90',
    )
    .action((options: { name: string; scope: KeyScope[]; expiresDays?: number }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { name, scope: scopes, expiresDays: expiresInDays } = options;
        const made = await createKey(ctx, {
          name,
          scopes,
          ...(expiresInDays === undefined ? {} : { expiresInDays }),
        });
        out.result(made, describeNew);
        return undefined;
      }),
    );
  key
    .command('list')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('list API keys, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo key list')
    .action((options: { limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listKeys(ctx, options), ({ items }) =>
          items.length === 0 ? 'There is no API key.' : listTable(items, ctx.clock.now()),
        );
        return undefined;
      }),
    );
  key
    .command('revoke')
    .argument('<key>', 'id of the key')
    .description('end an API key; it is refused from then on')
    .addHelpText('after', '\nExample:\n  $ aicmo key revoke key_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(
          await revokeKey(ctx, { id }),
          ({ name, revokedAt }) => `The key ${name} was revoked at ${revokedAt?.toISOString() ?? ''}.`,
        );
        return undefined;
      }),
    );
}

function nameOption(): Option {
  return new Option('--name <name>', 'who or what uses it').makeOptionMandatory().argParser((text) => {
    const name = text.trim();
    if (name.length >= 1 && name.length <= MOST_NAME) return name;
    throw new InvalidArgumentError(`It must have 1 to ${MOST_NAME} characters.`);
  });
}

function daysOption(): Option {
  return new Option(
    '--expires-days <days>',
    'after how many days it ends; without it, when it is revoked',
  ).argParser((text) => {
    const days = Number(text);
    if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
    throw new InvalidArgumentError(`It must be a whole number between 1 and ${MOST_DAYS}.`);
  });
}

function describeNew({ id, name, scopes, expiresAt, key }: NewApiKey): string {
  const until = expiresAt === null ? 'until it is revoked' : `until ${expiresAt.toISOString()}`;
  return [
    `The key ${name} (${id}) may ${scopes.join(', ')} and lasts ${until}.`,
    'Copy it now, it is not shown again:',
    '',
    key,
  ].join('\n');
}

function listTable(items: readonly ApiKey[], now: Date): string {
  const day = (date: Date | null): string => date?.toISOString().slice(0, 10) ?? '-';
  return table(
    ['id', 'name', 'scopes', 'state', 'created', 'expires', 'last used'],
    items.map((item) => [
      item.id,
      item.name,
      item.scopes.join(' '),
      stateOf(item, now),
      day(item.createdAt),
      day(item.expiresAt),
      item.lastUsedAt?.toISOString().slice(0, 16) ?? '-',
    ]),
  );
}

function stateOf({ revokedAt, expiresAt }: ApiKey, now: Date): string {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'valid';
}
