import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { LIVE_PATH, type Topic } from '#client/live-protocol';
import type { LiveNews, LiveState, SocketLike } from './live-connection.ts';
import { createRefresh } from './refresh.ts';
import { shareLive } from './share-tabs.ts';

const POLL_MS = 15_000;

type Listener = (news: LiveNews) => void;

interface Live {
  readonly state: LiveState;
  /** Hears topics until the answer is called. */
  readonly want: (topics: readonly Topic[], listener?: Listener) => () => void;
}

const LiveContext = createContext<Live | undefined>(undefined);

/** Keeps the pages under it up to date: by the socket, and by asking now and then where there is none. */
export function LiveProvider(props: {
  workspaceId: string;
  personId: string;
  onSignedOut: () => void;
  children: ReactNode;
}): ReactNode {
  const { workspaceId, personId, onSignedOut } = props;
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const hub = useMemo(createHub, [workspaceId, personId]);

  useEffect(() => {
    const refresh = createRefresh(queryClient);
    const origin = location.origin.replace(/^http/, 'ws');
    const shared = shareLive({
      url: `${origin}${LIVE_PATH}?workspace=${encodeURIComponent(workspaceId)}`,
      name: `aicmo-live ${personId} ${workspaceId}`,
      openSocket: (url) => new WebSocket(url) as SocketLike,
      onNews: (news) => {
        refresh.note([news.topic]);
        hub.tell(news);
      },
      onState: (next) => {
        setState(next);
        // What happened between the loading of a page and the first word of the socket.
        if (next === 'live') refresh.note(hub.topics());
        if (next === 'signed_out') onSignedOut();
      },
    });
    hub.connect((topics) => shared.setTopics(topics));
    const poll = setInterval(() => {
      if (hub.isPolling()) refresh.note(hub.topics());
    }, POLL_MS);
    return () => {
      clearInterval(poll);
      refresh.stop();
      hub.disconnect();
      shared.close();
    };
  }, [workspaceId, personId, queryClient, hub, onSignedOut]);

  useEffect(() => hub.setPolling(state === 'polling'), [hub, state]);
  const live = useMemo(() => ({ state, want: hub.want }), [state, hub]);
  return <LiveContext.Provider value={live}>{props.children}</LiveContext.Provider>;
}

/** Whether the page is told of changes at once. */
export function useLiveState(): LiveState {
  return useContext(LiveContext)?.state ?? 'connecting';
}

/** Keeps what these topics are about up to date as long as the component is there. */
export function useLive(topics: readonly Topic[], listener?: Listener): void {
  const live = useContext(LiveContext);
  const want = live?.want;
  const names = topics.join(' ');
  useEffect(
    () => (names === '' ? undefined : want?.(names.split(' ') as Topic[], listener)),
    [want, names, listener],
  );
}

/** Who wants which topics now. */
function createHub(): {
  want: Live['want'];
  topics(): Set<Topic>;
  tell(news: LiveNews): void;
  connect(setTopics: (topics: Set<Topic>) => void): void;
  /** Until the next connection wishes are only noted. */
  disconnect(): void;
  isPolling(): boolean;
  setPolling(on: boolean): void;
} {
  const wishes = new Map<symbol, { topics: readonly Topic[]; listener: Listener | undefined }>();
  let setTopics: (topics: Set<Topic>) => void = () => undefined;
  let isPolling = false;
  const topics = (): Set<Topic> => new Set([...wishes.values()].flatMap((wish) => wish.topics));
  return {
    want(wanted, listener) {
      const wish = Symbol('wish');
      wishes.set(wish, { topics: wanted, listener });
      setTopics(topics());
      return () => {
        wishes.delete(wish);
        setTopics(topics());
      };
    },
    topics,
    tell(news) {
      for (const { topics: wanted, listener } of wishes.values())
        if (wanted.includes(news.topic)) listener?.(news);
    },
    connect(set) {
      setTopics = set;
      set(topics());
    },
    disconnect() {
      setTopics = () => undefined;
    },
    isPolling: () => isPolling,
    setPolling: (on) => {
      isPolling = on;
    },
  };
}
