import { z } from 'zod';
import { canonicalLocale, regionName } from '#platform/structured-text/read-values';
import { CHANNELS } from '#studio/model';

/** An evaluation set as it is written. Keys are those of the file. */

/** A run calls a model for each case. */
export const MOST_CASES = 50;

const hint = (of: string): { params: { hint: string } } => ({ params: { hint: of } });

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

const locale = z.string().refine((tag) => canonicalLocale(tag) === tag, {
  error: 'This is no language tag',
  ...hint('Write it like en-US, de-DE or ja-JP.'),
});
/** Given once, it is in the case's language; else one text a language. */
const text = (most: number) =>
  z.union([z.string().min(1).max(most), z.record(locale, z.string().min(1).max(most))], {
    error: 'A text is expected here, or one text per language',
  });
const texts = z.array(text(400)).max(30).default([]);
const words = z
  .union(
    [z.array(z.string().min(1).max(80)).max(200), z.record(z.string(), z.array(z.string().min(1).max(80)))],
    {
      error: 'A list of words is expected here, or one list per language',
    },
  )
  .default([]);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'A day looks like 2026-12-24');
const money = z.strictObject({
  amount: z.number().min(0),
  currency: z.string().refine((code) => CURRENCIES.has(code), {
    error: 'This is no currency',
    ...hint('Write its ISO code, such as EUR.'),
  }),
});
const phrases = z.array(z.string().min(1).max(200)).max(30).default([]);

const brand = z.strictObject({
  name: z.string().min(1).max(120),
  formality: z.enum(['formal', 'informal']).default('informal'),
  tone: z.array(z.string().min(1).max(60)).max(12).default([]),
  tagline: text(160).optional(),
  values: texts,
  preferred_words: words,
  banned_words: words,
});

const campaign = z.strictObject({
  name: z.string().min(1).max(200),
  message: text(500).optional(),
  audience: text(500).optional(),
  occasion: text(200).optional(),
  call_to_action: text(80).optional(),
  starts_on: day.optional(),
  ends_on: day.optional(),
  market: z
    .string()
    .refine((code) => regionName(code) !== undefined, {
      error: 'This is no country',
      ...hint('Write its ISO code in capitals, such as DE.'),
    })
    .optional(),
});

const product = z.strictObject({
  name: z.string().min(1).max(120),
  category: text(120).optional(),
  description: text(2_000).optional(),
  benefits: texts,
  features: texts,
  problems: texts,
  proofs: z
    .array(z.strictObject({ text: text(400), source: text(300).optional() }))
    .max(20)
    .default([]),
  quote: z.strictObject({ text: text(500), by: z.string().min(1).max(120) }).optional(),
  price: money.optional(),
  previous_price: money.optional(),
  limit: text(200).optional(),
  url: z.url({ protocol: /^https?$/, error: 'This is no web address' }).optional(),
});

const expectations = z.strictObject({
  min_accepted: z.number().int().min(0).max(12).default(1),
  must_mention: phrases,
  must_not_mention: phrases,
});
export type Expectations = z.output<typeof expectations>;

export const evaluationCase = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,79}$/, 'Names have small letters, digits, `.`, `-` and `_`'),
  locale,
  /** Of texts that are given once, where it is another one than the locale's. */
  language: locale.optional(),
  channel: z.enum(CHANNELS),
  count: z.number().int().min(1).max(12).default(4),
  brand,
  campaign,
  product,
  expect: expectations.prefault({}),
});
export type EvaluationCase = z.output<typeof evaluationCase>;

export const evaluationSet = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_.-]{0,79}$/, 'Names have small letters, digits, `.`, `-` and `_`'),
    use_case: z.literal('copywriting', { error: 'Sets are for the use case copywriting' }),
    cases: z.array(evaluationCase).min(1).max(MOST_CASES),
  })
  .superRefine(({ cases }, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of cases.entries()) {
      if (seen.has(name))
        context.addIssue({
          code: 'custom',
          path: ['cases', index, 'name'],
          message: `Two cases are called ${name}`,
          ...hint('Give each case a name of its own.'),
        });
      seen.add(name);
    }
  });
export type EvaluationSet = z.output<typeof evaluationSet>;
