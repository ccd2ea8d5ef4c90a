import { llmError } from '#llm/errors';
import { FaultError } from '#llm/faults/fault';

/** No text of a model is larger, its events included. */
export const MOST_TEXT_BYTES = 8 * 1024 * 1024;
/** Pictures in base64, and two thousand vectors as JSON. */
export const MOST_BULK_BYTES = 64 * 1024 * 1024;

/**
 * A `fetch` that speaks to one origin only, follows no redirect, and ends an answer that grows beyond any bound:
 * addresses that a provider's answer names are never fetched.
 */
export function boundedFetch(baseUrl: string, mostBytes: number): typeof fetch {
  const { origin } = new URL(baseUrl);
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (new URL(url).origin !== origin) throw llmError('llm.egress_refused', { url });
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(bound(response.body, mostBytes), { status, statusText, headers });
  };
}

function bound(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > most) controller.error(oversized(most));
      else controller.enqueue(chunk);
    },
  });
  return body.pipeThrough(counter);
}

function oversized(most: number): FaultError {
  return new FaultError({ kind: 'oversized', detail: `the answer is larger than ${most / 1024 / 1024} MB` });
}
