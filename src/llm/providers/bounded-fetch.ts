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

/** Hands on what is asked for, chunk by chunk: as a transform with a pipe does, at a third of the cost. */
function bound(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  let bytes = 0;
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        bytes += value.byteLength;
        if (bytes <= most) return controller.enqueue(value);
        const error = oversized(most);
        controller.error(error);
        await reader.cancel(error);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function oversized(most: number): FaultError {
  return new FaultError({ kind: 'oversized', detail: `the answer is larger than ${most / 1024 / 1024} MB` });
}
