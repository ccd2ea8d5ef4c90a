import { costOfCampaign } from '#llm/index';
import { clearAlert, raiseAlert } from '#modules/alerts/index';
import { announceWaiting } from '#modules/approvals/index';
import type { CampaignRunInput, StoredCampaign } from '#modules/campaigns/index';
import { setStatus, updateCampaign } from '#modules/campaigns/index';
import {
  type Cell,
  findCells,
  findShortfalls,
  type Shortfall,
  type SufficiencyLimits,
} from '#modules/creative/index';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { lockOwn } from './plan-campaign.ts';

/** How a run ended. */
export interface CampaignOutcome {
  readonly status: StoredCampaign['status'] | 'superseded';
  readonly variants: number;
}

const ALERTS_OF_A_CAMPAIGN = [
  'assets.missing',
  'diversity.low',
  'rendering.failed',
  'campaign.failed',
] as const;

/** Adds the cells up, decides how the campaign stands, and raises or clears its alerts, in one transaction (CRE-7). */
export async function finishCampaign(
  tx: Tx,
  ctx: Context,
  input: { run: CampaignRunInput; runId: string; limits: SufficiencyLimits },
): Promise<CampaignOutcome> {
  const campaign = await lockOwn(tx, ctx, input);
  if (campaign === undefined) return { status: 'superseded', variants: 0 };
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const cells = await findCells(tx, ref);
  const shortfalls = findShortfalls(cells, input.limits);
  const costMicro = await costOfCampaign(tx, ctx.workspaceId, campaign.id);
  const totals = { ...addUp(cells), costMicro };
  const hasFailed = cells.length > 0 && cells.every((cell) => cell.state === 'failed');
  const status = hasFailed ? 'failed' : shortfalls.length > 0 ? 'needs_assets' : 'completed';
  const cause = causeOf(status, shortfalls, totals.variantCount);
  await announceWaiting(tx, ctx, { campaignId: campaign.id, revision: campaign.revision });
  await setStatus(tx, ctx, { campaign, status, cause, set: totals });
  await settleAlerts(tx, ctx, { campaign, cells, shortfalls, limits: input.limits });
  return { status, variants: totals.variantCount };
}

/** Ends a campaign whose run met an error it could not get past. */
export async function failCampaign(
  tx: Tx,
  ctx: Context,
  input: { run: CampaignRunInput; runId: string; error: string },
): Promise<CampaignOutcome> {
  const campaign = await lockOwn(tx, ctx, input);
  if (campaign === undefined) return { status: 'superseded', variants: 0 };
  await setStatus(tx, ctx, { campaign, status: 'failed', cause: input.error });
  await raiseAlert(tx, ctx, {
    type: 'campaign.failed',
    severity: 'CRITICAL',
    dedupKey: keyOf('campaign.failed', campaign),
    campaignId: campaign.id,
    message: `Campaign ${campaign.name} stopped: ${input.error}`,
    details: { revision: campaign.revision, error: input.error },
  });
  return { status: 'failed', variants: campaign.variantCount };
}

/** The figures of a campaign: sums over its cells, and how different their variants are in [0, 1]. */
export function addUp(cells: readonly Cell[]): {
  cellsDone: number;
  variantCount: number;
  nearUniqueCount: number;
  imageCount: number;
  effectiveVariants: number;
  diversityScore: number | null;
} {
  const sum = (pick: (cell: Cell) => number): number => cells.reduce((total, cell) => total + pick(cell), 0);
  const spread = sum((cell) => Math.max(0, cell.accepted - 1));
  return {
    cellsDone: cells.filter((cell) => cell.state !== 'planned').length,
    variantCount: sum((cell) => cell.accepted),
    nearUniqueCount: sum((cell) => cell.nearUnique),
    imageCount: sum((cell) => cell.accepted * cell.ratios.length),
    effectiveVariants: sum((cell) => cell.effective ?? 0),
    // Sum of (D2 - 1) over sum of (n - 1), over groups: docs/decisions/0007-diversity.md.
    diversityScore: spread === 0 ? null : sum((cell) => Math.max(0, (cell.effective ?? 0) - 1)) / spread,
  };
}

function causeOf(status: string, shortfalls: readonly Shortfall[], variants: number): string {
  if (status === 'completed') return `${variants} variants, nothing is missing`;
  const [first] = shortfalls;
  const more = shortfalls.length > 1 ? ` (and ${shortfalls.length - 1} more)` : '';
  return first === undefined ? 'no cell could be made' : `${first.message}${more}`;
}

interface Findings {
  readonly campaign: StoredCampaign;
  readonly cells: readonly Cell[];
  readonly shortfalls: readonly Shortfall[];
  readonly limits: SufficiencyLimits;
}

/**
 * Has a campaign at rest show what its cells are now: its figures, and that nothing is lacking any more where that is so.
 */
