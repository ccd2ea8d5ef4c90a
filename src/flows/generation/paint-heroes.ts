import { paintHero } from '#agents/art-director/paint-hero';
import type { CallScope } from '#llm/index';
import { BRIEF_TO_CAMPAIGN, findCampaign, type StoredCampaign } from '#modules/campaigns/index';
import { findHeroes, insertHero } from '#modules/creative/index';
import { type Db, withTransaction } from '#platform/db/database';
import type { FileStore } from '#platform/files/file-store';
import type { Picture, Ratio } from '#studio/model';
import { HERO_SHAPES, type HeroShape, heroShapeOf } from '#studio/pictures/hero-shape';
import { heroFeatures, judgeHero } from '#studio/pictures/judge-hero';
import { loadPicture } from '#studio/pictures/load-picture';
import { contextFor, type FlowDeps } from '#flows/deps';
import { holdRun, isOwnRun } from './hold-run.ts';
import type { CellJob, CellParts } from './make-cell.ts';

/** A scene that is wanted: which product, in which shape. */
export interface WantedHero {
  readonly productKey: string;
  readonly shape: HeroShape;
}

/** The scenes of a campaign: one a product and shape that its ratios need. */
export function heroesFor(productKeys: readonly string[], ratios: readonly string[]): WantedHero[] {
  const shapes = HERO_SHAPES.filter((shape) => ratios.some((ratio) => heroShapeOf(ratio as Ratio) === shape));
  return productKeys.flatMap((productKey) => shapes.map((shape) => ({ productKey, shape })));
}

/** Lets a model paint one scene for a run of a campaign. Returns what came of it, in words. */
export async function paintOne(
  deps: FlowDeps,
  parts: Pick<CellParts, 'material'>,
  job: Omit<CellJob, 'cellId'> & { wanted: WantedHero; key: string; signal: AbortSignal },
): Promise<string> {
  const { productKey, shape } = job.wanted;
  const actor = { kind: 'flow', flow: BRIEF_TO_CAMPAIGN.name, runId: job.runId } as const;
  const ctx = contextFor(deps, actor, job.run.workspaceId);
  const campaign = await findCampaign(ctx.db, ctx.workspaceId, { id: job.run.campaignId });
  if (!isOwnRun(campaign, job.runId)) return 'the campaign is not this run’s any more';
  using hold = holdRun(ctx, { campaignId: campaign.id, runId: job.runId });
  const scope = {
    workspaceId: ctx.workspaceId,
    actor,
    purpose: `${shape} scene for ${productKey}`,
    campaignId: campaign.id,
    runId: job.runId,
    idempotencyKey: job.key,
    ...(campaign.brandId === null ? {} : { brandId: campaign.brandId }),
  };
  const signal = AbortSignal.any([job.signal, hold.lost]);
  const { told } = await paintScene(ctx, parts, { campaign, wanted: job.wanted, scope, signal });
  return told;
}

/**
 * Lets a model paint one scene, checks it, and keeps it with its origin; a refused one is on record too. Returns what came
 * of it, in words, and what it cost in millionths of a US dollar.
 */
export async function paintScene(
  ctx: ReturnType<typeof contextFor>,
  parts: Pick<CellParts, 'material'>,
  job: { campaign: StoredCampaign; wanted: WantedHero; scope: CallScope; signal: AbortSignal },
): Promise<{ told: string; costMicro: number }> {
  const { campaign, scope, signal } = job;
  const { productKey, shape } = job.wanted;
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const present = await findHeroes(ctx.db, ref);
  if (present.some((hero) => hero.productKey === productKey && hero.shape === shape))
    return { told: 'it is there', costMicro: 0 };
  const material = await parts.material(ctx.workspaceId, campaign);
  const language = material.document.language;
  const brief = {
    brand: material.brandIn(language),
    campaign: material.campaignIn(language),
    product: await material.productIn(productKey, language),
    shape,
    language,
  };
  const painted = await paintHero(ctx, brief, {
    scope,
    unit: `${campaign.id}:${productKey}:${shape}`,
    signal,
  });
  if (!painted.ok) return { told: painted.problem, costMicro: 0 };
  const { picture, origin } = painted;
  const others = await Promise.all(
    present
      .filter((hero) => hero.shape === shape && hero.sha256 !== null)
      .map(async (hero) => ({
        label: hero.productKey,
        features: await heroFeatures(await readHero(ctx, hero.sha256 ?? '')),
      })),
  );
  const judged = judgeHero({ picture, features: await heroFeatures(picture), shape }, others);
  const checks = [...judged, ...painted.checks];
  const failed = checks.find((check) => check.verdict === 'fail');
  if (failed === undefined) await ctx.files.put(picture.bytes);
  await withTransaction(ctx.db, (tx) =>
    insertHero(tx, ref, {
      productKey,
      shape,
      origin: { ...origin },
      checks,
      picture: failed === undefined ? picture : undefined,
      at: ctx.clock.now(),
    }),
  );
  return {
    told: failed === undefined ? 'painted' : `refused: ${failed.message}`,
    costMicro: origin.costMicro ?? 0,
  };
}

/** The scenes that may stand behind a product, by ratio, with a note of where they come from. */
export async function heroesOf(
  from: { readonly db: Db; readonly files: FileStore },
  campaign: StoredCampaign,
  cell: { readonly workspaceId: string; readonly productKey: string; readonly ratios: readonly Ratio[] },
): Promise<Partial<Record<Ratio, { picture: Picture; note: string }>>> {
  const ref = { workspaceId: cell.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const found = (await findHeroes(from.db, ref)).filter((hero) => hero.productKey === cell.productKey);
  const entries = await Promise.all(
    cell.ratios.map(async (ratio) => {
      const hero = found.find(({ shape, sha256 }) => shape === heroShapeOf(ratio) && sha256 !== null);
      if (hero?.sha256 === undefined || hero.sha256 === null) return undefined;
      const { provider, model, promptHash } = hero.origin;
      const note = `The scene was painted by ${provider}/${model} (prompt ${promptHash.slice(0, 8)}); type, logo and legal line were set by the studio.`;
      return [ratio, { picture: await readHero(from, hero.sha256), note }] as const;
    }),
  );
  return Object.fromEntries(entries.filter((entry) => entry !== undefined));
}

async function readHero({ files }: { readonly files: FileStore }, sha256: string): Promise<Picture> {
  return loadPicture(await files.read(sha256));
}
