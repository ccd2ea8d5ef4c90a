import type { SourceMaterial } from '#agents/work/material';
import { sentencesOf } from './readability.ts';

/** By what a sentence claims something; the first that holds. */
export const CLAIM_KINDS = ['price', 'guarantee', 'comparison', 'figure'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

/** A sentence of a source that claims something, in its own words. */
export interface SourceClaim {
  /** Id of its fact: `source.<id>.<number>`. */
  readonly id: string;
  readonly about: string;
  readonly text: string;
  readonly kind: ClaimKind;
}

export interface ReadSource {
  readonly claims: readonly SourceClaim[];
  /** Passages that speak to programs instead of readers; nothing of them is taken. */
  readonly leftOut: number;
}

const MOST_CLAIMS = 40;
const LONGEST = 300;
const SHORTEST = 12;

const CURRENCY = String.raw`(?:[€$£¥₹₩₪]|(?:EUR|USD|GBP|CHF|JPY|AED|SAR|INR|euros?|dollars?|pounds?)(?!\p{L}))`;
const PRICE = new RegExp(String.raw`${CURRENCY}\s?\p{Nd}|\p{Nd}[\p{Nd}.,]*\s?${CURRENCY}`, 'iu');
/** Guarantees and returns in English, German, French, Spanish, Italian, Dutch and Portuguese, by beginnings of words. */
const GUARANTEE =
  /(?<!\p{L})(?:guarant|warrant|garant|garanz|money[ -]back|refund|free returns?|geld[ -]zurück|rückgabe|remboursement|reembolso|rimborso|geld[ -]terug)/iu;
const COMPARISON =
  /(?<!\p{L})(?:(?:more|less|better|faster|longer|lighter|quieter|cheaper|fewer|(?!other|rather)\p{L}{3,12}er) than|compared (?:to|with)|unlike|twice|the only|the first|number one|no\. ?1|leading|best|fastest|lightest|quietest|longest|largest|cheapest|strongest|(?:besser|schneller|länger|leichter|leiser|günstiger|mehr|weniger) als|einzige|führende|beste|schnellste|leichteste|leiseste|(?:plus|moins|meilleure?s?) que|le seul|leader|(?:más|menos|mejor) que|el único|líder|(?:più|meno|migliore) (?:di|del|della)|l['’]unico|(?:beter|sneller|langer|lichter|stiller|goedkoper|meer|minder) dan|de enige|(?:mais|menos|melhor) (?:do )?que|o único)(?!\p{L})/iu;
const YEAR = /^(?:19|20)\p{Nd}\p{Nd}$/u;

/** Words by which a text speaks to a program that reads it: what it should forget, who it is, whose turn it is. */
const TO_PROGRAMS = [
  /(?<!\p{L})(?:ignor\p{L}{0,8}|disregard\p{L}{0,8}|forget|override|bypass|vergiss|vergesst|missachte\p{L}{0,8}|oublie\p{L}{0,3}|olvida\p{L}{0,3}|dimentica\p{L}{0,3}|negeer|vergeet|esqueça).{0,60}(?:instruct|instruk|instruc|anweisung|prompt|rules|regeln|guideline|istruzion|consigne|instruç)/iu,
  /(?<!\p{L})(?:(?:system|developer) (?:prompt|message)|language model|as an ai(?!\p{L})|you are (?:now )?(?:an? |the )?(?:ai|assistant|agent|chatbot)(?!\p{L}))/iu,
  /^(?:system|assistant|user|developer|human)\s?:/iu,
  /<\/?\s?(?:facts|places|system|instructions?|prompt)\s?>/iu,
];

/** Sources as they were read: facts, checks and methods ask for the same. */
const readBefore = new WeakMap<SourceMaterial, ReadSource>();

/** The claims of a source by rule: sentences with a price, a guarantee, a comparison or a figure, each once. */
export function readSource(source: SourceMaterial): ReadSource {
  const known = readBefore.get(source) ?? claimsIn(source);
  readBefore.set(source, known);
  return known;
}

function claimsIn({ id, about, text }: SourceMaterial): ReadSource {
  const lines = text.split('\n');
  const taken = lines.filter((line) => !speaksToPrograms(line));
  const said = new Set(taken.flatMap((line) => sentencesOf(line)).filter((one) => one.length <= LONGEST));
  const claims = [...said]
    .flatMap((sentence) => {
      const kind = kindOf(sentence);
      return kind === undefined ? [] : [{ about, text: sentence, kind }];
    })
    .slice(0, MOST_CLAIMS)
    .map((claim, index) => ({ ...claim, id: `source.${id}.${index}` }));
  return { claims, leftOut: lines.length - taken.length };
}

/** Where a source lies and when it was read, as what backs a claim. */
export function placeOf({ place, readOn }: Pick<SourceMaterial, 'place' | 'readOn'>): string {
  return `${place}, read on ${readOn}`;
}

function speaksToPrograms(line: string): boolean {
  return TO_PROGRAMS.some((pattern) => pattern.test(line));
}

function kindOf(sentence: string): ClaimKind | undefined {
  if (PRICE.test(sentence)) return 'price';
  if (sentence.length < SHORTEST) return undefined;
  if (GUARANTEE.test(sentence)) return 'guarantee';
  if (COMPARISON.test(sentence)) return 'comparison';
  const figures = sentence.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? [];
  return figures.some((figure) => !YEAR.test(figure)) && /\p{L}{2}/u.test(sentence) ? 'figure' : undefined;
}
