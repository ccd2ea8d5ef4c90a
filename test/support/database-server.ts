import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { migrateDatabase } from '#platform/db/migrate';
import { silentLog } from '#platform/log/log';
import { migrateEngine } from '#platform/workflow/engine';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template database that each file clones. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const home = makeTempFolder('test');
  const server = await holdEmbeddedServer(home, silentLog());
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query('create database aicmo_template');
  await admin.end();
  const url = withDatabase(server.url, 'aicmo_template');
  const db = await openDatabase({ url, log: silentLog() });
  await migrateDatabase(db);
  await migrateEngine(url);
  await db.close();
  project.provide('databaseUrl', server.url);
  return async () => {
    await server.release();
    removeFolder(home);
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
