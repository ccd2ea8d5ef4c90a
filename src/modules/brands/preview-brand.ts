import { languageOf, textFor } from '#kernel/local-text';
import { authorise } from '#platform/auth/permissions';
import { canonicalLocale } from '#platform/structured-text/read-values';
import { writeCopies } from '#studio/copy/write-copies';
import { type Brand, type Copy, type CreativeSpec, FULL_SIZE } from '#studio/model';
import type { StudioRenderer } from '#studio/render/index';
import type { BrandDocument } from './brand-document.ts';
import type { BrandPreview, brandsContract } from './contract.ts';
import { addressesByPath, filesOf } from './kit-files.ts';
import { type FileContext, needBrand } from './service.ts';
import { loadBrandMaterial } from './studio-brand.ts';
import { brandError } from './errors.ts';
import type { z } from 'zod';

/** A context of verbs that draw. The renderer is loaded when it is first asked for. */
export type DrawContext = FileContext & { readonly studio: () => Promise<StudioRenderer> };

type PreviewInput = z.output<NonNullable<(typeof brandsContract.preview)['~orpc']['inputSchema']>>;

/** Pixels of the longer side. */
const LONG_SIDE = 540;
const CHANNEL = 'instagram';

/**
 * A small picture in the look of a kit or of a draft of it, with the files the kit has, written and drawn as a campaign
 * would be. Links of a draft to files that the kit has not are passed over. Throws `brands.unknown`.
 */
export async function previewBrand(ctx: DrawContext, input: PreviewInput): Promise<BrandPreview> {
  authorise(ctx, 'brands.read');
  const stored = await needBrand(ctx.db, ctx.workspaceId, input.id);
  const { document, files } = withKnownFiles(input.document ?? stored.document, addressesByPath(stored));
  const locale = canonicalLocale(input.locale ?? document.language);
  if (locale === undefined)
    throw brandError('brands.document_invalid', {
      problems: `${input.locale ?? document.language} is not a language.`,
    });
  const material = await loadBrandMaterial({ ...stored, document, files }, ctx.files);
  const brand = material.inLanguage(languageOf(locale));
  // Loaded here and not above: a process that draws nothing does without it.
  const { composeCreative, encodeJpeg } = await import('#studio/render/index');
  const { layout, palette, theme, ratio } = input;
  const { width, height } = FULL_SIZE[ratio];
  const spec: CreativeSpec = {
    layout,
    palette,
    theme,
    ratio,
    scale: LONG_SIDE / Math.max(width, height),
    copy: copyFor(brand, { ...input, document, locale }),
    brand: brand.look,
    products: [{ name: document.name }],
    hasButton: true,
    seed: 'preview',
  };
  const drawn = await composeCreative(await ctx.studio(), spec);
  const label = { campaign: 'preview', variant: layout, writer: 'offline' } as const;
  const jpeg = await encodeJpeg(drawn, { label });
  return {
    picture: Buffer.from(jpeg).toString('base64'),
    width: drawn.width,
    height: drawn.height,
    verdict: drawn.verdict,
    remarks: drawn.checks.flatMap(({ rule, verdict, message }) =>
      verdict === 'pass' ? [] : [{ rule, verdict, message }],
    ),
    repairs: drawn.repairs.map(({ step }) => step),
  };
}

/** A draft may still name a file that was removed, or none yet: it is drawn without. */
function withKnownFiles(
  draft: BrandDocument,
  addresses: ReadonlyMap<string, string>,
): Pick<Parameters<typeof loadBrandMaterial>[0], 'document' | 'files'> {
  const { unknown } = filesOf(draft, addresses);
  if (unknown.length === 0) return { document: draft, files: filesOf(draft, addresses).files };
  const isKnown = (link: string | undefined): link is string => link !== undefined && addresses.has(link);
  const logo = Object.fromEntries(Object.entries(draft.logo).filter(([, link]) => isKnown(link)));
  const font = ({ family, files }: BrandDocument['fonts']['text']): BrandDocument['fonts']['text'] => {
    const known = files?.filter(({ path }) => isKnown(path)) ?? [];
    return known.length === 0 ? { family } : { family, files: known };
  };
  const fonts = { display: font(draft.fonts.display), text: font(draft.fonts.text) };
  const document = { ...draft, logo, fonts };
  return { document, files: filesOf(document, addresses).files };
}

/** What the offline writer makes of the kit alone, and what was given in its place. */
function copyFor(
  brand: Brand,
  given: Pick<PreviewInput, 'headline' | 'support' | 'cta'> & { document: BrandDocument; locale: string },
): Copy {
  const { document, locale } = given;
  const { name } = document;
  const tagline = brand.voice.tagline;
  const [written] = writeCopies({
    brand,
    locale,
    campaign: { key: 'preview', name, hashtags: [], ...(tagline === undefined ? {} : { message: tagline }) },
    product: {
      key: 'preview',
      name,
      benefits: brand.voice.values,
      features: [],
      problems: [],
      proofs: [],
    },
    channel: CHANNEL,
    count: 1,
    seed: 'preview',
  }).copies;
  const headline = given.headline ?? textFor(tagline, locale) ?? written?.headline ?? name;
  // Without values the writer knows the name only, and would say it twice.
  const value = textFor(brand.voice.values[0], locale);
  const support = given.support ?? (value === undefined ? undefined : (written?.support ?? value));
  const { support: _, ...rest } = written ?? plainCopy(locale, name);
  return {
    ...rest,
    headline,
    cta: given.cta ?? rest.cta,
    ...(support === undefined || support === '' || support === headline ? {} : { support }),
  };
}

/** Where the writer knows too little, or not the language, the name stands alone. */
function plainCopy(locale: string, name: string): Copy {
  return {
    angle: 'brand_voice',
    locale,
    channel: CHANNEL,
    headline: name,
    cta: name,
    body: '',
    hashtags: [],
    altText: '',
    facts: [],
    writer: 'offline',
  };
}
