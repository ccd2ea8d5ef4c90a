import { randomUUID } from 'node:crypto';
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import { guardDataSourcePoolPG, verifyDataSourcePG } from '@dbos-inc/dbos-sdk/datasource';
import { migrateSystemDatabase, verifySystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import type { GlobalLogger } from '@dbos-inc/dbos-sdk/internal/telemetry/logs';
import pg from 'pg';
import { messageOf } from '#kernel/errors';
import { createPool, type Tx } from '#platform/db/database';
import { type Log, silentLog } from '#platform/log/log';
import { createTransactionSource, migrateTransactionSource, type TransactionSource } from './datasource.ts';
import type { AnyFlow, Flow, QueueSpec } from './flow.ts';
import { hasLiveWorker, holdLease, type Lease } from './lease.ts';
import { startRetention } from './retention.ts';
import { toolsFor } from './run-flow.ts';
import { workflowError } from './workflow-errors.ts';

const APP = 'aicmo';

export interface EngineOptions {
  readonly url: string;
  readonly log: Log;
}

export interface WorkerOptions extends EngineOptions {
  readonly flows: readonly AnyFlow[];
  readonly queues: readonly QueueSpec[];
  readonly leaseMs: number;
  readonly drainMs: number;
  readonly retentionDays: number;
  /** Called when the runs of a dead process were taken over by this one. */
  readonly onTakeover: (executorId: string, runs: number) => void;
  /** Ends the process at once; replaced in tests of self-fencing. */
  readonly onLeaseLost?: () => void;
}

/** What can be done with runs from any process, worker or not. */
export interface RunControl {
  /** Enqueues a run in the caller's transaction: no commit, no run. The same `runId` twice is one run. */
  start<Input>(
    tx: Tx,
    flow: Pick<Flow<Input>, 'name' | 'queue'>,
    run: { runId: string; input: Input },
  ): Promise<void>;
  /** Sends a signal to a waiting run in the caller's transaction. */
  signal(tx: Tx, run: { runId: string; topic: string; message: unknown }): Promise<void>;
  cancel(runId: string): Promise<void>;
  /** How many runs of a queue no worker has taken yet. */
  countWaiting(queue: string): Promise<number>;
  statusOf(runId: string): Promise<RunStatus | undefined>;
  /** Whether some process is alive that works on runs. */
  hasLiveWorker(): Promise<boolean>;
  close(): Promise<void>;
}

export interface RunStatus {
  readonly runId: string;
  readonly flow: string;
  readonly state: 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  readonly error?: string;
}

/** A process that works on runs. */
export interface Worker {
  readonly executorId: string;
  /** Stops taking runs, waits for the running steps, and leaves the rest to others. */
  stop(): Promise<void>;
}

/**
 * Brings the engine's own tables to what this version needs; safe when several processes do it at once, and
 * after one that was killed on the way.
 */
export async function migrateEngine(url: string, log: Log = silentLog()): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    if (await isEngineMigrated(client, url)) return;
    // Polled, not awaited: the engine builds indexes concurrently and would wait for a blocked session for ever.
    while (!(await tryLock(client))) await new Promise((resolve) => setTimeout(resolve, 50));
    // Not DBOS.migrate: it writes to stdout, which belongs to the command line's result.
    await migrateSystemDatabase(url, quietLogger(log) as unknown as GlobalLogger);
    await migrateTransactionSource(client);
  } finally {
    await client.end();
  }
}

async function isEngineMigrated(client: pg.Client, url: string): Promise<boolean> {
  const run = async (text: string): Promise<Record<string, unknown>[]> =>
    (await client.query<Record<string, unknown>>(text)).rows;
  try {
    await verifySystemDatabase(url, quietLogger(silentLog()) as unknown as GlobalLogger);
    await verifyDataSourcePG(run, 'dbos');
    return true;
  } catch {
    return false;
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ ok: boolean }>(
    `select pg_try_advisory_lock(hashtext('aicmo.engine')) as ok`,
  );
  return rows[0]?.ok === true;
}

