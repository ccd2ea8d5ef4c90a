import { languageOf, textFor } from '#kernel/local-text';
import type { Brand, CampaignFacts, Check, Copy, ProductFacts } from '#studio/model';
import { CHANNEL_RULES, CTA_LENGTH, graphemesOf, measureLength, postText } from './channels.ts';
import { legalLine } from './fact-book.ts';
import { toHashtag } from './hashtags.ts';
import { checkScript } from './script-check.ts';
import { FORBIDDEN_IN, RISK_CATEGORIES, RISKY_WORDS, type RiskCategory } from './risky-words.ts';
import { cleanText } from './typography.ts';
import { matcherFor, type Matcher } from './word-matching.ts';
import { withoutNames, wordsFor } from './word-lists.ts';

/** What a copy is checked against. Product and campaign tell which claims the brief has a source for. */
export interface WordCheckInput {
  readonly brand: Brand;
  readonly locale: string;
  readonly market?: string;
  readonly product?: ProductFacts;
  readonly campaign?: CampaignFacts;
}

interface Part {
  readonly place: string;
  readonly text: string;
}

/**
 * Every word, length, legal and language rule on one copy: one check for each finding, and one `pass` for each
 * rule without any. Rules: words.banned, words.risky, length.headline, length.support, length.body, length.cta,
 * length.alt_text, hashtags.count, legal.missing, language.mixed.
 */
export function checkWords(copy: Copy, input: WordCheckInput): Check[] {
  const names = namesOf(copy, input);
  const parts = partsOf(copy).map((part) => ({ ...part, text: withoutNames(part.text, names) }));
  return [
    ...orPass('words.banned', findBanned(parts, copy.locale, input.brand)),
    ...orPass('words.risky', findRisky(parts, copy.locale, input)),
    ...checkLengths(copy),
    checkLegal(copy, input),
    ...orPass('language.mixed', [...checkLanguage(copy, input.locale), ...checkScript(parts, copy.locale)]),
  ];
}

function orPass(rule: string, findings: Check[]): Check[] {
  return findings.length > 0 ? findings : [{ rule, verdict: 'pass', message: 'Nothing found.' }];
}

function partsOf(copy: Copy): Part[] {
  const { price, quote } = copy;
  const parts: [string, string | undefined][] = [
    ['headline', copy.headline],
    ['support', copy.support],
    ['cta', copy.cta],
    ['badge', copy.badge],
    ['quote', quote?.text],
    ['price', price === undefined ? undefined : `${price.now} ${price.before ?? ''}`],
    ['legal', copy.legal],
    ['body', copy.body],
    ['hashtags', copy.hashtags.map((tag) => tag.slice(1)).join(' ')],
    ['altText', copy.altText],
  ];
  return parts.flatMap(([place, text]) => (text === undefined || text === '' ? [] : [{ place, text }]));
}

