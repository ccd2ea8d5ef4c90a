import { SEVERITIES } from '#modules/alerts/contract';
import { CAMPAIGN_STATUSES } from '#modules/campaigns/contract';
import * as fc from 'fast-check';
import type { Database } from '#platform/db/database';
import { type CampaignRecord, insertCampaign } from './campaign-records.ts';

const TYPES = [
  'brief.rejected',
  'assets.missing',
  'diversity.low',
  'rendering.failed',
  'campaign.failed',
  'disk.low',
  'run.taken_over',
] as const;
/** The moment that tests of the alert context stand at. */
export const NOW = new Date('2026-11-20T10:30:00Z');

/** An alert as it may lie in the database. */
export interface AlertRecord {
  readonly type: (typeof TYPES)[number];
  readonly severity: (typeof SEVERITIES)[number];
  /** Hours from raising to resolving; absent while it is open. */
  readonly hours: number | undefined;
  readonly count: number;
  /** Index of its campaign, where it has one. */
  readonly campaign: number | undefined;
}

/** Campaigns and alerts of one house. */
export interface Stock {
  readonly campaigns: readonly CampaignRecord[];
  readonly alerts: readonly AlertRecord[];
}

const cell = fc
  .record({
    target: fc.integer({ min: 1, max: 9 }),
    accepted: fc.nat(12),
    nearUnique: fc.nat(12),
    ratios: fc.subarray(['1:1', '4:5', '9:16'], { minLength: 1 }),
  })
  .map((drawn) => ({ ...drawn, nearUnique: Math.min(drawn.nearUnique, drawn.accepted) }));

const campaign = fc.record({
  status: fc.constantFrom(...CAMPAIGN_STATUSES),
  variants: fc.nat(500),
  costMicro: fc.nat(100_000_000),
  start: fc.option(fc.constantFrom('2026-11-01', '2026-11-20', '2026-11-21', '2026-11-26', '2027-03-01'), {
    nil: undefined,
  }),
  cells: fc.array(cell, { maxLength: 4 }),
});

const alert = fc.record({
  type: fc.constantFrom(...TYPES),
  severity: fc.constantFrom(...SEVERITIES),
  hours: fc.option(
    fc.integer({ min: 0, max: 400 }).map((quarter) => quarter / 4),
    { nil: undefined },
  ),
  count: fc.integer({ min: 1, max: 40 }),
  campaign: fc.option(fc.nat(5), { nil: undefined }),
});

/** Any stock with at least one alert. */
export const stock: fc.Arbitrary<Stock> = fc
  .record({
    campaigns: fc.array(campaign, { maxLength: 6 }),
    alerts: fc.array(alert, { minLength: 1, maxLength: 8 }),
  })
  .map(({ campaigns, alerts }) => ({
    campaigns: campaigns.map(({ start, ...drawn }, index) => ({
      ...drawn,
      ...(start === undefined ? {} : { start }),
      id: `cmp_internal${index}`,
      name: `Autumn ${'ABCDEF'[index] ?? ''}`,
    })),
    alerts,
  }));

/** Empties the database and fills it with a stock; returns the ids of the alerts. */
export async function fill(db: Database, { campaigns, alerts }: Stock): Promise<string[]> {
  await db.pool.query('truncate message, alert, cell, brief_revision, campaign cascade');
  for (const record of campaigns) await insertCampaign(db, record);
  const ids: string[] = [];
  for (const [index, record] of alerts.entries()) {
    const id = `alr_internal${index}`;
    const of = record.campaign === undefined ? undefined : campaigns[record.campaign];
    const isOpen = record.hours === undefined;
    await db.pool.query(
      `insert into alert (workspace_id, id, type, severity, dedup_key, campaign_id, message, details, state, count, first_raised_at,
         last_raised_at, resolved_at, resolved_by, resolution)
       values ('ws_default', $1, $2, $3, $1, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12)`,
      [
        id,
        record.type,
        record.severity,
        of?.id ?? null,
        `Cell p${index} of run cmp_internal:r1:0 failed in /srv/aicmo/home/files. 2 of 5 were made.`,
        JSON.stringify({
          file: '/srv/aicmo/briefs/autumn.yaml',
          pid: 4711,
          shortfalls: [{ message: 'p / en / x: 1 of 3.' }],
        }),
        isOpen ? 'open' : 'resolved',
        record.count,
        new Date(NOW.getTime() - 800 * 3_600_000),
        isOpen ? null : new Date(NOW.getTime() - 800 * 3_600_000 + (record.hours ?? 0) * 3_600_000),
        isOpen ? null : JSON.stringify({ kind: 'operator', via: 'cli' }),
        isOpen ? null : 'done',
      ],
    );
    ids.push(id);
  }
  return ids;
}
