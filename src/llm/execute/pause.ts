import { setTimeout as delay } from 'node:timers/promises';
import { llmError } from '#llm/errors';

/** Waits. Throws `llm.cancelled` when the caller does not want to any more. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  } catch {
    throw llmError('llm.cancelled');
  }
}
