import { textFor } from '#kernel/local-text';
import type { CopyRequest } from '#studio/model';
import { CHANNEL_RULES, graphemesOf } from './channels.ts';
import { packFor } from './packs.ts';
import type { Desk } from './template.ts';
import { wordsFor } from './word-lists.ts';
import { matcherFor } from './word-matching.ts';

const LONGEST = 40;

/** Tags of campaign, brand and product, as many as the channel takes and people use in the language. */
export function buildHashtags(request: CopyRequest, desk: Desk): string[] {
  const { brand, campaign, channel } = request;
  const { hashtags } = desk.pack;
  const most = Math.min(CHANNEL_RULES[channel].hashtags, hashtags.perChannel?.[channel] ?? hashtags.usual);
  const nameOf = (slot: 'brand' | 'product' | 'campaign'): string => desk.book.singles.get(slot)?.text ?? '';
  const raw = [
    ...campaign.hashtags,
    ...(brand.voice.hashtags[desk.locale] ?? brand.voice.hashtags[desk.pack.language] ?? []),
    ...(brand.voice.hashtags['*'] ?? []),
    nameOf('brand'),
    nameOf('product'),
    nameOf('campaign'),
  ];
  const tags = new Map<string, string>();
  for (const words of raw) {
    const tag = toHashtag(words, hashtags.join);
    if (tag === undefined || !desk.isAllowed(tag.slice(1))) continue;
    const key = tag.toLowerCase();
    if (!tags.has(key)) tags.set(key, tag);
  }
  return [...tags.values()].slice(0, most);
}

/** Tags of a request without a desk: what a text of a model gets, in any language. */
export function hashtagsFor(request: CopyRequest): string[] {
  const { brand, campaign, product, channel, locale } = request;
  const pack = packFor(locale);
  const usual = pack === undefined ? undefined : (pack.hashtags.perChannel?.[channel] ?? pack.hashtags.usual);
  const most = Math.min(CHANNEL_RULES[channel].hashtags, usual ?? CHANNEL_RULES[channel].hashtags);
  const banned = matcherFor(wordsFor(brand.voice.bannedWords, locale), locale);
  const name = textFor(product.nameIn, locale) ?? product.name;
  const raw = [...campaign.hashtags, ...wordsFor(brand.voice.hashtags, locale), brand.look.name, name];
  const tags = raw.flatMap((words) => toHashtag(words, pack?.hashtags.join ?? 'pascal') ?? []);
  const allowed = tags.filter((tag) => banned.find(tag.slice(1)).length === 0);
  return [...new Map(allowed.map((tag) => [tag.toLowerCase(), tag])).values()].slice(0, most);
}

/**
 * `#` and letters, digits and underscores of any script; undefined when no letter is left or it is too long. Latin names keep their
 * capitals instead of underscores.
 */
export function toHashtag(raw: string, join: 'pascal' | 'plain' | 'underscore'): string | undefined {
  const words = raw
    .normalize('NFC')
    .replaceAll(/['’\u200b-\u200f\u2060\ufeff]/gu, '')
    .split(/[^\p{L}\p{M}\p{N}_]+/u)
    .map((word) => word.replace(/^\p{M}+/u, ''))
    .filter((word) => word !== '');
  const isLatin = words.every((word) => /^[\p{Script=Latin}\d_]+$/u.test(word));
  const style = join === 'underscore' && isLatin ? 'pascal' : join;
  const cased = words.length > 1 || style !== 'pascal' ? words.map(capitalise) : words;
  const tag = (style === 'pascal' ? cased : words).join(style === 'underscore' ? '_' : '');
  if (!/\p{L}/u.test(tag) || graphemesOf(tag).length > LONGEST) return undefined;
  return `#${tag}`;
}

function capitalise(word: string): string {
  const first = Array.from(word)[0] ?? '';
  return first.toUpperCase() + word.slice(first.length);
}
