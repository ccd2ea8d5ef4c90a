import type { DiversityReport } from '#studio/diversity/report';
import type {
  Angle,
  Brand,
  CampaignFacts,
  Channel,
  Check,
  Composition,
  Copy,
  CopyResult,
  Gap,
  Picture,
  ProductFacts,
  Ratio,
  Repair,
} from '#studio/model';
import type { StudioRenderer } from '#studio/render/index';
import { textFor } from '#kernel/local-text';

/** The studio of one process. */
export interface Studio {
  readonly renderer: StudioRenderer;
  /** Pictures composed side by side. */
  readonly lanes: number;
}

/** A variant that a cell has already. */
export interface PresentVariant {
  readonly headline: string;
  readonly angle: string;
  readonly layout: string;
  readonly features: Uint8Array;
  readonly contentHash: string;
}

/** A product by name and picture. */
export interface ShownProduct {
  readonly name: string;
  readonly picture?: Picture;
}

/** What the variants of a request are to be, where that is not left to the studio. */
export interface WantedVariant {
  readonly angle: Angle;
  /** Used where the text bears it. */
  readonly layout: string;
  /** The text with this headline comes first. */
  readonly headline?: string | undefined;
}

export interface CellRequest {
  readonly brand: Brand;
  readonly campaign: CampaignFacts;
  readonly product: ProductFacts;
  readonly otherProducts: readonly ShownProduct[];
  readonly locale: string;
  readonly channel: Channel;
  /** The first is the master ratio: candidates are compared in it. */
  readonly ratios: readonly Ratio[];
  /** Scenes that a model painted, by ratio, each with a note of its origin. */
  readonly heroes?: Partial<Record<Ratio, { readonly picture: Picture; readonly note: string }>> | undefined;
  /** Texts that a model wrote and that passed every check; the offline writer fills up what they lack. */
  readonly written?: CopyResult | undefined;
  /** Set for variants of one thought and look; left out, the studio spreads them over what the facts carry. */
  readonly wanted?: WantedVariant | undefined;
  /** Variants the cell is to have in all, those present included. */
  readonly target: number;
  readonly present: readonly PresentVariant[];
  readonly seed: string;
  readonly signal: AbortSignal;
  /** Keeps an encoded picture and returns its address. */
  readonly keep: (jpeg: Uint8Array) => Promise<string>;
}

export interface MadeRendition {
  readonly ratio: Ratio;
  readonly sha256: string;
  readonly bytes: number;
  readonly verdict: Composition['verdict'];
  readonly checks: readonly Check[];
  readonly repairs: readonly Repair[];
}

export interface MadeVariant {
  readonly copy: Copy;
  readonly layout: string;
  readonly palette: string;
  readonly theme: 'light' | 'dark';
  readonly checks: readonly Check[];
  readonly renditions: readonly MadeRendition[];
  readonly features: Uint8Array;
  readonly contentHash: string;
}

export interface MadeCell {
  readonly variants: readonly MadeVariant[];
  readonly gaps: readonly Gap[];
  /** Candidates that no repair could save, with the reason. */
  readonly rejected: readonly { readonly reason: string; readonly angle: string; readonly layout: string }[];
  /** Of all variants of the cell, those present included. */
  readonly diversity: DiversityReport;
}

/** A candidate that no repair could save. */
export type Rejection = MadeCell['rejected'][number];

/** A product as pictures show it: under its name in the locale. */
export function shownProduct(product: ProductFacts, locale: string): ShownProduct {
  const name = textFor(product.nameIn, locale) ?? product.name;
  return product.picture === undefined ? { name } : { name, picture: product.picture };
}
