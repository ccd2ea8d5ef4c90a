import { marketOf, priceIn } from '#kernel/market';
import type { BriefMaterial, ProductMaterial } from '#agents/work/material';
import type { CampaignFacts, Picture, ProductFacts } from '#studio/model';

/** A campaign of a brief as the studio takes it, for one locale. */
export function campaignFacts(brief: BriefMaterial, locale: string): CampaignFacts {
  return {
    key: brief.campaignId,
    name: brief.name,
    nameLanguage: brief.language,
    hashtags: brief.hashtags,
    ...defined({
      message: brief.message,
      audience: brief.audience,
      occasion: brief.occasion,
      callToAction: brief.callToAction,
      startsOn: brief.schedule?.start,
      endsOn: brief.schedule?.end,
      market: marketOf(brief, locale),
    }),
  };
}

/** A product of a brief as the studio takes it, for one locale. */
export function productFacts(
  product: ProductMaterial,
  from: { brief: Pick<BriefMaterial, 'markets'>; locale: string; picture: Picture | undefined },
): ProductFacts {
  const market = marketOf(from.brief, from.locale);
  const { key, name, benefits, features, problems, proofs } = product;
  return {
    key,
    name,
    benefits,
    features,
    problems,
    proofs,
    ...defined({
      nameIn: product.nameIn,
      category: product.category,
      description: product.description,
      quote: product.quote,
      price: priceIn(product.price, market),
      previousPrice: priceIn(product.previousPrice, market),
      limit: product.limit,
      url: product.url,
      picture: from.picture,
    }),
  };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The same object without the keys whose value is undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Defined<T>;
}
