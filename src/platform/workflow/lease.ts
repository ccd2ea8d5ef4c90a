import { hostname } from 'node:os';
import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type pg from 'pg';
import type { Log } from '#platform/log/log';

export interface LeaseOptions {
  readonly pool: pg.Pool;
  readonly executorId: string;
  readonly role: string;
  /** Time without a sign of life after which a process counts as dead, in milliseconds. */
  readonly ttlMs: number;
  readonly log: Log;
  /** Another process's runs were taken over. */
  readonly onTakeover: (executorId: string, runs: number) => void;
  /** This process could not renew in time and must stop at once, because others may have taken its runs. */
  readonly onLost: () => void;
}

export interface Lease {
  /** Ends the lease so that others take over what is left without waiting. */
  release(): Promise<void>;
}

const BEGIN = `insert into worker_lease (executor_id, role, pid, host, expires_at)
  values ($1, $2, $3, $4, now() + $5 * interval '1 ms')`;

/** Renews a lease that is still there; no row means that another process took the runs over. */
const BEAT = `update worker_lease set expires_at = now() + $2 * interval '1 ms' where executor_id = $1
  returning exists (select 1 from worker_lease peer where peer.executor_id <> $1 and peer.expires_at >= now()) as "hasPeers"`;

/** Dead: an expired lease, or a running workflow whose executor holds no live lease. */
const FIND_DEAD = `select executor_id from worker_lease where expires_at < now() and executor_id <> $1
  union
  select distinct w.executor_id from dbos.workflow_status w
  where w.status = 'PENDING' and w.executor_id is not null and w.executor_id <> $1
    and w.updated_at < (extract(epoch from now()) * 1000)::bigint - $2
    and not exists (select 1 from worker_lease l where l.executor_id = w.executor_id and l.expires_at >= now())`;

const COUNT_RUNS = `select 1 from dbos.workflow_status where status = 'PENDING' and executor_id = $1`;

/**
 * Keeps this process's sign of life, takes over the runs of dead processes, and fences itself: at once when its
 * runs were taken over, and after `ttlMs` of silence when there is a process that may be doing so.
 */
export async function holdLease(options: LeaseOptions): Promise<Lease> {
  const { pool, executorId, ttlMs, log } = options;
  let lastBeat = performance.now();
  // Alone, a process outlives an outage of the database: nobody can take its runs over meanwhile.
  let hasPeers = true;
  let isReleased = false;
  async function beat(): Promise<void> {
    const sent = performance.now();
    const { rows } = await pool.query<{ hasPeers: boolean }>(BEAT, [executorId, ttlMs]);
    const [row] = rows;
    if (isReleased) return;
    if (row === undefined) return options.onLost();
    lastBeat = sent;
    hasPeers = row.hasPeers;
  }
  await pool.query(BEGIN, [executorId, options.role, process.pid, hostname(), ttlMs]);
  await beat();
  const timers = [
    setInterval(
      () => void beat().catch((error: unknown) => log.warn({ err: error }, 'lease not renewed')),
      ttlMs / 4,
    ),
    setInterval(() => {
      if (hasPeers && performance.now() - lastBeat > ttlMs) options.onLost();
    }, ttlMs / 10),
    setInterval(
      () => void takeOver(options).catch((error: unknown) => log.warn({ err: error }, 'take-over not done')),
      ttlMs / 2,
    ),
  ];
  return {
    async release() {
      isReleased = true;
      for (const timer of timers) clearInterval(timer);
      await pool.query('delete from worker_lease where executor_id = $1', [executorId]);
    },
  };
}

/** Whether some process with a worker role gives signs of life. */
export async function hasLiveWorker(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select 1 from worker_lease where role = 'worker' and expires_at >= now() limit 1`,
  );
  return (rowCount ?? 0) > 0;
}

async function takeOver({ pool, executorId, ttlMs, onTakeover }: LeaseOptions): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const lock = await client.query<{ ok: boolean }>(
      `select pg_try_advisory_xact_lock(hashtext('aicmo.take_over')) as ok`,
    );
    if (lock.rows[0]?.ok === true) {
      const dead = await client.query<{ executor_id: string }>(FIND_DEAD, [executorId, ttlMs]);
      for (const { executor_id: id } of dead.rows) {
        const runs = await client.query(COUNT_RUNS, [id]);
        await DBOSExecutor.globalInstance?.recoverPendingWorkflows([id]);
        await client.query('delete from worker_lease where executor_id = $1 and expires_at < now()', [id]);
        if ((runs.rowCount ?? 0) > 0) onTakeover(id, runs.rowCount ?? 0);
      }
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
