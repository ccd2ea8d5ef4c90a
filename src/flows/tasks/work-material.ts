import type { VariantMaterial, WorkMaterial } from '#agents/work/material';
import { statesOfVariants } from '#modules/approvals/index';
import { findBrands } from '#modules/brands/index';
import { type BriefDocument, briefsOf } from '#modules/briefs/index';
import { findCampaigns, isBeingMade, type StoredCampaign } from '#modules/campaigns/index';
import { type VariantText, variantTexts } from '#modules/creative/index';
import { knowledgeOf } from '#modules/knowledge/index';
import { holidaysOf } from '#modules/schedule/index';
import { sourcesOf } from '#modules/sources/index';
import { type EarlierWork, earlierWork } from '#modules/tasks/index';
import type { Context } from '#platform/context';

/** So many variants an executor is given. */
const MOST_VARIANTS = 200;
/** So many items of knowledge. */
const MOST_KNOWLEDGE = 100;
/** So many pages and files about others, and so much of each. */
const MOST_SOURCES = 20;
const MOST_OF_SOURCE = 20_000;
const MOST_MARKETS = 20;

/** What the executor of a task is given, and of which revision of the brief it is. */
export interface GivenMaterial {
  readonly material: WorkMaterial;
  readonly briefRevision: number | null;
}

interface TaskOfCampaign {
  readonly id: string;
  readonly campaignId: string;
}

interface How {
  /** Previews count as finished work. */
  readonly withPreviews: boolean;
}

/** What an executor of a task is given. */
export async function loadWorkMaterial(ctx: Context, task: TaskOfCampaign, how: How): Promise<GivenMaterial> {
  return (await loadWorkMaterials(ctx, [task], how))(task);
}

/** What the executors of several tasks are given: read at once for all of them, a campaign but once. */
export async function loadWorkMaterials(
  ctx: Context,
  tasks: readonly TaskOfCampaign[],
  { withPreviews }: How,
): Promise<(task: TaskOfCampaign) => GivenMaterial> {
  const { db, workspaceId } = ctx;
  const campaignIds = [...new Set(tasks.map(({ campaignId }) => campaignId))];
  const campaigns = await findCampaigns(db, workspaceId, campaignIds);
  const shared = await loadOfCampaigns(ctx, campaigns);
  const earlier = Map.groupBy(
    await earlierWork(db, workspaceId, { campaignIds, withPreviews }),
    ({ campaignId }) => campaignId,
  );
  const none: GivenMaterial = { material: emptyMaterial(ctx), briefRevision: null };
  return ({ id, campaignId }) => {
    const { material, briefRevision } = shared.get(campaignId) ?? none;
    const done = newestOfEach((earlier.get(campaignId) ?? []).filter(({ taskId }) => taskId !== id));
    return { material: { ...material, earlier: done }, briefRevision };
  };
}

/** What all tasks of a campaign are given, by the id of the campaign. */
async function loadOfCampaigns(
  ctx: Context,
  campaigns: readonly StoredCampaign[],
): Promise<ReadonlyMap<string, GivenMaterial>> {
  const { db, workspaceId } = ctx;
  const refs = campaigns.map(({ id, revision }) => ({ campaignId: id, revision }));
  const briefs = new Map(
    (await briefsOf(db, workspaceId, refs)).map((brief) => [brief.campaignId, brief.document]),
  );
  const brandIds = [...new Set(campaigns.flatMap(({ brandId }) => brandId ?? []))];
  const brands = new Map(
    (brandIds.length === 0 ? [] : await findBrands(db, workspaceId, brandIds)).map((brand) => [
      brand.id,
      brand,
    ]),
  );
  const knowledge = new Map<string, WorkMaterial['knowledge']>();
  const sources = new Map<string, WorkMaterial['sources']>();
  for (const id of brands.keys()) {
    knowledge.set(id, await learntAbout(ctx, id));
    sources.set(id, await readAbout(ctx, id));
  }
  const variants = await loadVariants(ctx, refs);
  const given = new Map<string, GivenMaterial>();
  for (const campaign of campaigns) {
    const { id, brandId, revision } = campaign;
    const brief = briefs.get(id);
    const brand = brands.get(brandId ?? '');
    const material: WorkMaterial = {
      ...emptyMaterial(ctx),
      brand: brand?.document ?? null,
      brief: brief ?? null,
      variants: variants.get(id) ?? [],
      isBeingMade: isBeingMade(campaign.status),
      knowledge: knowledge.get(brandId ?? '') ?? [],
      sources: sources.get(brandId ?? '') ?? [],
      holidays: await holidaysIn(brief),
    };
    given.set(id, { material, briefRevision: brief === undefined ? null : revision });
  }
  return given;
}

function emptyMaterial(ctx: Context): WorkMaterial {
  const today = ctx.clock.now().toISOString().slice(0, 10);
  return {
    today,
    brand: null,
    brief: null,
    variants: [],
    isBeingMade: false,
    knowledge: [],
    sources: [],
    earlier: [],
    holidays: [],
  };
}

/** The variants of campaigns with how they stand, by the id of the campaign. */
async function loadVariants(
  ctx: Context,
  refs: readonly { campaignId: string; revision: number }[],
): Promise<ReadonlyMap<string, VariantMaterial[]>> {
  const found = await variantTexts(ctx.db, ctx.workspaceId, { refs, limit: MOST_VARIANTS });
  if (found.length === 0) return new Map();
  const states = await statesOfVariants(
    ctx,
    found.map(({ id }) => id),
  );
  const byCampaign = Map.groupBy(found, ({ campaignId }) => campaignId);
  return new Map(
    [...byCampaign].map(([id, variants]) => [
      id,
      variants.map((variant) => toMaterial(variant, states.get(variant.id) ?? 'pending_review')),
    ]),
  );
}

/** One of each type: the first, where the newest come first. */
function newestOfEach(works: readonly EarlierWork[]): WorkMaterial['earlier'] {
  const seen = new Set<string>();
  const kept = [];
  for (const { taskId, type, title, content } of works) {
    if (seen.has(type)) continue;
    seen.add(type);
    kept.push({ taskId, type, title, content });
  }
  return kept;
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

function toMaterial(variant: VariantText, state: VariantMaterial['state']): VariantMaterial {
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
