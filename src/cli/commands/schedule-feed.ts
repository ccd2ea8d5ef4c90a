import { type Command, InvalidArgumentError, Option } from 'commander';
import { listFeeds, makeFeed, revokeFeed } from '#flows/index';
import { type CalendarFeed, MOST_FEED_NAME, PAUSE_SCOPES } from '#modules/schedule/index';
import { ownAddress } from '#server/api-context';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';

/** `aicmo schedule feed make|list|revoke` */
export function addFeedCommands(schedule: Command): void {
  const feed = schedule.command('feed').description('links by which other programs read the calendar');
  addMake(feed);
  feed
    .command('list')
    .description('the links there are, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule feed list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listFeeds(ctx), ({ items }) =>
          items.length === 0 ? 'There is no link to the calendar.' : feedTable(items),
        );
        return undefined;
      }),
    );
  feed
    .command('revoke')
    .argument('<feed>', 'id of the link')
    .description('end a link; it shows nothing from then on')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule feed revoke fed_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        await revokeFeed(ctx, { id });
        out.result({ id }, () => 'The link shows nothing any more.');
        return undefined;
      }),
    );
}

function addMake(feed: Command): void {
  feed
    .command('make')
    .addOption(new Option('--name <name>', 'which program reads it').makeOptionMandatory().argParser(nameOf))
    .addOption(new Option('--scope <scope>', 'what of it').choices(PAUSE_SCOPES).default('workspace'))
    .option('--of <id>', 'the brand or campaign, by id or key', '')
    .description('make a link; it is shown once, and shows all of its scope until it is revoked')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule feed make --name "Team calendar"')
    .action((options: { name: string; scope: (typeof PAUSE_SCOPES)[number]; of: string }, command: Command) =>
      withHouse(command, async ({ ctx, out, house }) => {
        const { name, scope, of: scopeId } = options;
        if (scope !== 'workspace' && scopeId === '') command.error(`error: say which ${scope} by --of`);
        const made = await makeFeed({ ...ctx, baseUrl: ownAddress(house) }, { name, scope, scopeId });
        out.result(made, ({ id, url }) =>
          [
            `The link ${name} (${id}) lasts until it is revoked.`,
            'Copy it now, it is not shown again:',
            '',
            url,
          ].join('\n'),
        );
        return undefined;
      }),
    );
}

function nameOf(text: string): string {
  const name = text.trim();
  if (name.length >= 1 && name.length <= MOST_FEED_NAME) return name;
  throw new InvalidArgumentError(`It must have 1 to ${MOST_FEED_NAME} characters.`);
}

function feedTable(items: readonly CalendarFeed[]): string {
  return table(
    ['id', 'name', 'of', 'made by', 'made', 'last read'],
    items.map(({ id, name, scope, scopeId, madeBy, createdAt, lastReadAt }) => [
      id,
      name,
      scope === 'workspace' ? 'everything' : `${scope} ${scopeId}`,
      madeBy,
      createdAt.toISOString().slice(0, 10),
      lastReadAt?.toISOString().slice(0, 16) ?? '-',
    ]),
  );
}
