import { languageOf, type LocalText } from '#kernel/local-text';
import { moneyFromDecimal } from '#kernel/money';
import { defined } from '#platform/structured-text/defined';
import { slugify } from '#platform/structured-text/slug';
import type { Brand, CampaignFacts, CopyRequest, ProductFacts } from '#studio/model';
import type { EvaluationCase } from './set-document.ts';

type Text = string | Readonly<Record<string, string>>;
type Words = readonly string[] | Readonly<Record<string, readonly string[]>>;

/** What the copywriter is asked for in a case. */
export function requestOf(given: EvaluationCase, seed: string): CopyRequest {
  const { locale, channel, count } = given;
  const language = languageOf(given.language ?? locale);
  return {
    brand: brandOf(given, language),
    campaign: campaignOf(given, language),
    product: productOf(given, language),
    locale,
    channel,
    count,
    seed,
  };
}

function brandOf({ brand }: EvaluationCase, language: string): Brand {
  const { name, formality, tone, tagline, values } = brand;
  // Only its name is needed: nothing is drawn.
  const font = { family: 'Inter' };
  const look = {
    name,
    colours: { primary: '#000000' },
    fonts: { display: font, text: font },
    logo: {},
    shape: 'rounded',
  } as const;
  return {
    key: slugify(name) || 'brand',
    look,
    voice: {
      formality,
      tone,
      values: values.map((text) => localText(text, language)),
      preferredWords: wordsOf(brand.preferred_words, language),
      bannedWords: wordsOf(brand.banned_words, language),
      hashtags: {},
      ...defined({ tagline: optional(tagline, language) }),
    },
    legalLines: {},
  };
}

function campaignOf({ campaign, locale }: EvaluationCase, language: string): CampaignFacts {
  return {
    key: slugify(campaign.name) || 'campaign',
    name: campaign.name,
    nameLanguage: language,
    hashtags: [],
    ...defined({
      message: optional(campaign.message, language),
      audience: optional(campaign.audience, language),
      occasion: optional(campaign.occasion, language),
      callToAction: optional(campaign.call_to_action, language),
      startsOn: campaign.starts_on,
      endsOn: campaign.ends_on,
      market: campaign.market ?? new Intl.Locale(locale).region,
    }),
  };
}

function productOf({ product }: EvaluationCase, language: string): ProductFacts {
  const list = (texts: readonly Text[]): LocalText[] => texts.map((text) => localText(text, language));
  const { price, previous_price: before, quote } = product;
  return {
    key: slugify(product.name) || 'product',
    name: product.name,
    benefits: list(product.benefits),
    features: list(product.features),
    problems: list(product.problems),
    proofs: product.proofs.map(({ text, source }) => ({
      text: localText(text, language),
      ...defined({ source: optional(source, language) }),
    })),
    ...defined({
      category: optional(product.category, language),
      description: optional(product.description, language),
      quote: quote === undefined ? undefined : { text: localText(quote.text, language), by: quote.by },
      price: price === undefined ? undefined : moneyFromDecimal(price.amount, price.currency),
      previousPrice: before === undefined ? undefined : moneyFromDecimal(before.amount, before.currency),
      limit: optional(product.limit, language),
      url: product.url,
    }),
  };
}

function localText(text: Text, language: string): LocalText {
  return typeof text === 'string' ? { [language]: text } : text;
}

function optional(text: Text | undefined, language: string): LocalText | undefined {
  return text === undefined ? undefined : localText(text, language);
}

function wordsOf(words: Words, language: string): Record<string, readonly string[]> {
  return isList(words) ? { [language]: words } : { ...words };
}

function isList(words: Words): words is readonly string[] {
  return Array.isArray(words);
}
