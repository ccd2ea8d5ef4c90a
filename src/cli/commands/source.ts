import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  addFileSource,
  addPageSource,
  getSource,
  listSources,
  readSourceAgain,
  removeSource,
  type Source,
} from '#modules/sources/index';
import { readBoundedFile } from '#platform/files/read-bounded-file';
import { limitOption } from '#cli/limit-option';
import { cut, table } from '#cli/output';
import { withHouse } from '#cli/session';

/** `aicmo source list|show|add|read|remove` */
export function addSourceCommands(program: Command): void {
  const source = program.command('source').description('pages and files about competitors and the market');
  addList(source);
  addShow(source);
  addAdd(source);
  addChanges(source);
}

function addList(source: Command): void {
  source
    .command('list')
    .argument('<brand>', 'id, key or name of the brand')
    .option('--about <name>', 'only about this competitor, or `market`')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('sources of a brand, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo source list northlight --about Halden')
    .action((brandId: string, options: { about?: string; limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listSources(ctx, { brandId, ...options }), ({ items }) =>
          items.length === 0
            ? 'There are no sources yet. `aicmo source add` keeps one.'
            : table(
                ['id', 'about', 'read', 'title', 'place'],
                items.map((item) => [
                  item.id,
                  item.about,
                  dayOf(item),
                  cut(item.title, 40),
                  cut(item.place, 60),
                ]),
              ),
        );
        return undefined;
      }),
    );
}

function addShow(source: Command): void {
  source
    .command('show')
    .argument('<source>', 'its id')
    .description('the text that is kept of a source')
    .addHelpText('after', '\nExample:\n  $ aicmo source show src_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const found = await getSource(ctx, { id });
        out.result(
          found,
          ({ about, title, place, text }) =>
            `${title}\nAbout ${about}: ${place}, read on ${dayOf(found)}\n\n${text}`,
        );
        return undefined;
      }),
    );
}

function addAdd(source: Command): void {
  source
    .command('add')
    .argument('<brand>', 'id, key or name of the brand')
    .argument('<place>', 'address of a page (https://…), or a .txt, .md, .csv or .html file')
    .requiredOption('--about <name>', 'the name of a competitor, or `market`')
    .description('keep the text of a page or file; pages need AICMO_FETCH_PAGES=on')
    .addHelpText(
      'after',
      '\nExamples:\n  $ aicmo source add northlight https://halden.example/headphones --about Halden\n  $ aicmo source add northlight halden-prices.csv --about Halden',
    )
    .action((brandId: string, place: string, { about }: { about: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        if (/^https?:\/\//i.test(place)) {
          const added = await addPageSource(ctx, { brandId, about, address: place });
          out.result(added, saysKept);
          return undefined;
        }
        const file = await readBoundedFile(resolve(place));
        if (!file.ok) return command.error(`error: ${place} cannot be read: ${file.message}`);
        const { bytes } = file;
        out.result(await addFileSource(ctx, { brandId, about, fileName: basename(place), bytes }), saysKept);
        return undefined;
      }),
    );
}

function addChanges(source: Command): void {
  source
    .command('read')
    .argument('<source>', 'its id')
    .description('read a page again; needs AICMO_FETCH_PAGES=on')
    .addHelpText('after', '\nExample:\n  $ aicmo source read src_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await readSourceAgain(ctx, { id }), saysKept);
        return undefined;
      }),
    );
  source
    .command('remove')
    .argument('<source>', 'its id')
    .description('remove a source with its text')
    .addHelpText('after', '\nExample:\n  $ aicmo source remove src_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(
          await removeSource(ctx, { id }),
          ({ place, about }) => `${place} about ${about} is removed.`,
        );
        return undefined;
      }),
    );
}

function saysKept({ id, about, title }: Source): string {
  return `${id} is kept about ${about}: ${title}`;
}

function dayOf({ readAt }: Pick<Source, 'readAt'>): string {
  return readAt.toISOString().slice(0, 10);
}
