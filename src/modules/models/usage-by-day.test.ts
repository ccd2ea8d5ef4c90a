import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#platform/db/database';
import { createTestDatabase, testContext } from '#test/database';
import { getModelUsage, listModelCalls } from './calls.ts';

const NOW = new Date('2026-11-26T10:00:00Z');
const DAYS = 260;

describe('usage by day', () => {
  let db: Database;
  beforeAll(async () => {
    db = await createTestDatabase();
    // Two calls on each of 260 days: just after midnight UTC, and just before the next one.
    await db.pool.query(
      `insert into llm_call (workspace_id, id, request_id, attempt, use_case, kind, purpose, actor, target, provider, model,
          state, outcome, started_at, expires_at, ended_at, total_ms, tokens_in, tokens_out, cost_micro, cost_basis)
        select 'ws_default', 'llc_' || lpad(n::text, 4, '0') || part, 'req_' || n || part, 1, 'chat', 'text', 'test',
          '{"kind": "system", "part": "test"}', 'talker', 'openai', 'talker', 'ended', 'ok', at, at, at, 100, 10, 20, 1000 + n, 'reported'
        from generate_series(1, ${DAYS}) n, (values ('a', interval '1 second'), ('b', interval '23 hours 59 minutes 59 seconds')) as parts (part, after),
          lateral (select ('2026-11-26'::timestamp - n * interval '1 day') at time zone 'UTC' + after as at) as moments`,
    );
  });
  afterAll(() => db.close());
  const ctx = () => testContext(db, { clock: { now: () => NOW } });

  it('GWY-3 tells every day, the newest first, where other groups are cut', async () => {
    const { since, items } = await getModelUsage(ctx(), { by: 'day', days: 365 });
    expect(since).toEqual(new Date('2025-11-26T10:00:00Z'));
    expect(items).toHaveLength(DAYS);
    expect(items[0]).toMatchObject({ group: '2026-11-25', calls: 2, costMicro: 2_002 });
    expect(items.map(({ group }) => group)).toEqual(
      items
        .map(({ group }) => group)
        .toSorted()
        .toReversed(),
    );
    const [whole] = (await getModelUsage(ctx(), { by: 'use_case', days: 365 })).items;
    expect(whole?.costMicro).toBe(items.reduce((sum, { costMicro }) => sum + costMicro, 0));
  });

  it('GWY-3 lists the calls of one day in UTC, from its first second to its last', async () => {
    const { items } = await listModelCalls(ctx(), { limit: 50, day: '2026-11-20' });
    expect(items.map(({ startedAt }) => startedAt.toISOString())).toEqual([
      '2026-11-20T23:59:59.000Z',
      '2026-11-20T00:00:01.000Z',
    ]);
    expect((await listModelCalls(ctx(), { limit: 50, day: '2026-11-26' })).items).toEqual([]);
  });
});
