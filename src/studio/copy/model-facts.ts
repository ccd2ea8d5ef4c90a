import { languageOf, type LocalText, textFor } from '#kernel/local-text';
import { formatMoney } from '#kernel/money';
import type { CopyRequest, Gap } from '#studio/model';
import { collectFacts, formatDay } from './fact-book.ts';
import { LIST_SLOTS } from './language-pack.ts';
import { packFor } from './packs.ts';
import { cleanText } from './typography.ts';

/** One thing a model may say, under the path of brief or brand kit it comes from. */
export interface ModelFact {
  readonly id: string;
  /** Such as `benefit`, `price`, `product`. */
  readonly kind: string;
  readonly text: string;
  /** Stands in another language than asked, to be put into that one. */
  readonly isForeign: boolean;
}

const NAMES = new Set(['product', 'brand', 'campaign', 'by']);

/** Whether a fact is a name, which stays as it is in every language. */
export function isName(fact: Pick<ModelFact, 'kind'>): boolean {
  return NAMES.has(fact.kind);
}

/**
 * All that a model may say of a request, and what is lacking. In a language the house knows, only facts that exist
 * in it; in another one all facts in the language they are in, for the model to translate.
 */
export function factsForModel(request: CopyRequest): { facts: ModelFact[]; gaps: Gap[] } {
  const pack = packFor(request.locale);
  if (pack === undefined) return { facts: foreignFacts(request), gaps: [] };
  const { book, gaps } = collectFacts(request, pack);
  const singles = [...book.singles.values()];
  const lists = LIST_SLOTS.flatMap((slot) => book.lists[slot]);
  const facts = [...singles, ...lists].map(({ slot, text, path, source }) => ({
    id: slot === 'by' ? `${path}.by` : slot === 'saving' ? `${path}.saving` : path,
    kind: slot,
    text: source === undefined ? text : `${text} (source: ${source})`,
    isForeign: false,
  }));
  return { facts, gaps };
}

function foreignFacts(request: CopyRequest): ModelFact[] {
  const { brand, campaign, product, locale } = request;
  const at = `products.${product.key}`;
  const facts: ModelFact[] = [];
  const add = (id: string, kind: string, text: string | undefined, isForeign = false): void => {
    const clean = cleanText(text ?? '');
    if (clean !== '') facts.push({ id, kind, text: clean, isForeign });
  };
  const own = campaign.nameLanguage;
  const local = (id: string, kind: string, text: LocalText | undefined): void => {
    const exact = textFor(text, locale);
    const other = own === undefined ? undefined : textFor(text, own);
    add(id, kind, exact ?? other ?? Object.values(text ?? {})[0], exact === undefined);
  };
  add(`${at}.name`, 'product', textFor(product.nameIn, locale) ?? product.name);
  add('brand.look.name', 'brand', brand.look.name);
  if (own === undefined || languageOf(own) === languageOf(locale))
    add('campaign.name', 'campaign', campaign.name);
  local('campaign.message', 'message', campaign.message);
  local('campaign.occasion', 'occasion', campaign.occasion);
  local(`${at}.category`, 'category', product.category);
  local(`${at}.description`, 'description', product.description);
  local(`${at}.limit`, 'limit', product.limit);
  for (const [index, text] of product.benefits.entries()) local(`${at}.benefits[${index}]`, 'benefit', text);
  for (const [index, text] of product.features.entries()) local(`${at}.features[${index}]`, 'feature', text);
  for (const [index, text] of product.problems.entries()) local(`${at}.problems[${index}]`, 'problem', text);
  for (const [index, proof] of product.proofs.entries()) local(`${at}.proofs[${index}]`, 'proof', proof.text);
  if (product.price !== undefined) add(`${at}.price`, 'price', formatMoney(product.price, locale));
  if (campaign.endsOn !== undefined) add('campaign.endsOn', 'date', formatDay(campaign.endsOn, locale));
  return facts;
}
