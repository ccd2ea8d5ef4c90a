import type { Actor } from '#kernel/actor';
import type { Clock } from '#kernel/clock';
import { type Db, withTransaction } from '#platform/db/database';
import type { Log } from '#platform/log/log';

/** What every verb gets besides its input: where, for whom, by whom. Small on purpose. */
export interface Context {
  /** The pool, or the transaction of a caller that wants the verb to take part in it. */
  readonly db: Db;
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly log: Log;
  readonly clock: Clock;
  /** Id of the request that a caller over HTTP made. */
  readonly requestId?: string;
}

/** The one workspace there is until sign-in brings more. */
export const DEFAULT_WORKSPACE = 'ws_default';

/**
 * Makes several reads of a verb in one transaction. A request's scope is set once for each transaction, which costs as
 * much as a small read does.
 */
export function readTogether<T>(ctx: Context, body: (ctx: Context) => Promise<T>): Promise<T> {
  return withTransaction(ctx.db, (tx) => body({ ...ctx, db: tx }));
}
