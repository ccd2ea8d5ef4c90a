import { DBOS } from '@dbos-inc/dbos-sdk';
import { isConnectionError } from '#platform/db/database';
import type { TransactionSource } from './datasource.ts';
import type { Flow, FlowTools, StepOptions } from './flow.ts';
import { workflowError } from './workflow-errors.ts';

/** How often a wait looks by itself, should a notification be lost; notifications wake it at once. */
const WAIT_POLL_MS = 60_000;

/** The tools of the flow that is running in this asynchronous context. */
export function toolsFor(flow: Pick<Flow, 'stepDefaults'>, source: TransactionSource): FlowTools {
  const runId = DBOS.workflowID ?? '';
  return {
    runId,
    step: (name, body, options) => runStep({ name, body, options: { ...flow.stepDefaults, ...options } }),
    transact: (name, body) => source.run(name, body),
    now: async () => new Date(await DBOS.now()),
    sleepUntil: async (moment) => {
      const now = await DBOS.now();
      if (moment.getTime() > now) await DBOS.sleep(moment.getTime() - now);
    },
    waitFor: async <T>(topic: string, timeoutMs: number) =>
      (await DBOS.recv<T>(topic, { timeoutSeconds: timeoutMs / 1000, pollingIntervalMs: WAIT_POLL_MS })) ??
      undefined,
    isPatched: (name) => DBOS.patch(name),
  };
}

function runStep<T>(call: {
  name: string;
  body: (key: string, signal: AbortSignal) => Promise<T>;
  options: StepOptions & { retries: number; timeoutMs: number };
}): Promise<T> {
  const { name, body, options } = call;
  return DBOS.runStep(
    () => {
      const status = DBOS.stepStatus;
      const key = `${DBOS.workflowID ?? ''}:${DBOS.stepID ?? 0}`;
      const signals = [status?.cancelSignal, status?.timeoutSignal].filter((signal) => signal !== undefined);
      return withinTime(body(key, AbortSignal.any(signals)), name, options.timeoutMs);
    },
    {
      name,
      retriesAllowed: true,
      maxAttempts: options.retries + 1,
      intervalSeconds: 0.5,
      backoffRate: 2,
      timeoutMS: options.timeoutMs,
      // A database that is away for a while is no fault of the step.
      shouldRetry: (error) => isConnectionError(error) || (options.shouldRetry?.(error) ?? true),
    },
  ).catch((error: unknown) => {
    throw lastTry(error);
  });
}

/** What went wrong at the last try, rather than the engine's list of all of them. */
function lastTry(error: unknown): unknown {
  const tries = (error as { errors?: unknown } | null)?.errors;
  return (Array.isArray(tries) ? (tries as unknown[]).at(-1) : undefined) ?? error;
}

async function withinTime<T>(work: Promise<T>, step: string, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(workflowError('workflow.step_timeout', { step, seconds: timeoutMs / 1000 })),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
