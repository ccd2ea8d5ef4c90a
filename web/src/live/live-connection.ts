import {
  type ClientMessage,
  CLOSE,
  type LiveEvent,
  MOST_TOPICS,
  serverMessage,
  type Topic,
} from '#client/live-protocol';

/** `polling`: there has been no socket for ten seconds, and whoever shows data asks for it now and then. */
export type LiveState = 'connecting' | 'live' | 'polling' | 'signed_out';

/** What happened in a topic; `reload`: what was missed cannot be told, so everything is to be loaded anew. */
export type LiveNews = { readonly topic: Topic; readonly position: string } & (
  | { readonly events: readonly LiveEvent[] }
  | { readonly reload: string }
);

/** As much of a WebSocket as is used here, so that tests can bring another one. */
export interface SocketLike {
  readonly readyState: number;
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: never) => void): void;
}

export interface LiveOptions {
  /** Such as `wss://aicmo.example.com/api/ws?workspace=ws_1`. */
  readonly url: string;
  readonly openSocket: (url: string) => SocketLike;
  readonly onNews: (news: LiveNews) => void;
  readonly onState: (state: LiveState) => void;
  /** Where each topic stands; kept by whoever may have to go on from there. */
  readonly positions?: Map<Topic, string>;
}

export interface LiveConnection {
  /** The topics to hear from now on. */
  setTopics(topics: Iterable<Topic>): void;
  /** Tries at once, as when the network is back; a socket that is open has to prove that it still works. */
  hurry(): void;
  close(): void;
}

const OPEN = 1;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const POLLING_AFTER_MS = 10_000;
const PING_MS = 25_000;
const PONG_WITHIN_MS = 10_000;

/** Keeps one socket to the server: comes back by itself, and asks for what it missed. */
export function connectLive(options: LiveOptions): LiveConnection {
  const { positions = new Map<Topic, string>() } = options;
  const topics = new Set<Topic>();
  let socket: SocketLike | undefined;
  let isClosed = false;
  /** Whether this socket has said anything: a server that is full accepts one and closes it at once. */
  let isServed = false;
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  let beat: ReturnType<typeof setInterval> | undefined;
  let answer: ReturnType<typeof setTimeout> | undefined;

  function send(message: ClientMessage): void {
    if (socket?.readyState === OPEN) socket.send(JSON.stringify(message));
  }

  function subscribeTo(wanted: readonly Topic[]): void {
    if (wanted.length === 0) return;
    const subscribe = wanted.map((topic) => {
      const after = positions.get(topic);
      return after === undefined ? { topic } : { topic, after };
    });
    for (let n = 0; n < subscribe.length; n += MOST_TOPICS)
      send({ subscribe: subscribe.slice(n, n + MOST_TOPICS) });
  }

  function hear(text: string): void {
    const { data: message } = serverMessage.safeParse(JSON.parse(text));
    if (message === undefined) return;
    noteLife();
    if ('error' in message || 'pong' in message) return;
    positions.set(message.topic, message.position);
    if ('reload' in message || message.events.length > 0) options.onNews(message);
  }

  function noteLife(): void {
    clearTimeout(answer);
    failures = 0;
    if (isServed) return;
    isServed = true;
    clearTimeout(giveUp);
    giveUp = undefined;
    options.onState('live');
  }

  function open(): void {
    clearTimeout(retry);
    if (isClosed || socket !== undefined) return;
    giveUp ??= setTimeout(() => options.onState('polling'), POLLING_AFTER_MS);
    const next = options.openSocket(options.url);
    socket = next;
    next.addEventListener('open', () => {
      if (socket !== next) return;
      subscribeTo([...topics]);
      // Answered after the topics are served: then this is live.
      askForLife();
      beat = setInterval(askForLife, PING_MS);
    });
    next.addEventListener('message', ({ data }: { data: string }) => socket === next && hear(data));
    next.addEventListener('error', () => undefined);
    next.addEventListener('close', ({ code }: { code: number }) => socket === next && lost(code));
  }

  /** A network that has silently gone away closes nothing. */
  function askForLife(): void {
    send({ ping: failures });
    clearTimeout(answer);
    answer = setTimeout(() => {
      const silent = socket;
      // Its closing waits for the other side as well.
      lost(0);
      silent?.close();
    }, PONG_WITHIN_MS);
  }

  function lost(code: number): void {
    socket = undefined;
    isServed = false;
    clearInterval(beat);
    clearTimeout(answer);
    if (isClosed) return;
    // Signed out, or only of another role now: whoever is told finds out, and where it was the role, this comes back.
    if (code === CLOSE.notAllowed) options.onState('signed_out');
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    failures += 1;
    // Not all at once, where a server has lost all its clients at once.
    retry = setTimeout(open, wait * (0.5 + Math.random() / 2));
    giveUp ??= setTimeout(() => options.onState('polling'), POLLING_AFTER_MS);
  }

  open();
  return {
    setTopics(wanted) {
      const next = new Set(wanted);
      const gone = [...topics].filter((topic) => !next.has(topic));
      const added = [...next].filter((topic) => !topics.has(topic));
      for (const topic of gone) {
        topics.delete(topic);
        positions.delete(topic);
      }
      for (const topic of added) topics.add(topic);
      if (gone.length > 0) send({ unsubscribe: gone });
      subscribeTo(added);
    },
    hurry() {
      failures = 0;
      if (socket?.readyState === OPEN) askForLife();
      else open();
    },
    close() {
      isClosed = true;
      for (const timer of [retry, giveUp, answer]) clearTimeout(timer);
      clearInterval(beat);
      socket?.close();
    },
  };
}
