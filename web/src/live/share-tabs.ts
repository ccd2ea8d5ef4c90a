import type { Topic } from '#client/live-protocol';
import {
  connectLive,
  type LiveConnection,
  type LiveNews,
  type LiveState,
  type SocketLike,
} from './live-connection.ts';

export interface SharedLiveOptions {
  readonly url: string;
  /** Tabs of the same name share one socket: one person in one workspace. */
  readonly name: string;
  readonly openSocket: (url: string) => SocketLike;
  readonly onNews: (news: LiveNews) => void;
  readonly onState: (state: LiveState) => void;
}

export interface SharedLive {
  setTopics(topics: Iterable<Topic>): void;
  close(): void;
}

type Said =
  | { readonly kind: 'who' }
  | { readonly kind: 'want'; readonly tab: string; readonly topics: readonly Topic[] }
  | { readonly kind: 'bye'; readonly tab: string }
  | { readonly kind: 'news'; readonly news: LiveNews }
  | { readonly kind: 'state'; readonly state: LiveState };

/**
 * One tab leads and holds the socket for all topics that any tab wants; the others hear from it. When it goes, the next
 * one goes on from the positions that all have noted. Without locks and channels every tab has a socket of its own.
 */
export function shareLive(options: SharedLiveOptions): SharedLive {
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') return connectLive(options);
  const { name, onNews, onState } = options;
  const tab = crypto.randomUUID();
  const positions = new Map<Topic, string>();
  const wants = new Map<string, readonly Topic[]>([[tab, []]]);
  const channel = new BroadcastChannel(name);
  const ended = new AbortController();
  let leading: LiveConnection | undefined;
  let state: LiveState = 'connecting';

  const say = (said: Said): void => channel.postMessage(said);
  const own = (): readonly Topic[] => wants.get(tab) ?? [];
  const tellTopics = (): void => leading?.setTopics(new Set([...wants.values()].flat()));

  function deliver(news: LiveNews): void {
    positions.set(news.topic, news.position);
    if (own().includes(news.topic)) onNews(news);
  }

  function noteState(next: LiveState): void {
    state = next;
    onState(next);
  }

  function lead(): Promise<void> {
    if (ended.signal.aborted) return Promise.resolve();
    leading = connectLive({
      ...options,
      positions,
      onNews: (news) => {
        say({ kind: 'news', news });
        deliver(news);
      },
      onState: (next) => {
        say({ kind: 'state', state: next });
        noteState(next);
      },
    });
    tellTopics();
    say({ kind: 'who' });
    return new Promise((resolve) => ended.signal.addEventListener('abort', () => resolve()));
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if (data.kind === 'news') deliver(data.news);
    else if (data.kind === 'state') noteState(data.state);
    else if (data.kind === 'who') say({ kind: 'want', tab, topics: own() });
    else if (data.kind === 'bye') wants.delete(data.tab);
    else {
      wants.set(data.tab, data.topics);
      if (leading !== undefined) say({ kind: 'state', state });
    }
    if (data.kind === 'want' || data.kind === 'bye') tellTopics();
  });
  navigator.locks.request(name, { signal: ended.signal }, lead).catch(() => undefined);
  const hurry = (): void => leading?.hurry();
  addEventListener('online', hurry);
  const leave = (): void => say({ kind: 'bye', tab });
  addEventListener('pagehide', leave);

  return {
    setTopics(topics) {
      wants.set(tab, [...topics]);
      tellTopics();
      say({ kind: 'want', tab, topics: own() });
    },
    close() {
      leave();
      removeEventListener('online', hurry);
      removeEventListener('pagehide', leave);
      ended.abort();
      leading?.close();
      channel.close();
    },
  };
}
