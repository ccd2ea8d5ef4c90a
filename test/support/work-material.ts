import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { VariantMaterial, WorkMaterial } from '#agents/work/material';
import { parseBrief } from '#modules/briefs/index';
// eslint-disable-next-line no-restricted-imports -- a test reads a kit as its folder import does
import { parseBrand } from '#modules/brands/parse-brand';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));

/** What an executor gets of an example campaign; by default the holiday brief of Northlight on its first day. */
export async function exampleMaterial(
  files: { brief?: string; brand?: string } = {},
  more: Partial<WorkMaterial> = {},
): Promise<WorkMaterial> {
  const { brief: briefFile = 'holiday_tech_collection.yaml', brand: brandKey = 'northlight' } = files;
  const brief = await parseBrief({ text: read(`briefs/${briefFile}`), fileName: briefFile });
  const brand = await parseBrand({ content: read(`brands/${brandKey}/brand.yaml`), fileName: 'brand.yaml' });
  if (!brief.ok || !brand.ok) throw new Error(`the example ${briefFile} cannot be read`);
  return {
    today: '2026-11-27',
    brand: brand.document,
    brief: brief.document,
    variants: [],
    isBeingMade: false,
    knowledge: [],
    sources: [],
    earlier: [],
    holidays: [],
    ...more,
  };
}

/** Some variants as the studio makes them. */
export function exampleVariants(): VariantMaterial[] {
  const rows = [
    ['instagram', 'benefit', 'split', 'Turns a full train into a quiet room'],
    ['instagram', 'problem', 'big_type', 'Engine noise that drowns out the podcast?'],
    ['facebook', 'proof', 'card', '38 decibels less noise at 1 kHz'],
    ['linkedin', 'feature', 'editorial', '60 hours of battery life'],
    ['email', 'occasion', 'story', 'A quiet evening for the holidays'],
  ] as const;
  return rows.map(([channel, angle, layout, headline], index) => ({
    id: `var_${index}`,
    productKey: 'hush-one',
    locale: 'en-US',
    channel,
    angle,
    layout,
    headline,
    body: `${headline}. Northlight headphones for the way home.`,
    state: index === 0 ? 'approved' : 'pending_review',
  }));
}

function read(path: string): string {
  return readFileSync(EXAMPLES + path, 'utf8');
}
