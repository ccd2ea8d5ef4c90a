import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { LIVE_PATH, type ServerMessage, type Topic } from '#client/live-protocol';
import { DEFAULT_WORKSPACE } from '#platform/context';
import { type Database, openDatabase, withTransaction } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { OPERATOR_CONTEXT } from '#test/operator-context';
import { appendEvent } from '#platform/events/outbox';
import { silentLog } from '#platform/log/log';
import { connectLive, type SocketLike } from '../../web/src/live/live-connection.ts';
import { type BenchFigures, percentile, printFigures } from './figures.ts';
import { type BenchServer, makeHome, memoryOf, startBenchServer } from './server-process.ts';

const SOCKETS = 50;
const TOPICS: readonly Topic[] = ['campaigns', 'briefs', 'approvals', 'alerts', 'messages', 'brands'];
const SINGLE_EVENTS = 500;
const PAUSE_MS = 20;
const FLOOD = 10_000;
const FLOOD_BATCH = 500;
/** Whether memory grows with what goes through, or stays. */
const FLOODS = 16;
const PATIENCE_MS = 120_000;

/**
 * 50 sockets that hear six topics each on a server of its own: from commit to arrival, how many events go through, and
 * how long it takes until all are back after the server was killed. Clients and writer are this process.
 */
export async function benchLive(): Promise<BenchFigures> {
  const home = makeHome();
  const postgres = await holdEmbeddedServer(`${home.folder}/database`, silentLog());
  const db = await openDatabase({ url: postgres.url, log: silentLog() });
  const env = { DATABASE_URL: postgres.url };
  let server = await startBenchServer(home.folder, env);
  try {
    const headers = server.keyHeaders();
    await delay(3_000);
    const idle = memoryOf(server.process.pid).residentMb;
    const audience = await openAudience(server, headers);
    const open = memoryOf(server.process.pid).residentMb;
    const arrivals = await measureArrival(db, audience);
    const floods: number[] = [];
    const resident: number[] = [];
    for (let turn = 0; turn < FLOODS; turn++) {
      floods.push(await measureFlood(db, audience, turn));
      resident.push(memoryOf(server.process.pid).residentMb);
    }
    const { peakMb } = memoryOf(server.process.pid);
    audience.close();
    const { backMs, next } = await measureReturn(server, headers, (port) =>
      startBenchServer(home.folder, { ...env, AICMO_PORT: port }),
    );
    server = next;
    return {
      name: `live, ${SOCKETS} sockets of ${TOPICS.length} topics`,
      figures: {
        'commit to arrival p50, ms': round(percentile(arrivals, 0.5)),
        'commit to arrival p95, ms': round(percentile(arrivals, 0.95)),
        'commit to arrival longest, ms': round(Math.max(...arrivals)),
        [`${FLOOD} events to every socket, events per s`]: Math.round(
          FLOOD / (percentile(floods, 0.5) / 1000),
        ),
        'all back after SIGKILL, ms': Math.round(backMs),
        'of these the start of the server, ms': next.readyMs,
        'server without sockets, MB resident': idle,
        'with them, MB resident': open,
        [`after ${FLOOD} events, MB resident`]: resident[0] ?? 0,
        [`after ${FLOOD * FLOODS} events, MB resident`]: resident.at(-1) ?? 0,
        'peak, MB resident': peakMb,
      },
    };
  } finally {
    await server.stop();
    await db.close();
    await postgres.release();
    home.remove();
  }
}

/** Sockets that count what they hear. */
interface Audience {
  /** When the event about a subject arrived, at every socket that it has reached. */
  readonly arrivals: Map<string, number[]>;
  /** How many events all sockets have heard together. */
  count(): number;
  close(): void;
}

