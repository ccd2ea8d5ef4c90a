import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { forgetOutdated, prepared, type Query, type Role } from './prepared.ts';

/** What a request may see. */
export interface Scope {
  readonly workspaceId: string;
  /** Ids of brands; null: all of the workspace. */
  readonly brandIds: readonly string[] | null;
  /** The person who asks; absent for a program. */
  readonly personId?: string | undefined;
}

/**
 * The database as one request may see it: every transaction, and every statement outside of one, runs as a role that
 * owns nothing, with the scope set until its end, so that row security holds whatever the statement asks for
 * (docs/decisions/0021-row-security.md). Nothing of it outlives the transaction, whoever gets the connection next.
 */
export function scopeDatabase(db: Database, scope: Scope): Database {
  const role: Role = scope.brandIds === null ? 'aicmo_app' : 'aicmo_limited';
  const setScope = scopeStatement(scope, role);
  const { requestPool } = db;
  const pool = {
    connect: async () => scopeClient(await requestPool.connect(), { role, setScope }),
    end: () => Promise.resolve(),
  } as unknown as pg.Pool;
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pool, requestPool: pool, url: db.url, close: () => Promise.resolve() };
}

function scopeStatement({ workspaceId, brandIds, personId = '' }: Scope, role: Role): string {
  const brands = pg.escapeLiteral((brandIds ?? []).join(','));
  return `set local role ${role}; select set_config('aicmo.workspace', ${pg.escapeLiteral(workspaceId)}, true), set_config('aicmo.brands', ${brands}, true), set_config('aicmo.person', ${pg.escapeLiteral(personId)}, true)`;
}

/**
 * The database for the few reads that come before every request, such as who asks: outside of any scope, with prepared
 * reads.
 */
export function preparingDatabase(db: Database): Database {
  const { requestPool } = db;
  const pool = {
    connect: async () => preparingClient(await requestPool.connect()),
    end: () => Promise.resolve(),
  } as unknown as pg.Pool;
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pool, requestPool: pool, url: db.url, close: () => Promise.resolve() };
}

function preparingClient(client: pg.PoolClient): pg.PoolClient {
  const query = client.query.bind(client) as Query;
  const preparing: Query = (text, values) =>
    query(prepared(text, values, 'owner'), values).catch((error: unknown) => {
      if (!forgetOutdated(error, { role: 'owner', text })) throw error;
      return query(text, values);
    });
  return withQuery(client, preparing);
}

/**
 * A client whose `begin` sets the scope, and which puts a transaction around a statement that stands alone. Connections
 * of requests send without waiting for the answer before. `begin` goes by itself: where the scope then cannot be set,
 * for whatever reason, the transaction is broken, and PostgreSQL refuses what follows in it.
 */
function scopeClient(
  client: pg.PoolClient,
  { role, setScope }: { role: Role; setScope: string },
): pg.PoolClient {
  const query = client.query.bind(client) as Query;
  const begin = (): Promise<unknown>[] => [query('begin'), query(setScope)];
  let opening: readonly Promise<unknown>[] | undefined;
  const scoped: Query = async (text, values) => {
    if (text === 'begin') {
      opening = begin();
      // Its fault is told with the first statement.
      for (const answer of opening) answer.catch(() => undefined);
      return;
    }
    const statement = prepared(text, values, role);
    if (opening === undefined) {
      const [opened, result, done] = [begin(), query(statement, values), query('commit')];
      return answerOf(result, [...opened, result, done]).catch((error: unknown) => {
        if (!forgetOutdated(error, { role, text })) throw error;
        return scoped(text, values);
      });
    }
    const result = query(statement, values);
    const all = [...opening, result];
    if (text === 'commit' || text === 'rollback') opening = undefined;
    return answerOf(result, all).catch((error: unknown) => {
      forgetOutdated(error, { role, text });
      throw error;
    });
  };
  return withQuery(client, scoped);
}

function withQuery(client: pg.PoolClient, query: Query): pg.PoolClient {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'query') return query;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}

/** An answer once all are there. Throws the first fault: those after it only say that something went wrong before. */
async function answerOf(result: Promise<unknown>, all: readonly Promise<unknown>[]): Promise<unknown> {
  const settled = await Promise.allSettled(all);
  for (const answer of settled) if (answer.status === 'rejected') throw answer.reason;
  return result;
}
