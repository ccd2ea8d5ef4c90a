import { type Channel, FULL_SIZE, type Ratio } from '#studio/model';
import { newId } from '#kernel/ids';
import type { CampaignRunInput, StoredCampaign } from '#modules/campaigns/index';
import { findCampaign } from '#modules/campaigns/index';
import {
  type Cell,
  type CellOutcome,
  findCells,
  findCellVariants,
  insertVariants,
  lockCell,
  type NewVariant,
  updateCell,
} from '#modules/creative/index';
import { requestVariantApprovals } from '#modules/approvals/index';
import type { ModelCopies } from '#agents/copywriter/write-copies';
import type { FlowDeps } from '#flows/deps';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { FileStore } from '#platform/files/file-store';
import { crashPoint } from '#platform/process/crash-point';
import {
  type CellRequest,
  type MadeCell,
  type MadeVariant,
  shownProduct,
  type Studio,
} from '#studio/produce/cell-request';
import { produceCell } from '#studio/produce/produce-cell';
import { holdRun, isOwnRun } from './hold-run.ts';
import { type CampaignMaterial, rememberMaterial } from './material.ts';
import { heroesOf } from './paint-heroes.ts';
import { outputPath, twoDigits } from './output-path.ts';
import { countProgress, lockOwn } from './plan-campaign.ts';

export interface CellJob {
  readonly run: CampaignRunInput;
  readonly runId: string;
  readonly cellId: string;
}

/** Product x locale x channel of a campaign, with the ratios in which its variants are made. */
export type CellPlace = Pick<Cell, 'productKey' | 'locale' | 'channel' | 'ratios'>;

export interface CellParts {
  readonly studio: Studio;
  readonly files: FileStore;
  readonly material: (workspaceId: string, campaign: StoredCampaign) => Promise<CampaignMaterial>;
}

/** The parts of one flow: what it has read of the campaigns it works on is kept for a while. */
export function cellParts(deps: FlowDeps, studio: Studio): CellParts {
  return { studio, files: deps.files, material: rememberMaterial(deps) };
}

export interface CellResult {
  readonly made: number;
  /** False when a newer run or a cancellation took the campaign away: the rest of the run has nothing to do. */
  readonly isOwn: boolean;
}

const OVERTAKEN: CellResult = { made: 0, isOwn: false };

/**
 * Makes what a cell lacks and records it. May be repeated: pictures are kept under their content, and the record
 * is written only if nobody else has written it since.
 */
export async function makeCell(
  ctx: Context,
  parts: CellParts,
  job: CellJob & { signal: AbortSignal; copies?: ModelCopies | null },
): Promise<CellResult> {
  const campaign = await findCampaign(ctx.db, ctx.workspaceId, { id: job.run.campaignId });
  if (!isOwnRun(campaign, job.runId)) return OVERTAKEN;
  const cell = await findOpenCell(ctx, campaign, job.cellId);
  if (cell === undefined) return { made: 0, isOwn: true };
  const present = await findCellVariants(ctx.db, ctx.workspaceId, cell.id);
  crashPoint('cell.before_render');
  using hold = holdRun(ctx, { campaignId: campaign.id, runId: job.runId });
  const request = await requestFor(ctx, parts, {
    campaign,
    place: cell,
    target: cell.target,
    present,
    written: job.copies ?? undefined,
    seed: String(job.run.round),
    signal: AbortSignal.any([job.signal, hold.lost]),
  });
  const made = await produceCell(parts.studio, request).catch((error: unknown) => {
    if (hold.lost.aborted) return undefined;
    throw error;
  });
  if (made === undefined) return OVERTAKEN;
  crashPoint('cell.before_record');
  const recorded = await record(ctx, { job, campaign, cell, made, copies: job.copies ?? null });
  crashPoint('cell.recorded');
  return { made: recorded, isOwn: true };
}

/** What the studio is asked for in one place of a campaign. */
export async function requestFor(
  ctx: Context,
  parts: Pick<CellParts, 'files' | 'material'>,
  asked: Pick<CellRequest, 'target' | 'present' | 'written' | 'wanted' | 'seed' | 'signal'> & {
    campaign: StoredCampaign;
    place: CellPlace;
  },
): Promise<CellRequest> {
  const { campaign, place, ...how } = asked;
  const { productKey, locale, channel } = place;
  const ratios = place.ratios as Ratio[];
  const material = await parts.material(ctx.workspaceId, campaign);
  return {
    ...how,
    brand: material.brandIn(locale),
    campaign: material.campaignIn(locale),
    product: await material.productIn(productKey, locale),
    otherProducts: await othersOf(ctx, material, place),
    locale,
    channel: channel as Channel,
    ratios,
    heroes: await heroesOf({ db: ctx.db, files: parts.files }, campaign, {
      workspaceId: ctx.workspaceId,
      productKey,
      ratios,
    }),
    seed: `${campaign.key}:${productKey}:${locale}:${channel}:${how.seed}`,
    keep: async (bytes) => {
      const address = await parts.files.put(bytes);
      crashPoint('cell.file_written');
      return address;
    },
  };
}

/** Notes that a cell could not be made; the campaign goes on with the others. */
export async function failCell(ctx: Context, job: CellJob & { error: string }): Promise<void> {
  await withTransaction(ctx.db, async (tx) => {
    const campaign = await lockOwn(tx, ctx, job);
    const cell = await lockCell(tx, ctx.workspaceId, job.cellId);
    if (campaign === undefined || cell === undefined || cell.state === 'done') return;
    const outcome: CellOutcome = { ...cell, state: 'failed', error: job.error.slice(0, 1000) };
    await updateCell(tx, ctx.workspaceId, { id: cell.id, outcome, at: ctx.clock.now() });
    await countProgress(tx, ctx, campaign);
    await announce(ctx, tx, { campaign, cell, accepted: cell.accepted, state: 'failed' });
  });
}

