import { setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { createTestDatabase } from '#test/database';
import { MOST_WAIT_MS, noteRefusal, QUIET_MS, sweepWindows, takePlace } from './sliding-window.ts';

const CONNECTIONS = 8;
const SEED = 20_261_126;

let db: Database;
let other: Database;
beforeAll(async () => {
  const made = await createTestDatabase();
  await made.close();
  db = await openDatabase({ url: made.url, log: silentLog(), poolSize: CONNECTIONS });
  other = await openDatabase({ url: made.url, log: silentLog(), poolSize: 2 });
});
afterAll(async () => {
  await db.close();
  await other.close();
});

let keys = 0;
const newKey = (): string => `test|${++keys}`;

/** Puts a caller's past back in time, as if so long had passed. */
const age = (key: string, milliseconds: number): Promise<unknown> =>
  db.pool.query(
    `update rate_window set hits = (select array_agg(h - $2 * interval '1 ms' order by h) from unnest(hits) h),
       barred_until = barred_until - $2 * interval '1 ms', struck_at = struck_at - $2 * interval '1 ms',
       expires_at = expires_at - $2 * interval '1 ms' where key = $1`,
    [key, milliseconds],
  );

interface Span {
  readonly sent: number;
  readonly answered: number;
}

/** Asks on eight connections side by side, with pauses, and says when the admitted ones were let in. */
async function hammer(
  key: string,
  limit: { count: number; windowMs: number },
  pauses: readonly number[],
): Promise<Span[]> {
  const admitted: Span[] = [];
  const end = performance.now() + 3 * limit.windowMs;
  const lanes = Array.from({ length: CONNECTIONS }, async (_, lane) => {
    for (let turn = lane; performance.now() < end; turn++) {
      const sent = performance.now();
      const place = await takePlace(db, key, limit);
      if (place !== undefined) admitted.push({ sent, answered: performance.now() });
      const pause = pauses[turn % pauses.length] ?? 0;
      if (pause > 0) await delay(pause);
    }
  });
  await Promise.all(lanes);
  return admitted;
}

/** The most that certainly fell into one span of the window's length, by the times before and after each question. */
function mostWithin(spans: readonly Span[], windowMs: number): number {
  return Math.max(
    0,
    ...spans.map(
      ({ sent }) => spans.filter((other) => other.sent >= sent && other.answered < sent + windowMs).length,
    ),
  );
}

describe('the window', () => {
  it(`OPS-4 never lets more than N in within any span of W, on ${CONNECTIONS} connections (seed ${SEED})`, async () => {
    const drawn = fc.record({
      count: fc.integer({ min: 1, max: 40 }),
      windowMs: fc.integer({ min: 80, max: 400 }),
      pauses: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 }),
    });
    const check = async ({
      count,
      windowMs,
      pauses,
    }: {
      count: number;
      windowMs: number;
      pauses: number[];
    }): Promise<void> => {
      const admitted = await hammer(newKey(), { count, windowMs }, pauses);
      expect(mostWithin(admitted, windowMs)).toBeLessThanOrEqual(count);
      // And it does let in what there is room for: three windows passed.
      if (Math.max(...pauses) * count < windowMs) expect(admitted.length).toBeGreaterThanOrEqual(count);
    };
    await fc.assert(fc.asyncProperty(drawn, check), { seed: SEED, numRuns: 12, endOnFailure: true });
  }, 60_000);

  it('OPS-4 a place comes back when its own request leaves the window, not at the end of a minute', async () => {
    const key = newKey();
    const limit = { count: 2, windowMs: 60_000 };
    expect(await takePlace(db, key, limit)).toMatchObject({ remaining: 1 });
    await age(key, 40_000);
    const second = await takePlace(db, key, limit);
    expect(second).toMatchObject({ remaining: 0 });
    expect(second?.resetMs).toBeGreaterThan(19_000);
    expect(second?.resetMs).toBeLessThanOrEqual(20_000);
    expect(await takePlace(db, key, limit)).toBeUndefined();
    await age(key, 20_001);
    expect(await takePlace(db, key, limit)).toMatchObject({ remaining: 0 });
    expect(await takePlace(db, key, limit)).toBeUndefined();
  });

  it('OPS-4 processes share it, and callers do not', async () => {
    const [key, stranger] = [newKey(), newKey()];
    const limit = { count: 3, windowMs: 60_000 };
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, n) => takePlace(n % 2 === 0 ? db : other, key, limit)),
    );
    expect(asked.filter((place) => place !== undefined)).toHaveLength(3);
    expect(await takePlace(other, stranger, limit)).toMatchObject({ remaining: 2 });
  });

  it('OPS-4 a row holds the requests of the window and no others', async () => {
    const key = newKey();
    const limit = { count: 50, windowMs: 10_000 };
    for (let n = 0; n < 20; n++) await takePlace(db, key, limit);
    await age(key, 10_001);
    expect(await takePlace(db, key, limit)).toMatchObject({ remaining: 49 });
    const { rows } = await db.pool.query('select cardinality(hits) as n from rate_window where key = $1', [
      key,
    ]);
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('back-off', () => {
  const limit = { count: 1, windowMs: 4_000 };

  it('OPS-4 the first wait is what the window asks for, and whoever waits is let in', async () => {
    const key = newKey();
    await takePlace(db, key, limit);
    const wait = await noteRefusal(db, key, limit);
    expect(wait).toBeGreaterThan(3_000);
    expect(wait).toBeLessThanOrEqual(4_000);
    await age(key, wait);
    expect(await takePlace(db, key, limit)).toBeDefined();
  });

  it('OPS-4 each refusal doubles the next wait up to a cap, and requests side by side count once', async () => {
    const key = newKey();
    await takePlace(db, key, limit);
    const waits = [await noteRefusal(db, key, limit)];
    const [first = 0] = waits;
    for (let n = 0; n < 10; n++) {
      await Promise.all(Array.from({ length: 5 }, () => noteRefusal(db, key, limit)));
      await age(key, 1_001);
      waits.push(await noteRefusal(db, key, limit));
    }
    for (const [n, wait] of waits.entries()) {
      const asked = Math.min(MOST_WAIT_MS, first * 2 ** n);
      expect(Math.abs(wait - asked), `wait ${n} is ${wait}, not ${asked}`).toBeLessThan(asked * 0.02 + 60);
    }
    expect(waits.at(-1)).toBe(MOST_WAIT_MS);
  });

  it('OPS-4 it holds although the window has a place again, and is over when its time is', async () => {
    const key = newKey();
    await takePlace(db, key, limit);
    await noteRefusal(db, key, limit);
    await age(key, 1_001);
    const wait = await noteRefusal(db, key, limit);
    expect(wait).toBeGreaterThan(limit.windowMs);
    await age(key, limit.windowMs);
    expect(await takePlace(db, key, limit)).toBeUndefined();
    await age(key, wait - limit.windowMs);
    expect(await takePlace(db, key, limit)).toBeDefined();
  });

  it('OPS-4 it is forgotten after quiet, and not before', async () => {
    const key = newKey();
    const again = async (quietMs: number): Promise<number> => {
      await age(key, quietMs);
      await takePlace(db, key, limit);
      return noteRefusal(db, key, limit);
    };
    const first = await again(0);
    const soon = await again(first + QUIET_MS / 2);
    expect(soon).toBeGreaterThan(first * 1.9);
    const late = await again(soon + QUIET_MS + 1_000);
    expect(late).toBeLessThanOrEqual(limit.windowMs);
  });
});

it('OPS-4 what is over is swept, and nothing that still counts', async () => {
  await db.pool.query('delete from rate_window');
  const [gone, kept, barred] = [newKey(), newKey(), newKey()];
  const limit = { count: 1, windowMs: 1_000 };
  for (const key of [gone, kept, barred]) await takePlace(db, key, limit);
  await noteRefusal(db, barred, limit);
  await age(gone, 1_001);
  await age(barred, 5_000);
  expect(await sweepWindows(db)).toBe(1);
  const { rows } = await db.pool.query<{ key: string }>('select key from rate_window order by key');
  expect(rows.map(({ key }) => key).toSorted()).toEqual([kept, barred].toSorted());
});
