import type { Command } from 'commander';
import { importBrands } from '#server/import-brands';
import { EXIT } from '#cli/output';
import { withHouse } from '#cli/session';

/** `aicmo mcp` */
export function addMcpCommand(program: Command): void {
  program
    .command('mcp')
    .description('speak the Model Context Protocol on stdin and stdout, for an assistant that starts it')
    .addHelpText('after', '\nExample:\n  $ aicmo mcp')
    .action(async (_options, command: Command) => {
      if (command.optsWithGlobals<{ json?: boolean }>().json === true)
        command.error('stdout belongs to the protocol here: leave --json out', { exitCode: EXIT.usage });
      await withHouse(command, async ({ house, out, stopping }) => {
        await importBrands(house);
        const { serveMcpStdio } = await import('#server/mcp/serve-stdio');
        out.note(`Ready for an assistant. Database: ${house.databasePlace}.`);
        await serveMcpStdio(house, { input: process.stdin, output: process.stdout, stopping });
        return EXIT.done;
      });
    });
}
