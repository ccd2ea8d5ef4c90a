import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { defineErrors } from '#kernel/errors';
import { loadConfig, type Config } from '#platform/config/config';
import { backupDatabase } from '#platform/db/backup';
import { type Database, openDatabase } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { restoreDatabase } from '#platform/db/restore';
import { migrateEngine } from '#platform/workflow/engine';
import { createOutput, reportError } from '#cli/output';
import { openCliLog, withHouse } from '#cli/session';

const moveError = defineErrors({
  'db.move_while_running': {
    status: 409,
    retryable: true,
    message: 'A server is working on this database. Stop it first, so that no work is done in both places.',
  },
});

/** `aicmo migrate` and `aicmo db backup|restore|move` */
export function addDatabaseCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the newest schema; the server does it by itself at its start')
    .addHelpText('after', '\nExample:\n  $ aicmo migrate')
    .action((_options, command: Command) =>
      withHouse(command, async ({ house, out }) => {
        out.result({ ran: house.migrated }, ({ ran }) =>
          ran.length === 0 ? 'The schema is up to date.' : `Ran ${ran.join(', ')}.`,
        );
        return undefined;
      }),
    );
  const db = program.command('db').description('backup, restore and move of the database');
  db.command('backup')
    .argument('<file>', 'where to write the backup')
    .description('write everything of the database into one file; the server may go on working')
    .addHelpText('after', '\nExample:\n  $ aicmo db backup aicmo-2026-11-20.backup')
    .action((file: string, _options, command: Command) =>
      withHouse(command, async ({ house, out }) => {
        const report = await backupDatabase(house.db, resolve(file));
        out.note(fileStoreNote(house.config));
        out.result(report, ({ tables, rows }) => `${file}: ${tables} tables, ${rows} rows.`);
        return undefined;
      }),
    );
  db.command('restore')
    .argument('<file>', 'a backup')
    .description('restore a backup into an empty database; work in flight goes on there')
    .addHelpText('after', '\nExample:\n  $ AICMO_HOME=/srv/aicmo aicmo db restore aicmo-2026-11-20.backup')
    .action((file: string, _options, command: Command) =>
      withBareDatabase(command, (bare) => restore(bare, file, command)),
    );
  db.command('move')
    .argument('<url>', 'DATABASE_URL of an empty database on another server')
    .description('copy the database to another server; stop the server before')
    .addHelpText('after', '\nExample:\n  $ aicmo db move postgresql://aicmo@db.internal/aicmo')
    .action((url: string, _options, command: Command) =>
      withHouse(command, async ({ house, out }) => {
        if (await house.runs.hasLiveWorker()) throw moveError('db.move_while_running');
        const target = await openDatabase({ url, log: house.log });
        const file = join(house.config.homeDir, `move-${process.pid}.backup`);
        try {
          await backupDatabase(house.db, file);
          const report = await restoreDatabase(target, { file, migrateEngine });
          out.result(
            report,
            ({ tables }) =>
              `${tables} tables are on the other server. Start AICMO with DATABASE_URL set to it.`,
          );
        } finally {
          await target.close();
          rmSync(file, { force: true });
        }
        return undefined;
      }),
    );
}

async function restore(db: Database, file: string, command: Command): Promise<void> {
  const out = createOutput(command.optsWithGlobals<{ json?: boolean }>().json === true);
  const report = await restoreDatabase(db, { file: resolve(file), migrateEngine });
  out.note(
    `Pictures and logos are not part of a backup: copy the old home's folder \`files\` to ${filesFolder(loadConfig())}.`,
  );
  if (report.skipped.length > 0)
    out.note(`Left out, because AICMO has no such table: ${report.skipped.join(', ')}.`);
  out.result(report, ({ tables, createdAt }) => `Restored ${tables} tables as of ${createdAt}.`);
}

/** A database without schema, for restoring into it. */
async function withBareDatabase(command: Command, action: (db: Database) => Promise<void>): Promise<void> {
  try {
    const config = loadConfig();
    const log = openCliLog(config);
    const url = config.databaseUrl?.reveal();
    const server = url === undefined ? await holdEmbeddedServer(config.homeDir, log) : undefined;
    const db = await openDatabase({ url: url ?? server?.url ?? '', log });
    try {
      await action(db);
    } finally {
      await db.close();
      await server?.release();
    }
  } catch (error) {
    process.exitCode = reportError(error, command.optsWithGlobals<{ json?: boolean }>().json === true);
  }
}

function fileStoreNote(config: Config): string {
  const folder = filesFolder(config);
  return `Pictures and logos are not part of it: they lie in ${folder} (${countFiles(folder)} files). Copy that folder as well.`;
}

function filesFolder(config: Config): string {
  return join(config.homeDir, 'files');
}

function countFiles(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true }).filter((name) =>
      statSync(join(folder, String(name))).isFile(),
    ).length;
  } catch {
    return 0;
  }
}
