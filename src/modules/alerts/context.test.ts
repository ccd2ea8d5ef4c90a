import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#kernel/clock';
import type { Database } from '#platform/db/database';
import { createTestDatabase, testContext } from '#test/database';
import { insertCampaign, valueOf } from '#test/campaign-records';
import { fill, NOW, stock, type Stock } from '#test/random-stock';
import { getAlertContext } from './context.ts';
import { alertContext, type AlertContext } from './contract.ts';

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const contextOf = (id: string): Promise<AlertContext> =>
  getAlertContext(testContext(db, { clock: fixedClock(NOW) }), { id });

const round = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000;

/** The figures of a context by queries of the test's own, one for each. */
async function ownFigures(id: string): Promise<Record<string, number | null>> {
  const one = (text: string, values: unknown[] = []): Promise<number | null> =>
    valueOf<number | null>(db, text, values);
  const withStatus = (...statuses: string[]): Promise<number | null> =>
    one('select count(*)::int from campaign where status = any($1)', [statuses]);
  const ended = (await withStatus('completed', 'failed', 'needs_assets')) ?? 0;
  const share = async (text: string): Promise<number | null> =>
    ended === 0 ? null : ((await one(text)) ?? 0) / ended;
  const campaignId = await valueOf<string | null>(db, 'select campaign_id from alert where id = $1', [id]);
  const of = [campaignId];
  const start = await valueOf<string | null | undefined>(
    db,
    `select document->'schedule'->>'start' from brief_revision where campaign_id = $1`,
    of,
  );
  return {
    activeCampaigns: await withStatus('new', 'validated', 'generating'),
    completedCampaigns: await withStatus('completed'),
    failedCampaigns: await withStatus('failed'),
    openAlerts: await one(`select count(*)::int from alert where resolved_at is null`),
    successRate: await share(`select count(*)::int from campaign where status = 'completed'`),
    averageVariants: await share('select coalesce(sum(variant_count), 0)::int from campaign'),
    totalVariants: await one('select coalesce(sum(variant_count), 0)::int from campaign'),
    costPerCampaign: await share('select coalesce(sum(cost_micro), 0) / 1000000.0 from campaign'),
    count: await one('select count from alert where id = $1', [id]),
    affectedDeliverables:
      campaignId === null
        ? null
        : await one(
            'select coalesce(sum((target - least(near_unique, target)) * cardinality(ratios)), 0)::int from cell where campaign_id = $1',
            of,
          ),
    cost:
      campaignId === null ? null : await one('select cost_micro / 1000000.0 from campaign where id = $1', of),
    daysToStart:
      typeof start === 'string'
        ? await one(`select ceil(extract(epoch from $1::timestamptz - $2::timestamptz) / 86400)::int`, [
            `${start}T00:00:00Z`,
            NOW,
          ])
        : null,
    similarAlerts: await one(
      'select count(*)::int from alert a join alert me on me.type = a.type and me.id <> a.id where me.id = $1',
      [id],
    ),
    medianHours: await one(
      `select percentile_cont(0.5) within group (order by extract(epoch from a.resolved_at - a.first_raised_at) / 3600.0)
       from alert a join alert me on me.type = a.type and me.id <> a.id where me.id = $1`,
      [id],
    ),
  };
}

function figuresOf(context: AlertContext): Record<string, number | null> {
  const { systemStatus: system, performance, businessImpact: impact, history, alert } = context;
  return {
    activeCampaigns: system.activeCampaigns.value,
    completedCampaigns: system.completedCampaigns.value,
    failedCampaigns: system.failedCampaigns.value,
    openAlerts: system.openAlerts.value,
    successRate: performance.successRate.value,
    averageVariants: performance.averageVariants.value,
    totalVariants: performance.totalVariants.value,
    costPerCampaign: performance.costPerCampaign.value,
    count: alert.count.value,
    affectedDeliverables: impact.affectedDeliverables.value,
    cost: impact.cost.value,
    daysToStart: impact.daysToStart.value,
    similarAlerts: history.similarAlerts.value,
    medianHours: history.medianResolutionHours.value,
  };
}

