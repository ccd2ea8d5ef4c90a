import type { FieldTable } from '#kernel/fold-key';

/** Field of the brief to the other names people give it. Casing and separators are free everywhere. */
export const BRIEF_FIELDS = {
  campaignId: ['id', 'campaign_key', 'key', 'slug'],
  name: ['campaign_name', 'title', 'campaign'],
  brand: ['brand_key', 'brand_name', 'brand_id', 'client'],
  language: ['source_language', 'default_language', 'lang'],
  products: ['product', 'items'],
  targetVariants: ['target', 'variants', 'variants_per_product', 'variant_count', 'number_of_variants'],
  markets: ['market', 'countries', 'country', 'target_market', 'target_markets'],
  region: ['regions', 'target_region', 'target_regions'],
  audience: ['target_audience', 'target_group'],
  message: ['campaign_message', 'key_message', 'main_message'],
  occasion: ['season', 'event'],
  callToAction: ['cta', 'action'],
  hashtags: ['hashtag'],
  locales: ['locale', 'languages', 'target_locales', 'target_languages'],
  channels: ['channel', 'platforms', 'platform', 'networks', 'placements'],
  aspectRatios: ['ratios', 'ratio', 'aspect_ratio', 'formats', 'format', 'sizes'],
  schedule: ['dates', 'timing', 'flight', 'period'],
  startsOn: ['start_date', 'start', 'starts'],
  endsOn: ['end_date', 'end', 'ends'],
  budget: ['total_budget'],
  currency: [],
  kpis: ['kpi', 'goals', 'objectives', 'metrics', 'success_metrics'],
  requirements: ['requirement', 'notes', 'constraints', 'guidelines', 'instructions'],
} as const satisfies FieldTable;

export const PRODUCT_FIELDS = {
  name: ['title', 'product_name'],
  key: ['id', 'sku', 'product_id', 'slug'],
  nameIn: ['names', 'localized_name'],
  category: ['type', 'kind'],
  description: ['summary', 'desc'],
  benefits: ['benefit'],
  features: ['feature'],
  problems: ['problem', 'pain_points', 'pains'],
  proofs: ['proof', 'evidence'],
  quote: ['testimonial'],
  price: ['current_price'],
  previousPrice: ['old_price', 'was_price', 'list_price', 'regular_price'],
  currency: [],
  limit: ['limited_to', 'scarcity'],
  url: ['link', 'landing_page', 'href'],
  image: ['picture', 'photo', 'image_path', 'hero_image'],
  targetVariants: ['target', 'variants', 'variant_count', 'number_of_variants'],
} as const satisfies FieldTable;

export const BRAND_FIELDS = {
  name: ['brand_name', 'title'],
  key: ['id', 'slug'],
} as const satisfies FieldTable;

export const SCHEDULE_FIELDS = {
  start: ['start_date', 'starts', 'starts_on', 'from', 'begin'],
  end: ['end_date', 'ends', 'ends_on', 'to', 'until', 'deadline'],
} as const satisfies FieldTable;

export const PROOF_FIELDS = {
  text: ['claim', 'statement'],
  source: ['by', 'from', 'reference'],
} as const satisfies FieldTable;

export const QUOTE_FIELDS = {
  text: ['quote', 'words'],
  by: ['author', 'source', 'name', 'from'],
} as const satisfies FieldTable;

/** Groups that some people wrap the whole brief in. */
export const WRAPPER_KEYS: ReadonlySet<string> = new Set(['brief', 'campaignbrief', 'campaign']);
