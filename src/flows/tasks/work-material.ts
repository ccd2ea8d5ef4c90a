import type { VariantMaterial, WorkMaterial } from '#agents/work/material';
import { statesOfVariants } from '#modules/approvals/index';
import { findBrand } from '#modules/brands/index';
import { type BriefDocument, briefOf } from '#modules/briefs/index';
import { findCampaign } from '#modules/campaigns/index';
import { findVariants, type Variant } from '#modules/creative/index';
import { knowledgeOf } from '#modules/knowledge/index';
import { holidaysOf } from '#modules/schedule/index';
import { sourcesOf } from '#modules/sources/index';
import { earlierWork } from '#modules/tasks/index';
import type { Context } from '#platform/context';

/** So many variants an executor is given. */
const MOST_VARIANTS = 200;
/** So many items of knowledge. */
const MOST_KNOWLEDGE = 100;
/** So many pages and files about others, and so much of each. */
const MOST_SOURCES = 20;
const MOST_OF_SOURCE = 20_000;
const MOST_MARKETS = 20;

/** What an executor of a task is given, and of which revision of the brief it is. */
export async function loadWorkMaterial(
  ctx: Context,
  task: { id: string; campaignId: string },
  { withPreviews }: { withPreviews: boolean },
): Promise<{ material: WorkMaterial; briefRevision: number | null }> {
  const { db, workspaceId } = ctx;
  const campaign = await findCampaign(db, workspaceId, { id: task.campaignId });
  const brief =
    campaign === undefined
      ? undefined
      : await briefOf(ctx, { campaignId: campaign.id, revision: campaign.revision });
  const brandId = campaign?.brandId ?? null;
  const brand = brandId === null ? undefined : await findBrand(db, workspaceId, brandId);
  const revision = campaign?.revision ?? 0;
  const ref = { workspaceId, campaignId: task.campaignId, revision, limit: MOST_VARIANTS };
  const variants = (await findVariants(db, ref)).slice(0, MOST_VARIANTS);
  const states = await statesOfVariants(
    ctx,
    variants.map(({ id }) => id),
  );
  const material: WorkMaterial = {
    today: ctx.clock.now().toISOString().slice(0, 10),
    brand: brand?.document ?? null,
    brief: brief?.document ?? null,
    variants: variants.map((variant) => toMaterial(variant, states.get(variant.id) ?? 'pending_review')),
    knowledge: brand === undefined ? [] : await learntAbout(ctx, brand.id),
    sources: brand === undefined ? [] : await readAbout(ctx, brand.id),
    earlier: await earlierWork(db, workspaceId, {
      campaignId: task.campaignId,
      exceptTaskId: task.id,
      withPreviews,
    }),
    holidays: await holidaysIn(brief?.document),
  };
  return { material, briefRevision: brief === undefined ? null : (campaign?.revision ?? null) };
}

/** What has been learnt about a brand, the surest first. */
async function learntAbout(ctx: Context, brandId: string): Promise<WorkMaterial['knowledge']> {
  const found = await knowledgeOf(ctx.db, ctx.workspaceId, { brandId, limit: MOST_KNOWLEDGE });
  return found.map(({ id, statement, evidence, confidence, state }) => ({
    id,
    statement,
    confidence,
    evidence: evidence.map(({ text, source }) => `${text} (${source})`).join('; '),
    isConfirmed: state === 'confirmed',
  }));
}

/** Pages and files about competitors and the market as they are kept; none is read anew for a task. */
async function readAbout(ctx: Context, brandId: string): Promise<WorkMaterial['sources']> {
  const how = { brandId, limit: MOST_SOURCES, characters: MOST_OF_SOURCE };
  const found = await sourcesOf(ctx.db, ctx.workspaceId, how);
  return found.map(({ id, about, place, readAt, text }) => ({
    id,
    about,
    place,
    readOn: readAt.toISOString().slice(0, 10),
    text,
  }));
}

/** Public holidays of the markets of a brief while it runs. */
async function holidaysIn(document: BriefDocument | undefined): Promise<WorkMaterial['holidays']> {
  const { start, end } = document?.schedule ?? {};
  if (document === undefined || start === undefined || end === undefined) return [];
  const [first, last] = [Number(start.slice(0, 4)), Number(end.slice(0, 4))];
  const years = Array.from({ length: Math.min(3, last - first + 1) }, (_, index) => first + index);
  const found = [];
  for (const market of document.markets.slice(0, MOST_MARKETS))
    for (const { date, name } of (await holidaysOf(market, years)) ?? [])
      if (date >= start && date <= end) found.push({ date, market, name });
  return found.toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function toMaterial(variant: Variant, state: VariantMaterial['state']): VariantMaterial {
  const { id, productKey, locale, channel, angle, layout, copy } = variant;
  return {
    id,
    productKey,
    locale,
    channel: channel as VariantMaterial['channel'],
    angle: angle as VariantMaterial['angle'],
    layout,
    headline: copy.headline,
    body: copy.body,
    state,
  };
}
