import type { LocalText } from '#kernel/local-text';
import type { Money } from '#kernel/money';

/** What the studio is told and what it returns. Pure values: no database, no clock, no environment. */

export const RATIOS = ['1:1', '4:5', '9:16', '16:9', '1.91:1'] as const;
export type Ratio = (typeof RATIOS)[number];

/** Full size in pixels of each ratio. */
export const FULL_SIZE: Readonly<Record<Ratio, { readonly width: number; readonly height: number }>> = {
  '1:1': { width: 1080, height: 1080 },
  '4:5': { width: 1080, height: 1350 },
  '9:16': { width: 1080, height: 1920 },
  '16:9': { width: 1920, height: 1080 },
  '1.91:1': { width: 1200, height: 628 },
};

export const CHANNELS = [
  'instagram',
  'facebook',
  'linkedin',
  'x',
  'bluesky',
  'mastodon',
  'tiktok',
  'email',
  'ads',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** The thought behind a variant; variants differ by angle, not by a swapped adjective. */
export const ANGLES = [
  'benefit',
  'problem',
  'proof',
  'feature',
  'contrast',
  'question',
  'how_to',
  'occasion',
  'urgency',
  'values',
  'price',
  'brand_voice',
] as const;
export type Angle = (typeof ANGLES)[number];

export type Hex = `#${string}`;

/** A raster picture. Product cut-outs have an alpha channel. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

export interface FontFile {
  readonly bytes: Uint8Array;
  readonly weight: number;
}

/** A family that ships with the house (by name, such as `Sora`), or the brand's own files. */
export interface FontChoice {
  readonly family: string;
  readonly files?: readonly FontFile[];
}

/** How a brand looks. */
export interface BrandLook {
  readonly name: string;
  readonly colours: {
    readonly primary: Hex;
    readonly secondary?: Hex;
    readonly accent?: Hex;
    /** Darkest and lightest colours of the kit; derived from the others when absent. */
    readonly dark?: Hex;
    readonly light?: Hex;
  };
  readonly fonts: { readonly display: FontChoice; readonly text: FontChoice };
  /** `onLight` is drawn on light grounds, `onDark` on dark ones. PNG with alpha. */
  readonly logo: { readonly onLight?: Picture; readonly onDark?: Picture };
  readonly shape: 'rounded' | 'angular';
}

/** How a brand speaks. */
export interface BrandVoice {
  readonly formality: 'formal' | 'informal';
  /** Adjectives a person wrote, such as `warm`, `precise`. */
  readonly tone: readonly string[];
  readonly tagline?: LocalText;
  /** What the brand stands for, one statement each. */
  readonly values: readonly LocalText[];
  /** Language to words. */
  readonly preferredWords: Readonly<Record<string, readonly string[]>>;
  readonly bannedWords: Readonly<Record<string, readonly string[]>>;
  readonly hashtags: Readonly<Record<string, readonly string[]>>;
}

export interface Brand {
  readonly key: string;
  readonly look: BrandLook;
  readonly voice: BrandVoice;
  /** What scenes of the brand look like, and what they never show. */
  readonly imagery?: { readonly style: readonly string[]; readonly noGo: readonly string[] };
  /** Market (`DE`, or `*` for all) to legal line. */
  readonly legalLines: Readonly<Record<string, LocalText>>;
}

/** What may be said of a product. Only what stands here may be claimed. */
export interface ProductFacts {
  readonly key: string;
  /** A proper name, the same in every language unless `nameIn` says otherwise. */
  readonly name: string;
  readonly nameIn?: LocalText;
  /** What it is, as a noun phrase: "wireless headphones". */
  readonly category?: LocalText;
  readonly description?: LocalText;
  readonly benefits: readonly LocalText[];
  readonly features: readonly LocalText[];
  readonly problems: readonly LocalText[];
  readonly proofs: readonly { readonly text: LocalText; readonly source?: LocalText }[];
  readonly quote?: { readonly text: LocalText; readonly by: string };
  readonly price?: Money;
  readonly previousPrice?: Money;
  /** A limit that is true: "200 pieces". */
  readonly limit?: LocalText;
  readonly url?: string;
  readonly picture?: Picture;
}

export interface CampaignFacts {
  readonly key: string;
  readonly name: string;
  /** Language of the name; texts in other languages do without it. Any language when absent. */
  readonly nameLanguage?: string;
  readonly message?: LocalText;
  readonly audience?: LocalText;
  readonly occasion?: LocalText;
  readonly callToAction?: LocalText;
  readonly hashtags: readonly string[];
  /** ISO dates (YYYY-MM-DD) of the campaign's first and last day. */
  readonly startsOn?: string;
  readonly endsOn?: string;
  /** ISO 3166 country such as `DE`, or undefined when the brief names none. */
  readonly market?: string;
}

/** One thing that is lacking: a fact without text in the locale, an unsupported language, a missing picture. */
export interface Gap {
  /** `brief.field` path, such as `products[0].benefits[1]`, or a rule such as `language.unsupported`. */
  readonly field: string;
  readonly kind:
    | 'text_missing_in_locale'
    | 'language_unsupported'
    | 'fact_missing'
    | 'picture_missing'
    | 'picture_small'
    | 'glyph_missing'
    | 'logo_missing'
    | 'variety';
  readonly locale?: string;
  /** One sentence for a person: what is lacking and what to add. */
  readonly message: string;
}

/** One text of a variant. All of it is in one language. */
export interface Copy {
  readonly angle: Angle;
  readonly locale: string;
  readonly channel: Channel;
  /** What is set on the picture. */
  readonly headline: string;
  readonly support?: string;
  /** A label that starts with a verb. */
  readonly cta: string;
  readonly badge?: string;
  readonly quote?: { readonly text: string; readonly by: string };
  readonly price?: { readonly now: string; readonly before?: string };
  readonly legal?: string;
  /** What stands beside the picture: the caption, post text or mail text. */
  readonly body: string;
  readonly hashtags: readonly string[];
  readonly altText: string;
  /** Paths of the facts it rests on. */
  readonly facts: readonly string[];
  readonly writer: 'offline' | 'model';
}

export interface CopyRequest {
  readonly brand: Brand;
  readonly campaign: CampaignFacts;
  readonly product: ProductFacts;
  readonly locale: string;
  readonly channel: Channel;
  /** How many texts are wanted; fewer come back when the facts do not carry more. */
  readonly count: number;
  readonly seed: string;
}

export interface CopyResult {
  readonly copies: readonly Copy[];
  readonly gaps: readonly Gap[];
}

/** A rectangle on the canvas in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One rule's finding on one text or picture. */
export interface Check {
  /** Stable name such as `contrast.text`, `safe_area`, `words.banned`. */
  readonly rule: string;
  readonly verdict: 'pass' | 'warn' | 'fail';
  /** What was found and, when it fails, what would be right. */
  readonly message: string;
  /** Where: the text slot (`headline`) or field. */
  readonly place?: string;
  readonly box?: Box;
  readonly measured?: number;
  readonly wanted?: number;
}

/** One step that mended a creative, in order. */
export interface Repair {
  readonly rule: string;
  /** Such as `ink: #1a1a1a -> #ffffff`, `headline: 132 px -> 116 px`. */
  readonly step: string;
}

/** Everything that decides how one picture looks. Equal specs give equal bytes. */
export interface CreativeSpec {
  readonly layout: string;
  readonly palette: string;
  readonly theme: 'light' | 'dark';
  readonly ratio: Ratio;
  /** 1 renders at full size, 0.5 a proof of half the width. */
  readonly scale: number;
  readonly copy: Copy;
  readonly brand: BrandLook;
  /** The advertised product first; more only for layouts that show several. */
  readonly products: readonly { readonly name: string; readonly picture?: Picture }[];
  /** A painted or photographed scene behind the product, where there is one. */
  readonly hero?: Picture;
  /** Whether the channel shows a button (adverts) or a plain line. */
  readonly hasButton: boolean;
  readonly seed: string;
}

/** A rendered, audited and, where needed, repaired picture. */
export interface Composition {
  readonly width: number;
  readonly height: number;
  /** Straight (not premultiplied) RGBA, width * height * 4 bytes. */
  readonly pixels: Uint8Array;
  readonly checks: readonly Check[];
  readonly repairs: readonly Repair[];
  readonly verdict: 'passed' | 'repaired' | 'failed';
}