/** The cell, or undefined when its campaign has no such one. */
export async function findOpenCell(
  ctx: Context,
  campaign: StoredCampaign,
  cellId: string,
): Promise<Cell | undefined> {
  const cells = await findCells(ctx.db, {
    workspaceId: ctx.workspaceId,
    campaignId: campaign.id,
    revision: campaign.revision,
  });
  return cells.find((cell) => cell.id === cellId);
}

/** The products beside the advertised one. One that cannot be loaded fails its own cells, not those of others. */
async function othersOf(
  ctx: Context,
  material: CampaignMaterial,
  { productKey, locale }: CellPlace,
): Promise<CellRequest['otherProducts']> {
  const others = material.document.products.filter((product) => product.key !== productKey).slice(0, 3);
  const facts = await Promise.allSettled(others.map((product) => material.productIn(product.key, locale)));
  return facts.flatMap((found) => {
    if (found.status === 'fulfilled') return [shownProduct(found.value, locale)];
    ctx.log.warn({ err: found.reason, productKey, locale }, 'a product is not shown beside another');
    return [];
  });
}

interface Recording {
  readonly job: CellJob;
  readonly campaign: StoredCampaign;
  readonly cell: Cell;
  readonly made: MadeCell;
  readonly copies: ModelCopies | null;
}

async function record(ctx: Context, { job, campaign, cell, made, copies }: Recording): Promise<number> {
  return withTransaction(ctx.db, async (tx) => {
    const own = await lockOwn(tx, ctx, job);
    const now = await lockCell(tx, ctx.workspaceId, cell.id);
    // Recorded meanwhile by another try of this step, or not ours any more.
    if (own === undefined || now === undefined || now.accepted !== cell.accepted || now.state !== cell.state)
      return 0;
    const at = ctx.clock.now();
    // Ids made in one millisecond are not in order by themselves; lists go by id.
    const ids = made.variants.map(() => newId('var')).toSorted();
    const variants = made.variants.map((variant, index) =>
      toRecord(variant, {
        campaign,
        cell,
        id: ids[index] ?? newId('var'),
        ordinal: cell.accepted + index + 1,
      }),
    );
    const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
    await insertVariants(tx, { ...ref, cellId: cell.id, at }, variants);
    await requestVariantApprovals(tx, ctx, { ...ref, variantIds: variants.map(({ id }) => id) });
    const accepted = cell.accepted + variants.length;
    const outcome: CellOutcome = {
      accepted,
      nearUnique: made.diversity.nearUnique,
      effective: made.diversity.effective,
      score: made.diversity.score,
      diversity: { ...made.diversity },
      gaps: [...made.gaps],
      rejected: [...made.rejected],
      ...(copies === null ? {} : { writer: writerOf(copies) }),
      state: 'done',
      error: null,
    };
    await updateCell(tx, ctx.workspaceId, { id: cell.id, outcome, at });
    await countProgress(tx, ctx, own);
    await announce(ctx, tx, { campaign, cell, accepted, state: 'done' });
    return variants.length;
  });
}

/** Who wrote for the cell, and every candidate that was thrown away. */
function writerOf({ by, problem, costMicro, refused, copies }: ModelCopies): CellOutcome['writer'] {
  return {
    ...by,
    costMicro,
    accepted: copies.length,
    refused: [...refused],
    ...(problem === undefined ? {} : { problem }),
  };
}

/** Tells of variants that came to a cell. */
export function announce(
  ctx: Context,
  tx: Parameters<typeof appendEvent>[0],
  done: { campaign: StoredCampaign; cell: Cell; accepted: number; state: string },
): Promise<void> {
  const { cell, campaign } = done;
  const payload = {
    cellId: cell.id,
    product: cell.productKey,
    locale: cell.locale,
    channel: cell.channel,
    accepted: done.accepted,
    target: cell.target,
    state: done.state,
  };
  return appendEvent(tx, ctx, {
    type: 'campaign.cell_finished',
    subject: { type: 'campaign', id: campaign.id },
    payload,
  });
}

/** A variant as it is recorded in its cell. */
export function toRecord(
  made: MadeVariant,
  place: { campaign: StoredCampaign; cell: CellPlace; id: string; ordinal: number },
): NewVariant {
  const { campaign, cell, id, ordinal } = place;
  const { productKey, locale, channel } = cell;
  const { layout } = made;
  const { angle } = made.copy;
  return {
    id,
    ordinal,
    key: `${productKey}-${locale}-${channel}-${twoDigits(ordinal)}`,
    productKey,
    locale,
    channel,
    angle,
    layout,
    palette: made.palette,
    theme: made.theme,
    writer: made.copy.writer,
    copy: { ...made.copy, hashtags: [...made.copy.hashtags], facts: [...made.copy.facts] },
    checks: [...made.checks],
    features: made.features,
    contentHash: made.contentHash,
    renditions: made.renditions.map((found) => ({
      ratio: found.ratio,
      ...FULL_SIZE[found.ratio],
      bytes: found.bytes,
      sha256: found.sha256,
      path: outputPath(campaign.key, {
        productKey,
        locale,
        channel,
        ordinal,
        angle,
        layout,
        ratio: found.ratio,
      }),
      verdict: found.verdict,
      checks: [...found.checks],
      repairs: [...found.repairs],
    })),
  };
}
