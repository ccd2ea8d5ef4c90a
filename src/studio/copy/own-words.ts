import { textFor, type LocalText } from '#kernel/local-text';
import { formatMoney } from '#kernel/money';
import { seededRandom, shuffled } from '#kernel/random';
import type { Angle, Copy, CopyRequest, CopyResult, Gap } from '#studio/model';
import { cutText } from './alt-text.ts';
import { CHANNEL_RULES, measureLength, postText } from './channels.ts';
import { legalLine } from './fact-book.ts';
import { toHashtag } from './hashtags.ts';
import { cleanText } from './typography.ts';

interface OwnText {
  readonly angle: Angle;
  readonly path: string;
  readonly text: LocalText;
}

interface OwnFact {
  readonly angle: Angle;
  readonly path: string;
  readonly text: string;
}

/**
 * For languages without a pack: sets the brief's own sentences as they stand. Taken in the asked locale if there
 * are any, else in the brief's own language, else in the locale it says most in; `copy.locale` says which.
 */
export function writeOwnWords(request: CopyRequest): CopyResult {
  const texts = ownTexts(request);
  const locale = localeToUse(request, texts);
  const facts = texts.flatMap(({ angle, path, text }) => {
    const words = cleanText(textFor(text, locale) ?? '');
    return words === '' ? [] : [{ angle, path, text: words }];
  });
  const price: OwnFact[] =
    request.product.price === undefined || facts.length === 0
      ? []
      : [
          {
            angle: 'price',
            path: `products.${request.product.key}.price`,
            text: `${request.product.name}: ${formatMoney(request.product.price, locale)}`,
          },
        ];
  const limit = CHANNEL_RULES[request.channel].headline;
  const fits = (fact: OwnFact): boolean => measureLength(fact.text, request.channel) <= limit;
  const headlines = [...pickHeadlines(facts.filter(fits), request), ...price.filter(fits)].slice(
    0,
    request.count,
  );
  const copies = headlines.map((fact) => composeOwn(request, { fact, facts, locale }));
  return { copies, gaps: gapsFor(request, { texts, locale, written: copies.length }) };
}

function ownTexts({ brand, campaign, product }: CopyRequest): OwnText[] {
  const at = `products.${product.key}`;
  const one = (angle: Angle, path: string, text: LocalText | undefined): OwnText[] =>
    text === undefined ? [] : [{ angle, path, text }];
  const many = (angle: Angle, path: string, list: readonly LocalText[]): OwnText[] =>
    list.map((text, i) => ({ angle, path: `${path}[${i}]`, text }));
  return [
    ...one('brand_voice', 'campaign.message', campaign.message),
    ...many('benefit', `${at}.benefits`, product.benefits),
    ...many('feature', `${at}.features`, product.features),
    ...many(
      'proof',
      `${at}.proofs`,
      product.proofs.map((proof) => proof.text),
    ),
    ...many('values', 'brand.voice.values', brand.voice.values),
    ...one('brand_voice', 'brand.voice.tagline', brand.voice.tagline),
  ];
}

function localeToUse(request: CopyRequest, texts: readonly OwnText[]): string {
  const own = request.campaign.nameLanguage;
  const hasTexts = (locale: string): boolean => texts.some(({ text }) => textFor(text, locale) !== undefined);
  if (hasTexts(request.locale)) return request.locale;
  if (own !== undefined && hasTexts(own)) return own;
  const counts = new Map<string, number>();
  for (const { text } of texts)
    for (const tag of Object.keys(text)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first?.[0] ?? request.locale;
}

function pickHeadlines(facts: readonly OwnFact[], request: CopyRequest): OwnFact[] {
  const rest = shuffled(facts, seededRandom(request.seed));
  const firsts = rest.filter((fact, i) => rest.findIndex((other) => other.angle === fact.angle) === i);
  const unique = new Map([...firsts, ...rest].map((fact) => [fact.text.toLowerCase(), fact]));
  return [...unique.values()].slice(0, request.count);
}

function composeOwn(
  request: CopyRequest,
  { fact, facts, locale }: { fact: OwnFact; facts: readonly OwnFact[]; locale: string },
): Copy {
  const { campaign, product, brand, channel } = request;
  const rules = CHANNEL_RULES[channel];
  const others = facts.filter((other) => other.text !== fact.text);
  const support = others.find((other) => measureLength(other.text, channel) <= rules.support);
  const name = cleanText(product.name);
  const action = cleanText(textFor(campaign.callToAction, locale) ?? '');
  const legal = textFor(legalLine(brand, campaign.market)[0], locale);
  const hashtags = [...campaign.hashtags, brand.look.name, product.name]
    .flatMap((words) => toHashtag(words, 'pascal') ?? [])
    .filter((tag, i, tags) => tags.indexOf(tag) === i)
    .slice(0, rules.hashtags);
  const link = rules.isLinkLive && product.url !== undefined && channel !== 'email' ? [product.url] : [];
  let lines = [fact.text, ...others.slice(0, 3).map((other) => other.text), ...link];
  while (
    lines.length > 1 &&
    measureLength(postText({ body: lines.join('\n\n'), hashtags }), channel) > rules.body
  ) {
    lines = lines.slice(0, -1);
  }
  const said = [fact, ...(support === undefined ? [] : [support]), ...others.slice(0, 3)];
  return {
    angle: fact.angle,
    locale,
    channel,
    headline: fact.text,
    ...(support === undefined ? {} : { support: support.text }),
    cta: action === '' ? name : action,
    ...(legal === undefined ? {} : { legal: cleanText(legal) }),
    body: lines.join('\n\n'),
    hashtags,
    altText: cutText(`${name}: ${fact.text}`, rules.altText),
    facts: [...new Set(said.map((one) => one.path))],
    writer: 'offline',
  };
}

function gapsFor(
  request: CopyRequest,
  { texts, locale, written }: { texts: readonly OwnText[]; locale: string; written: number },
): Gap[] {
  const asked = request.locale;
  const instead =
    written === 0
      ? 'and the brief has no words of its own to use'
      : `so the brief's own words in ${locale} are set as they stand`;
  const gaps: Gap[] = [
    {
      field: 'language.unsupported',
      kind: 'language_unsupported',
      locale: asked,
      message: `The offline writer has no pack for ${asked}, ${instead}. Add a pack, or connect a model.`,
    },
  ];
  const lacking = [
    ...texts.map(({ path, text }) => ({ path, text })),
    { path: 'campaign.callToAction', text: request.campaign.callToAction ?? {} },
  ];
  for (const { path, text } of lacking) {
    if (textFor(text, asked) !== undefined) continue;
    const message = `${path} has no text in ${asked}. Add it under the key "${asked}".`;
    gaps.push({ field: path, kind: 'text_missing_in_locale', locale: asked, message });
  }
  return gaps;
}
