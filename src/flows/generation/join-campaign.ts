import { newId } from '#kernel/ids';
import { announceWaiting, requestVariantApprovals } from '#modules/approvals/index';
import { briefOf } from '#modules/briefs/index';
import { findCampaign, isBeingMade, type StoredCampaign } from '#modules/campaigns/index';
import {
  type Cell,
  findCells,
  findCellVariants,
  insertCells,
  insertVariants,
  lockCell,
  type SufficiencyLimits,
  updateCell,
} from '#modules/creative/index';
import { taskError } from '#modules/tasks/index';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { measureDiversity } from '#studio/diversity/report';
import { toItem } from '#studio/produce/diversity-item';
import { type DrawnOrder, isPlaceOf, type PlainVariant } from './draw-order.ts';
import { recountCampaign } from './finish-campaign.ts';
import { announce, toRecord } from './make-cell.ts';
import { cellsOf } from './plan-campaign.ts';

/** A variant as the one who ordered it finds it again. */
export interface JoinedVariant {
  readonly id: string;
  readonly key: string;
}

/**
 * Adds what was drawn to the orders' campaign, each to its cell, and asks for approval of it. A cell that has all that the
 * brief asks for grows by it. Gives the variants by the ids of their orders; null, with nothing written, while a run makes the
 * campaign. Throws `tasks.brief_changed` where it has another revision than the drawn ones are of.
 */
export async function joinCampaign(
  tx: Tx,
  ctx: Context,
  given: {
    campaignId: string;
    revision: number;
    drawn: readonly DrawnOrder[];
    limits: SufficiencyLimits;
  },
): Promise<ReadonlyMap<string, JoinedVariant> | null> {
  const joined = new Map<string, JoinedVariant>();
  const drawn = given.drawn.flatMap(({ order, made }) => (made === null ? [] : [{ order, made }]));
  if (drawn.length === 0) return joined;
  const campaign = await lockIdle(tx, ctx, given);
  if (campaign === null) return null;
  const cells = await cellsInPlace(tx, ctx, campaign);
  for (const { order, made } of drawn) {
    const cell = cells.find((one) => isPlaceOf(one, order));
    if (cell === undefined) throw new Error(`campaign ${campaign.key} has no cell for ${order.id}`);
    joined.set(order.id, await joinCell(tx, ctx, { campaign, cellId: cell.id, made }));
  }
  const { id: campaignId, revision } = campaign;
  await announceWaiting(tx, ctx, { campaignId, revision });
  await recountCampaign(tx, ctx, { campaign, limits: given.limits });
  return joined;
}

async function lockIdle(
  tx: Tx,
  ctx: Context,
  { campaignId, revision }: { campaignId: string; revision: number },
): Promise<StoredCampaign | null> {
  const campaign = await findCampaign(tx, ctx.workspaceId, { id: campaignId, lock: true });
  if (campaign === undefined) throw new Error(`there is no campaign ${campaignId}`);
  if (campaign.revision !== revision) throw taskError('tasks.brief_changed');
  return isBeingMade(campaign.status) ? null : campaign;
}

/** The cells of a campaign; where no run has planned them yet they are planned now. */
async function cellsInPlace(tx: Tx, ctx: Context, campaign: StoredCampaign): Promise<Cell[]> {
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const cells = await findCells(tx, ref);
  if (cells.length > 0) return cells;
  const brief = await briefOf({ ...ctx, db: tx }, ref);
  if (brief === undefined) throw new Error(`campaign ${campaign.key} has no brief of its revision`);
  await insertCells(tx, ref, cellsOf(brief.document));
  return findCells(tx, ref);
}

async function joinCell(
  tx: Tx,
  ctx: Context,
  { campaign, cellId, made }: { campaign: StoredCampaign; cellId: string; made: PlainVariant },
): Promise<JoinedVariant> {
  const cell = await lockCell(tx, ctx.workspaceId, cellId);
  if (cell === undefined) throw new Error(`there is no cell ${cellId}`);
  const at = ctx.clock.now();
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const accepted = cell.accepted + 1;
  const features = Buffer.from(made.features, 'base64');
  const id = newId('var', at.getTime());
  const variant = toRecord({ ...made, features }, { campaign, cell, id, ordinal: accepted });
  await insertVariants(tx, { ...ref, cellId, at }, [variant]);
  await requestVariantApprovals(tx, ctx, { ...ref, variantIds: [id] });
  const diversity = measureDiversity((await findCellVariants(tx, ctx.workspaceId, cellId)).map(toItem));
  const { nearUnique, effective, score } = diversity;
  await updateCell(tx, ctx.workspaceId, {
    id: cellId,
    at,
    outcome: {
      ...cell,
      accepted,
      nearUnique,
      effective,
      score,
      diversity: { ...diversity },
      target: Math.max(cell.target, accepted),
      writer: undefined,
    },
  });
  await announce(ctx, tx, { campaign, cell, accepted, state: cell.state });
  return { id, key: variant.key };
}
