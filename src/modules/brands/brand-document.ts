import { z } from 'zod';

/** The brand kit as the house keeps it. Safe for the browser. */

/** Families that ship with the house. */
export const HOUSE_FONTS = [
  'Inter',
  'Sora',
  'Manrope',
  'Archivo',
  'Bricolage Grotesque',
  'Fraunces',
  'Noto Sans',
] as const;

export const COLOUR_NAMES = ['primary', 'secondary', 'accent', 'dark', 'light'] as const;
export type ColourName = (typeof COLOUR_NAMES)[number];

const localText = (max: number) => z.record(z.string(), z.string().max(max));

/** Seven characters, lower case: `#1a2b3c`. */
const hex = z.templateLiteral(['#', z.string().regex(/^[0-9a-f]{6}$/)], { error: 'Write it like #1a2b3c' });

/** Language to words. */
const words = z.record(z.string(), z.array(z.string().max(80)).max(200));

const font = z.object({
  family: z.string().min(1).max(80),
  /** The brand's own files, relative to the kit; none for a family of the house. */
  files: z
    .array(z.object({ path: z.string().max(1_024), weight: z.int().min(100).max(900) }))
    .max(18)
    .exactOptional(),
});

const formality = z.enum(['formal', 'informal']);

export const brandDocument = z.object({
  key: z.string().max(80),
  name: z.string().min(1, 'A name is needed').max(120),
  /** The language of texts that are given once. */
  language: z.string(),
  colours: z.object({
    primary: hex,
    secondary: hex.exactOptional(),
    accent: hex.exactOptional(),
    dark: hex.exactOptional(),
    light: hex.exactOptional(),
  }),
  fonts: z.object({ display: font, text: font }),
  /** Paths relative to the kit. */
  logo: z.object({
    onLight: z.string().max(1_024).exactOptional(),
    onDark: z.string().max(1_024).exactOptional(),
  }),
  shape: z.enum(['rounded', 'angular']),
  voice: z.object({
    /** Language, or `*` for every language, to formality. */
    formality: z.record(z.string(), formality),
    tone: z.array(z.string().max(60)).max(12),
    tagline: localText(160).exactOptional(),
    values: z.array(localText(300)).max(20),
    preferredWords: words,
    bannedWords: words,
    hashtags: words,
  }),
  /** For painted scenes: how they look, and what they never show. */
  imagery: z
    .object({ style: z.array(z.string().max(120)).max(20), noGo: z.array(z.string().max(120)).max(40) })
    .exactOptional(),
  /** Market (`DE`) or `*` to legal line. */
  legalLines: z.record(z.string(), localText(400)),
  /** Keys that are not known, as written. */
  extra: z.record(z.string(), z.json()),
});

export type BrandDocument = z.infer<typeof brandDocument>;
export type Formality = z.infer<typeof formality>;

/** How a brand addresses people in a language; informal where the kit does not say. */
export function formalityIn(document: Pick<BrandDocument, 'voice'>, language: string): Formality {
  return document.voice.formality[language] ?? document.voice.formality['*'] ?? 'informal';
}

/** Where a revision of a kit came from: a folder that was imported, or somebody who edited it here. */
export const KIT_ORIGINS = ['folder', 'edited'] as const;
export type KitOrigin = (typeof KIT_ORIGINS)[number];

/** Where a kit holds files: a logo each for light and dark grounds, fonts for headlines and for text. */
export const FILE_PLACES = ['logo.onLight', 'logo.onDark', 'fonts.display', 'fonts.text'] as const;
export type FilePlace = (typeof FILE_PLACES)[number];

/** Largest logo or font, in bytes: a whole CJK family in one weight stays below. */
export const LARGEST_KIT_FILE = 20 * 1024 * 1024;

/** A file that a kit refers to: under which role it is kept, the field that names it, and its path in the kit. */
export interface KitLink {
  readonly role: string;
  readonly field: string;
  readonly link: string;
  readonly kind: 'logo' | 'font';
}

/** The files that a kit refers to. */
export function linksOf({ logo, fonts }: Pick<BrandDocument, 'logo' | 'fonts'>): KitLink[] {
  const logos = (['onLight', 'onDark'] as const).flatMap((side) => {
    const link = logo[side];
    const role = `logo.${side}`;
    return link === undefined ? [] : [{ role, field: role, link, kind: 'logo' as const }];
  });
  const own = (['display', 'text'] as const).flatMap((use) =>
    (fonts[use].files ?? []).map((file, index) => ({
      role: `fonts.${use}.${index}`,
      field: `fonts.${use}.files[${index}].path`,
      link: file.path,
      kind: 'font' as const,
    })),
  );
  return [...logos, ...own];
}
