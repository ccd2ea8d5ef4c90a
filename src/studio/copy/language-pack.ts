import type { Angle, Channel } from '#studio/model';

/**
 * What a pattern may name. The first group are names (never changed in case), the second facts of the brief
 * that exist once, the third facts that exist several times: `{benefit2}` is the next one after `{benefit}`.
 */
export const NAME_SLOTS = ['product', 'brand', 'campaign', 'by', 'headline', 'cta', 'url'] as const;
export const SINGLE_SLOTS = [
  'category',
  'description',
  'message',
  'audience',
  'occasion',
  'price',
  'before',
  'saving',
  'start',
  'date',
  'limit',
  'tagline',
  'quote',
  'source',
] as const;
export const LIST_SLOTS = ['benefit', 'feature', 'problem', 'proof', 'value'] as const;
export type ListSlot = (typeof LIST_SLOTS)[number];
export type Slot = (typeof NAME_SLOTS)[number] | (typeof SINGLE_SLOTS)[number] | ListSlot;

/**
 * Patterns of one rhetorical angle.
 *
 * A pattern is a text with slots: `{problem}? Not with {product}.`
 * - `<formal|informal>` chooses by the brand's form of address: `<Kennen Sie|Kennst du> {product}?`
 * - `{?feature}` prints nothing but asks that the fact exists.
 * - `{!quote}` prints nothing but asks that the headline above rests on that fact.
 * - `{audience+을/를}` adds the Korean particle that fits the last syllable; when it cannot be known the pattern is left out.
 * A pattern whose facts are not all there is left out. Facts get a capital at the start of a sentence;
 * elsewhere they lose it only when their first word is listed in `lowerWords`. A brief that writes its facts with
 * a small first letter (names apart) is right in every place. Punctuation is never doubled.
 */
export interface AnglePatterns {
  /** Set on the picture. */
  readonly headlines: readonly string[];
  /** First line of the caption; must work alone and say it otherwise than the headline. */
  readonly openings: readonly string[];
  /** Under the headline; wordless ones (`{feature}.`) are added by the writer. */
  readonly supports?: readonly string[];
}

/** All that the writer knows of one language; a data file that a native speaker can correct. */
export interface LanguagePack {
  /** ISO 639-1. */
  readonly language: string;
  /** Region or script subtags this pack must not be used for, such as `TW` for simplified Chinese. */
  readonly notFor?: readonly string[];
  /** Grammar notes, and the shape each fact of a brief should have so that the patterns stay right. */
  readonly notes: readonly string[];
  /** Unicode scripts that running text may use besides Latin names. */
  readonly scripts: readonly string[];
  readonly typography: {
    /** Ends a sentence; empty in Thai. */
    readonly stop: string;
    /** Stands between two sentences; empty in Chinese and Japanese. */
    readonly gap: string;
    /** Between a name and what is said of it. */
    readonly colon: string;
    readonly quotes: readonly [open: string, close: string];
    /** Marks of a quotation inside a quotation. */
    readonly innerQuotes: readonly [open: string, close: string];
    /** Where the stop of a quoted sentence stands. */
    readonly quoteStop: 'inside' | 'outside' | 'none';
    /** Quotation marks of regions that differ, by locale. */
    readonly quotesIn?: Readonly<Record<string, readonly [open: string, close: string]>>;
    /** Whether `“Can you hear me?”` needs no stop after it (English, French); German and Spanish set one. */
    readonly quoteEndsSentence?: boolean;
    /** Typographic apostrophe between letters; null when the language has none. */
    readonly apostrophe: string | null;
    /** `french` sets no-break spaces before : ; ! ? and elides de and que, `full_width` drops spaces beside full-width marks. */
    readonly spacing: 'plain' | 'french' | 'full_width';
    /** Space after ？ and ！ inside a line (Japanese). */
    readonly gapAfterMark?: string;
  };
  /**
   * Small words (articles, numerals) that lose their capital inside a sentence, separated by spaces. Other first
   * words lose it when no other language of the brief has them, so are no names. Empty: facts keep their capital.
   */
  readonly lowerWords: string;
  /** Comfortable headline: `words` where words are spaced, `graphemes` elsewhere. Used as a preference. */
  readonly headline: { readonly unit: 'words' | 'graphemes'; readonly min: number; readonly max: number };
  readonly hashtags: {
    /** How the words of one tag are joined. */
    readonly join: 'pascal' | 'plain' | 'underscore';
    /** How many people use here; the channel's own limit still holds. */
    readonly usual: number;
    readonly perChannel?: Partial<Readonly<Record<Channel, number>>>;
  };
  readonly angles: Readonly<Record<Angle, AnglePatterns>>;
  /** Labels when the brief has none of its own; `buy` only where a price is known. Long ones first. */
  readonly cta: { readonly buy: readonly string[]; readonly learn: readonly string[] };
  readonly lines: {
    /** Above a list of facts. */
    readonly list: string;
    readonly audience: string;
    readonly price: string;
    readonly saving: string;
    readonly until: string;
    readonly from: string;
    readonly limit: string;
    /** Names who found the proof. */
    readonly proof: string;
    readonly quote: string;
    /** The action and its address. */
    readonly link: string;
  };
  /** A few characters on the picture. */
  readonly badges: { readonly saving: string; readonly until: string; readonly limit: string };
  /** What is seen and its point, fullest first; `picture` when the product is shown, `type` when only words are. */
  readonly alt: { readonly picture: readonly string[]; readonly type: readonly string[] };
}
