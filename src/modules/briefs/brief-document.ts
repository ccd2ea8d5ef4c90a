import { z } from 'zod';
import { CHANNELS, RATIOS } from '#studio/model';

/** The brief as the house keeps it: one shape for file, API, command line and form. Safe for the browser. */

export const MAX_PRODUCTS = 500;
export const MAX_VARIANTS = 1_000;
export const DEFAULT_VARIANTS = 3;

/** Locale (BCP 47) to text. */
const localText = (max: number) => z.record(z.string(), z.string().max(max));
const localTexts = (max: number, count: number) => z.array(localText(max)).max(count);

const slug = z
  .string()
  .max(80)
  .refine((text) => /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/.test(text), {
    error: 'An id holds lower-case letters, digits, - and _ only, and starts and ends with a letter or digit',
    params: { hint: 'Write it like holiday-tech-2026.' },
  });

const money = z.object({
  amountMinor: z.int().min(0),
  /** ISO 4217. */
  currency: z.string().length(3),
});

/** Market (`DE`) or `*` for every market, to price. */
const prices = z.record(z.string(), money);

const variants = z.int().min(1).max(MAX_VARIANTS);

const webAddress = z
  .string()
  .max(2_048)
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), {
    error: 'This is not a web address',
    params: { hint: 'Write the whole address, such as https://example.com/product.' },
  });

const isoDay = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const briefProduct = z.object({
  key: slug,
  name: z.string().min(1).max(120),
  nameIn: localText(120).exactOptional(),
  category: localText(120).exactOptional(),
  description: localText(2_000).exactOptional(),
  benefits: localTexts(300, 30),
  features: localTexts(300, 30),
  problems: localTexts(300, 30),
  proofs: z.array(z.object({ text: localText(400), source: localText(300).exactOptional() })).max(20),
  quote: z.object({ text: localText(500), by: z.string().max(120) }).exactOptional(),
  price: prices.exactOptional(),
  previousPrice: prices.exactOptional(),
  limit: localText(200).exactOptional(),
  url: webAddress.exactOptional(),
  /** Path of a PNG, JPEG or WebP file, relative to the brief. */
  image: z.string().max(1_024).exactOptional(),
  targetVariants: variants,
  /** Keys that are not known, as written. */
  extra: z.record(z.string(), z.json()),
});

export const briefDocument = z.object({
  campaignId: slug,
  name: z.string().min(1).max(200),
  /** Key or name of a brand kit; absent when the brief names none. */
  brand: z.string().max(120).exactOptional(),
  /** The language of texts that are given once, as a BCP 47 tag. */
  language: z.string(),
  locales: z.array(z.string()).min(1).max(50),
  /** ISO 3166 countries. */
  markets: z.array(z.string()).max(100),
  /** A region in the writer's words, where it is not a list of countries. */
  region: z.string().max(200).exactOptional(),
  products: z.array(briefProduct).min(1).max(MAX_PRODUCTS),
  /** Wanted variants per product, where a product does not say otherwise. */
  targetVariants: variants,
  audience: localText(500).exactOptional(),
  message: localText(500).exactOptional(),
  occasion: localText(200).exactOptional(),
  callToAction: localText(80).exactOptional(),
  hashtags: z.array(z.string().min(1).max(80)).max(50),
  channels: z.array(z.enum(CHANNELS)).min(1),
  aspectRatios: z.array(z.enum(RATIOS)).min(1),
  /** First and last day, ISO dates. */
  schedule: z.object({ start: isoDay.exactOptional(), end: isoDay.exactOptional() }).exactOptional(),
  budget: money.exactOptional(),
  kpis: z.array(z.json()).max(50),
  requirements: z.array(z.json()).max(200),
  /** Keys that are not known, as written: kept, never lost. */
  extra: z.record(z.string(), z.json()),
});

export type BriefProduct = z.infer<typeof briefProduct>;
export type BriefDocument = z.infer<typeof briefDocument>;
