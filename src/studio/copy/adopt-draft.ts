import { textFor } from '#kernel/local-text';
import { ANGLES, type Angle, type Check, type Copy, type CopyRequest } from '#studio/model';
import { CHANNEL_RULES, measureLength, postText } from './channels.ts';
import { checkFacts } from './check-facts.ts';
import { checkWords } from './check-words.ts';
import { foreignLanguageOf } from './detect-language.ts';
import { legalLine } from './fact-book.ts';
import { hashtagsFor } from './hashtags.ts';
import { isName, type ModelFact } from './model-facts.ts';
import { cleanText } from './typography.ts';
import { withoutNames } from './word-lists.ts';

/** A text as a model wrote it. */
export interface CopyDraft {
  readonly angle: string;
  readonly headline: string;
  readonly support: string | null;
  readonly cta: string;
  readonly body: string;
  readonly altText: string;
  readonly factIds: readonly string[];
}

export type Adopted =
  | { readonly ok: true; readonly copy: Copy }
  | { readonly ok: false; readonly draft: CopyDraft; readonly checks: readonly Check[] };

/**
 * Makes a draft of a model a text of the house, or says which checks it fails. Hashtags, price, quote, link and legal
 * line are set by code; a model writes none of them.
 */
export function adoptDraft(draft: CopyDraft, request: CopyRequest, facts: readonly ModelFact[]): Adopted {
  const copy = toCopy(draft, request, facts);
  const { brand, product, campaign, locale } = request;
  const market = campaign.market === undefined ? {} : { market: campaign.market };
  // What the model wrote is held against the facts; the link is set by code afterwards.
  const checks = [
    ...checkFacts({ ...copy, body: cleanLines(draft.body) }, facts, draft.factIds),
    ...checkLanguage(copy, facts),
    ...checkWords(copy, { brand, locale, product, campaign, ...market }),
    ...checkAngle(draft),
  ].filter((check) => check.verdict === 'fail');
  return checks.length === 0 ? { ok: true, copy } : { ok: false, draft, checks };
}

function toCopy(draft: CopyDraft, request: CopyRequest, facts: readonly ModelFact[]): Copy {
  const { locale, channel, campaign, brand } = request;
  const support = cleanText(draft.support ?? '');
  const own = cleanText(textFor(campaign.callToAction, locale) ?? '');
  const legal = textFor(legalLine(brand, campaign.market)[0], locale);
  const hashtags = hashtagsFor(request);
  return {
    angle: (ANGLES as readonly string[]).includes(draft.angle) ? (draft.angle as Angle) : 'brand_voice',
    locale,
    channel,
    headline: cleanText(draft.headline),
    ...(support === '' ? {} : { support }),
    cta: own === '' ? cleanText(draft.cta) : own,
    ...pieces(draft, facts),
    ...(legal === undefined ? {} : { legal: cleanText(legal) }),
    body: withLink(cleanLines(draft.body), request, hashtags),
    hashtags,
    altText: cleanText(draft.altText),
    facts: [...new Set(draft.factIds)],
    writer: 'model',
  };
}

/** Paragraphs stay, everything else is cleaned as facts are. */
function cleanLines(text: string): string {
  const lines = text.split(/\r?\n/).map(cleanText);
  return lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** The product's own address at the end, where the channel makes it a link and it still fits. */
function withLink(body: string, { channel, product }: CopyRequest, hashtags: readonly string[]): string {
  const rules = CHANNEL_RULES[channel];
  if (!rules.isLinkLive || channel === 'email' || product.url === undefined || body.includes(product.url))
    return body;
  const linked = `${body}\n\n${product.url}`;
  return measureLength(postText({ body: linked, hashtags }), channel) <= rules.body ? linked : body;
}

/** Price and quote belong to the angles that are about them, in the house's own form. */
function pieces(draft: CopyDraft, facts: readonly ModelFact[]): Pick<Copy, 'price' | 'quote'> {
  const textOf = (kind: string): string | undefined => facts.find((fact) => fact.kind === kind)?.text;
  const [now, before] = [textOf('price'), textOf('before')];
  const isAboutPrice = ['price', 'urgency', 'occasion'].includes(draft.angle);
  return isAboutPrice && now !== undefined ? { price: before === undefined ? { now } : { now, before } } : {};
}

function checkLanguage(copy: Copy, facts: readonly ModelFact[]): Check[] {
  const names = facts.filter(isName).map(({ text }) => text);
  const text = withoutNames([copy.headline, copy.support ?? '', copy.body, copy.altText].join(' '), names);
  const foreign = foreignLanguageOf(text, copy.locale);
  if (foreign === undefined) return [];
  const message = `The text reads like ${foreign}, ${copy.locale} was asked for.`;
  return [{ rule: 'language.other', verdict: 'fail', place: 'body', message }];
}

function checkAngle(draft: CopyDraft): Check[] {
  if ((ANGLES as readonly string[]).includes(draft.angle)) return [];
  return [
    {
      rule: 'angle.unknown',
      verdict: 'fail',
      place: 'angle',
      message: `"${draft.angle}" is no angle of the house.`,
    },
  ];
}
