import type { Channel } from '#studio/model';

/** How a network counts: code points, user-seen characters, X's weights, or full-width letters as two. */
export type LengthUnit = 'characters' | 'graphemes' | 'x_weighted' | 'double_width';

/** What one channel takes. A limit of 0 means the channel has no such thing. */
export interface ChannelRules {
  readonly kind: 'social' | 'ad' | 'email';
  /** Only adverts and mail show a real button; elsewhere the action is a plain line. */
  readonly hasButton: boolean;
  readonly unit: LengthUnit;
  /** The line set on the picture; for mail the subject. */
  readonly headline: number;
  /** The line under the headline; for mail the preheader. */
  readonly support: number;
  /** Caption or post with its hashtags; for adverts the description. */
  readonly body: number;
  /** How much of the body shows before "more"; equals `body` when all of it shows. */
  readonly visibleFirst: number;
  readonly hashtags: number;
  readonly altText: number;
  /** What a link counts as; null when it counts as its own characters. */
  readonly linkCounts: number | null;
  /** Whether an address in the body can be tapped. */
  readonly isLinkLive: boolean;
  /** Where the figures come from, and when someone last compared them with that page; null when not yet. */
  readonly source: string;
  readonly checkedOn: string | null;
}

/**
 * Limits as data, to be corrected here when a network changes them. Headline lengths are the house's own on
 * networks where the headline is part of the picture; 150 for alt text is the house's, every network takes more.
 */
export const CHANNEL_RULES: Readonly<Record<Channel, ChannelRules>> = {
  instagram: {
    kind: 'social',
    hasButton: false,
    unit: 'characters',
    headline: 60,
    support: 110,
    body: 2200,
    visibleFirst: 125,
    hashtags: 5,
    altText: 150,
    linkCounts: null,
    isLinkLive: false,
    source:
      'https://developers.facebook.com/docs/instagram-platform/content-publishing (2,200; network asks for few tags)',
    checkedOn: null,
  },
  facebook: {
    kind: 'social',
    hasButton: false,
    unit: 'characters',
    headline: 40,
    support: 110,
    body: 5000,
    visibleFirst: 125,
    hashtags: 3,
    altText: 150,
    linkCounts: null,
    isLinkLive: true,
    source:
      'https://www.facebook.com/business/ads-guide (text 125, headline 27 to 40; posts take 63,206, 5,000 is a house figure)',
    checkedOn: null,
  },
  linkedin: {
    kind: 'social',
    hasButton: false,
    unit: 'characters',
    headline: 70,
    support: 110,
    body: 3000,
    visibleFirst: 150,
    hashtags: 3,
    altText: 150,
    linkCounts: null,
    isLinkLive: true,
    source: 'https://business.linkedin.com/marketing-solutions/success/ads-guide (intro 150, headline 70)',
    checkedOn: null,
  },
  x: {
    kind: 'social',
    hasButton: false,
    unit: 'x_weighted',
    headline: 60,
    support: 110,
    body: 280,
    visibleFirst: 280,
    hashtags: 2,
    altText: 150,
    linkCounts: 23,
    isLinkLive: true,
    source: 'https://developer.x.com/en/docs/counting-characters (twitter-text configuration 3)',
    checkedOn: '2026-11-20',
  },
  bluesky: {
    kind: 'social',
    hasButton: false,
    unit: 'graphemes',
    headline: 60,
    support: 110,
    body: 300,
    visibleFirst: 300,
    hashtags: 3,
    altText: 150,
    linkCounts: null,
    isLinkLive: true,
    source: 'https://github.com/bluesky-social/atproto lexicons/app/bsky/feed/post.json (maxGraphemes 300)',
    checkedOn: null,
  },
  mastodon: {
    kind: 'social',
    hasButton: false,
    unit: 'graphemes',
    headline: 60,
    support: 110,
    body: 500,
    visibleFirst: 500,
    hashtags: 4,
    altText: 150,
    linkCounts: 23,
    isLinkLive: true,
    source: 'https://docs.joinmastodon.org/user/posting/ (500 by default, links count 23)',
    checkedOn: null,
  },
  tiktok: {
    kind: 'social',
    hasButton: false,
    unit: 'characters',
    headline: 50,
    support: 90,
    body: 2200,
    visibleFirst: 100,
    hashtags: 5,
    altText: 150,
    linkCounts: null,
    isLinkLive: false,
    source: 'https://developers.tiktok.com/doc/content-posting-api-reference-direct-post (2,200)',
    checkedOn: null,
  },
  email: {
    kind: 'email',
    hasButton: true,
    unit: 'characters',
    headline: 50,
    support: 90,
    body: 1500,
    visibleFirst: 1500,
    hashtags: 0,
    altText: 150,
    linkCounts: null,
    isLinkLive: true,
    source: 'house: subject 30 to 50, preheader 40 to 90 shown by common mail clients',
    checkedOn: null,
  },
  ads: {
    kind: 'ad',
    hasButton: true,
    unit: 'double_width',
    headline: 30,
    support: 90,
    body: 90,
    visibleFirst: 90,
    hashtags: 0,
    altText: 150,
    linkCounts: null,
    isLinkLive: false,
    source:
      'https://support.google.com/google-ads/answer/1704389 (headline 30, description 90, full-width counts 2)',
    checkedOn: null,
  },
};

/** Longest label of a button or action line, in user-seen characters; a house figure. */
export const CTA_LENGTH = 32;

const LINK = /https?:\/\/[^\s]+/gu;
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const FULL_WIDTH =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** The user-seen characters of a text. */
export function graphemesOf(text: string): string[] {
  return [...GRAPHEMES.segment(text)].map((part) => part.segment);
}

/** The length of a text as the channel counts it, links as the channel counts links. */
export function measureLength(text: string, channel: Channel): number {
  const rules = CHANNEL_RULES[channel];
  if (rules.linkCounts === null) return countIn(rules.unit, text);
  const links = text.match(LINK)?.length ?? 0;
  return countIn(rules.unit, text.replaceAll(LINK, '')) + links * rules.linkCounts;
}

function countIn(unit: LengthUnit, text: string): number {
  switch (unit) {
    case 'characters':
      return Array.from(text).length;
    case 'graphemes':
      return graphemesOf(text).length;
    case 'double_width':
      return Array.from(text).reduce((sum, letter) => sum + (FULL_WIDTH.test(letter) ? 2 : 1), 0);
    case 'x_weighted':
      return graphemesOf(text.normalize('NFC')).reduce((sum, part) => sum + weightOnX(part), 0);
  }
}

/** twitter-text configuration 3: four ranges weigh 1, all else 2, an emoji sequence 2 as a whole. */
function weightOnX(grapheme: string): number {
  if (EMOJI.test(grapheme) && !/^[\d#*©®]$/u.test(grapheme)) return 2;
  return Array.from(grapheme).reduce(
    (sum, letter) => sum + (isLightOnX(letter.codePointAt(0) ?? 0) ? 1 : 2),
    0,
  );
}

function isLightOnX(point: number): boolean {
  return (
    point <= 0x10ff ||
    (point >= 0x2000 && point <= 0x200d) ||
    (point >= 0x2010 && point <= 0x201f) ||
    (point >= 0x2032 && point <= 0x2037)
  );
}

/** The text a network gets: the body and, where the channel has them, the hashtags under it. */
export function postText(copy: { readonly body: string; readonly hashtags: readonly string[] }): string {
  return copy.hashtags.length === 0 ? copy.body : `${copy.body}\n\n${copy.hashtags.join(' ')}`;
}
