import type { Fact, FactBook } from '#agents/work/facts';
import type { Statement } from '#agents/work/work-product';

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
export function pointsFromFacts(facts: FactBook, today: string): RawPoint[] {
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
  return [...direct, ...lackingOf(facts, nameOf), ...outerPoints(facts, today)];
}

function fromFact(fact: Fact, more: Pick<RawPoint, 'quadrant' | 'importance' | 'about'>): RawPoint {
  const text =
    more.quadrant === 'opportunities' ? `People put up with this today: ${fact.text}` : wordsOf(fact);
  return {
    ...more,
    text,
    short: fact.text,
    basis: 'stated',
    facts: [fact.id],
    certainty: fact.backing === undefined ? CERTAINTY.stated : CERTAINTY.backed,
  };
}

function wordsOf({ id, text, backing }: Fact): string {
  if (id.endsWith('.limit')) return `It can sell out: ${text}`;
  return backing === undefined ? text : `${text} (${backing})`;
}

/** What is lacking in the evidence is a weakness of the campaign, whatever the product can do. */
function lackingOf(facts: FactBook, nameOf: (key: string) => string): RawPoint[] {
  const keys = new Set([...facts.keys()].flatMap((id) => OF_PRODUCT.exec(id)?.[1] ?? []));
  const lacks = (key: string, kind: string): boolean =>
    ![...facts.keys()].some((id) => id.startsWith(`brief.products.${key}.${kind}`));
  const words: readonly (readonly [string, number, string])[] = [
    ['proofs', 5, 'no proof backs what is said of it'],
    ['quote', 2, 'no customer speaks for it'],
    ['price', 3, 'no price can be named'],
  ];
  return [...keys].flatMap((key) =>
    words
      .filter(([kind]) => lacks(key, kind))
      .map(([, importance, what]) => ({
        quadrant: 'weaknesses' as const,
        text: `${nameOf(key)}: ${what}`,
        short: `${nameOf(key)}: ${what}`,
        basis: 'derived' as const,
        facts: [`brief.products.${key}.name`],
        importance,
        certainty: CERTAINTY.backed,
        about: nameOf(key),
      })),
  );
}

const DAY_MS = 86_400_000;
/** Below this many days there is no time for a second round of tests. */
const SHORT_RUN_DAYS = 35;

function outerPoints(facts: FactBook, today: string): RawPoint[] {
  const all = 'the campaign';
  const occasion = facts.get('brief.occasion');
  const [start, end] = [facts.get('brief.start'), facts.get('brief.end')];
  const days =
    end === undefined
      ? undefined
      : Math.round((Date.parse(end.text) - Date.parse(start?.text ?? today)) / DAY_MS) + 1;
  const legal = [...facts.values()].filter(({ id }) => id.startsWith('brand.legal.'));
  return [
    ...(occasion === undefined
      ? []
      : [
          fromOuter('opportunities', 4, {
            text: `People look for a gift or a reason now: ${occasion.text}`,
            short: occasion.text,
            facts: [occasion.id],
            about: all,
          }),
        ]),
    ...(days === undefined || end === undefined || days > SHORT_RUN_DAYS
      ? []
      : [
          fromOuter('threats', 4, {
            text: `It runs for ${days} days only: what does not work in the first week cannot be learnt from in time`,
            short: `only ${days} days`,
            facts: [start?.id ?? end.id, end.id],
            about: all,
          }),
        ]),
    ...(legal.length === 0
      ? []
      : [
          fromOuter('threats', 2, {
            text: `Claims must carry their legal line in every market (${legal.map(({ id }) => id.split('.').at(-1)).join(', ')})`,
            short: 'the legal line beside every claim',
            facts: legal.map(({ id }) => id).slice(0, 20),
            about: all,
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
