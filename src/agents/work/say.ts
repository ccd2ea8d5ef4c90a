import { shortened } from './shortened.ts';
import type { z } from 'zod';
import type { FactBook } from './facts.ts';
import type { WorkMaterial } from './material.ts';
import type { Finding } from './task-type.ts';
import type { Line } from './work-page.ts';
import type { Statement, WorkProduct } from './work-product.ts';

const MOST_FACTS = 20;
const MOST_CHARACTERS = 1_000;

/** What a fact says, in other words or the same. */
export function stated(text: string, ...facts: readonly string[]): Statement {
  return said(text, 'stated', facts);
}

/** What follows from facts by the method. */
export function derived(text: string, facts: readonly string[]): Statement {
  return said(text, 'derived', facts);
}

/** What nobody has stated yet. */
export function assumed(text: string): Statement {
  return said(text, 'assumed', []);
}

/** A statement from an id of the book in its own words, with what backs it; undefined where there is no such fact. */
export function factAsStated(book: FactBook, id: string): Statement | undefined {
  const fact = book.get(id);
  if (fact === undefined) return undefined;
  return stated(fact.backing === undefined ? fact.text : `${fact.text} (${fact.backing})`, id);
}

function said(text: string, basis: Statement['basis'], facts: readonly string[]): Statement {
  return {
    text: text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text,
    basis,
    facts: [...new Set(facts)].slice(0, MOST_FACTS),
  };
}

/** A statement as a line of a page. */
export function lineOf({ text, facts, basis }: Statement): Line {
  return { text, facts, isAssumed: basis === 'assumed' };
}

/** Statements as lines of a page with what they are before each: `Proof: …`. */
export function titledLines(title: string, said: readonly Statement[]): Line[] {
  return said.map((one) => ({ ...lineOf(one), text: `${title}: ${one.text}` }));
}

/** A finding that weakens the work unless something is there. */
export function weakUnless(isMet: boolean, field: string, message: string): Finding[] {
  return isMet ? [] : [{ field, severity: 'weakens', message }];
}

/** Findings as what is missing, each with what it would gain. */
export function missingFrom(
  findings: readonly Finding[],
  gains: Readonly<Record<string, string>>,
  otherwise: string,
): WorkProduct['missing'] {
  return findings.slice(0, 20).map(({ field, message }) => ({
    what: shortened(message, 300),
    where: shortened(field, 200),
    gain: gains[field] ?? otherwise,
  }));
}

/** Sentences as they fit into the lists of a work product. */
export function sentences(texts: readonly string[]): string[] {
  return texts.slice(0, 10).map((text) => shortened(text, 400));
}

/** The characters that a model may use for a text: the usual number, or as many as it has where it quotes long facts. */
export function roomFor(text: string, usual: number): number {
  return Math.max(usual, text.length);
}

/** Words of a person inside a sentence: without the stop at their end. */
export function quote(text: string): string {
  return `“${text.replace(/[.。]$/u, '')}”`;
}

/** 3035.7 as `3,036`; small ones with one or two decimals. */
export function number(value: number): string {
  const digits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value);
}

/** 0.0712 as `7.1 %`, 0.0144 as `1.44 %`. */
export function percent(share: number): string {
  const digits = Math.abs(share) < 0.02 ? 2 : Math.abs(share) < 0.1 ? 1 : 0;
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(share * 100)} %`;
}

const MOST_LISTED = 6;

/** `a, b and c`; of more than six the first five and how many are left. */
export function listed(words: readonly string[]): string {
  if (words.length > MOST_LISTED)
    return `${words.slice(0, MOST_LISTED - 1).join(', ')} and ${words.length - MOST_LISTED + 1} more`;
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** `1 order`, `2 orders`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** The language in which brief and kit are read. */
export function languageOfMaterial({ brief, brand }: WorkMaterial): string {
  return brief?.language ?? brand?.language ?? 'en';
}

/** The name of a product by its key, as facts name it. */
export function productName({ brief }: WorkMaterial, key: string): string {
  return brief?.products.find((product) => product.key === key)?.name ?? key;
}

/** The content of earlier work of a type, where there is some that fits the schema of that type. */
export function earlierContent<Content>(
  { earlier }: WorkMaterial,
  type: string,
  content: z.ZodType<Content>,
): Content | undefined {
  const found = earlier.find((work) => work.type === type);
  const parsed = content.safeParse(found?.content);
  return parsed.success ? parsed.data : undefined;
}
