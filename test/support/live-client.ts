import { once } from 'node:events';
import { WebSocket } from 'ws';
import { LIVE_PATH, type ServerMessage, type Topic } from '#client/live-protocol';

/** A socket by hand, with what came over it. */
export interface RawLive {
  readonly socket: WebSocket;
  readonly messages: ServerMessage[];
  readonly closed: Promise<{ code: number; reason: string }>;
  say(message: unknown): void;
  /** The messages once there are as many as wanted; what came stays in `messages`. */
  until(isThere: (messages: readonly ServerMessage[]) => boolean): Promise<readonly ServerMessage[]>;
}

/** Opens a socket. Rejects when the server refuses the upgrade. */
export async function openRawLive(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawLive> {
  const socket = new WebSocket(address.replace(/^http/, 'ws') + LIVE_PATH, { headers });
  const messages: ServerMessage[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as ServerMessage));
  await once(socket, 'open');
  return {
    socket,
    messages,
    closed,
    say: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async until(isThere) {
      for (const end = Date.now() + 40_000; Date.now() < end;) {
        if (isThere(messages)) return messages;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error(`it did not come within 40 s; there is ${JSON.stringify(messages).slice(0, 2_000)}`);
    },
  };
}

/** The status with which an upgrade is refused. */
export async function refusedWith(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const socket = new WebSocket(address.replace(/^http/, 'ws') + LIVE_PATH, { headers });
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  socket.terminate();
  return response.statusCode ?? 0;
}

/** Ids of the subjects of all events that were told of a topic, in their order. */
export function heard(messages: readonly ServerMessage[], topic: Topic): string[] {
  return messages.flatMap((message) =>
    'events' in message && message.topic === topic ? message.events.map(({ subject }) => subject.id) : [],
  );
}

/** The newest position that was told. */
export function positionIn(messages: readonly ServerMessage[]): string {
  const last = messages.findLast((message) => 'position' in message);
  return last !== undefined && 'position' in last ? last.position : '';
}
