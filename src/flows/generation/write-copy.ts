import { type ModelCopies, writeModelCopies } from '#agents/copywriter/write-copies';
import { findCampaign } from '#modules/campaigns/index';
import { findCellVariants } from '#modules/creative/index';
import type { Channel, CopyRequest } from '#studio/model';
import { contextFor, type FlowDeps } from '#flows/deps';
import { BRIEF_TO_CAMPAIGN } from '#modules/campaigns/index';
import { type CellJob, type CellParts, findOpenCell } from './make-cell.ts';
import { holdRun, isOwnRun } from './hold-run.ts';

/** More texts than variants are wanted, so that the selection has a choice of thoughts. */
function countFor(missing: number): number {
  return Math.min(24, missing + Math.ceil(missing / 2) + 1);
}

/**
 * Lets the model write the copy that a cell lacks. A step of its own, so that a crash while pictures are drawn does
 * not pay for it twice. Undefined when there is nothing to write.
 */
export async function writeCopy(
  deps: FlowDeps,
  parts: Pick<CellParts, 'material'>,
  job: CellJob & { key: string; signal: AbortSignal },
): Promise<ModelCopies | null> {
  const actor = { kind: 'flow', flow: BRIEF_TO_CAMPAIGN.name, runId: job.runId } as const;
  const ctx = contextFor(deps, actor, job.run.workspaceId);
  const campaign = await findCampaign(ctx.db, ctx.workspaceId, { id: job.run.campaignId });
  if (!isOwnRun(campaign, job.runId)) return null;
  const cell = await findOpenCell(ctx, campaign, job.cellId);
  if (cell === undefined) return null;
  const present = await findCellVariants(ctx.db, ctx.workspaceId, cell.id);
  const missing = cell.target - present.length;
  if (missing <= 0) return null;
  const material = await parts.material(ctx.workspaceId, campaign);
  using hold = holdRun(ctx, { campaignId: campaign.id, runId: job.runId });
  const request: CopyRequest = {
    brand: material.brandIn(cell.locale),
    campaign: material.campaignIn(cell.locale),
    product: await material.productIn(cell.productKey, cell.locale),
    locale: cell.locale,
    channel: cell.channel as Channel,
    count: countFor(missing),
    seed: job.runId,
  };
  const scope = {
    workspaceId: ctx.workspaceId,
    actor,
    purpose: `copy for ${cell.productKey}, ${cell.locale}, ${cell.channel}`,
    campaignId: campaign.id,
    runId: job.runId,
    idempotencyKey: job.key,
    ...(campaign.brandId === null ? {} : { brandId: campaign.brandId }),
  };
  try {
    return await writeModelCopies(deps, request, {
      scope,
      unit: cell.id,
      least: missing,
      present: present.map((variant) => variant.headline),
      signal: AbortSignal.any([job.signal, hold.lost]),
    });
  } catch (error) {
    if (hold.lost.aborted) return null;
    throw error;
  }
}
