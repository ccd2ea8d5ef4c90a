import { campaignFacts, productFacts } from '#agents/work/methods/brief-facts';
import { findBrand, loadBrandMaterial, neutralMaterial, type BrandMaterial } from '#modules/brands/index';
import { briefOf, type BriefDocument, type BriefProduct, type StoredBrief } from '#modules/briefs/index';
import type { StoredCampaign } from '#modules/campaigns/index';
import { languageOf } from '#kernel/local-text';
import { contextFor, type FlowDeps } from '#flows/deps';
import type { Context } from '#platform/context';
import type { FileStore } from '#platform/files/file-store';
import { loadPicture } from '#studio/pictures/load-picture';
import type { Brand, CampaignFacts, Picture, ProductFacts } from '#studio/model';

const REMEMBERED = 4;

/** Everything the studio needs of one campaign revision, read once for a run of cells. */
export interface CampaignMaterial {
  readonly document: BriefDocument;
  readonly brandIn: (locale: string) => Brand;
  readonly campaignIn: (locale: string) => CampaignFacts;
  readonly productIn: (key: string, locale: string) => Promise<ProductFacts>;
  readonly hasBrandKit: boolean;
}

/** Loads brief, brand kit and (when first asked for) product pictures of a campaign revision. */
export async function loadMaterial(
  ctx: Context,
  files: FileStore,
  campaign: StoredCampaign,
): Promise<CampaignMaterial> {
  const brief = await briefOf(ctx, { campaignId: campaign.id, revision: campaign.revision });
  if (brief === undefined)
    throw new Error(`brief revision ${campaign.revision} of ${campaign.key} is not there`);
  const stored =
    campaign.brandId === null ? undefined : await findBrand(ctx.db, ctx.workspaceId, campaign.brandId);
  const brand: BrandMaterial =
    stored === undefined
      ? neutralMaterial(brief.document.brand ?? brief.document.name)
      : await loadBrandMaterial(stored, files);
  const pictures = new Map<string, Promise<Picture>>();
  return {
    document: brief.document,
    hasBrandKit: stored !== undefined,
    brandIn: (locale) => brand.inLanguage(languageOf(locale)),
    campaignIn: (locale) => campaignFacts(brief.document, locale),
    productIn: async (key, locale) => {
      const product = brief.document.products.find((candidate) => candidate.key === key);
      if (product === undefined) throw new Error(`product ${key} is not in the brief of ${campaign.key}`);
      const picture = await pictureOf(product, { brief, files, pictures });
      return productFacts(product, { brief: brief.document, locale, picture });
    },
  };
}

/** Brief, brand and pictures of the few campaigns that are worked on now. */
export function rememberMaterial(
  deps: FlowDeps,
): (workspaceId: string, campaign: StoredCampaign) => Promise<CampaignMaterial> {
  const known = new Map<string, Promise<CampaignMaterial>>();
  return (workspaceId, campaign) => {
    const key = `${campaign.id}:${campaign.revision}:${campaign.runId ?? ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const ctx = contextFor(deps, { kind: 'system', part: 'generation' }, workspaceId);
    const loading = loadMaterial(ctx, deps.files, campaign);
    known.set(key, loading);
    loading.catch(() => known.delete(key));
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    return loading;
  };
}

async function pictureOf(
  product: BriefProduct,
  from: { brief: StoredBrief; files: FileStore; pictures: Map<string, Promise<Picture>> },
): Promise<Picture | undefined> {
  const address = product.image === undefined ? undefined : from.brief.files[product.image];
  if (address === undefined) return undefined;
  const known = from.pictures.get(address);
  if (known !== undefined) return known;
  const loading = from.files.read(address).then(loadPicture);
  from.pictures.set(address, loading);
  loading.catch(() => from.pictures.delete(address));
  return loading;
}