async function openAudience(server: BenchServer, headers: { authorization: string }): Promise<Audience> {
  const arrivals = new Map<string, number[]>();
  let count = 0;
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, async () => {
      const socket = new WebSocket(server.address.replace('http', 'ws') + LIVE_PATH, { headers });
      await once(socket, 'open');
      const served = Promise.withResolvers<void>();
      socket.on('message', (data: Buffer) => {
        const now = performance.now();
        const message = JSON.parse(data.toString()) as ServerMessage;
        if ('pong' in message) return served.resolve();
        if (!('events' in message)) throw new Error(`not an event: ${data.toString().slice(0, 200)}`);
        for (const { subject } of message.events) arrivals.get(subject.id)?.push(now);
        count += message.events.length;
      });
      socket.send(JSON.stringify({ subscribe: TOPICS.map((topic) => ({ topic })) }));
      socket.send(JSON.stringify({ ping: 1 }));
      await served.promise;
      return socket;
    }),
  );
  return {
    arrivals,
    count: () => count,
    close: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

/** One change after the other, spread over the topics: from its commit to its arrival at each socket. */
async function measureArrival(db: Database, audience: Audience): Promise<number[]> {
  const committed = new Map<string, number>();
  const types = ['campaign.created', 'approval.requested', 'alert.repeated', 'message.drafted'] as const;
  for (let n = 0; n < SINGLE_EVENTS; n++) {
    const id = `single_${n}`;
    audience.arrivals.set(id, []);
    await withTransaction(db, async (tx) => {
      const type = types[n % types.length] ?? 'alert.repeated';
      await appendEvent(tx, OPERATOR_CONTEXT, { type, subject: { type: 'thing', id }, payload: {} });
      // The commit is the next that is sent.
      committed.set(id, performance.now());
    });
    await delay(PAUSE_MS);
  }
  await waitUntil(() => audience.count() >= SINGLE_EVENTS * SOCKETS);
  return [...committed].flatMap(([id, at]) => (audience.arrivals.get(id) ?? []).map((when) => when - at));
}

/** Milliseconds from the first commit of many events until every socket has heard all of them. */
async function measureFlood(db: Database, audience: Audience, turn: number): Promise<number> {
  const before = audience.count();
  const start = performance.now();
  for (let n = 0; n < FLOOD; n += FLOOD_BATCH)
    await db.pool.query(
      `insert into event (workspace_id, id, type, subject_type, subject_id, actor, payload, at)
       select $1, 'evt_flood_' || $4::text || '_' || n, 'alert.repeated', 'alert', 'alr_' || n, '{"kind":"system","part":"bench"}', '{}', now()
       from generate_series($2::int, $3::int) n`,
      [DEFAULT_WORKSPACE, n, n + FLOOD_BATCH - 1, String(turn)],
    );
  await waitUntil(() => audience.count() >= before + FLOOD * SOCKETS);
  return performance.now() - start;
}

/** Kills the server under as many clients of the dashboard, and starts it again at once. */
async function measureReturn(
  server: BenchServer,
  headers: { authorization: string },
  startAgain: (port: string) => Promise<BenchServer>,
): Promise<{ backMs: number; next: BenchServer }> {
  const url = new URL(LIVE_PATH, server.address.replace('http', 'ws'));
  let live = 0;
  const clients = Array.from({ length: SOCKETS }, () => {
    const client = connectLive({
      url: url.href,
      openSocket: (address) => new WebSocket(address, { headers }) as unknown as SocketLike,
      onNews: () => undefined,
      onState: (state) => (live += state === 'live' ? 1 : 0),
    });
    client.setTopics(TOPICS);
    return client;
  });
  await waitUntil(() => live >= SOCKETS);
  const killed = performance.now();
  server.process.kill('SIGKILL');
  await once(server.process, 'exit');
  const next = await startAgain(url.port);
  await waitUntil(() => live >= 2 * SOCKETS);
  const backMs = performance.now() - killed;
  for (const client of clients) client.close();
  return { backMs, next };
}

async function waitUntil(isThere: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isThere()) {
    if (performance.now() > end) throw new Error(`it did not happen within ${PATIENCE_MS / 1000} s`);
    await delay(5);
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

if (import.meta.main) printFigures(await benchLive());
