import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { AppError, messageOf } from '#kernel/errors';
import type { Database } from './database.ts';
import { databaseError } from './database-errors.ts';

const FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/**
 * Brings the schema to the newest version; safe when several processes do it at once.
 * Returns the names of the migrations that ran. Throws `db.migration_failed` or `db.schema_newer`.
 */
export async function migrateDatabase(db: Database, folder: string = FOLDER): Promise<string[]> {
  const migrator = createMigrator(db, folder);
  const { error, results } = await migrator.migrateToLatest();
  const done = (results ?? [])
    .filter((result) => result.status === 'Success')
    .map((result) => result.migrationName);
  if (error === undefined) return done;
  if (error instanceof AppError) throw error;
  const missing = /previously executed migration (.+) is missing/.exec(messageOf(error));
  if (missing !== null) throw databaseError('db.schema_newer', { names: missing[1] }, error);
  const name = results?.find((result) => result.status === 'Error')?.migrationName ?? 'set-up';
  throw databaseError('db.migration_failed', { name, reason: messageOf(error) }, error);
}

/** Brings an empty schema to one migration and no further. */
export async function migrateTo(db: Database, name: string, folder: string = FOLDER): Promise<void> {
  const { error } = await createMigrator(db, folder).migrateTo(name);
  if (error !== undefined)
    throw databaseError('db.migration_failed', { name, reason: messageOf(error) }, error);
}

/** Names of the migrations this AICMO knows, oldest first. */
export function knownMigrations(folder: string = FOLDER): string[] {
  return Object.keys(readMigrations(folder));
}

/** Names of the migrations that the database lacks, oldest first. */
export async function pendingMigrations(db: Database, folder: string = FOLDER): Promise<string[]> {
  const known = await createMigrator(db, folder).getMigrations();
  return known.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
}

function createMigrator(db: Database, folder: string): Migrator {
  return new Migrator({
    db: db.kysely,
    provider: { getMigrations: () => Promise.resolve(readMigrations(folder)) },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  });
}

function readMigrations(folder: string): Record<string, Migration> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return Object.fromEntries(
    files.toSorted().map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return [basename(file, '.sql'), { up: async (db) => void (await sql.raw(text).execute(db)) }];
    }),
  );
}
