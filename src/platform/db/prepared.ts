import pg from 'pg';
import { sha256 } from '#kernel/hash';

/** Whoever a connection speaks as: the same text is planned for each of them. */
export type Role = 'aicmo_app' | 'aicmo_limited' | 'owner';

export type Query = (text: unknown, values?: unknown) => Promise<unknown>;

const MOST_PREPARED = 150;
/** Names of prepared reads by their text; null: not to be prepared any more. */
const names: Readonly<Record<Role, Map<unknown, string | null>>> = {
  aicmo_app: new Map(),
  aicmo_limited: new Map(),
  owner: new Map(),
};

/**
 * A read as a statement that the connection prepares once: planning takes longer than most reads do. PostgreSQL plans it
 * anew where what it rests on has changed.
 */
export function prepared(text: unknown, values: unknown, role: Role): unknown {
  if (typeof text !== 'string' || !Array.isArray(values) || !/^\s*select\b/.test(text)) return text;
  const known = names[role];
  if (!known.has(text) && known.size < MOST_PREPARED) known.set(text, sha256(role + text).slice(0, 32));
  const name = known.get(text) ?? undefined;
  return name === undefined ? text : { name, text };
}

/**
 * Whether a prepared read failed because it gives other columns since a newer version of AICMO changed the table; it is
 * not prepared any more then, and would succeed.
 */
export function forgetOutdated(error: unknown, { role, text }: { role: Role; text: unknown }): boolean {
  if (!isOutdatedPlan(error) || typeof names[role].get(text) !== 'string') return false;
  names[role].set(text, null);
  return true;
}

/** Whether a statement failed only because its prepared plan gives other columns than before. */
export function isOutdatedPlan(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '0A000' && /cached plan/.test(error.message);
}

/** Prepares the reads of every connection of a pool that come as text with values. */
export function prepareReadsOf(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const preparing = (...given: unknown[]): unknown => {
      const [text, values] = given;
      // With a callback it is the pool's own way of asking.
      if (given.length !== 2 || !Array.isArray(values)) return query(...given);
      return (query(prepared(text, values, 'owner'), values) as Promise<unknown>).catch((error: unknown) => {
        const isAlone = client.getTransactionStatus() === 'I';
        if (!forgetOutdated(error, { role: 'owner', text }) || !isAlone) throw error;
        return query(text, values);
      });
    };
    client.query = preparing as typeof client.query;
  });
}
