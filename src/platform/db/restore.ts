import { createReadStream } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { pipeline, finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AppError, defineErrors, messageOf } from '#kernel/errors';
import {
  type BackupHeader,
  backupHeader,
  copyTarget,
  END_OF_TABLE,
  listTables,
  quoteName,
  tableHeader,
} from './backup-format.ts';
import { type Database, isConnectionError, withTransaction } from './database.ts';
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
  /** Tables of the backup that are none of AICMO's and were left out. */
  readonly skipped: readonly string[];
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
  const copied = await withTransaction(db, async (tx) => {
    // Rows that the migrations put in come from the backup as well.
    const present = await listTables(tx.client);
    for (const table of present.toReversed())
      await tx.client.query(`delete from ${copyTarget(table).split(' (')[0] ?? ''}`);
    const known = new Set(present.map((table) => table.table));
    const done = await copyAll(tx.client, { lines, known, file: input.file });
    await renumberEvents(tx.client);
    await beginEpoch(tx.client);
    await resetSequences(tx.client);
    return done;
  });
  await migrateDatabase(db);
  return { ...copied, createdAt: header.createdAt };
}

async function readHeader(lines: LineReader, file: string): Promise<BackupHeader> {
  let header: BackupHeader;
  try {
    const parsed = backupHeader.safeParse(JSON.parse((await lines.next())?.toString('utf8') ?? ''));
    if (!parsed.success) throw new Error('its first line is not the head of a backup.');
    header = parsed.data;
  } catch (error) {
    throw restoreError('db.backup_unreadable', { file, reason: messageOf(error) }, error);
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

async function copyAll(
  client: PoolClient,
  from: { lines: LineReader; known: ReadonlySet<string>; file: string },
): Promise<{ tables: number; skipped: string[] }> {
  const { lines, known, file } = from;
  const skipped: string[] = [];
  let tables = 0;
  try {
    for (let head = await lines.next(); head !== undefined; head = await lines.next()) {
      const table = tableHeader.parse(JSON.parse(head.toString('utf8')));
      // Somebody's own table beside ours; one of the engine that is not known here is an error below.
      if (!known.has(table.table) && table.table.startsWith('public.')) {
        await copyRows(lines, new Writable({ write: (_row, _encoding, done) => done() }));
        skipped.push(table.table);
        continue;
      }
      await copyRows(lines, client.query(copyFrom(`copy ${copyTarget(table)} from stdin`)));
      tables += 1;
    }
  } catch (error) {
    if (error instanceof AppError || isConnectionError(error)) throw error;
    throw restoreError('db.backup_unreadable', { file, reason: messageOf(error) }, error);
  }
  return { tables, skipped };
}

const BATCH_BYTES = 65_536;

/** Copies the rows of one table, up to its end mark, into `target`. */
async function copyRows(lines: LineReader, target: Writable): Promise<void> {
  const done = finished(target);
  // It may fail while rows are being read; it is asked for below.
  done.catch(() => undefined);
  let hasFailed = false;
  target.once('error', () => (hasFailed = true));
  try {
    for await (const batch of batchesOf(lines)) {
      // One at a time: pg-copy-streams ends the process when a COPY fails while chunks wait in it.
      await Promise.race([written(target, batch), done]);
    }
  } catch (error) {
    // The server refused a row: its word is the reason, whatever the write said.
    if (hasFailed) await done;
    // An open COPY would make the rollback wait for ever.
    target.destroy();
    await done.catch(() => undefined);
    throw error;
  }
  target.end();
  await done;
}

async function* batchesOf(lines: LineReader): AsyncGenerator<Buffer> {
  let rows: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const row = await lines.next();
    if (row === undefined) throw new Error('it ends in the middle of a table.');
    const isEnd = row.length === 2 && row.toString('latin1') === END_OF_TABLE;
    if (!isEnd) rows.push(row, NEWLINE);
    bytes += isEnd ? 0 : row.length + 1;
    if (rows.length > 0 && (isEnd || bytes >= BATCH_BYTES)) {
      yield Buffer.concat(rows);
      rows = [];
      bytes = 0;
    }
    if (isEnd) return;
  }
}

function written(target: Writable, chunk: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    target.write(chunk, (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}

const NEWLINE = Buffer.from('\n');

/** Transaction ids of another server mean nothing here: events get new places in the same order, readers theirs. */
async function renumberEvents(client: PoolClient): Promise<void> {
  for (const table of ['event_cursor', 'notification_seen']) {
    const { rows } = await client.query<{ name: string | null }>('select to_regclass($1) as name', [table]);
    // A backup from before there was one.
    if (rows[0]?.name === null) continue;
    await client.query(
      `update ${table} c set position = (select count(*) from event e where (e.xid, e.position) <= (c.xid, c.position)), xid = '0'`,
    );
  }
  await client.query(
    `update event e set position = -n.place, xid = '0' from (select workspace_id, id, row_number() over (order by xid, position) as place from event) n
     where e.workspace_id = n.workspace_id and e.id = n.id`,
  );
  await client.query('update event set position = -position');
}

/** Live clients know their places by the id of the history they are of; this one is another. */
async function beginEpoch(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ name: string | null }>(`select to_regclass('event_epoch') as name`);
  // A backup from before there was one: the migration that follows makes it.
  if (rows[0]?.name === null) return;
  await client.query('delete from event_epoch');
  await client.query('insert into event_epoch default values');
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
