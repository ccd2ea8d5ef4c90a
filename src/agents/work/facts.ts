import { formatMoney } from '#kernel/money';
import { type LocalText, textFor } from '#kernel/local-text';
import type { BriefMaterial, ProductMaterial, WorkMaterial } from './material.ts';
import { placeOf, readSource } from './methods/source-claims.ts';
import { statementPlaces } from './work-product.ts';

/** Where a fact lies in the house. */
export type FactSource =
  | 'brief'
  | 'brand'
  | 'variant'
  | 'knowledge'
  | 'source'
  | 'work'
  | 'calendar'
  | 'input'
  | 'person';

/** One thing the house knows, under an address that a statement can name. */
export interface Fact {
  /** A path such as `brief.products.hush-one.proofs.0`. */
  readonly id: string;
  /** In the language of the brief, as a person wrote it. */
  readonly text: string;
  readonly source: FactSource;
  /** What a person said it rests on, such as a lab report. */
  readonly backing?: string;
  /** It rests on words of others, from a page or file: no model words a text with it. */
  readonly isForeign?: true;
}

/** Facts by id, in the order of the material. */
export type FactBook = ReadonlyMap<string, Fact>;

/** So many statements of one earlier work become facts at most. */
const MOST_OF_WORK = 400;

/**
 * Everything of brief, kit, knowledge, sources, earlier work and payload that a statement may rest on. A text that lacks the brief's
 * language is taken in the first language it has. What earlier work only assumed is no fact.
 */
export function collectFacts(
  { brief, brand, knowledge, sources, holidays, earlier }: WorkMaterial,
  input?: unknown,
): FactBook {
  const facts: Fact[] = inputFacts(input, 'input');
  const language = brief?.language ?? brand?.language ?? 'en';
  const add = (id: string, text: LocalText | string | undefined, more: Partial<Fact> = {}): void => {
    const words = typeof text === 'string' ? text : localWords(text, language);
    if (words === undefined || words.trim() === '') return;
    const source = id.split('.')[0] as FactSource;
    facts.push({ id, text: words.trim(), source, ...more });
  };
  if (brief !== null) addBrief(brief, add, language);
  if (brand !== null) {
    add('brand.name', brand.name);
    add('brand.tagline', brand.voice.tagline);
    brand.voice.values.forEach((value, index) => add(`brand.values.${index}`, value));
    if (brand.voice.tone.length > 0) add('brand.tone', brand.voice.tone.join(', '));
    for (const [market, line] of Object.entries(brand.legalLines)) add(`brand.legal.${market}`, line);
  }
  for (const { id, statement, evidence } of knowledge)
    add(`knowledge.${id}`, statement, { backing: evidence });
  for (const source of sources)
    for (const { id, text } of readSource(source).claims)
      add(id, text, { backing: placeOf(source), isForeign: true });
  for (const { date, market, name } of holidays)
    add(`calendar.${market}.${date}`, `${name} (${market}), ${date}`);
  const worked = earlier.flatMap(({ type, title, content }) =>
    statementPlaces(content, `work.${type}`)
      .slice(0, MOST_OF_WORK)
      .filter(({ said }) => said.basis !== 'assumed')
      .map(({ path, said }) => ({ path, said, title })),
  );
  const foreign = foreignAmong(worked);
  for (const { path, said, title } of worked)
    add(path, said.text, { backing: title, ...(foreign.has(path) ? { isForeign: true } : {}) });
  return new Map(facts.map((fact) => [fact.id, fact]));
}

/** Statements of earlier work that rest on sources, also by way of other work. */
function foreignAmong(
  worked: readonly { path: string; said: { facts: readonly string[] } }[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const isForeign = (id: string): boolean => id.startsWith('source.') || found.has(id);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { path, said } of worked) if (said.facts.some(isForeign)) found.add(path);
  }
  return found;
}

/** Every text and figure of a payload under its path, such as `input.points.0.text`; a `source` beside it backs it. */
function inputFacts(value: unknown, path: string): Fact[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => inputFacts(item, `${path}.${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const { source } = value as { source?: unknown };
  const backing = typeof source === 'string' && source !== '' ? { backing: source } : {};
  return Object.entries(value).flatMap(([key, inner]): Fact[] => {
    const id = `${path}.${key}`;
    if (typeof inner !== 'string' && typeof inner !== 'number') return inputFacts(inner, id);
    return [{ id, text: String(inner), source: 'input', ...(key === 'source' ? {} : backing) }];
  });
}

type Add = (id: string, text: LocalText | string | undefined, more?: Partial<Fact>) => void;

function addBrief(brief: BriefMaterial, add: Add, language: string): void {
  add('brief.name', brief.name);
  add('brief.audience', brief.audience);
  add('brief.message', brief.message);
  add('brief.occasion', brief.occasion);
  add('brief.callToAction', brief.callToAction);
  add('brief.start', brief.schedule?.start);
  add('brief.end', brief.schedule?.end);
  add('brief.channels', brief.channels.join(', '));
  add('brief.markets', brief.markets.join(', '));
  if (brief.budget !== undefined) add('brief.budget', formatMoney(brief.budget, language));
  brief.kpis.forEach((kpi, index) => add(`brief.kpis.${index}`, asWords(kpi)));
  brief.requirements.forEach((wish, index) => add(`brief.requirements.${index}`, asWords(wish)));
  for (const product of brief.products) addProduct(product, add, language);
}

function addProduct(product: ProductMaterial, add: Add, language: string): void {
  const at = `brief.products.${product.key}`;
  add(`${at}.name`, product.name);
  add(`${at}.category`, product.category);
  add(`${at}.description`, product.description);
  for (const list of ['benefits', 'features', 'problems'] as const)
    product[list].forEach((text, index) => add(`${at}.${list}.${index}`, text));
  product.proofs.forEach(({ text, source }, index) => {
    const backing = localWords(source, language);
    add(`${at}.proofs.${index}`, text, backing === undefined ? {} : { backing });
  });
  if (product.quote !== undefined) add(`${at}.quote`, product.quote.text, { backing: product.quote.by });
  for (const [market, price] of Object.entries(product.price ?? {}))
    add(`${at}.price.${market}`, formatMoney(price, language));
  for (const [market, price] of Object.entries(product.previousPrice ?? {}))
    add(`${at}.previousPrice.${market}`, formatMoney(price, language));
  add(`${at}.limit`, product.limit);
  add(`${at}.url`, product.url);
}

/** The text in a language, else in the first one it has. */
export function localWords(text: LocalText | undefined, language: string): string | undefined {
  return textFor(text, language) ?? Object.values(text ?? {})[0];
}

function asWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
