import { type ModelCopies, writeModelCopies } from '#agents/copywriter/write-copies';
import type { VariantOrder } from '#agents/work/ordered-variants';
import type { contextFor } from '#flows/deps';
import type { CallScope } from '#llm/index';
import type { StoredCampaign } from '#modules/campaigns/index';
import { findCells, findCellVariants } from '#modules/creative/index';
import { measureDiversity } from '#studio/diversity/report';
import type { CellRequest, MadeVariant } from '#studio/produce/cell-request';
import { toItem } from '#studio/produce/diversity-item';
import { produceCell } from '#studio/produce/produce-cell';
import { type CellParts, requestFor } from './make-cell.ts';
import { cellsOf } from './plan-campaign.ts';

/** What came of an order: a variant that belongs to no campaign yet, or why there is none. Plain data, as steps keep it. */
export interface DrawnOrder {
  readonly order: VariantOrder;
  readonly made: PlainVariant | null;
  readonly problem: string | null;
  /** Why no model wrote, where one is set. */
  readonly noModel: string | null;
  /** What the model that wrote asked for, in millionths of a US dollar. */
  readonly costMicro: number;
}

/** A variant with its features as base64. */
export interface PlainVariant extends Omit<MadeVariant, 'features'> {
  readonly features: string;
}

/** So many texts a model is asked for; those of other thoughts are not used. */
const TEXTS_OF_MODEL = 4;

/** How an order is drawn. */
export interface OrderJob {
  readonly campaign: StoredCampaign;
  readonly order: VariantOrder;
  /** Equal over repeats. */
  readonly seed: string;
  /** For the model that writes; undefined leaves it to the offline writer. */
  readonly scope: CallScope | undefined;
  readonly signal: AbortSignal;
}

/**
 * Makes the variant of one order: whole in every ratio that the campaign asks for, audited like any other, and different
 * from those at its place. Nothing but its files is kept. A step may repeat it.
 */
export async function drawOrder(
  ctx: ReturnType<typeof contextFor>,
  parts: CellParts,
  job: OrderJob,
): Promise<DrawnOrder> {
  const { campaign, order, seed, signal } = job;
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const { document } = await parts.material(ctx.workspaceId, campaign);
  const cell = (await findCells(ctx.db, ref)).find((one) => isPlaceOf(one, order));
  const place = cell ?? cellsOf(document).find((one) => isPlaceOf(one, order));
  if (place === undefined)
    return undrawn(
      order,
      `The brief asks for no ${order.channel} of ${order.productKey} in ${order.locale}.`,
    );
  const present = cell === undefined ? [] : await findCellVariants(ctx.db, ctx.workspaceId, cell.id);
  const { angle, layout, headline } = order;
  const request = await requestFor(ctx, parts, {
    campaign,
    place,
    target: present.length + 1,
    present,
    wanted: { angle, layout, headline },
    seed,
    signal,
  });
  const written = job.scope === undefined ? undefined : await letWrite(ctx, request, job.scope, order.id);
  const by = { noModel: written?.problem ?? null, costMicro: written?.costMicro ?? 0 };
  const made = await produceCell(parts.studio, { ...request, written });
  const [variant] = made.variants;
  if (variant === undefined) {
    const [first] = made.rejected;
    const thought = `the thought “${angle.replace('_', ' ')}” in ${order.locale}`;
    const problem =
      first === undefined
        ? `What the brief says carries no text for ${thought}. Say more of the product in that language.`
        : `No text for ${thought} passed: ${first.reason}`;
    return undrawn(order, problem, by);
  }
  if (present.length > 0 && made.diversity.nearUnique <= measureDiversity(present.map(toItem)).nearUnique)
    return undrawn(order, 'What came of it looks and reads like a variant that is there already.', by);
  const { features, ...rest } = variant;
  return {
    order,
    made: { ...rest, features: Buffer.from(features).toString('base64') },
    problem: null,
    ...by,
  };
}

/** An order that came to nothing, with the reason. */
export function undrawn(
  order: VariantOrder,
  problem: string,
  by: Pick<DrawnOrder, 'noModel' | 'costMicro'> = { noModel: null, costMicro: 0 },
): DrawnOrder {
  return { order, made: null, problem, ...by };
}

/** Whether an order is for this place. */
export function isPlaceOf(
  place: { productKey: string; locale: string; channel: string },
  order: VariantOrder,
): boolean {
  return (
    place.productKey === order.productKey && place.locale === order.locale && place.channel === order.channel
  );
}

function letWrite(
  ctx: ReturnType<typeof contextFor>,
  request: CellRequest,
  scope: CallScope,
  unit: string,
): Promise<ModelCopies> {
  const { brand, campaign, product, locale, channel, seed, present, wanted, signal } = request;
  return writeModelCopies(
    ctx,
    { brand, campaign, product, locale, channel, seed, count: TEXTS_OF_MODEL },
    {
      scope,
      unit,
      least: 1,
      present: present.map(({ headline }) => headline),
      ...(wanted === undefined ? {} : { angles: [wanted.angle] }),
      signal,
    },
  );
}
