import { setTimeout as delay } from 'node:timers/promises';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { isJSONRPCNotification, isJSONRPCRequest, type JSONRPCMessage } from '@modelcontextprotocol/server';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { newId } from '#kernel/ids';
import { apiContext } from '#server/api-context';
import type { House } from '#server/house';
import { createMcpServer } from './mcp-server.ts';
import { workWhenAlone } from './work-when-alone.ts';

const LOOK_MS = 10;

export interface StdioEnds {
  readonly input: Readable;
  readonly output: Writable;
  /** Aborted when the process is asked to end. */
  readonly stopping: AbortSignal;
}

/**
 * Speaks the protocol with one client until it closes its end or the process is asked to end. What the client
 * had asked for by then is still answered, within the time that is allowed for draining.
 */
export async function serveMcpStdio(house: House, ends: StdioEnds): Promise<void> {
  const { log, config } = house;
  const standby = workWhenAlone(house);
  // The end of the input is handed on only when the answers are out: the transport drops what it still owes.
  const held = new PassThrough();
  const wire = new StdioServerTransport(held, ends.output);
  const connection = serveStdio(
    () =>
      createMcpServer({
        log,
        beforeRun: () => standby.ensure(),
        contextOf: () =>
          apiContext(house, { requestId: newId('req'), actor: { kind: 'operator', via: 'mcp' } }),
      }),
    {
      transport: wire,
      onerror: (error) => log.warn({ reason: error.message }, 'an MCP message was not served'),
    },
  );
  const { owed, gone } = watch(wire);
  ends.input.pipe(held, { end: false });
  await untilEnd(ends, gone);
  const deadline = Date.now() + config.drainMs;
  const isOwing = (): boolean => held.readableLength > 0 || held.writableLength > 0 || owed.size > 0;
  do await delay(LOOK_MS);
  while (!gone.aborted && isOwing() && Date.now() < deadline);
  await connection.close();
  ends.input.unpipe(held);
  ends.input.destroy();
  await standby.stop();
}

/** Resolves when the client goes, the process is asked to end, or the transport gave up. */
function untilEnd({ input, stopping }: StdioEnds, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => resolve();
    for (const event of ['end', 'close', 'error']) input.once(event, end);
    for (const signal of [stopping, gone]) signal.addEventListener('abort', end, { once: true });
    if (stopping.aborted) end();
  });
}

interface WireState {
  /** Requests that came and were not answered yet. */
  readonly owed: ReadonlySet<string | number>;
  /** Aborted when the transport is closed, as it closes itself when nobody reads its output. */
  readonly gone: AbortSignal;
}

/** Listens in on a transport that is served already. */
function watch(wire: StdioServerTransport): WireState {
  const owed = new Set<string | number>();
  const gone = new AbortController();
  const { onmessage, onclose } = wire;
  wire.onmessage = (message: JSONRPCMessage) => {
    // A subscription is owed an answer only when it ends, and that is with the connection.
    if (isJSONRPCRequest(message) && message.method !== 'subscriptions/listen') owed.add(message.id);
    if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled')
      owed.delete((message.params as { requestId?: string | number } | undefined)?.requestId ?? '');
    onmessage?.(message);
  };
  wire.onclose = () => {
    onclose?.();
    gone.abort();
  };
  const send = wire.send.bind(wire);
  wire.send = async (message) => {
    await send(message);
    if (!('method' in message) && message.id !== undefined) owed.delete(message.id);
  };
  return { owed, gone: gone.signal };
}
