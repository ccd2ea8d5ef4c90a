import { authorise } from '#platform/auth/permissions';
import { type Context, readTogether } from '#platform/context';
import {
  type CampaignCounts,
  countCampaigns,
  findCampaign,
  type StoredCampaign,
} from '#modules/campaigns/index';
import { type Cell, findCells } from '#modules/creative/index';
import { currentSchedule } from '#modules/briefs/index';
import type { Alert, AlertContext, Figure } from './contract.ts';
import { judgeClientImpact, judgePriority, judgeStakeholders, recommendActions } from './impact-rules.ts';
import { getAlert } from './service.ts';
import { countUnresolved, findSimilar, MOST_SIMILAR, type SimilarAlerts } from './store.ts';

const DAY_MS = 86_400_000;

/** Everything stored that bears on an alert, each figure with its source (ALR-3). Throws `alerts.unknown`. */
export async function getAlertContext(ctx: Context, input: { id: string }): Promise<AlertContext> {
  authorise(ctx, 'alerts.read');
  return readTogether(ctx, (together) => readContext(together, input));
}

async function readContext(ctx: Context, input: { id: string }): Promise<AlertContext> {
  const { db, workspaceId } = ctx;
  const alert = await getAlert(ctx, input);
  const campaign =
    alert.campaignId === null ? undefined : await findCampaign(db, workspaceId, { id: alert.campaignId });
  const cells =
    campaign === undefined
      ? []
      : await findCells(db, { workspaceId, campaignId: campaign.id, revision: campaign.revision });
  const schedule = campaign === undefined ? undefined : await currentSchedule(ctx, campaign.id);
  const counts = await countCampaigns(db, workspaceId);
  const open = await countUnresolved(db, workspaceId);
  const similar = await findSimilar(db, workspaceId, alert);
  const now = ctx.clock.now();
  const impact = impactOf({ alert, campaign, cells, similar, start: schedule?.start, now });
  return {
    version: 1,
    generatedAt: now.toISOString(),
    alert: describeAlert(alert, campaign),
    systemStatus: systemStatus(now, counts, open),
    performance: performanceOf(counts),
    businessImpact: impact,
    recommendedActions: recommendActions(alert),
    stakeholders: judgeStakeholders(alert.severity, impact.clientImpact, now),
    history: historyOf(similar),
  };
}

function describeAlert(alert: Alert, campaign: StoredCampaign | undefined): AlertContext['alert'] {
  return {
    id: alert.id,
    type: alert.type,
    severity: alert.severity,
    message: alert.message,
    state: alert.state,
    count: figure(alert.count, 'times', 'count of this alert'),
    firstRaisedAt: alert.firstRaisedAt.toISOString(),
    campaign:
      campaign === undefined
        ? null
        : { id: campaign.id, key: campaign.key, name: campaign.name, status: campaign.status },
    details: alert.details,
  };
}

function systemStatus(
  now: Date,
  counts: CampaignCounts,
  open: { all: number; severe: number },
): AlertContext['systemStatus'] {
  const isDegraded = open.severe > 0;
  return {
    time: now.toISOString(),
    activeCampaigns: figure(counts.active, 'campaigns', 'campaigns new, validated or generating'),
    completedCampaigns: figure(counts.completed, 'campaigns', 'campaigns with status completed'),
    failedCampaigns: figure(counts.failed, 'campaigns', 'campaigns with status failed'),
    openAlerts: figure(open.all, 'alerts', 'alerts not resolved'),
    health: isDegraded ? 'degraded' : 'ok',
    healthReason: isDegraded
      ? `${open.severe} unresolved alerts are HIGH or CRITICAL.`
      : 'No unresolved alert is HIGH or CRITICAL.',
  };
}

function performanceOf(counts: CampaignCounts): AlertContext['performance'] {
  const ended = counts.completed + counts.failed + counts.needsAssets;
  const perCampaign = (total: number): number | null => (ended === 0 ? null : total / ended);
  return {
    successRate: figure(
      perCampaign(counts.completed),
      'share',
      `campaigns completed / campaigns ended (${ended})`,
    ),
    averageVariants: figure(
      perCampaign(counts.variants),
      'variants',
      `variants of all campaigns / campaigns ended (${ended})`,
    ),
    totalVariants: figure(counts.variants, 'variants', 'sum of variants over all campaigns'),
    costPerCampaign: figure(
      perCampaign(counts.costMicro / 1e6),
      'USD',
      `cost of model calls on record / campaigns ended (${ended})`,
    ),
  };
}

interface ImpactInput {
  readonly alert: Alert;
  readonly campaign: StoredCampaign | undefined;
  readonly cells: readonly Cell[];
  readonly similar: SimilarAlerts;
  readonly start: string | undefined;
  readonly now: Date;
}

function impactOf(input: ImpactInput): AlertContext['businessImpact'] {
  const { alert, campaign, cells, similar, start, now } = input;
  const wanted = cells.reduce((sum, cell) => sum + cell.target * cell.ratios.length, 0);
  const there = cells.reduce(
    (sum, cell) => sum + Math.min(cell.nearUnique, cell.target) * cell.ratios.length,
    0,
  );
  const daysToStart = start === undefined ? null : Math.ceil((Date.parse(start) - now.getTime()) / DAY_MS);
  const client = judgeClientImpact({
    severity: alert.severity,
    missing: wanted - there,
    wanted,
    daysToStart,
  });
  return {
    estimatedDelayHours: figure(similar.medianHours, 'hours', delaySource(similar)),
    affectedDeliverables: figure(
      campaign === undefined ? null : wanted - there,
      'pictures',
      campaign === undefined
        ? 'no campaign belongs to this alert'
        : `pictures wanted (${wanted}) less pictures that differ (${there}), over ${cells.length} cells`,
    ),
    cost: figure(
      campaign === undefined ? null : campaign.costMicro / 1e6,
      'USD',
      'cost of model calls of this campaign on record',
    ),
    daysToStart: figure(
      daysToStart,
      'days',
      start === undefined ? 'the brief names no start date' : `schedule of the brief: ${start}`,
    ),
    clientImpact: client.level,
    clientImpactReason: client.reason,
    mitigationPriority: judgePriority(alert.severity, client.level),
  };
}

function delaySource(similar: SimilarAlerts): string {
  return similar.resolved === 0
    ? 'no other alert of this type was resolved yet; the first one will feed this'
    : `median time to resolution of ${similar.resolved} other ${similar.resolved === 1 ? 'alert' : 'alerts'} of this type`;
}

function historyOf(similar: SimilarAlerts): AlertContext['history'] {
  const hours = similar.medianHours;
  return {
    similarAlerts: figure(
      similar.total,
      'alerts',
      `other alerts of this type${similar.total < MOST_SIMILAR ? '' : `; the newest ${MOST_SIMILAR} are looked at`}`,
    ),
    medianResolutionHours: figure(hours, 'hours', delaySource(similar)),
    recent: similar.recent.map((found) => ({ ...found, raisedAt: found.raisedAt.toISOString() })),
    estimate:
      hours === null
        ? 'There is no other resolved alert of this type to estimate from.'
        : `Half of the other alerts of this type were resolved within ${formatHours(hours)}.`,
  };
}

function figure(value: number | null, unit: string, source: string): Figure {
  return { value: value === null ? null : Math.round(value * 1000) / 1000, unit, source };
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function formatHours(hours: number): string {
  if (hours < 1) return counted(Math.max(1, Math.round(hours * 60)), 'minute');
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
}
