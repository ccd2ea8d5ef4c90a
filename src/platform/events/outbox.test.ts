import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTransaction, type Database } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { createTestDatabase, testContext } from '#test/database';
import { drain } from './consumer.ts';
import { openLiveEvents } from './live.ts';
import { appendEvent, newestCursor, type PlacedEvent, readEvents } from './outbox.ts';

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const event = (n: number) => ({
  type: 'campaign.cell_finished' as const,
  subject: { type: 'thing', id: `t${n}` },
  payload: { n },
});

describe('outbox', () => {
  it('BRF-6 an event of a rolled-back change does not exist', async () => {
    const before = await newestCursor(db);
    await expect(
      withTransaction(db, async (tx) => {
        await appendEvent(tx, testContext(db), event(0));
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await readEvents(db, before, 10)).toEqual([]);
  });

  it('BRF-6 a row that commits late is not skipped', async () => {
    const start = await newestCursor(db);
    const slow = await db.pool.connect();
    await slow.query('begin');
    await slow.query('select pg_current_xact_id()');
    await withTransaction(db, (tx) => appendEvent(tx, testContext(db), event(2)));
    expect(await readEvents(db, start, 10)).toEqual([]);
    await slow.query(
      `insert into event (workspace_id, id, type, subject_type, subject_id, actor, payload, at)
       values ('ws_default', 'evt_late', 'campaign.cell_finished', 'thing', 't1', '{"kind":"system","part":"test"}', '{"n":1}', now())`,
    );
    await slow.query('commit');
    slow.release();
    // Transactions of other tests' databases hold the horizon of the whole server back for a moment.
    await expect
      .poll(async () => (await readEvents(db, start, 10)).map((found) => found.payload['n']))
      .toEqual([1, 2]);
  });

  it('ALR-1 a consumer sees each event once, over several processes at once, and again only what failed', async () => {
    await expect.poll(async () => (await newestCursor(db)).position).toBeGreaterThan(0);
    for (let n = 10; n < 30; n++)
      await withTransaction(db, (tx) => appendEvent(tx, testContext(db), event(n)));
    const seen: unknown[] = [];
    let failures = 1;
    const consumer = {
      name: 'test',
      types: ['campaign.cell_finished'],
      handle: (found: { payload: Readonly<Record<string, unknown>> }) => {
        const n = found.payload['n'];
        if (n === 15 && failures-- > 0) return Promise.reject(new Error('not now'));
        seen.push(n);
        return Promise.resolve();
      },
    };
    await expect
      .poll(() => drain(db, consumer, silentLog()).then(String, (error: Error) => error.message))
      .toBe('not now');
    await Promise.all([1, 2, 3].map(() => drain(db, consumer, silentLog())));
    await expect
      .poll(async () => {
        await drain(db, consumer, silentLog());
        return seen.filter((n) => Number(n) >= 10);
      })
      .toEqual(Array.from({ length: 20 }, (_, i) => i + 10));
  });

  it('UI-1 a live subscriber is told of a commit at once', async () => {
    const told = Promise.withResolvers<unknown>();
    const onEvent = ({ payload: { n } }: PlacedEvent): void => void (n === 99 && told.resolve(n));
    const live = await openLiveEvents({ db, url: db.url, log: silentLog(), onEvent });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await withTransaction(db, (tx) => appendEvent(tx, testContext(db), event(99)));
    expect(await told.promise).toBe(99);
    await live.close();
  });
});
