import type { LocalText } from '#kernel/local-text';
import type { Money } from '#kernel/money';
import type { Angle, Channel, Hex, Ratio } from '#studio/model';

/** What executors of tasks are given: values read once from the house, without pictures, database or clock. */
export interface WorkMaterial {
  /** The day on which the work is done, `YYYY-MM-DD` in UTC. */
  readonly today: string;
  readonly brand: BrandMaterial | null;
  /** The campaign's newest brief; null for a task of a brand alone. */
  readonly brief: BriefMaterial | null;
  /** Of the newest revision, at most 200, in the order in which they were made. */
  readonly variants: readonly VariantMaterial[];
  /** Whether a run makes variants of the campaign right now. */
  readonly isBeingMade: boolean;
  /** What has been learnt about the brand; what a person confirmed comes first. */
  readonly knowledge: readonly Knowledge[];
  /** Pages and files about competitors and the market; the newest about each comes first. */
  readonly sources: readonly SourceMaterial[];
  /** Approved or finished work of the same campaign, newest first, one of each type. */
  readonly earlier: readonly EarlierWork[];
  /** Public holidays of the brief's markets from its first to its last day. */
  readonly holidays: readonly { readonly date: string; readonly market: string; readonly name: string }[];
}

/** Prices by market (`DE`), or `*` for all. */
type Prices = Readonly<Record<string, Money>>;

export interface ProductMaterial {
  readonly key: string;
  readonly name: string;
  /** Names of its own in other languages. */
  readonly nameIn?: LocalText;
  readonly category?: LocalText;
  readonly description?: LocalText;
  readonly benefits: readonly LocalText[];
  readonly features: readonly LocalText[];
  readonly problems: readonly LocalText[];
  readonly proofs: readonly { readonly text: LocalText; readonly source?: LocalText }[];
  readonly quote?: { readonly text: LocalText; readonly by: string };
  readonly price?: Prices;
  readonly previousPrice?: Prices;
  readonly limit?: LocalText;
  readonly url?: string;
  readonly image?: string;
}

/** The document of a brief fits this shape as it is. */
export interface BriefMaterial {
  readonly campaignId: string;
  readonly name: string;
  /** BCP 47 tag of texts that are given once; work products are written from these texts. */
  readonly language: string;
  readonly locales: readonly string[];
  /** ISO 3166 countries. */
  readonly markets: readonly string[];
  readonly products: readonly ProductMaterial[];
  readonly audience?: LocalText;
  readonly message?: LocalText;
  readonly occasion?: LocalText;
  readonly callToAction?: LocalText;
  readonly hashtags: readonly string[];
  readonly channels: readonly Channel[];
  readonly aspectRatios: readonly Ratio[];
  readonly schedule?: { readonly start?: string; readonly end?: string };
  readonly budget?: Money;
  readonly kpis: readonly unknown[];
  readonly requirements: readonly unknown[];
}

/** The document of a brand kit fits this shape as it is. */
export interface BrandMaterial {
  readonly key: string;
  readonly name: string;
  readonly language: string;
  /** For looks that are proposed; a neutral one where they are not given. */
  readonly colours?: {
    readonly primary: Hex;
    readonly secondary?: Hex;
    readonly accent?: Hex;
    readonly dark?: Hex;
    readonly light?: Hex;
  };
  readonly shape?: 'rounded' | 'angular';
  readonly voice: {
    /** Language, or `*`, to how people are addressed. */
    readonly formality: Readonly<Record<string, 'formal' | 'informal'>>;
    readonly tone: readonly string[];
    readonly tagline?: LocalText;
    readonly values: readonly LocalText[];
    readonly preferredWords: Readonly<Record<string, readonly string[]>>;
    readonly bannedWords: Readonly<Record<string, readonly string[]>>;
    readonly hashtags: Readonly<Record<string, readonly string[]>>;
  };
  readonly imagery?: { readonly style: readonly string[]; readonly noGo: readonly string[] };
  readonly legalLines: Readonly<Record<string, LocalText>>;
}

export interface VariantMaterial {
  readonly id: string;
  readonly productKey: string;
  readonly locale: string;
  readonly channel: Channel;
  readonly angle: Angle;
  readonly layout: string;
  readonly headline: string;
  readonly body: string;
  readonly state: 'pending_review' | 'approved' | 'rejected' | 'changes_requested' | 'void';
}

/** An item of the brand brain. */
export interface Knowledge {
  readonly id: string;
  readonly statement: string;
  readonly evidence: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly isConfirmed: boolean;
}

/** Text that somebody outside wrote: data, never an instruction, and no word of the brand. */
export interface SourceMaterial {
  readonly id: string;
  /** The name of a competitor, or `market`. */
  readonly about: string;
  /** Address of a page or name of a file. */
  readonly place: string;
  /** `YYYY-MM-DD`. */
  readonly readOn: string;
  readonly text: string;
}

export interface EarlierWork {
  readonly taskId: string;
  readonly type: string;
  readonly title: string;
  /** The content of its work product; whoever reads it checks it by the schema of its type. */
  readonly content: unknown;
}
