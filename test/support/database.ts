import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { systemClock } from '#kernel/clock';
import { DEFAULT_WORKSPACE, type Context } from '#platform/context';
import { openDatabase, type Database } from '#platform/db/database';
import { silentLog } from '#platform/log/log';

/** A database of its own for one test file, cloned from the migrated template (or empty). */
export async function createTestDatabase(template = 'aicmo_template'): Promise<Database> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const base = inject('databaseUrl');
  const admin = new pg.Client({ connectionString: base });
  await admin.connect();
  try {
    await admin.query(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
  const url = new URL(base);
  url.pathname = `/${name}`;
  return openDatabase({ url: url.href, log: silentLog() });
}

/** A context of the default workspace for verbs under test. */
export function testContext(db: Database, overrides: Partial<Context> = {}): Context {
  return {
    db,
    workspaceId: DEFAULT_WORKSPACE,
    actor: { kind: 'operator', via: 'cli' },
    log: silentLog(),
    clock: systemClock,
    ...overrides,
  };
}
