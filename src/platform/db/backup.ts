import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { defineErrors } from '#kernel/errors';
import { type BackupHeader, copyTarget, END_OF_TABLE, listTables } from './backup-format.ts';
import type { Database } from './database.ts';

const backupError = defineErrors({
  'db.backup_unwritable': {
    status: 400,
    retryable: false,
    message: 'The backup cannot be written to {file}: {reason}',
  },
});

export interface BackupReport {
  readonly file: string;
  readonly tables: number;
  readonly rows: number;
}

/**
 * Writes everything of the database into one file, as it is at one moment, while the server goes on working.
 * The file appears whole or not at all. Restorable into PostgreSQL 15 to 18. Throws `db.backup_unwritable`.
 */
export async function backupDatabase(db: Database, file: string): Promise<BackupReport> {
  const half = `${file}.half`;
  const client = await db.pool.connect();
  let tables = 0;
  let rows = 0;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const source = Readable.from(
      writeAll(client, (count) => {
        tables += 1;
        rows += count;
      }),
      { objectMode: false },
    );
    await pipeline(source, createGzip(), createWriteStream(half, { mode: 0o600 }));
    await client.query('commit');
    renameSync(half, file);
    return { file, tables, rows };
  } catch (error) {
    rmSync(half, { force: true });
    const { syscall, message } = error as NodeJS.ErrnoException;
    const isOfDisk = syscall === 'open' || syscall === 'write' || syscall === 'rename';
    throw isOfDisk ? backupError('db.backup_unwritable', { file, reason: message }, error) : error;
  } finally {
    client.release(true);
  }
}

async function* writeAll(client: PoolClient, onTable: (rows: number) => void): AsyncGenerator<Buffer> {
  const migrations = await client.query<{ name: string }>('select name from schema_migration order by name');
  const server = await client.query<{ v: string }>(`select current_setting('server_version') as v`);
  const header: BackupHeader = {
    format: 'aicmo-backup',
    version: 1,
    createdAt: new Date().toISOString(),
    migrations: migrations.rows.map((row) => row.name),
    serverVersion: server.rows[0]?.v ?? '',
  };
  yield line(JSON.stringify(header));
  for (const table of await listTables(client)) {
    yield line(JSON.stringify(table));
    const stream = client.query(copyTo(`copy ${copyTarget(table)} to stdout`));
    let count = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      for (const byte of chunk) if (byte === 10) count += 1;
      yield chunk;
    }
    yield line(END_OF_TABLE);
    onTable(count);
  }
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}
