import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnswerPlan } from './answer-plan.ts';
import type { PeerRequest } from './peer-request.ts';
import type { WireForm } from './wire-form.ts';

/** One call and all that is needed to answer it. Waits reject when the caller leaves. */
export interface Stage {
  readonly request: PeerRequest;
  readonly plan: AnswerPlan;
  readonly form: WireForm;
  readonly response: ServerResponse;
  /** Aborts when the connection closes. */
  readonly signal: AbortSignal;
  /** Closes the connection from this side, with a reset or just so. */
  breakOff(how: 'cut' | 'reset'): void;
}

// A socket that closes right after a write may take the bytes with it.
const FLUSH_MS = 5;

/** Waits, unless the caller leaves. */
export async function wait(stage: Stage, ms: number): Promise<void> {
  if (ms > 0) await delay(ms, undefined, { signal: stage.signal });
}

/** Writes at the pace of the caller. */
export async function write(stage: Stage, bytes: string | Uint8Array): Promise<void> {
  if (bytes.length === 0) return;
  stage.signal.throwIfAborted();
  if (!stage.response.write(bytes)) await once(stage.response, 'drain', { signal: stage.signal });
}

/** Closes the connection in mid-answer, once what was written is on its way. */
export async function cut(stage: Stage): Promise<void> {
  await wait(stage, FLUSH_MS);
  stage.breakOff('cut');
}
