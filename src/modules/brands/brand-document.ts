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
const hex = z.templateLiteral(['#', z.string().regex(/^[0-9a-f]{6}$/)]);

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
  name: z.string().min(1).max(120),
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
