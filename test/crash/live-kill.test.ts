import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Topic } from '#client/live-protocol';
import { raiseAlert } from '#modules/alerts/index';
import { withTransaction } from '#platform/db/database';
import { createTestDatabase, testContext } from '#test/database';
import { layOutHome, makeKeyHeaders, startServerProcess } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { connectLive, type LiveConnection, type SocketLike } from '../../web/src/live/live-connection.ts';

const CLIENTS = 50;
const TOPIC: Topic = 'alerts';

/** What one browser has on its screen, in its order. */
interface Screen {
  readonly shown: string[];
  readonly states: string[];
  readonly connection: LiveConnection;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function openScreen(url: string, headers: { authorization: string }): Screen {
  const shown: string[] = [];
  const states: string[] = [];
  const connection = connectLive({
    url,
    openSocket: (address) => new WebSocket(address, { headers }) as unknown as SocketLike,
    onNews: (news) => {
      if ('reload' in news) throw new Error(`asked to load anew: ${news.reload}`);
      shown.push(...news.events.map(({ subject }) => subject.id));
    },
    onState: (state) => states.push(state),
  });
  connection.setTopics([TOPIC]);
  return { shown, states, connection };
}

it('UI-1 OPS-3 fifty browsers lose and double nothing when the server is killed twice under them', async () => {
  const db = await createTestDatabase();
  const port = await freePort();
  const at = layOutHome(makeTempFolder('live-kill'), { DATABASE_URL: db.url, AICMO_PORT: String(port) });
  let server = startServerProcess(at);
  const address = await server.ready;
  const headers = await makeKeyHeaders(at, ['alerts.read']);
  const url = `${address.replace('http', 'ws')}/api/ws`;
  const screens = Array.from({ length: CLIENTS }, () => openScreen(url, headers));
  await expect
    .poll(() => screens.filter(({ states }) => states.at(-1) === 'live').length, { timeout: 15_000 })
    .toBe(CLIENTS);
  await delay(500);

  const written: string[] = [];
  let isWriting = true;
  const write = async (): Promise<void> => {
    for (let n = 0; isWriting; n++) {
      const alert = {
        type: 'disk.low',
        severity: 'LOW',
        dedupKey: `k${n}`,
        message: 'm',
        details: {},
      } as const;
      const made = await withTransaction(db, (tx) => raiseAlert(tx, testContext(db), alert));
      written.push(made.id);
      await delay(10);
    }
  };
  const writing = write();
  const back: number[] = [];
  for (let round = 0; round < 2; round++) {
    await delay(700);
    server.child.kill('SIGKILL');
    await server.exited;
    await delay(300);
    const killed = performance.now();
    server = startServerProcess(at);
    await server.ready;
    const count = round + 2;
    await expect
      .poll(
        () =>
          screens.filter(({ states }) => states.filter((state) => state === 'live').length >= count).length,
        {
          timeout: 40_000,
          interval: 50,
        },
      )
      .toBe(CLIENTS);
    back.push(performance.now() - killed);
  }
  await delay(700);
  isWriting = false;
  await writing;
  const { rows } = await db.pool.query<{ id: string }>(
    `select subject_id as id from event where type = 'alert.raised' order by xid, position`,
  );
  const inOrder = rows.map(({ id }) => id);
  expect(inOrder.length).toBeGreaterThan(100);
  expect(inOrder.toSorted()).toEqual(written.toSorted());
  await expect
    .poll(() => screens.filter(({ shown }) => shown.length >= inOrder.length).length, { timeout: 20_000 })
    .toBe(CLIENTS);
  for (const { shown, connection } of screens) {
    expect(shown).toEqual(inOrder);
    connection.close();
  }
  server.child.kill('SIGTERM');
  await server.exited;
  await db.close();
  removeFolder(at.root);
  console.log(
    `${inOrder.length} events, ${CLIENTS} browsers, all back after ${back.map((ms) => Math.round(ms)).join(' and ')} ms`,
  );
}, 150_000);
