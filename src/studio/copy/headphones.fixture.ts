import type { LocalText } from '#kernel/local-text';
import type { Brand, CampaignFacts, CopyRequest, ProductFacts } from '#studio/model';
import { HEADPHONE_FACTS, type HeadphoneFacts } from './headphones-facts.fixture.ts';

export const LANGUAGES = Object.keys(HEADPHONE_FACTS);

function inAll(read: (facts: HeadphoneFacts) => string): LocalText {
  return Object.fromEntries(LANGUAGES.map((tag) => [tag, read(HEADPHONE_FACTS[tag] as HeadphoneFacts)]));
}

export const RICH_PRODUCT: ProductFacts = {
  key: 'aurora',
  name: 'Aurora One',
  category: inAll((f) => f.category),
  description: inAll((f) => f.description),
  benefits: [0, 1, 2].map((i) => inAll((f) => f.benefits[i] ?? '')),
  features: [0, 1, 2].map((i) => inAll((f) => f.features[i] ?? '')),
  problems: [0, 1, 2].map((i) => inAll((f) => f.problems[i] ?? '')),
  proofs: [{ text: inAll((f) => f.proof), source: inAll(() => 'Norrland Lab') }],
  quote: { text: inAll((f) => f.quote), by: 'Mara Lind' },
  price: { amountMinor: 19900, currency: 'EUR' },
  previousPrice: { amountMinor: 24900, currency: 'EUR' },
  limit: inAll((f) => f.limit),
  url: 'https://norrland.example/aurora',
};

export const RICH_CAMPAIGN: CampaignFacts = {
  key: 'quiet',
  name: 'Quiet Season',
  message: inAll((f) => f.message),
  audience: inAll((f) => f.audience),
  occasion: inAll((f) => f.occasion),
  hashtags: ['#QuietSeason'],
  startsOn: '2026-12-01',
  endsOn: '2026-12-24',
};

export const BRAND: Brand = {
  key: 'norrland',
  look: {
    name: 'Norrland',
    colours: { primary: '#112233' },
    fonts: { display: { family: 'Sora' }, text: { family: 'Inter' } },
    logo: {},
    shape: 'rounded',
  },
  voice: {
    formality: 'informal',
    tone: ['calm'],
    tagline: inAll((f) => f.tagline),
    values: [0, 1].map((i) => inAll((f) => f.values[i] ?? '')),
    preferredWords: {},
    bannedWords: {},
    hashtags: {},
  },
  legalLines: { '*': inAll((f) => f.legal) },
};

/** A brief that says nothing of the product but its name. */
export const BARE_PRODUCT: ProductFacts = {
  key: 'aurora',
  name: 'Aurora One',
  benefits: [],
  features: [],
  problems: [],
  proofs: [],
};

export const BARE_CAMPAIGN: CampaignFacts = {
  key: 'quiet',
  name: 'Quiet Season',
  message: inAll((f) => f.message),
  hashtags: [],
};

export const BARE_BRAND: Brand = {
  ...BRAND,
  voice: { formality: 'formal', tone: [], values: [], preferredWords: {}, bannedWords: {}, hashtags: {} },
  legalLines: {},
};

export function richRequest(changes: Partial<CopyRequest> = {}): CopyRequest {
  return {
    brand: BRAND,
    campaign: RICH_CAMPAIGN,
    product: RICH_PRODUCT,
    locale: 'en',
    channel: 'instagram',
    count: 12,
    seed: 'seed',
    ...changes,
  };
}

export function bareRequest(changes: Partial<CopyRequest> = {}): CopyRequest {
  return {
    ...richRequest(changes),
    brand: BARE_BRAND,
    campaign: BARE_CAMPAIGN,
    product: BARE_PRODUCT,
    ...changes,
  };
}
