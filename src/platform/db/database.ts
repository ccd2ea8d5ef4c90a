import { Kysely, PostgresDialect, type RawBuilder } from 'kysely';
import pg from 'pg';
import { messageOf } from '#kernel/errors';
import type { Log } from '#platform/log/log';
import { databaseError } from './database-errors.ts';
import { isOutdatedPlan, prepareReadsOf } from './prepared.ts';

/** The database as verbs and stores see it: the pool, or one open transaction. */
export interface Db {
  readonly kysely: Kysely<unknown>;
  /** The client of the open transaction; absent on the pool. */
  readonly client?: pg.PoolClient;
}

/** An open transaction. */
export interface Tx extends Db {
  readonly client: pg.PoolClient;
}

/** The pool of one process. */
export interface Database extends Db {
  readonly pool: pg.Pool;
  /** Connections of requests, which send without waiting for the answer before (`scope.ts`). */
  readonly requestPool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

// Counts and sums are far below 2^53; as strings they would only be parsed again everywhere.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

/** Opens a pool on a PostgreSQL 15 to 18. Throws `db.url_invalid`, `db.unreachable` or `db.version_unsupported`. */
export async function openDatabase(options: { url: string; log: Log; poolSize?: number }): Promise<Database> {
  if (!/^postgres(ql)?:/.test(options.url) || !URL.canParse(options.url))
    throw databaseError('db.url_invalid');
  const size = options.poolSize ?? 10;
  const pool = createPool(options.url, size, 'app');
  prepareReadsOf(pool);
  // Opens no connection before the first request.
  const requestPool = createPool(options.url, size, 'request', { pipeline: true });
  for (const each of [pool, requestPool])
    each.on('error', (error) => options.log.warn({ err: error }, 'a database connection was lost'));
  const version = await askVersion(pool, options.url).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  if (!isSupported(version)) {
    await pool.end();
    throw databaseError('db.version_unsupported', { found: version });
  }
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = async (): Promise<void> => {
    await kysely.destroy();
    // Kysely ends the pool only if it has used it.
    for (const each of [pool, requestPool]) if (!each.ending) await each.end();
  };
  return { pool, requestPool, kysely, url: options.url, close };
}

/** Whether this AICMO works on a major version of PostgreSQL. */
export function isSupported(version: number): boolean {
  return version >= 15 && version <= 18;
}

/**
 * A pool whose sessions carry this process's id, so that the embedded server knows who still uses it, and whose
 * connections may die at any moment: whoever has one checked out learns it from the query in hand.
 */
export function createPool(url: string, max: number, part: string, how: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: `aicmo ${part} ${process.pid}`,
    options: '-c idle_in_transaction_session_timeout=60000',
    ...how,
  });
  // Without a listener of its own, a connection that dies while it is checked out ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs a query and returns its rows. */
export async function rows<Row>(on: Db, query: RawBuilder<Row>): Promise<Row[]> {
  return (await query.execute(on.kysely)).rows;
}

/** Runs a query and returns its first row, or undefined. */
export async function firstRow<Row>(on: Db, query: RawBuilder<Row>): Promise<Row | undefined> {
  return (await query.execute(on.kysely)).rows[0];
}

/**
 * Runs `body` in one transaction; inside an open one it takes part in that one.
 * A serialization failure, a deadlock or a plan that a migration outdated is tried again, up to five times.
 */
export async function withTransaction<T>(db: Db, body: (tx: Tx) => Promise<T>): Promise<T> {
  if (db.client !== undefined) return body(db as Tx);
  const { pool } = db as Database;
  for (let attempt = 1; ; attempt++) {
    try {
      return await runTransaction(pool, body);
    } catch (error) {
      if (attempt >= 5 || !isConflict(error)) throw error;
    }
  }
}

async function runTransaction<T>(pool: pg.Pool, body: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await body(asTransaction(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client
      .query('rollback')
      .catch((lost: unknown) => (broken = lost instanceof Error ? lost : new Error(messageOf(lost))));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A checked-out client with an open transaction, as a `Tx`. */
export function asTransaction(client: pg.PoolClient): Tx {
  const single = {
    connect: () =>
      Promise.resolve({
        query: client.query.bind(client),
        release: () => undefined,
      }),
    end: () => Promise.resolve(),
  } as unknown as pg.Pool;
  return { client, kysely: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: single }) }) };
}

/** Whether an error, or a cause of it, says that the database could not be reached. */
export function isConnectionError(error: unknown): boolean {
  for (let e = error, depth = 0; e instanceof Error && depth < 8; depth++) {
    const code = (e as { code?: string }).code ?? '';
    if (/^(08|57P0[123]|53300)|^(ECONN|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH)/.test(code)) return true;
    if (
      /Connection terminated|connection timeout|timeout exceeded when trying to connect|Client was closed|not queryable/i.test(
        e.message,
      )
    )
      return true;
    e = e.cause ?? (e as { errors?: unknown[] }).errors?.[0];
  }
  return false;
}

/** What PostgreSQL refused a text for, in words: no text column holds it, such as a NUL character; undefined: not that. */
export function refusedText(error: unknown): string | undefined {
  const { code, detail } = (error ?? {}) as { code?: unknown; detail?: unknown };
  if (code === '22021' || code === '22P05') return 'a NUL character stands in it';
  const isHalf = code === '22P02' && typeof detail === 'string' && /surrogate/i.test(detail);
  return isHalf ? 'half of a character (a lone surrogate) stands in it' : undefined;
}

function isConflict(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === '40001' || code === '40P01' || isOutdatedPlan(error);
}

async function askVersion(pool: pg.Pool, url: string): Promise<number> {
  try {
    const { rows: found } = await pool.query<{ v: string }>(
      `select current_setting('server_version_num') as v`,
    );
    return Math.floor(Number(found[0]?.v) / 10_000);
  } catch (error) {
    const { host, pathname } = new URL(url);
    throw databaseError('db.unreachable', { where: `${host}${pathname}`, reason: messageOf(error) }, error);
  }
}
