import { setTimeout as delay } from 'node:timers/promises';
import { listAlerts } from '#modules/alerts/index';
import { type Campaign, getCampaign, isAtRest } from '#modules/campaigns/index';
import { type Cell, listCells } from '#modules/creative/index';
import { join } from 'node:path';
import { cut, table } from './output.ts';
import { showCost } from './show-cost.ts';
import { createProgress } from './progress.ts';
import type { Session } from './session.ts';

/** How a campaign stands, with what a person asks next. */
export interface CampaignResult {
  readonly campaign: Campaign;
  readonly alerts: readonly { id: string; severity: string; message: string }[];
  readonly outputFolder: string;
}

const LOOK_MS = 200;

/**
 * Waits until a campaign is at rest, showing progress. Where no other process works on runs, this one does.
 */
export async function watchToEnd(session: Session, campaignId: string): Promise<CampaignResult> {
  const { house, ctx, out } = session;
  const isAlone = !(await house.runs.hasLiveWorker());
  const { startWorkerRole } = await import('#server/worker-role');
  const worker = isAlone ? await startWorkerRole(house) : undefined;
  const progress = createProgress(out.isJson && !process.stderr.isTTY);
  try {
    for (;;) {
      const campaign = await getCampaign(ctx, { id: campaignId });
      const label = `${campaign.key}: ${campaign.status}, ${campaign.variantCount} variants, ${campaign.imageCount} pictures`;
      progress.show({ done: campaign.cellsDone, total: campaign.cellCount, label });
      if (isAtRest(campaign.status)) return await resultOf(session, campaign);
      await delay(LOOK_MS, undefined, { signal: session.stopping });
    }
  } finally {
    progress.end();
    await worker?.stop();
  }
}

/** The result of a campaign as it stands now. */
export async function resultOf(session: Session, campaign: Campaign): Promise<CampaignResult> {
  const alerts = await listAlerts(session.ctx, { campaignId: campaign.id, limit: 20 });
  return {
    campaign,
    alerts: alerts.items
      .filter((alert) => alert.state !== 'resolved')
      .map(({ id, severity, message }) => ({ id, severity, message })),
    outputFolder: join(session.house.config.outputDir, campaign.key),
  };
}

/** The result for people. */
export function describeResult(result: CampaignResult): string {
  const { campaign, alerts } = result;
  const lines = [
    `Campaign   ${campaign.key} (${campaign.name}), revision ${campaign.revision}`,
    `Status     ${campaign.status}${campaign.statusCause === null ? '' : `: ${campaign.statusCause}`}`,
    `Variants   ${campaign.variantCount} of ${campaign.targetVariants}, ${campaign.imageCount} pictures`,
    `Diversity  ${campaign.effectiveVariants?.toFixed(1) ?? '–'} effective variants, score ${campaign.diversityScore?.toFixed(2) ?? '–'}`,
    ...(campaign.costMicro === 0 ? [] : [`Models     ${showCost(campaign.costMicro)} so far`]),
    `Files      ${result.outputFolder}`,
    ...alerts.map((alert) => `Alert      ${alert.severity} ${cut(alert.message, 160)} (${alert.id})`),
  ];
  return lines.join('\n');
}

/** Who wrote for a cell: the model and how much of it was refused, or the offline writer. */
function writerOf({ writer }: Cell): string {
  if (writer === null || writer.accepted === 0) return 'offline';
  const refused = writer.refused.length === 0 ? '' : `, ${writer.refused.length} refused`;
  return `${writer.model ?? 'model'}${refused}`;
}

/** The coverage of a campaign as a table. */
export async function describeCells(session: Session, campaignId: string): Promise<string> {
  const cells = await listCells(session.ctx, { campaignId });
  return table(
    ['product', 'locale', 'channel', 'variants', 'effective', 'texts by', 'lacking'],
    cells.items.map((cell) => [
      cell.productKey,
      cell.locale,
      cell.channel,
      `${cell.accepted}/${cell.target}`,
      cell.effective?.toFixed(2) ?? '–',
      writerOf(cell),
      cut(cell.error ?? cell.gaps[0]?.message ?? '', 60),
    ]),
  );
}