/** Opens the control of runs; needs no worker in this process. */
export async function openRunControl(options: EngineOptions): Promise<RunControl> {
  const pool = createPool(options.url, 4, 'control');
  guardDataSourcePoolPG(pool, 'aicmo-control');
  const client = await DBOSClient.create({
    systemDatabaseUrl: options.url,
    systemDatabasePool: pool,
    applicationName: APP,
    logger: quietLogger(options.log),
  });
  return {
    start: async (tx, flow, run) => {
      await client.enqueueInTransaction(
        tx.client,
        { queueName: flow.queue, workflowName: flow.name, workflowID: run.runId, applicationName: APP },
        run.input,
      );
    },
    signal: (tx, run) => client.sendInTransaction(tx.client, run.runId, run.message, run.topic),
    countWaiting: (queue) => countWaiting(pool, queue),
    cancel: (runId) => client.cancelWorkflow(runId),
    statusOf: async (runId) => {
      const found = await client.getWorkflow(runId);
      if (found === undefined) return undefined;
      const failure =
        found.error === undefined || found.error === null ? {} : { error: messageOf(found.error) };
      return { runId, flow: found.workflowName, state: stateOf(found.status), ...failure };
    },
    hasLiveWorker: () => hasLiveWorker(pool),
    close: async () => {
      await client.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

async function countWaiting(pool: pg.Pool, queue: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from dbos.workflow_status where queue_name = $1 and status = 'ENQUEUED'`,
    [queue],
  );
  return rows[0]?.n ?? 0;
}

const flowsByName = new Map<string, AnyFlow>();
let source: TransactionSource | undefined;

/** Makes this process a worker. One worker a process; starting a second one is an error of the caller. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const executorId = randomUUID();
  const pool = createPool(options.url, 20, 'workflow');
  guardDataSourcePoolPG(pool, 'aicmo-workflow');
  source = createTransactionSource(options.url);
  for (const flow of options.flows) registerFlow(flow);
  DBOS.setConfig({
    name: APP,
    systemDatabaseUrl: options.url,
    systemDatabasePool: pool,
    executorID: executorId,
    enablePatching: true,
    runMigrations: false,
    listenQueues: options.queues.map((queue) => queue.name),
    logger: quietLogger(options.log),
  });
  await DBOS.launch();
  for (const queue of options.queues) {
    await DBOS.registerQueue(queue.name, {
      workerConcurrency: queue.perProcess,
      minPollingIntervalMs: queue.pollMs,
      onConflict: 'always_update',
    });
  }
  const lease = await holdLease({
    pool,
    executorId,
    role: 'worker',
    ttlMs: options.leaseMs,
    log: options.log,
    onTakeover: options.onTakeover,
    onLost: options.onLeaseLost ?? (() => process.exit(70)),
  });
  const retention = startRetention({ days: options.retentionDays, log: options.log });
  return {
    executorId,
    stop: () => stopWorker({ pool, lease, retention, drainMs: options.drainMs }),
  };
}

async function stopWorker(parts: {
  pool: pg.Pool;
  lease: Lease;
  retention: { stop(): void };
  drainMs: number;
}): Promise<void> {
  parts.retention.stop();
  await DBOS.shutdown({ workflowCompletionTimeoutMS: parts.drainMs });
  await parts.lease.release().catch(() => undefined);
  await source?.close();
  source = undefined;
  if (!parts.pool.ended) await parts.pool.end();
}

function registerFlow(flow: AnyFlow): void {
  const isKnown = flowsByName.has(flow.name);
  flowsByName.set(flow.name, flow);
  if (isKnown) return;
  const { name } = flow;
  DBOS.registerWorkflow(
    async (input: unknown) => {
      const current = flowsByName.get(name);
      if (current === undefined || source === undefined) throw workflowError('workflow.not_launched');
      return current.run(toolsFor(current, source), input as never);
    },
    { name, maxRecoveryAttempts: flow.maxRecoveries },
  );
}

function stateOf(status: string): RunStatus['state'] {
  switch (status) {
    case 'SUCCESS':
      return 'succeeded';
    case 'ENQUEUED':
    case 'DELAYED':
      return 'waiting';
    case 'PENDING':
      return 'running';
    case 'CANCELLED':
      return 'cancelled';
    default:
      return 'failed';
  }
}

/** The engine's own talk goes to the log as debug, its warnings and errors as such. */
function quietLogger(log: Log): { info: Write; debug: Write; warn: Write; error: Write } {
  const child = log.child({ part: 'workflow' });
  return {
    info: (entry) => child.debug(textOf(entry)),
    debug: (entry) => child.trace(textOf(entry)),
    warn: (entry) => child.warn(textOf(entry)),
    error: (entry) => child.error(textOf(entry)),
  };
}

type Write = (entry: unknown) => void;

function textOf(entry: unknown): string {
  if (entry instanceof Error) return entry.stack ?? entry.message;
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
}
