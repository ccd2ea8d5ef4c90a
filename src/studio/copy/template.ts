import { isListSlot, type Fact, type FactBook } from './fact-book.ts';
import { withKoreanParticle } from './korean-particles.ts';
import type { LanguagePack, ListSlot, Slot } from './language-pack.ts';
import {
  endsSentence,
  joinPiece,
  lowerFirst,
  nestQuotes,
  quotesOf,
  tidyLine,
  upperFirst,
} from './typography.ts';

/** One line that was written, and the facts it rests on. */
export interface Line {
  readonly text: string;
  readonly facts: readonly Fact[];
  /** Whether it says more than names do. */
  readonly hasSubstance: boolean;
}

/** What a writer has at hand while filling patterns. */
export interface Desk {
  readonly pack: LanguagePack;
  readonly locale: string;
  readonly formality: 'formal' | 'informal';
  readonly book: FactBook;
  /** False for a text that the brand does not allow. */
  readonly isAllowed: (text: string) => boolean;
}

export interface FillOptions {
  /** Which of the list facts to take first. */
  readonly index?: number;
  /** Paths that must not be said again. */
  readonly avoid?: ReadonlySet<string>;
  /** Facts of the headline, which `{!quote}` refers back to. */
  readonly said?: readonly Fact[];
  /** Texts that are no facts, such as the finished headline. */
  readonly extra?: Partial<Readonly<Record<Slot, string>>>;
}

const NAMES: readonly Slot[] = ['product', 'brand', 'campaign', 'by', 'headline'];
/** May stand in headline, support and body alike: who, how much and until when. */
const REPEATABLE: ReadonlySet<Slot> = new Set([...NAMES, 'price', 'before', 'saving', 'date', 'start']);

const TOKEN = /(\{[^{}]+\})/u;
const SLOT = /^\{([?!]?)([a-z]+)(\d?)(?:\+([^}]+))?\}$/u;

/** The line a pattern gives, or undefined when a fact it needs is absent or the brand forbids a word. */
export function fillTemplate(template: string, desk: Desk, options: FillOptions = {}): Line | undefined {
  const pattern = template.replaceAll(/<([^<>|]*)\|([^<>|]*)>/gu, desk.formality === 'formal' ? '$1' : '$2');
  const picker = pickerOf(desk.book, options);
  const facts = new Map<string, Fact>();
  let text = '';
  for (const token of pattern.split(TOKEN)) {
    const slot = SLOT.exec(token);
    if (slot === null) {
      text = joinPiece(text, token, desk.pack);
      continue;
    }
    const fact = picker({
      slot: slot[2] as Slot,
      nth: slot[3] === '' ? 1 : Number(slot[3]),
      isSaid: slot[1] === '!',
    });
    if (fact === undefined) return undefined;
    if (slot[1] !== '') continue;
    facts.set(fact.path, fact);
    const words = slot[4] === undefined ? fact.text : withKoreanParticle(fact.text, slot[4]);
    if (words === undefined) return undefined;
    text += fact.isName ? words : inPlace({ ...fact, text: words }, text, desk);
  }
  const line = tidyLine(text, desk.pack, desk.locale);
  if (line === '' || !desk.isAllowed(line)) return undefined;
  const used = [...facts.values()];
  return { text: line, facts: used, hasSubstance: used.some((fact) => !NAMES.includes(fact.slot)) };
}

/** The slots a pattern names. */
export function slotsOf(template: string): { slot: Slot; nth: number }[] {
  return template.split(TOKEN).flatMap((token) => {
    const match = SLOT.exec(token);
    return match === null ? [] : [{ slot: match[2] as Slot, nth: match[3] === '' ? 1 : Number(match[3]) }];
  });
}

function inPlace(fact: Fact, before: string, desk: Desk): string {
  const { pack, locale } = desk;
  const isQuoted = before.endsWith(quotesOf(pack, locale)[0]);
  const words = isQuoted ? nestQuotes(fact.text, pack, locale) : fact.text;
  const isStart = before.replaceAll(/[\s¿¡«“„「]/gu, '') === '' || endsSentence(before.replace(/[¿¡]$/u, ''));
  return isStart
    ? upperFirst(words, locale)
    : lowerFirst(words, { pack, locale, isCommon: fact.isCommon === true });
}

type Picker = (wanted: {
  readonly slot: Slot;
  readonly nth: number;
  readonly isSaid: boolean;
}) => Fact | undefined;

/** A problem and the benefit of the same number belong together, so both start from one index. */
function pickerOf(book: FactBook, { index = 0, avoid, extra, said = [] }: FillOptions): Picker {
  const chosen = new Map<string, Fact>();
  return ({ slot, nth, isSaid }) => {
    if (isSaid) {
      const before = said.find((fact) => fact.slot === slot);
      if (before !== undefined) chosen.set(slot + String(nth), before);
      return before;
    }
    const given = extra?.[slot];
    if (given !== undefined) return { slot, text: given, path: slot, isName: true };
    if (slot === 'source') return sourceOf(chosen.get('proof1'));
    const known = chosen.get(slot + String(nth));
    if (known !== undefined) return known;
    const fact = isListSlot(slot)
      ? nextOf(book.lists[slot], { index: index + nth - 1, avoid, taken: [...chosen.values()] })
      : allowed(book.singles.get(slot), avoid);
    if (fact !== undefined) chosen.set(slot + String(nth), fact);
    return fact;
  };
}

function sourceOf(proof: Fact | undefined): Fact | undefined {
  if (proof?.source === undefined) return undefined;
  return { slot: 'source', text: proof.source, path: proof.path, isName: true };
}

function allowed(fact: Fact | undefined, avoid: ReadonlySet<string> | undefined): Fact | undefined {
  if (fact === undefined) return undefined;
  return REPEATABLE.has(fact.slot) || avoid?.has(fact.path) !== true ? fact : undefined;
}

interface Search {
  readonly index: number;
  readonly avoid: ReadonlySet<string> | undefined;
  readonly taken: readonly Fact[];
}

function nextOf(facts: readonly Fact[], { index, avoid, taken }: Search): Fact | undefined {
  for (let step = 0; step < facts.length; step++) {
    const fact = facts[(index + step) % facts.length];
    if (fact !== undefined && avoid?.has(fact.path) !== true && !taken.includes(fact)) return fact;
  }
  return undefined;
}

/**
 * How many different bindings a pattern has: the longest list it draws on. A problem goes only with the benefit
 * of the same number, so patterns with both have as many as the shorter list.
 */
export function bindingsOf(template: string, book: FactBook): number {
  const { problem, benefit } = book.lists;
  if (template.includes('{problem}') && template.includes('{benefit}'))
    return Math.min(problem.length, benefit.length);
  const lists = slotsOf(template).flatMap(({ slot }) => (isListSlot(slot) ? [slot satisfies ListSlot] : []));
  return Math.max(1, ...lists.map((slot) => book.lists[slot].length));
}
