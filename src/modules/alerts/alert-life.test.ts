import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, withTransaction } from '#platform/db/database';
import { createTestDatabase, testContext } from '#test/database';
import { valueOf } from '#test/campaign-records';
import { type Alert, SEVERITIES } from './contract.ts';
import { acknowledgeAlert, clearAlert, getAlert, listAlerts, raiseAlert, resolveAlert } from './service.ts';

let db: Database;
let count = 0;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const newKey = (): string => `problem-${(count += 1)}`;

function raise(
  dedupKey: string,
  severity: Alert['severity'] = 'LOW',
  message = 'Something is the matter.',
): Promise<Alert> {
  const alert = { type: 'disk.low', severity, dedupKey, message, details: { message } } as const;
  return withTransaction(db, (tx) => raiseAlert(tx, testContext(db), alert));
}

function eventsOf(id: string): Promise<string[]> {
  return db.pool
    .query<{ type: string }>('select type from event where subject_id = $1 order by position', [id])
    .then(({ rows }) => rows.map((row) => row.type));
}

describe('one problem, one alert', () => {
  it('ALR-1 the same problem again counts up and says what it says now', async () => {
    const key = newKey();
    const first = await raise(key, 'LOW', 'three');
    const again = await raise(key, 'LOW', 'two');
    expect(again).toMatchObject({
      id: first.id,
      count: 2,
      message: 'two',
      details: { message: 'two' },
      state: 'open',
    });
    expect(again.firstRaisedAt).toEqual(first.firstRaisedAt);
    expect(again.lastRaisedAt.getTime()).toBeGreaterThanOrEqual(first.lastRaisedAt.getTime());
    expect(await eventsOf(first.id)).toEqual(['alert.raised', 'alert.repeated']);
  });

  it('ALR-1 severity only rises, whatever the order', async () => {
    const rank = (severity: Alert['severity']): number => SEVERITIES.indexOf(severity);
    const severities = fc.array(fc.constantFrom(...SEVERITIES), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(severities, async (given) => {
        const key = newKey();
        let highest = 0;
        for (const [index, severity] of given.entries()) {
          highest = Math.max(highest, rank(severity));
          expect(await raise(key, severity)).toMatchObject({
            severity: SEVERITIES[highest],
            count: index + 1,
          });
        }
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  it('ALR-1 many processes that see it at once still make one', async () => {
    const key = newKey();
    const raised = await Promise.all(Array.from({ length: 9 }, () => raise(key)));
    expect(new Set(raised.map((alert) => alert.id)).size).toBe(1);
    expect(Math.max(...raised.map((alert) => alert.count))).toBe(9);
    expect(await valueOf(db, 'select count(*)::int from alert where dedup_key = $1', [key])).toBe(1);
  });

  it('ALR-1 an alert of a change that is rolled back does not exist', async () => {
    const key = newKey();
    const alert = { type: 'disk.low', severity: 'LOW', dedupKey: key, message: '', details: {} } as const;
    const failed = withTransaction(db, async (tx) => {
      await raiseAlert(tx, testContext(db), alert);
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await valueOf(db, 'select count(*)::int from alert where dedup_key = $1', [key])).toBe(0);
  });
});

describe('the life of an alert', () => {
  const ctx = () => testContext(db);
  const mara = () => testContext(db, { actor: { kind: 'operator', via: 'http' } });

  it('ALR-1 open, acknowledged by the first, resolved with what was done', async () => {
    const { id } = await raise(newKey());
    const seen = await acknowledgeAlert(ctx(), { id });
    expect(seen).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'operator (cli)', resolvedAt: null });
    expect(await acknowledgeAlert(mara(), { id })).toEqual(seen);
    const done = await resolveAlert(mara(), { id, resolution: 'disk cleared' });
    expect(done).toMatchObject({
      state: 'resolved',
      acknowledgedBy: 'operator (cli)',
      resolvedBy: 'operator (http)',
      resolution: 'disk cleared',
    });
    expect(await eventsOf(id)).toEqual(['alert.raised', 'alert.acknowledged', 'alert.resolved']);
    expect(await getAlert(ctx(), { id })).toEqual(done);
  });

  it('ALR-1 a resolved one can neither be acknowledged nor resolved again; the same problem raises a new one', async () => {
    const key = newKey();
    const { id } = await raise(key, 'CRITICAL');
    await resolveAlert(ctx(), { id, resolution: 'done' });
    await expect(acknowledgeAlert(ctx(), { id })).rejects.toMatchObject({ code: 'alerts.already_resolved' });
    await expect(resolveAlert(ctx(), { id, resolution: 'again' })).rejects.toThrow(
      'was resolved already, by operator (cli)',
    );
    const next = await raise(key, 'LOW');
    expect(next.id).not.toBe(id);
    expect(next).toMatchObject({ severity: 'LOW', count: 1, state: 'open' });
  });

  it('ALR-1 an acknowledged one that is seen again stays acknowledged and counts', async () => {
    const key = newKey();
    const { id } = await raise(key);
    await acknowledgeAlert(ctx(), { id });
    expect(await raise(key, 'HIGH')).toMatchObject({ id, state: 'acknowledged', count: 2, severity: 'HIGH' });
  });

  it('ALR-1 a problem that is gone resolves its alert by itself, and where there is none nothing happens', async () => {
    const key = newKey();
    const { id } = await raise(key);
    const clear = (): Promise<void> =>
      withTransaction(db, (tx) =>
        clearAlert(tx, testContext(db, { actor: { kind: 'system', part: 'disk watch' } }), {
          dedupKey: key,
          resolution: 'free again',
        }),
      );
    await clear();
    await clear();
    expect(await getAlert(ctx(), { id })).toMatchObject({
      state: 'resolved',
      resolvedBy: 'system (disk watch)',
      resolution: 'free again',
    });
    expect(await eventsOf(id)).toEqual(['alert.raised', 'alert.resolved']);
  });

  it('ALR-1 two people who resolve it at once: one does, the other is told', async () => {
    const { id } = await raise(newKey());
    const both = await Promise.allSettled(
      [ctx(), mara()].map((who) => resolveAlert(who, { id, resolution: 'mine' })),
    );
    expect(both.map((outcome) => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('ALR-1 lists by state, severity and campaign', async () => {
    const open = await raise(newKey(), 'CRITICAL');
    const page = await listAlerts(ctx(), { limit: 200, state: 'open', severity: 'CRITICAL' });
    expect(page.items.map((alert) => alert.id)).toContain(open.id);
    expect(page.items.every((alert) => alert.state === 'open' && alert.severity === 'CRITICAL')).toBe(true);
    expect((await listAlerts(ctx(), { limit: 200, campaignId: 'nobody' })).items).toEqual([]);
    await expect(getAlert(ctx(), { id: 'nobody' })).rejects.toMatchObject({ code: 'alerts.unknown' });
  });
});
