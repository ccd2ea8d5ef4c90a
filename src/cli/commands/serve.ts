import { type Command, Option } from 'commander';
import { loadConfig } from '#platform/config/config';
import { createLog } from '#platform/log/log';
import { armCrashPoint } from '#platform/process/crash-point';
import { type RunningServer, ROLES, startServer } from '#server/start';
import { reportError } from '#cli/output';
import { showFirstWork } from '#cli/first-work';

/** `aicmo serve` */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .addOption(new Option('--role <roles...>', 'only these roles').choices(ROLES).default([...ROLES]))
    .description('start everything: database, watched folder, generation, API and pages')
    .addHelpText('after', '\nExample:\n  $ aicmo serve\n  $ aicmo serve --role worker')
    .action(async (options: { role: (typeof ROLES)[number][] }) => {
      let server: RunningServer | undefined;
      try {
        const config = loadConfig();
        armCrashPoint(config.crashAt);
        // A terminal shows progress to a person; anything else reads lines of JSON from stdout.
        const stream = process.stdout.isTTY ? {} : { stream: process.stdout };
        const log = createLog({ level: config.logLevel, folder: config.logsDir, ...stream });
        server = await startServer({ config, log, roles: options.role });
      } catch (error) {
        process.exit(reportError(error, false));
      }
      const running = server;
      let isStopping = false;
      const stop = (): void => {
        // Asked twice: end at once. What was under way is taken up at the next start.
        if (isStopping) process.exit(130);
        isStopping = true;
        process.stderr.write('Finishing what is under way; press Ctrl+C again to end at once.\n');
        running.stop().then(
          () => process.exit(0),
          (error: unknown) => process.exit(reportError(error, false)),
        );
      };
      process.once('SIGTERM', stop);
      process.on('SIGINT', stop);
      await showFirstWork(running);
    });
}
