import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database';
import { REPOSITORY } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import type { Database } from './database.ts';
import { knownMigrations, migrateDatabase, migrateTo, pendingMigrations } from './migrate.ts';

const root = makeTempFolder('migrations');
const opened: Database[] = [];
afterAll(async () => {
  for (const db of opened) await db.close();
  removeFolder(root);
});

async function emptyDatabase(): Promise<Database> {
  const db = await createTestDatabase('template1');
  opened.push(db);
  return db;
}

function folderWith(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(root, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  return folder;
}

async function tablesOf(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'schema_migration%' order by 1`,
  );
  return rows.map((row) => row.name);
}

describe('migrations', () => {
  it('DEV-1 four processes that migrate an empty database at once run each one once', async () => {
    const db = await emptyDatabase();
    const script = join(REPOSITORY, 'test/support/migrate-database.ts');
    const ran = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const { stdout } = await promisify(execFile)(process.execPath, [script, db.url]);
        return JSON.parse(stdout) as string[];
      }),
    );
    expect(ran.flat().toSorted()).toEqual(knownMigrations());
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await migrateDatabase(db)).toEqual([]);
  });

  it('DEV-1 one that fails is named, with the reason, and nothing of it is kept', async () => {
    const db = await emptyDatabase();
    const good = { '0001_good.sql': 'create table good (n integer)' };
    await migrateDatabase(db, folderWith('good', good));
    const bad = folderWith('bad', {
      ...good,
      '0002_bad.sql': 'create table half (n integer); select 1 / 0;',
    });
    const failed = migrateDatabase(db, bad);
    await expect(failed).rejects.toMatchObject({ code: 'db.migration_failed' });
    await expect(failed).rejects.toThrow(
      'Migration 0002_bad failed: division by zero. Nothing of it was kept',
    );
    expect(await tablesOf(db)).toEqual(['good']);
    expect(await pendingMigrations(db, bad)).toEqual(['0002_bad']);
    writeFileSync(join(bad, '0002_bad.sql'), 'create table mended (n integer)');
    expect(await migrateDatabase(db, bad)).toEqual(['0002_bad']);
    expect(await tablesOf(db)).toEqual(['good', 'mended']);
  });

  it('DEV-1 a database of a newer version is refused with the names it lacks', async () => {
    const db = await emptyDatabase();
    const newer = join(root, 'newer');
    cpSync(join(REPOSITORY, 'migrations'), newer, { recursive: true });
    writeFileSync(join(newer, '0999_of_tomorrow.sql'), 'create table tomorrow (n integer)');
    await migrateDatabase(db, newer);
    const refused = migrateDatabase(db);
    await expect(refused).rejects.toMatchObject({ code: 'db.schema_newer' });
    await expect(refused).rejects.toThrow('(0999_of_tomorrow). Use the AICMO version that made them.');
    rmSync(newer, { recursive: true });
  });
});

describe('the revisions of kits', () => {
  it('CRE-3 begin with the kit that a brand has when they are first kept', async () => {
    const db = await emptyDatabase();
    await migrateTo(db, '0011_notifications');
    await db.pool.query(`insert into workspace (id, name) values ('ws_a', 'A') on conflict do nothing`);
    await db.pool.query(
      `insert into brand (workspace_id, id, key, name, revision, content_hash, document, files, origin)
        values ('ws_a', 'brd_a', 'a', 'A', 4, 'h', '{"name": "A"}', '{"logo.onLight": "f"}', 'edited')`,
    );
    await migrateDatabase(db);
    const { rows } = await db.pool.query('select * from brand_revision');
    expect(rows).toMatchObject([
      {
        workspace_id: 'ws_a',
        brand_id: 'brd_a',
        revision: 4,
        content_hash: 'h',
        document: { name: 'A' },
        files: { 'logo.onLight': 'f' },
        origin: 'edited',
        restored_from: null,
      },
    ]);
  });
});
