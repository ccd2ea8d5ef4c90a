import { resolve } from 'node:path';
import type { Command } from 'commander';
import {
  exportBrand,
  getBrand,
  importBrand,
  listBrandRevisions,
  listBrands,
  restoreBrand,
} from '#modules/brands/index';
import { renderProblems } from '#platform/structured-text/render-problem';
import { table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { newestOption, numberArgument } from '#cli/number-option';
import { type Session, withHouse } from '#cli/session';

/** `aicmo brand list|show|import|export|revisions|restore` */
export function addBrandCommands(program: Command): void {
  const brand = program.command('brand').description('brand kits');
  brand
    .command('list')
    .addOption(limitOption(200))
    .description('list brands')
    .addHelpText('after', '\nExample:\n  $ aicmo brand list')
    .action((options: { limit: number }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const page = await listBrands(ctx, { limit: options.limit });
        out.result(page, ({ items }) =>
          items.length === 0
            ? 'There is no brand yet. `aicmo brand import FOLDER` imports a kit.'
            : table(
                ['brand', 'name', 'revision'],
                items.map((item) => [item.key, item.name, item.revision]),
              ),
        );
        return undefined;
      }),
    );
  brand
    .command('show')
    .argument('<brand>', 'id, key or name of the brand')
    .description('one brand with its kit')
    .addHelpText('after', '\nExample:\n  $ aicmo brand show northlight')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getBrand(ctx, { id }), (found) => JSON.stringify(found, null, 2));
        return undefined;
      }),
    );
  brand
    .command('import')
    .argument('<folder>', 'folder with brand.yaml, logos and fonts')
    .option('--replace', 'drop what was edited here since the last import')
    .description('import a brand kit; a changed kit makes a new revision')
    .addHelpText('after', '\nExample:\n  $ aicmo brand import examples/brands/northlight')
    .action((folder: string, { replace = false }: { replace?: boolean }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const given = { folder: resolve(folder), replaces: replace };
        const { brand: found, hasChanged, warnings } = await importBrand(ctx, given);
        if (warnings.length > 0) out.note(renderProblems(warnings, { fileName: 'brand.yaml' }));
        out.result(
          { key: found.key, name: found.name, revision: found.revision, hasChanged, warnings },
          (result) =>
            result.hasChanged
              ? `Brand ${result.key}: revision ${result.revision}.`
              : `Brand ${result.key} is unchanged (revision ${result.revision}).`,
        );
        return undefined;
      }),
    );
  brand
    .command('export')
    .argument('<brand>', 'id, key or name of the brand')
    .argument('<folder>', 'folder for brand.yaml, logos and fonts; it is made where it is not there')
    .description('write a kit into a folder, from which it can be imported again')
    .addHelpText('after', '\nExample:\n  $ aicmo brand export northlight examples/brands/northlight')
    .action((id: string, folder: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { brand: found, files } = await exportBrand(ctx, { id, folder: resolve(folder) });
        out.result(
          { key: found.key, revision: found.revision, folder: resolve(folder), files },
          (result) =>
            `Brand ${result.key}, revision ${result.revision}: ${files.length} files in ${result.folder}.`,
        );
        return undefined;
      }),
    );
  brand
    .command('revisions')
    .argument('<brand>', 'id, key or name of the brand')
    .addOption(limitOption(50))
    .description('list the revisions of a kit, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo brand revisions northlight')
    .action((id: string, { limit }: { limit: number }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const page = await listBrandRevisions(ctx, { id, limit });
        out.result(page, ({ items }) =>
          table(
            ['revision', 'made', 'from'],
            items.map(({ revision, createdAt, origin, restoredFrom }) => [
              revision,
              createdAt.toISOString(),
              restoredFrom === null ? origin : `revision ${restoredFrom}`,
            ]),
          ),
        );
        return undefined;
      }),
    );
  brand
    .command('restore')
    .argument('<brand>', 'id, key or name of the brand')
    .addArgument(numberArgument('<revision>', 'the revision that comes back', 1))
    .addOption(newestOption())
    .description('bring a former revision of a kit back as a new one')
    .addHelpText('after', '\nExample:\n  $ aicmo brand restore northlight 2')
    .action((id: string, revision: number, options: { newest?: number }, command: Command) =>
      withHouse(command, (session) => restore(session, { id, revision, newest: options.newest })),
    );
}

async function restore(
  { ctx, out }: Session,
  { id, revision, newest }: { id: string; revision: number; newest: number | undefined },
): Promise<undefined> {
  const before = await getBrand(ctx, { id });
  const { key, revision: made } = await restoreBrand(ctx, {
    id: before.id,
    revision,
    newest: newest ?? before.revision,
  });
  const hasChanged = made !== before.revision;
  out.result({ key, revision: made, restoredFrom: revision, hasChanged }, (result) =>
    result.hasChanged
      ? `Brand ${result.key}: revision ${result.revision}, restored from revision ${revision}.`
      : `Brand ${result.key} is unchanged: revision ${result.revision} says the same as revision ${revision}.`,
  );
  return undefined;
}