function everyFigure(value: unknown): { value: number | null; source: string; unit: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('source' in value && 'unit' in value)
    return [value as { value: number | null; source: string; unit: string }];
  return Object.values(value).flatMap(everyFigure);
}

describe('the alert context', () => {
  it('ALR-3 every figure is what the stored data say, whatever they are', async () => {
    const check = async (drawn: Stock): Promise<void> => {
      const [id = ''] = await fill(db, drawn);
      const context = await contextOf(id);
      const own = Object.fromEntries(
        Object.entries(await ownFigures(id)).map(([name, value]) => [name, round(value)]),
      );
      expect(figuresOf(context)).toEqual(
        Object.fromEntries(
          Object.entries(own).map(([name, value]) => [name, value === 0 ? expect.closeTo(0) : value]),
        ),
      );
      expect(context.businessImpact.estimatedDelayHours.value).toBe(
        context.history.medianResolutionHours.value,
      );
      expect(alertContext.parse(context)).toEqual(context);
      const severe = await valueOf<number>(
        db,
        `select count(*)::int from alert where resolved_at is null and severity in ('HIGH', 'CRITICAL')`,
      );
      expect(context.systemStatus.health).toBe(severe > 0 ? 'degraded' : 'ok');
    };
    await fc.assert(fc.asyncProperty(stock, check), { seed: 42, numRuns: 40 });
  }, 60_000);

  it('ALR-3 every figure says from what it was computed, and one without data says what would feed it', async () => {
    const [id = ''] = await fill(db, {
      campaigns: [],
      alerts: [{ type: 'disk.low', severity: 'HIGH', hours: undefined, count: 1, campaign: undefined }],
    });
    const figures = everyFigure(await contextOf(id));
    expect(figures.length).toBeGreaterThanOrEqual(14);
    for (const figure of figures) {
      expect(figure.source.length).toBeGreaterThan(10);
      expect(figure.unit).not.toBe('');
      expect(figure.value === null || Number.isFinite(figure.value)).toBe(true);
    }
    const context = await contextOf(id);
    expect(context.businessImpact.estimatedDelayHours).toMatchObject({
      value: null,
      source: 'no other alert of this type was resolved yet; the first one will feed this',
    });
    expect(context.businessImpact.affectedDeliverables).toMatchObject({
      value: null,
      source: 'no campaign belongs to this alert',
    });
  });

  it.each([
    ['CRITICAL', '2026-12-20', 'P1', 'now', true],
    ['HIGH', '2026-11-21', 'P1', 'within 4 hours', true],
    ['HIGH', '2026-12-20', 'P2', 'within 4 hours', false],
    ['MEDIUM', '2026-11-22', 'P2', 'today', true],
    ['LOW', undefined, 'P4', 'next working day', false],
  ] as const)(
    'ALR-3 %s with a start on %s is %s, to be told %s',
    async (severity, start, priority, urgency, escalate) => {
      await db.pool.query('truncate message, alert, cell, brief_revision, campaign cascade');
      const cells = [{ target: 4, accepted: 3, nearUnique: 3, ratios: ['1:1', '9:16'] }];
      await insertCampaign(db, {
        id: 'c',
        status: 'needs_assets',
        cells,
        ...(start === undefined ? {} : { start }),
      });
      await db.pool.query(
        `insert into alert (workspace_id, id, type, severity, dedup_key, campaign_id, message, details, state, first_raised_at, last_raised_at)
       values ('ws_default', 'a', 'assets.missing', $1, 'k', 'c', 'm', '{}', 'open', now(), now())`,
        [severity],
      );
      const { businessImpact, stakeholders } = await contextOf('a');
      expect(businessImpact.affectedDeliverables).toMatchObject({
        value: 2,
        source: 'pictures wanted (8) less pictures that differ (6), over 1 cells',
      });
      expect(businessImpact.clientImpactReason).toContain('25 % of the pictures are missing');
      expect({
        priority: businessImpact.mitigationPriority,
        urgency: stakeholders.urgency,
        escalate: stakeholders.escalate,
      }).toEqual({ priority, urgency, escalate });
      for (const step of stakeholders.followUp)
        expect(Date.parse(step.at)).toBe(NOW.getTime() + step.afterHours * 3_600_000);
    },
  );
});
