import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ClientMessage, MOST_TOPICS } from '#client/live-protocol';
import { connectLive, type LiveConnection, type LiveState, type SocketLike } from './live-connection.ts';

/** The server's side of a socket. */
interface Line {
  readonly said: ClientMessage[];
  open(): void;
  tell(message: object): void;
  drop(code: number): void;
}

let lines: Line[];
let states: LiveState[];
let client: LiveConnection;
beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  states = [];
  client = connectLive({
    url: 'ws://aicmo.test',
    openSocket,
    onNews: () => undefined,
    onState: (state) => states.push(state),
  });
});
afterEach(() => {
  client.close();
  vi.useRealTimers();
});

function openSocket(): SocketLike {
  const listeners = new Map<string, (event: never) => void>();
  const said: ClientMessage[] = [];
  const socket = {
    readyState: 0,
    send: (text: string) => void said.push(JSON.parse(text) as ClientMessage),
    // A line that is cut somewhere on the way: nobody answers the closing either.
    close: () => void (socket.readyState = 2),
    addEventListener: (type: string, listener: (event: never) => void) => void listeners.set(type, listener),
  };
  const fire = (type: string, event: object): void => listeners.get(type)?.(event as never);
  lines.push({
    said,
    open() {
      socket.readyState = 1;
      fire('open', {});
    },
    tell: (message) => fire('message', { data: JSON.stringify(message) }),
    drop: (code) => fire('close', { code }),
  });
  return socket;
}

it('UI-1 is live when the server has answered, not when it has taken the socket', () => {
  client.setTopics(['alerts']);
  lines[0]?.open();
  expect(lines[0]?.said).toEqual([{ subscribe: [{ topic: 'alerts' }] }, { ping: 0 }]);
  expect(states).toEqual([]);
  lines[0]?.tell({ pong: 0 });
  expect(states).toEqual(['live']);
});

it('UI-1 asks every 15 s, and waits longer each time, where a full server takes sockets and closes them', async () => {
  for (let second = 0; second < 11; second++) {
    lines.at(-1)?.open();
    lines.at(-1)?.drop(1013);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(states).toEqual(['polling']);
  // 1, 2, 4 and 8 s at most, and half of that at least.
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.length).toBeLessThan(6);
});

it('UI-1 gives a socket up that has fallen silent, even where its closing is not answered', async () => {
  lines[0]?.open();
  lines[0]?.tell({ pong: 0 });
  await vi.advanceTimersByTimeAsync(36_500);
  expect(lines).toHaveLength(2);
  lines[1]?.open();
  // What is left of the old one changes nothing.
  lines[0]?.tell({ pong: 0 });
  lines[0]?.drop(1006);
  expect(states).toEqual(['live']);
  lines[1]?.tell({ pong: 1 });
  expect(states).toEqual(['live', 'live']);
  expect(lines).toHaveLength(2);
});

it('UI-1 has a socket prove that it works when the network is back', async () => {
  lines[0]?.open();
  lines[0]?.tell({ pong: 0 });
  client.hurry();
  await vi.advanceTimersByTimeAsync(11_500);
  expect(lines).toHaveLength(2);
});

it('UI-1 names no more topics in a message than one may', () => {
  client.setTopics(Array.from({ length: MOST_TOPICS + 3 }, (_, n) => `campaign:c${n}` as const));
  lines[0]?.open();
  const sizes = lines[0]?.said.map((message) => ('subscribe' in message ? message.subscribe.length : 0));
  expect(sizes).toEqual([MOST_TOPICS, 3, 0]);
});