export async function recountCampaign(
  tx: Tx,
  ctx: Context,
  { campaign, limits }: { campaign: StoredCampaign; limits: SufficiencyLimits },
): Promise<void> {
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const cells = await findCells(tx, ref);
  const totals = {
    ...addUp(cells),
    cellCount: cells.length,
    targetVariants: cells.reduce((sum, cell) => sum + cell.target, 0),
    costMicro: await costOfCampaign(tx, ctx.workspaceId, campaign.id),
  };
  const shortfalls = findShortfalls(cells, limits);
  const { status } = campaign;
  if (status !== 'needs_assets' || shortfalls.length > 0) {
    const isJudged = status === 'completed' || status === 'needs_assets';
    const set = isJudged
      ? { ...totals, statusCause: causeOf(status, shortfalls, totals.variantCount) }
      : totals;
    await updateCampaign(tx, ctx.workspaceId, { id: campaign.id, set });
    return;
  }
  const cause = causeOf('completed', shortfalls, totals.variantCount);
  await setStatus(tx, ctx, { campaign, status: 'completed', cause, set: totals });
  await settleAlerts(tx, ctx, { campaign, cells, shortfalls, limits });
}

async function settleAlerts(tx: Tx, ctx: Context, found: Findings): Promise<void> {
  const raised = new Set<string>();
  for (const alert of alertsFor(found)) {
    raised.add(alert.type);
    await raiseAlert(tx, ctx, {
      ...alert,
      campaignId: found.campaign.id,
      dedupKey: keyOf(alert.type, found.campaign),
    });
  }
  for (const type of ALERTS_OF_A_CAMPAIGN.filter((type) => !raised.has(type))) {
    const resolution = 'The campaign was generated again and lacks this no more.';
    await clearAlert(tx, ctx, { dedupKey: keyOf(type, found.campaign), resolution });
  }
}

type CampaignAlert = {
  type: (typeof ALERTS_OF_A_CAMPAIGN)[number];
  severity: 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  message: string;
  details: Readonly<Record<string, unknown>>;
};

function alertsFor({ campaign, cells, shortfalls, limits }: Findings): CampaignAlert[] {
  const alerts: CampaignAlert[] = [];
  const failed = shortfalls.filter((found) => found.kind === 'failed');
  const missing = shortfalls.filter((found) => found.kind === 'count' || found.kind === 'language');
  const alike = shortfalls.filter((found) => found.kind === 'variety');
  const gaps = cells.flatMap((cell) => cell.gaps);
  const pictures = distinct(
    gaps.filter((gap) => gap.kind === 'picture_missing' || gap.kind === 'logo_missing'),
  );
  const base = { revision: campaign.revision, campaign: campaign.key };
  if (failed.length > 0) {
    const all = failed.length === cells.length;
    const message = `${campaign.name}: ${failed.length} of ${cells.length} cells could not be made. ${failed[0]?.message ?? ''}`;
    alerts.push({
      type: all ? 'campaign.failed' : 'rendering.failed',
      severity: all ? 'CRITICAL' : 'HIGH',
      message,
      details: { ...base, shortfalls: failed.slice(0, 50) },
    });
  }
  if (missing.length > 0) {
    const isSevere = missing.some(
      (found) => found.kind === 'language' || found.have < Math.min(limits.minVariants, found.want),
    );
    const message = `${campaign.name}: ${cellCount(missing)} of ${cells.length} cells lack variants. ${missing[0]?.message ?? ''}`;
    const details = { ...base, shortfalls: missing.slice(0, 50), gaps: distinct(gaps).slice(0, 50) };
    alerts.push({ type: 'assets.missing', severity: isSevere ? 'HIGH' : 'MEDIUM', message, details });
  } else if (pictures.length > 0) {
    const message = `${campaign.name}: complete, but made without some material. ${pictures[0]?.message ?? ''}`;
    alerts.push({
      type: 'assets.missing',
      severity: 'LOW',
      message,
      details: { ...base, gaps: pictures.slice(0, 50) },
    });
  }
  if (alike.length > 0) {
    const message = `${campaign.name}: the variants of ${alike.length} of ${cells.length} cells are too much alike. ${alike[0]?.message ?? ''}`;
    alerts.push({
      type: 'diversity.low',
      severity: 'MEDIUM',
      message,
      details: { ...base, shortfalls: alike.slice(0, 50) },
    });
  }
  return alerts;
}

/** A cell that lacks both variants and a language pack is one cell. */
function cellCount(shortfalls: readonly Shortfall[]): number {
  return new Set(shortfalls.map(({ productKey, locale, channel }) => `${productKey}|${locale}|${channel}`))
    .size;
}

function distinct(gaps: readonly Cell['gaps'][number][]): Cell['gaps'][number][] {
  return [...new Map(gaps.map((gap) => [`${gap.field}:${gap.locale ?? ''}`, gap])).values()];
}

function keyOf(type: string, campaign: StoredCampaign): string {
  return `${type}:${campaign.id}`;
}
