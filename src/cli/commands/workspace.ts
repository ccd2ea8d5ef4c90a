import type { Command } from 'commander';
import { createWorkspace, listWorkspaces, renameThisWorkspace } from '#modules/workspaces/index';
import { table } from '#cli/output';
import { withHouse } from '#cli/session';

/** `aicmo workspace list|create|rename` */
export function addWorkspaceCommands(program: Command): void {
  const workspace = program
    .command('workspace')
    .description('workspaces: each has its own brands, campaigns and people');
  workspace
    .command('list')
    .description('list workspaces, oldest first')
    .addHelpText('after', '\nExample:\n  $ aicmo workspace list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listWorkspaces(ctx), ({ items }) =>
          table(
            ['id', 'name', 'people', 'created'],
            items.map((item) => [item.id, item.name, item.people, item.createdAt.toISOString().slice(0, 10)]),
          ),
        );
        return undefined;
      }),
    );
  workspace
    .command('create')
    .argument('<name>', 'its name')
    .description('make a workspace; invite its owner with `aicmo --workspace ID user invite`')
    .addHelpText('after', '\nExample:\n  $ aicmo workspace create "Hayl studio"')
    .action((name: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(
          await createWorkspace(ctx, { name }),
          (made) => `The workspace ${made.name} has the id ${made.id}.`,
        );
        return undefined;
      }),
    );
  workspace
    .command('rename')
    .argument('<name>', 'its new name')
    .description('rename a workspace')
    .addHelpText('after', '\nExample:\n  $ aicmo workspace rename "Hayl and Tallywell"')
    .action((name: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(
          await renameThisWorkspace(ctx, { name }),
          (named) => `The workspace ${named.id} is now ${named.name}.`,
        );
        return undefined;
      }),
    );
}
