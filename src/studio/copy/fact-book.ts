import { languageOf, textFor, type LocalText } from '#kernel/local-text';
import { formatMoney, type Money } from '#kernel/money';
import type { Brand, CopyRequest, Gap } from '#studio/model';
import { LIST_SLOTS, type LanguagePack, type ListSlot, type Slot } from './language-pack.ts';
import { cleanFact, cleanText, endsSentence, nestQuotes, quotesOf } from './typography.ts';

/** One thing that may be said, in the locale, with the path it comes from. */
export interface Fact {
  readonly slot: Slot;
  readonly text: string;
  readonly path: string;
  /** Names are never changed in case. */
  readonly isName: boolean;
  /** Whether its first word is known to be no name, so that it may lose its capital inside a sentence. */
  readonly isCommon?: boolean;
  /** Who found a proof. */
  readonly source?: string;
}

/** Everything that may be said in one locale. List facts keep the brief's order. */
export interface FactBook {
  readonly singles: ReadonlyMap<Slot, Fact>;
  readonly lists: Readonly<Record<ListSlot, readonly Fact[]>>;
  /** The brief's own label in the locale. */
  readonly cta?: string;
  readonly legal?: string;
}

interface Collector {
  readonly request: CopyRequest;
  readonly pack: LanguagePack;
  readonly singles: Map<Slot, Fact>;
  readonly gaps: Gap[];
}

/** The facts of a request that exist in its locale, and one gap for each that does not. */
export function collectFacts(request: CopyRequest, pack: LanguagePack): { book: FactBook; gaps: Gap[] } {
  const collector: Collector = { request, pack, singles: new Map(), gaps: [] };
  const { brand, campaign, product } = request;
  const at = `products.${product.key}`;
  addNames(collector, at);
  addText(collector, 'category', product.category, `${at}.category`);
  addText(collector, 'description', product.description, `${at}.description`);
  addText(collector, 'limit', product.limit, `${at}.limit`);
  addText(collector, 'message', campaign.message, 'campaign.message');
  addText(collector, 'audience', campaign.audience, 'campaign.audience');
  addText(collector, 'occasion', campaign.occasion, 'campaign.occasion');
  addText(collector, 'tagline', brand.voice.tagline, 'brand.voice.tagline');
  addQuote(collector, at);
  addPrices(collector, at);
  addDates(collector);
  const list = (slot: ListSlot, texts: readonly LocalText[], path: string): Fact[] =>
    texts.flatMap((text, i) => factOf(collector, { slot, text, path: `${path}[${i}]` }) ?? []);
  const lists = {
    benefit: list('benefit', product.benefits, `${at}.benefits`),
    feature: list('feature', product.features, `${at}.features`),
    problem: list('problem', product.problems, `${at}.problems`),
    value: list('value', brand.voice.values, 'brand.voice.values'),
    proof: product.proofs.flatMap((proof, i) => {
      const fact = factOf(collector, { slot: 'proof', text: proof.text, path: `${at}.proofs[${i}]` });
      if (fact === undefined) return [];
      const source = localText(collector, proof.source, `${at}.proofs[${i}].source`);
      return [source === undefined ? fact : { ...fact, source }];
    }),
  };
  const cta = localText(collector, campaign.callToAction, 'campaign.callToAction');
  const legal = localText(collector, ...legalLine(brand, campaign.market));
  const book: FactBook = {
    singles: collector.singles,
    lists,
    ...(cta === undefined ? {} : { cta }),
    ...(legal === undefined ? {} : { legal }),
  };
  return { book, gaps: collector.gaps };
}

/** The legal line a market needs, with its path: the market's own, else the one for all markets. */
export function legalLine(brand: Brand, market = '*'): [LocalText | undefined, string] {
  const key = brand.legalLines[market] === undefined ? '*' : market;
  return [brand.legalLines[key], `brand.legalLines.${key}`];
}

/** Whether a pattern can name the slot at all. */
export function hasFact(book: FactBook, slot: Slot): boolean {
  return isListSlot(slot) ? book.lists[slot].length > 0 : book.singles.has(slot);
}

export function isListSlot(slot: Slot): slot is ListSlot {
  return (LIST_SLOTS as readonly Slot[]).includes(slot);
}

function addNames({ request, singles, gaps }: Collector, at: string): void {
  const { product, campaign, brand, locale } = request;
  const localName = textFor(product.nameIn, locale);
  if (product.nameIn !== undefined && localName === undefined) {
    gaps.push(missing(`${at}.nameIn`, locale));
  }
  const name = (slot: Slot, text: string, path: string): void => {
    const clean = cleanText(text);
    if (clean !== '') singles.set(slot, { slot, text: clean, path, isName: true });
  };
  name('product', localName ?? product.name, localName === undefined ? `${at}.name` : `${at}.nameIn`);
  const { nameLanguage } = campaign;
  const isReadable = nameLanguage === undefined || languageOf(nameLanguage) === languageOf(locale);
  if (isReadable) name('campaign', campaign.name, 'campaign.name');
  name('brand', brand.look.name, 'brand.look.name');
}

