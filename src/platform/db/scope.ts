import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

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
  const begin = beginStatement(scope);
  const pool = {
    connect: async () => scopeClient(await db.pool.connect(), begin),
    end: () => Promise.resolve(),
  } as unknown as pg.Pool;
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  return { kysely, pool, url: db.url, close: () => Promise.resolve() };
}

function beginStatement({ workspaceId, brandIds, personId = '' }: Scope): string {
  const role = brandIds === null ? 'aicmo_app' : 'aicmo_limited';
  const brands = pg.escapeLiteral((brandIds ?? []).join(','));
  return `begin; set local role ${role}; select set_config('aicmo.workspace', ${pg.escapeLiteral(workspaceId)}, true), set_config('aicmo.brands', ${brands}, true), set_config('aicmo.person', ${pg.escapeLiteral(personId)}, true)`;
}

type Query = (text: unknown, values?: unknown) => Promise<unknown>;

/** A client whose `begin` sets the scope, and which puts a transaction around a statement that stands alone. */
function scopeClient(client: pg.PoolClient, begin: string): pg.PoolClient {
  const query = client.query.bind(client) as Query;
  let isOpen = false;
  const scoped: Query = async (text, values) => {
    if (text === 'begin') {
      isOpen = true;
      return query(begin);
    }
    if (text === 'commit' || text === 'rollback') {
      isOpen = false;
      return query(text);
    }
    if (isOpen) return query(text, values);
    await query(begin);
    try {
      const result = await query(text, values);
      await query('commit');
      return result;
    } catch (error) {
      await query('rollback').catch(() => undefined);
      throw error;
    }
  };
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'query') return scoped;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
