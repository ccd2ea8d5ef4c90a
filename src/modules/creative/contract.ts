import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

export const check = z.object({
  rule: z.string(),
  verdict: z.enum(['pass', 'warn', 'fail']),
  message: z.string(),
  place: z.string().optional(),
  box: box.optional(),
  measured: z.number().optional(),
  wanted: z.number().optional(),
});

export const gap = z.object({
  field: z.string(),
  kind: z.string(),
  locale: z.string().optional(),
  message: z.string().describe('What is lacking and what to add.'),
});

export const rendition = z.object({
  ratio: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  sha256: z.string(),
  path: z.string().nullable().describe('Under the output folder; null for a replaced revision.'),
  verdict: z.enum(['passed', 'repaired', 'failed']),
  checks: z.array(check),
  repairs: z.array(z.object({ rule: z.string(), step: z.string() })),
});
export type Rendition = z.output<typeof rendition>;

export const copy = z.object({
  angle: z.string(),
  locale: z.string(),
  channel: z.string(),
  headline: z.string(),
  support: z.string().optional(),
  cta: z.string(),
  badge: z.string().optional(),
  quote: z.object({ text: z.string(), by: z.string() }).optional(),
  price: z.object({ now: z.string(), before: z.string().optional() }).optional(),
  legal: z.string().optional(),
  body: z.string(),
  hashtags: z.array(z.string()),
  altText: z.string(),
  facts: z.array(z.string()).describe('Paths of the facts of the brief it rests on.'),
  writer: z.enum(['offline', 'model']),
});

export const variant = z.object({
  id: z.string(),
  key: z.string(),
  campaignId: z.string(),
  cellId: z.string(),
  revision: z.number().int(),
  ordinal: z.number().int().describe('Its number within the cell, from 1.'),
  productKey: z.string(),
  locale: z.string(),
  channel: z.string(),
  angle: z.string(),
  layout: z.string(),
  palette: z.string(),
  theme: z.string(),
  writer: z.string().describe('`offline`: written by the embedded writer, without a model.'),
  copy,
  checks: z.array(check).describe('Checks of the text; those of a picture lie on its rendition.'),
  renditions: z.array(rendition),
  createdAt: z.date(),
});
export type Variant = z.output<typeof variant>;

export const cell = z.object({
  id: z.string(),
  productKey: z.string(),
  locale: z.string(),
  channel: z.string(),
  ratios: z.array(z.string()),
  target: z.number().int(),
  accepted: z.number().int(),
  nearUnique: z.number().int(),
  effective: z.number().nullable(),
  score: z.number().nullable(),
  diversity: z.record(z.string(), z.unknown()).nullable(),
  gaps: z.array(gap),
  rejected: z.array(z.object({ reason: z.string(), angle: z.string(), layout: z.string() })),
  state: z.enum(['planned', 'done', 'failed']),
  error: z.string().nullable(),
  writer: z
    .object({
      target: z.string().optional(),
      provider: z.string().optional(),
      model: z.string().optional(),
      requestId: z.string().optional().describe('Its attempts are under /models/calls.'),
      promptVersion: z.number().int().optional(),
      promptHash: z.string().optional(),
      costMicro: z.number().nullable().describe('Millionths of a US dollar; null: a price is not known.'),
      accepted: z.number().int().describe('Texts of the model that passed every check.'),
      refused: z.array(z.object({ headline: z.string(), angle: z.string(), reason: z.string() })),
      problem: z.string().optional().describe('Why the offline writer wrote instead.'),
    })
    .nullable()
    .describe('The model that was asked to write; null: none was.'),
});
export type Cell = z.output<typeof cell>;

export const hero = z.object({
  productKey: z.string(),
  shape: z.enum(['square', 'wide', 'tall']),
  sha256: z.string().nullable().describe('null: refused, by the checks that failed.'),
  origin: z
    .object({
      target: z.string(),
      provider: z.string(),
      model: z.string(),
      requestId: z.string(),
      promptVersion: z.number().int(),
      promptHash: z.string(),
      costMicro: z.number().nullable(),
    })
    .describe('The model that painted it, and with which prompt.'),
  checks: z.array(check),
  createdAt: z.date(),
});
export type Hero = z.output<typeof hero>;

const VERDICTS = ['clean', 'noted', 'repaired'] as const;

const variantFilter = {
  locale: z.string().max(40).optional(),
  channel: z.string().max(40).optional(),
  productKey: z.string().max(200).optional(),
  cellId: z.string().max(200).optional(),
  angle: z.string().max(100).optional(),
  layout: z.string().max(100).optional(),
  verdict: z
    .enum(VERDICTS)
    .optional()
    .describe(
      '`clean`: every check passed at once; `noted`: one left a note; `repaired`: a picture was repaired.',
    ),
};

const share = z.object({ name: z.string(), count: z.number().int() });

/** What the variants of a campaign's current revision are made of, and how they stood their checks. */
export const variantSummary = z.object({
  variants: z.number().int(),
  pictures: z.number().int(),
  bytes: z.number().int(),
  angles: z.array(share),
  layouts: z.array(share),
  palettes: z.array(share),
  writers: z.array(share),
  verdicts: z.object({ clean: z.number().int(), noted: z.number().int(), repaired: z.number().int() }),
  checks: z.array(
    z.object({
      rule: z.string(),
      of: z.enum(['text', 'picture']),
      pass: z.number().int(),
      warn: z.number().int(),
      fail: z.number().int(),
    }),
  ),
});
export type VariantSummary = z.output<typeof variantSummary>;

export const creativeContract = {
  listHeroes: operation(
    { needs: 'variants.read', effect: 'read' },
    {
      method: 'GET',
      path: '/campaigns/{campaignId}/heroes',
      summary: 'Scenes that a model painted for a campaign, with origin and checks',
      tags: ['Variants'],
    },
  )
    .input(z.object({ campaignId: z.string().max(200).describe('Id or key of the campaign.') }))
    .output(z.object({ items: z.array(hero) })),
  listVariants: operation(
    { needs: 'variants.read', effect: 'read' },
    {
      method: 'GET',
      path: '/campaigns/{campaignId}/variants',
      summary: 'Variants of a campaign',
      tags: ['Variants'],
    },
  )
    .input(
      z.object({
        ...pageInput,
        campaignId: z.string().max(200).describe('Id or key of the campaign.'),
        ...variantFilter,
      }),
    )
    .output(pageOf(variant)),
  summary: operation(
    { needs: 'variants.read', effect: 'read' },
    {
      method: 'GET',
      path: '/campaigns/{campaignId}/variants/summary',
      summary: 'What the variants of a campaign are made of, and how they stood their checks',
      tags: ['Variants'],
    },
  )
    .input(z.object({ campaignId: z.string().max(200).describe('Id or key of the campaign.') }))
    .output(variantSummary),
  getVariant: operation(
    { needs: 'variants.read', effect: 'read' },
    { method: 'GET', path: '/variants/{id}', summary: 'One variant', tags: ['Variants'] },
  )
    .input(z.object({ id: z.string().max(200) }))
    .output(variant),
  listCells: operation(
    { needs: 'variants.read', effect: 'read' },
    {
      method: 'GET',
      path: '/campaigns/{campaignId}/cells',
      summary: 'Coverage of a campaign: targets, gaps and diversity per cell',
      tags: ['Variants'],
    },
  )
    .input(z.object({ campaignId: z.string().max(200) }))
    .output(z.object({ items: z.array(cell) })),
};
