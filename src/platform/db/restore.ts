import { createReadStream } from 'node:fs';
import { PassThrough, type Writable } from 'node:stream';
import { pipeline, finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AppError, defineErrors, messageOf } from '#kernel/errors';
import {
  type BackupHeader,
  copyTarget,
  END_OF_TABLE,
  listTables,
  quoteName,
  type TableHeader,
} from './backup-format.ts';
import { type Database, withTransaction } from './database.ts';
import { knownMigrations, migrateDatabase, migrateTo } from './migrate.ts';

const restoreError = defineErrors({
  'db.backup_unreadable': {
    status: 400,
    retryable: false,
    message: '{file} is not a whole AICMO backup: {reason}',
  },
  'db.backup_newer': {
    status: 400,
    retryable: false,
    message: '{file} was made by a newer AICMO (migrations {names} are not known here). Use that version.',
  },
  'db.restore_not_empty': {
    status: 409,
    retryable: false,
    message:
      'The database already holds {rows} events. A backup is restored into an empty one: set AICMO_HOME or DATABASE_URL to a new place.',
  },
});

export interface RestoreReport {
  readonly tables: number;
  readonly createdAt: string;
}

/**
 * Restores a backup into an empty database: schema as of the backup, all rows in one transaction, then the newest
 * schema. Runs in flight go on there. `migrateEngine` makes the engine's tables. A failure leaves no rows behind.
 */
export async function restoreDatabase(
  db: Database,
  input: { file: string; migrateEngine: (url: string) => Promise<void> },
): Promise<RestoreReport> {
  const lines = readLines(input.file);
  const header = await readHeader(lines, input.file);
  await refuseUsed(db);
  const newest = header.migrations.at(-1);
  if (newest !== undefined) await migrateTo(db, newest);
  await input.migrateEngine(db.url);
  const tables = await withTransaction(db, async (tx) => {
    // Rows that the migrations put in come from the backup as well.
    const present = await listTables(tx.client);
    for (const table of present.toReversed())
      await tx.client.query(`delete from ${copyTarget(table).split(' (')[0] ?? ''}`);
    const count = await copyAll(tx.client, lines, input.file);
    await renumberEvents(tx.client);
    await resetSequences(tx.client);
    return count;
  });
  await migrateDatabase(db);
  return { tables, createdAt: header.createdAt };
}

async function readHeader(lines: LineReader, file: string): Promise<BackupHeader> {
  let header: BackupHeader;
  try {
    header = JSON.parse((await lines.next())?.toString('utf8') ?? '') as BackupHeader;
  } catch (error) {
    throw restoreError('db.backup_unreadable', { file, reason: messageOf(error) }, error);
  }
  if (header.format !== 'aicmo-backup' || header.version !== 1) {
    throw restoreError('db.backup_unreadable', {
      file,
      reason: 'its first line is not the head of a backup.',
    });
  }
  const known = new Set(knownMigrations());
  const foreign = header.migrations.filter((name) => !known.has(name));
  if (foreign.length > 0) throw restoreError('db.backup_newer', { file, names: foreign.join(', ') });
  return header;
}

async function refuseUsed(db: Database): Promise<void> {
  const { rows } = await db.pool.query<{ n: number | null }>(
    `select case when to_regclass('public.event') is null then 0
       else (xpath('/row/n/text()', query_to_xml('select count(*) as n from public.event', false, true, '')))[1]::text::int end as n`,
  );
  const count = rows[0]?.n ?? 0;
  if (count > 0) throw restoreError('db.restore_not_empty', { rows: count });
}

async function copyAll(client: PoolClient, lines: LineReader, file: string): Promise<number> {
  let count = 0;
  try {
    for (let head = await lines.next(); head !== undefined; head = await lines.next()) {
      const table = JSON.parse(head.toString('utf8')) as TableHeader;
      const target = client.query(copyFrom(`copy ${copyTarget(table)} from stdin`));
      await copyRows(lines, target);
      count += 1;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw restoreError('db.backup_unreadable', { file, reason: messageOf(error) }, error);
  }
  return count;
}

async function copyRows(lines: LineReader, target: Writable): Promise<void> {
  const done = finished(target);
  for (;;) {
    const row = await lines.next();
    if (row === undefined) {
      target.destroy();
      await done.catch(() => undefined);
      throw new Error('it ends in the middle of a table.');
    }
    if (row.length === 2 && row.toString('latin1') === END_OF_TABLE) break;
    if (!target.write(Buffer.concat([row, NEWLINE]))) {
      await Promise.race([new Promise((resolve) => target.once('drain', resolve)), done]);
    }
  }
  target.end();
  await done;
}

const NEWLINE = Buffer.from('\n');

/** Transaction ids of another server mean nothing here: events get new places in the same order, readers theirs. */
async function renumberEvents(client: PoolClient): Promise<void> {
  await client.query(
    `update event_cursor c set position = (select count(*) from event e where (e.xid, e.position) <= (c.xid, c.position)), xid = '0'`,
  );
  await client.query(
    `update event e set position = -n.place, xid = '0' from (select workspace_id, id, row_number() over (order by xid, position) as place from event) n
     where e.workspace_id = n.workspace_id and e.id = n.id`,
  );
  await client.query('update event set position = -position');
}

async function resetSequences(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ schema: string; table: string; column: string; sequence: string }>(
    `select n.nspname as schema, c.relname as "table", a.attname as "column",
       pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'dbos') and a.attnum > 0 and not a.attisdropped
       and pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname) is not null`,
  );
  for (const { schema, table, column, sequence } of rows) {
    const name = `${quoteName(schema)}.${quoteName(table)}`;
    await client.query(
      `select setval($1, greatest((select coalesce(max(${quoteName(column)}), 0) from ${name}), 1))`,
      [sequence],
    );
  }
}

interface LineReader {
  /** The next line without its end, or undefined at the end of the file. */
  next(): Promise<Buffer | undefined>;
}

function readLines(file: string): LineReader {
  const source = new PassThrough();
  const reading = pipeline(createReadStream(file), createGunzip(), source);
  reading.catch(() => undefined);
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest = Buffer.alloc(0);
  return {
    async next() {
      for (;;) {
        const end = rest.indexOf(10);
        if (end >= 0) {
          const found = rest.subarray(0, end);
          rest = rest.subarray(end + 1);
          return found;
        }
        const more = await chunks.next();
        if (more.done === true) {
          await reading;
          return rest.length === 0 ? undefined : Buffer.from(rest);
        }
        rest = Buffer.concat([rest, more.value]);
      }
    },
  };
}
