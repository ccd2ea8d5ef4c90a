import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import * as engine from '@dbos-inc/dbos-sdk/datasource';
import pg from 'pg';
import superjson from 'superjson';
import { asTransaction, createPool, isConnectionError, type Tx } from '#platform/db/database';
import { isOutdatedPlan, prepareReadsOf } from '#platform/db/prepared';

const NAME = 'aicmo';
const FIND =
  'select output, error from dbos.transaction_completion where workflow_id = $1 and function_num = $2';
const INSERT = {
  output:
    'insert into dbos.transaction_completion (workflow_id, function_num, output) values ($1, $2, $3) on conflict do nothing',
  error:
    'insert into dbos.transaction_completion (workflow_id, function_num, error) values ($1, $2, $3) on conflict do nothing',
};

/** Runs the transactional steps of flows: the app's writes and the step's record commit together, so exactly once. */
export interface TransactionSource {
  run<T>(name: string, body: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Place {
  readonly runId: string;
  readonly step: number;
}

type Recorded = { output?: string | null; error?: string | null };

let current: { pool: pg.Pool } | undefined;
let isRegistered = false;
const open = new AsyncLocalStorage<Tx>();

/** Makes the transaction source of this process; the engine knows one of them for the whole process. */
export function createTransactionSource(url: string): TransactionSource {
  const pool = createPool(url, 6, 'steps');
  engine.guardDataSourcePoolPG(pool, NAME);
  prepareReadsOf(pool);
  current = { pool };
  if (!isRegistered) {
    isRegistered = true;
    engine.registerDataSource({
      name: NAME,
      initialize: () => Promise.resolve(),
      destroy: () => Promise.resolve(),
      deleteCheckpoints,
      invokeTransactionFunction: (_config, target, func, ...args) => invoke(() => func.call(target, ...args)),
    });
  }
  return {
    run: <T>(name: string, body: (tx: Tx) => Promise<T>) =>
      engine.runTransaction(() => body(openTransaction()), name, { dsName: NAME }),
    close: () => pool.end(),
  };
}

function openTransaction(): Tx {
  const tx = open.getStore();
  if (tx === undefined) throw new Error('no transaction is open here');
  return tx;
}

function poolOfProcess(): pg.Pool {
  if (current === undefined) throw new Error('the transaction source is not open');
  return current.pool;
}

/** Creates the table of transactional steps, in one transaction of this client. */
export async function migrateTransactionSource(client: pg.Client): Promise<void> {
  await client.query('begin');
  await engine.migrateDataSourcePG(
    async (text) => (await client.query(text)).rows as Record<string, unknown>[],
    'dbos',
  );
  await client.query('commit');
}

async function deleteCheckpoints(
  runId: string,
  start: number,
  beforeCommit?: () => Promise<void>,
): Promise<void> {
  await inTransaction(async (client) => {
    await client.query(
      'delete from dbos.transaction_completion where workflow_id = $1 and function_num >= $2',
      [runId, start],
    );
    await beforeCommit?.();
  });
}

/** One transactional step: replayed when it is recorded, else run and recorded in the same commit. */
async function invoke<T>(body: () => Promise<T>): Promise<T> {
  const runId = DBOS.workflowID;
  const step = DBOS.stepID;
  const place = runId === undefined || step === undefined ? undefined : { runId, step };
  for (let wait = 5; ; wait = Math.min(wait * 1.5, 2_000)) {
    try {
      const recorded = place === undefined ? undefined : await findRecorded(place);
      return recorded === undefined ? await runOnce(place, body) : engine.replayRecordedStep<T>(recorded);
    } catch (error) {
      if (error instanceof engine.DBOSWorkflowConflictError) throw error;
      if (place !== undefined && error instanceof engine.DBOSStepAlreadyRecordedError)
        return replay<T>(place);
      if (engine.isPGRetriableTransactionError(error) || isOutdatedPlan(error) || isConnectionError(error)) {
        await delay(isConnectionError(error) ? Math.max(wait, 200) : wait);
        continue;
      }
      if (place === undefined) throw error;
      const isMine = await insertRecord(poolOfProcess(), place, 'error', error);
      if (isMine) throw error;
      return replay<T>(place);
    }
  }
}

async function runOnce<T>(place: Place | undefined, body: () => Promise<T>): Promise<T> {
  return inTransaction(async (client) => {
    const result = await open.run(asTransaction(client), body);
    if (place !== undefined) {
      const isMine = await insertRecord(client, place, 'output', result);
      if (!isMine) throw new engine.DBOSStepAlreadyRecordedError(place.runId, place.step);
      // Fencing: a process that lost this run to another one must not commit.
      await engine.assertStillOwnsWorkflow(place.runId);
    }
    return result;
  });
}

async function replay<T>(place: Place): Promise<T> {
  return engine.replayRecordedStep<T>((await findRecorded(place)) ?? {});
}

async function findRecorded(place: Place): Promise<Recorded | undefined> {
  const { rows } = await poolOfProcess().query<Recorded>(FIND, [place.runId, place.step]);
  return rows[0];
}

async function insertRecord(
  on: pg.Pool | pg.PoolClient,
  place: Place,
  column: 'output' | 'error',
  value: unknown,
): Promise<boolean> {
  const { rowCount } = await on.query(INSERT[column], [place.runId, place.step, superjson.stringify(value)]);
  return rowCount === 1;
}

async function inTransaction<T>(body: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await poolOfProcess().connect();
  let isDone = false;
  try {
    await client.query('begin');
    const result = await body(client);
    await client.query('commit');
    isDone = true;
    return result;
  } finally {
    if (!isDone) await client.query('rollback').catch(() => undefined);
    client.release();
  }
}