function localText(collector: Collector, text: LocalText | undefined, path: string): string | undefined {
  const { request, pack, gaps } = collector;
  if (text === undefined || Object.keys(text).length === 0) return undefined;
  const found = cleanFact(textFor(text, request.locale) ?? '', pack, request.locale);
  if (found === '') gaps.push(missing(path, request.locale));
  return found === '' ? undefined : found;
}

function missing(field: string, locale: string): Gap {
  return {
    field,
    kind: 'text_missing_in_locale',
    locale,
    message: `${field} has no text in ${locale}, so it is left out there. Add it under the key "${locale}".`,
  };
}

interface RawFact {
  readonly slot: Slot;
  readonly text: LocalText | undefined;
  readonly path: string;
}

function factOf(collector: Collector, raw: RawFact): Fact | undefined {
  const text = localText(collector, raw.text, raw.path);
  if (text === undefined) return undefined;
  return {
    slot: raw.slot,
    text,
    path: raw.path,
    isName: false,
    isCommon: startsWithCommonWord(text, raw.text, collector),
  };
}

/** A name is written alike in other languages; a first word that none of them has is an ordinary word. */
function startsWithCommonWord(text: string, all: LocalText | undefined, { request }: Collector): boolean {
  const language = languageOf(request.locale);
  const others = Object.entries(all ?? {}).filter(([tag]) => languageOf(tag) !== language);
  const word = /^[\p{L}\p{M}]+/u.exec(text)?.[0];
  if (word === undefined || others.length === 0) return false;
  const names = `${request.product.name} ${request.brand.look.name} ${request.campaign.name}`;
  return !names.includes(word) && others.every(([, other]) => !other.includes(word));
}

function addText(collector: Collector, slot: Slot, text: LocalText | undefined, path: string): void {
  const fact = factOf(collector, { slot, text, path });
  if (fact !== undefined) collector.singles.set(slot, fact);
}

function addQuote(collector: Collector, at: string): void {
  const { request, pack, singles } = collector;
  const { quote } = request.product;
  if (quote === undefined) return;
  const raw = textFor(quote.text, request.locale);
  const words = localText(collector, quote.text, `${at}.quote`);
  if (words === undefined || raw === undefined) return;
  const [open, close] = quotesOf(pack, request.locale);
  const bare = nestQuotes(bareQuote(words), pack, request.locale);
  const hasStop = !endsSentence(bare) && /[.。।]\s*["“”»「」』]*$/u.test(raw.trim());
  const stops = {
    inside: [pack.typography.stop, ''],
    outside: ['', pack.typography.stop],
    none: ['', ''],
  } as const;
  const [inside, outside] = hasStop ? stops[pack.typography.quoteStop] : stops.none;
  const text = open + bare + inside + close + outside;
  singles.set('quote', { slot: 'quote', text, path: `${at}.quote`, isName: true });
  singles.set('by', { slot: 'by', text: cleanText(quote.by), path: `${at}.quote`, isName: true });
}

/** A quotation without its outer marks: a layout draws them itself. */
export function bareQuote(text: string): string {
  return text.replace(/^["“”„«»「『]\s*/u, '').replace(/\s*["“”»«」』]([.。]?)$/u, '$1');
}

function addPrices({ request, singles }: Collector, at: string): void {
  const { price, previousPrice } = request.product;
  if (price === undefined || price.amountMinor <= 0) return;
  const add = (slot: Slot, money: Money, path: string): void => {
    singles.set(slot, { slot, text: formatMoney(money, request.locale), path, isName: true });
  };
  add('price', price, `${at}.price`);
  if (previousPrice === undefined || previousPrice.currency !== price.currency) return;
  const savedMinor = previousPrice.amountMinor - price.amountMinor;
  if (savedMinor <= 0) return;
  add('before', previousPrice, `${at}.previousPrice`);
  add('saving', { amountMinor: savedMinor, currency: price.currency }, `${at}.previousPrice`);
}

function addDates({ request, singles }: Collector): void {
  const { startsOn, endsOn } = request.campaign;
  const add = (slot: Slot, iso: string | undefined, path: string): void => {
    const text = iso === undefined ? undefined : formatDay(iso, request.locale);
    if (text !== undefined) singles.set(slot, { slot, text, path, isName: true });
  };
  add('start', startsOn, 'campaign.startsOn');
  add('date', endsOn, 'campaign.endsOn');
}

/** Day and month as the locale writes them; undefined when it is not a date. */
export function formatDay(iso: string, locale: string): string | undefined {
  const day = new Date(`${iso}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(day.getTime())) return undefined;
  const text = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    day,
  );
  return locale.startsWith('fr') ? text.replace(/^1 /u, '1er ') : text;
}