/** Names stand as they are in every language: product, brand, campaign, quoted people, sources, the tags made of them. */
function namesOf(copy: Copy, { brand, product, campaign }: WordCheckInput): string[] {
  const names = [
    brand.look.name,
    product?.name,
    textFor(product?.nameIn, copy.locale),
    campaign?.name,
    copy.quote?.by,
    product?.quote?.by,
    ...(product?.proofs ?? []).map((proof) => textFor(proof.source, copy.locale)),
    product?.url,
  ].flatMap((name) => (name === undefined ? [] : [cleanText(name)]));
  const tags = names.flatMap((name) =>
    (['pascal', 'plain', 'underscore'] as const).flatMap((join) => toHashtag(name, join)?.slice(1) ?? []),
  );
  const own = (campaign?.hashtags ?? []).map((tag) => tag.replace(/^#/u, ''));
  return [...new Set([...names, ...tags, ...own])]
    .filter((name) => name !== '')
    .toSorted((a, b) => b.length - a.length);
}

function findBanned(parts: readonly Part[], locale: string, brand: Brand): Check[] {
  const matcher = matcherFor(wordsFor(brand.voice.bannedWords, locale), locale);
  return parts.flatMap(({ place, text }) =>
    matcher.find(text).map((word) => ({
      rule: 'words.banned',
      verdict: 'fail' as const,
      place,
      measured: 1,
      wanted: 0,
      message: `"${word}" in ${place} is banned by the brand ${brand.key}. Write it without that word.`,
    })),
  );
}

interface RiskMatcher {
  readonly category: RiskCategory;
  readonly matcher: Matcher;
}

/** Made once per language: the lists are long, and a campaign checks thousands of texts. */
const riskMatchers = new Map<string, readonly RiskMatcher[]>();

function risksOf(locale: string): readonly RiskMatcher[] {
  const language = languageOf(locale);
  const known = riskMatchers.get(language);
  if (known !== undefined) return known;
  const made = Object.entries(RISKY_WORDS[language] ?? {}).map(([category, words]) => ({
    category: category as RiskCategory,
    matcher: matcherFor(words.split(' | '), language, { asSecondHalf: false }),
  }));
  riskMatchers.set(language, made);
  return made;
}

function findRisky(parts: readonly Part[], locale: string, input: WordCheckInput): Check[] {
  const risks = risksOf(locale);
  if (risks.length === 0) {
    const message = `There is no list of risky words for ${locale}: have a person read it.`;
    return [{ rule: 'words.risky', verdict: 'warn', message }];
  }
  const sourced = sourcedTexts(input.product, locale);
  return risks.flatMap(({ category, matcher }) => {
    const backed = new Set(sourced.flatMap((text) => matcher.find(text)));
    return parts.flatMap(({ place, text }) =>
      matcher
        .find(text)
        .map((word) =>
          riskCheck({ category, word, place, isBacked: backed.has(word), market: input.market }),
        ),
    );
  });
}

interface RiskFinding {
  readonly category: RiskCategory;
  readonly word: string;
  readonly place: string;
  readonly isBacked: boolean;
  readonly market: string | undefined;
}

function riskCheck({ category, word, place, isBacked, market }: RiskFinding): Check {
  const isForbidden = market !== undefined && FORBIDDEN_IN[market]?.includes(category) === true;
  const where = market === undefined ? '' : ` (market ${market})`;
  const sourced = isBacked
    ? 'The brief states a source for it: have a person confirm that it carries the claim.'
    : 'State a proof with its source in the brief, or say what is measured instead.';
  const advice = isForbidden ? `It is not allowed in ${market} even with a source: take it out.` : sourced;
  return {
    rule: 'words.risky',
    verdict: isBacked && !isForbidden ? 'warn' : 'fail',
    place,
    measured: 1,
    wanted: 0,
    message: `"${word.replace(/\*$/u, '')}" in ${place}${where}: ${RISK_CATEGORIES[category]}. ${advice}`,
  };
}

/** What the brief says with a source: proofs that name theirs, and the quote, which names who said it. */
function sourcedTexts(product: ProductFacts | undefined, locale: string): string[] {
  const proofs = (product?.proofs ?? [])
    .filter((proof) => proof.source !== undefined)
    .map((proof) => proof.text);
  const quote = product?.quote === undefined ? [] : [product.quote.text];
  return [...proofs, ...quote].flatMap((text) => textFor(text, locale) ?? []);
}

/** A copy that fell back to another language than asked is never passed in silence. */
function checkLanguage(copy: Copy, asked: string): Check[] {
  if (languageOf(copy.locale) === languageOf(asked)) return [];
  const message = `The text is in ${copy.locale}, ${asked} was asked for. Add texts under "${asked}" to the brief.`;
  return [{ rule: 'language.mixed', verdict: 'fail', place: 'headline', message }];
}

interface Measure {
  readonly rule: string;
  readonly place: string;
  readonly measured: number;
  readonly wanted: number;
  readonly unit: string;
}

function checkLengths(copy: Copy): Check[] {
  const { channel } = copy;
  const rules = CHANNEL_RULES[channel];
  const unit = rules.unit.replace('_', ' ');
  const measures: Measure[] = [
    {
      rule: 'length.headline',
      place: 'headline',
      measured: measureLength(copy.headline, channel),
      wanted: rules.headline,
      unit,
    },
    {
      rule: 'length.support',
      place: 'support',
      measured: measureLength(copy.support ?? '', channel),
      wanted: rules.support,
      unit,
    },
    {
      rule: 'length.body',
      place: 'body',
      measured: measureLength(postText(copy), channel),
      wanted: rules.body,
      unit,
    },
    {
      rule: 'length.cta',
      place: 'cta',
      measured: graphemesOf(copy.cta).length,
      wanted: CTA_LENGTH,
      unit: 'graphemes',
    },
    {
      rule: 'hashtags.count',
      place: 'hashtags',
      measured: copy.hashtags.length,
      wanted: rules.hashtags,
      unit: 'tags',
    },
    {
      rule: 'length.alt_text',
      place: 'altText',
      measured: Array.from(copy.altText).length,
      wanted: rules.altText,
      unit: 'characters',
    },
  ];
  return measures.map(({ rule, place, measured, wanted, unit: counted }) => ({
    rule,
    verdict: measured <= wanted ? ('pass' as const) : ('fail' as const),
    place,
    measured,
    wanted,
    message:
      measured <= wanted
        ? `${measured} of at most ${wanted} ${counted} on ${channel}.`
        : `${place} has ${measured} ${counted}, ${channel} takes at most ${wanted}. Shorten it by ${measured - wanted}.`,
  }));
}

function checkLegal(copy: Copy, { brand, market, locale }: WordCheckInput): Check {
  const rule = 'legal.missing';
  const [lines, path] = legalLine(brand, market);
  if (lines === undefined)
    return { rule, verdict: 'pass', message: 'The brand asks for no legal line here.' };
  const wanted = textFor(lines, copy.locale);
  if (wanted === undefined) {
    const message = `${path} has no text in ${locale}. Add it under the key "${locale}".`;
    return { rule, verdict: 'fail', place: 'legal', measured: 0, wanted: 1, message };
  }
  const isThere = bare(copy.legal ?? '') === bare(wanted);
  const message = isThere
    ? `${path} is there.`
    : `${path} must stand on the creative: "${cleanText(wanted)}"`;
  return {
    rule,
    verdict: isThere ? 'pass' : 'fail',
    place: 'legal',
    measured: isThere ? 1 : 0,
    wanted: 1,
    message,
  };
}

function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();
}
