import type { Fact, FactBook } from '#agents/work/facts';
import { listed } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { factsOf, pickPosition } from './pick-position.ts';

export const QUADRANTS = ['strengths', 'weaknesses', 'opportunities', 'threats'] as const;
export type Quadrant = (typeof QUADRANTS)[number];

/** How far a point can be relied on: a source is named, a person stated it, or nobody did. */
export const CERTAINTY = { backed: 1, stated: 0.7, assumed: 0.4 } as const;

/** A point before it is ranked. */
export interface RawPoint extends Statement {
  readonly quadrant: Quadrant;
  readonly importance: number;
  readonly certainty: number;
  readonly about: string;
  /** What it comes to inside another sentence. */
  readonly short: string;
}

/** What a point is about that holds for more than one product. */
export const CAMPAIGN = 'the campaign';
export const MARKET = 'the market';

const OF_PRODUCT = /^brief\.products\.([^.]+)\.(\w+)/;
/** What a fact of a product is a sign of, and how much it matters by itself. */
const SIGNS: Readonly<Record<string, readonly [Quadrant, number]>> = {
  proofs: ['strengths', 5],
  features: ['strengths', 3],
  benefits: ['strengths', 3],
  quote: ['strengths', 4],
  problems: ['opportunities', 4],
  limit: ['threats', 3],
};

/** What the facts of brief and kit say for and against the campaign. */
export function pointsFromFacts(
  facts: FactBook,
  { today, language }: { today: string; language: string },
): RawPoint[] {
  const nameOf = (key: string): string => facts.get(`brief.products.${key}.name`)?.text ?? key;
  const direct = [...facts.values()].flatMap((fact) => {
    const [, key = '', kind = ''] = OF_PRODUCT.exec(fact.id) ?? [];
    const sign = SIGNS[kind];
    if (sign !== undefined)
      return [fromFact(fact, { quadrant: sign[0], importance: sign[1], about: nameOf(key) })];
    if (fact.id.startsWith('brand.values.'))
      return [
        fromFact(fact, {
          quadrant: 'strengths',
          importance: 2,
          about: facts.get('brand.name')?.text ?? 'brand',
        }),
      ];
    return [];
  });
  const keys = new Set([...facts.keys()].flatMap((id) => OF_PRODUCT.exec(id)?.[1] ?? []));
  return [...direct, ...lackingOf(facts, [...keys], language), ...outerPoints(facts, today)];
}

function fromFact(fact: Fact, more: Pick<RawPoint, 'quadrant' | 'importance' | 'about'>): RawPoint {
  const text =
    more.quadrant === 'opportunities' ? `People put up with this today: ${fact.text}` : wordsOf(fact);
  return {
    ...more,
    text,
    short: fact.id.endsWith('.limit') ? `Before this is gone (${fact.text})` : fact.text,
    basis: 'stated',
    facts: [fact.id],
    certainty: fact.backing === undefined ? CERTAINTY.stated : CERTAINTY.backed,
  };
}

function wordsOf({ id, text, backing }: Fact): string {
  if (id.endsWith('.limit')) return `It can sell out: ${text}`;
  return backing === undefined ? text : `${text} (${backing})`;
}

/** What is lacking in the evidence is a weakness of the campaign, whatever the products can do: one point for each kind. */
function lackingOf(facts: FactBook, keys: readonly string[], language: string): RawPoint[] {
  const lacks = (key: string, kind: string): boolean => factsOf(facts, key, kind).length === 0;
  const words: readonly (readonly [string, number, string])[] = [
    ['proofs', 5, 'no proof backs what is said'],
    ['benefits', 4, 'nothing says what people get from it'],
    ['price', 3, 'no price can be named'],
    ['quote', 2, 'no customer speaks for it'],
  ];
  const point = (
    of: readonly string[],
    importance: number,
    what: string,
    more: readonly string[] = [],
  ): RawPoint => {
    const names = listed(of.map((key) => facts.get(`brief.products.${key}.name`)?.text ?? key));
    return {
      quadrant: 'weaknesses',
      text: `${names}: ${what}`,
      short: `${names}: ${what}`,
      basis: 'derived',
      facts: [...of.map((key) => `brief.products.${key}.name`), ...more].slice(0, 20),
      importance,
      certainty: CERTAINTY.backed,
      about: of.length === 1 ? names : CAMPAIGN,
    };
  };
  const unproven = keys.flatMap((key) => {
    const { benefit, isProven } = pickPosition(facts, key, { language });
    const isOpen = benefit !== undefined && !isProven && !lacks(key, 'proofs');
    return isOpen ? [point([key], 4, `no proof speaks of “${benefit.text}”`, [benefit.id])] : [];
  });
  const lacking = words.flatMap(([kind, importance, what]) => {
    const of = keys.filter((key) => lacks(key, kind));
    return of.length === 0 ? [] : [point(of, importance, what)];
  });
  return [...unproven, ...lacking];
}

const DAY_MS = 86_400_000;
/** Below this many days there is no time for a second round of tests. */
const SHORT_RUN_DAYS = 35;

function outerPoints(facts: FactBook, today: string): RawPoint[] {
  const occasion = facts.get('brief.occasion');
  const [start, end] = [facts.get('brief.start'), facts.get('brief.end')];
  const days =
    end === undefined
      ? undefined
      : Math.round((Date.parse(end.text) - Date.parse(start?.text ?? today)) / DAY_MS) + 1;
  return [
    ...(occasion === undefined
      ? []
      : [
          fromOuter('opportunities', 4, {
            text: `There is an occasion to speak of: ${occasion.text}`,
            short: occasion.text,
            facts: [occasion.id],
            about: CAMPAIGN,
          }),
        ]),
    ...(days === undefined || end === undefined || days > SHORT_RUN_DAYS
      ? []
      : [
          fromOuter('threats', 4, {
            text: `It runs for ${days} days only: what does not work in the first week cannot be learnt from in time`,
            short: `With ${days} days only there is no second round`,
            facts: [start?.id ?? end.id, end.id],
            about: CAMPAIGN,
          }),
        ]),
  ];
}

function fromOuter(
  quadrant: Quadrant,
  importance: number,
  said: { text: string; short: string; facts: string[]; about: string },
): RawPoint {
  return { ...said, quadrant, importance, basis: 'derived', certainty: CERTAINTY.stated };
}
