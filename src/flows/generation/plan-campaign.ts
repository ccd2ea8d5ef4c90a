import { newId } from '#kernel/ids';
import { costOfCampaign } from '#llm/index';
import { briefOf, type BriefDocument } from '#modules/briefs/index';
import {
  type CampaignRunInput,
  findCampaign,
  setStatus,
  type StoredCampaign,
  updateCampaign,
} from '#modules/campaigns/index';
import {
  type Cell,
  findCells,
  findShortfalls,
  insertCells,
  type PlannedCell,
  releasePaths,
  type SufficiencyLimits,
} from '#modules/creative/index';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { isOwnRun } from './hold-run.ts';
import { heroesFor, type WantedHero } from './paint-heroes.ts';

/** What a run has to do: the cells to work on, or nothing because something newer took its place. */
export interface CampaignPlan {
  readonly state: 'go' | 'superseded';
  /** With the number of pictures each is to have. */
  readonly cells: readonly { readonly id: string; readonly pictures: number }[];
  /** Whether a model is set for copy; absent in runs that began before there were models. */
  readonly hasCopyModel?: boolean;
  /** Scenes to be painted first; absent as above, empty without a model for pictures. */
  readonly heroes?: readonly WantedHero[];
}

/** Plans the cells of a revision and sets the campaign to generating; cells that lack nothing are left out. */
export async function planCampaign(
  tx: Tx,
  ctx: Context,
  input: {
    run: CampaignRunInput;
    runId: string;
    limits: SufficiencyLimits;
    hasCopyModel: boolean;
    hasPictureModel: boolean;
  },
): Promise<CampaignPlan> {
  const campaign = await lockOwn(tx, ctx, input);
  if (campaign === undefined) return { state: 'superseded', cells: [] };
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const brief = await briefOf({ ...ctx, db: tx }, ref);
  if (brief === undefined)
    throw new Error(`brief revision ${ref.revision} of campaign ${campaign.key} is not there`);
  const planned = cellsOf(brief.document);
  const startedAt = ctx.clock.now();
  const valid = await setStatus(tx, ctx, {
    campaign,
    status: 'validated',
    cause: `${planned.length} cells planned`,
  });
  if ((await findCells(tx, ref)).length === 0) await insertCells(tx, ref, planned);
  await releasePaths(tx, ref);
  const cells = await findCells(tx, ref);
  const set = {
    cellCount: cells.length,
    cellsDone: cells.filter((cell) => cell.state === 'done').length,
    targetVariants: cells.reduce((sum, cell) => sum + cell.target, 0),
    startedAt,
  };
  await setStatus(tx, ctx, { campaign: valid, status: 'generating', cause: 'generation starts', set });
  const open = cells.filter(
    (cell) => cell.state !== 'done' || findShortfalls([cell], input.limits).length > 0,
  );
  return {
    state: 'go',
    cells: open.map(({ id, target, ratios }) => ({ id, pictures: target * ratios.length })),
    hasCopyModel: input.hasCopyModel,
    heroes: input.hasPictureModel ? wantedHeroes(open) : [],
  };
}

/** Scenes for the products and ratios of the cells that are worked on. */
function wantedHeroes(cells: readonly Cell[]): WantedHero[] {
  const keys = [...new Set(cells.map((cell) => cell.productKey))];
  return heroesFor(keys, [...new Set(cells.flatMap((cell) => cell.ratios))]);
}

/** The campaign, locked, if it is still this run that works on it. */
export async function lockOwn(
  tx: Tx,
  ctx: Context,
  input: { run: CampaignRunInput; runId: string },
): Promise<StoredCampaign | undefined> {
  const campaign = await findCampaign(tx, ctx.workspaceId, { id: input.run.campaignId, lock: true });
  return isOwnRun(campaign, input.runId) ? campaign : undefined;
}

/** Counts the cells that are done and the variants so far. */
export async function countProgress(tx: Tx, ctx: Context, campaign: StoredCampaign): Promise<void> {
  const cells = await findCells(tx, {
    workspaceId: ctx.workspaceId,
    campaignId: campaign.id,
    revision: campaign.revision,
  });
  const set = {
    cellsDone: cells.filter((cell) => cell.state !== 'planned').length,
    variantCount: cells.reduce((sum, cell) => sum + cell.accepted, 0),
    nearUniqueCount: cells.reduce((sum, cell) => sum + cell.nearUnique, 0),
    imageCount: cells.reduce((sum, cell) => sum + cell.accepted * cell.ratios.length, 0),
    costMicro: await costOfCampaign(tx, ctx.workspaceId, campaign.id),
  };
  await updateCampaign(tx, ctx.workspaceId, { id: campaign.id, set });
}

/** Product x locale x channel, in the brief's order. Ids are sortable, so the order holds. */
export function cellsOf(document: BriefDocument): PlannedCell[] {
  let place = 0;
  const base = newId('cel');
  return document.products.flatMap((product) =>
    document.locales.flatMap((locale) =>
      document.channels.map((channel) => ({
        id: `${base}_${String(place++).padStart(5, '0')}`,
        productKey: product.key,
        locale,
        channel,
        ratios: [...document.aspectRatios],
        target: product.targetVariants,
      })),
    ),
  );
}
