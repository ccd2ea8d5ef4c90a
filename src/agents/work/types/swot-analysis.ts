import { z } from 'zod';
import { stemsOf } from '#studio/copy/stems';
import {
  CERTAINTY,
  pointsFromFacts,
  type Quadrant,
  QUADRANTS,
  type RawPoint,
} from '#agents/work/methods/swot-points';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { type Statement, statement, workProductOf } from '#agents/work/work-product';
import type { Line } from '#agents/work/work-page';

const score = z.number().int().min(1).max(5);
const input = z.object({
  points: z
    .array(
      z.object({
        quadrant: z.enum(QUADRANTS),
        text: z.string().trim().min(3).max(400),
        importance: score.default(3).describe('How much it matters to the goal, 1 to 5.'),
        source: z.string().trim().max(200).optional().describe('Where it was read or who said it.'),
      }),
    )
    .max(60)
    .default([])
    .describe('What the team or the client knows and the house does not.'),
  perQuadrant: z.number().int().min(1).max(10).default(5),
});
type Input = z.output<typeof input>;

const point = statement.extend({
  importance: score,
  certainty: z.number().min(0).max(1),
  score: z.number().describe('Importance times certainty.'),
  about: z.string().describe('Name of the product, or of the brand.'),
  short: z.string().describe('The same inside another sentence.'),
});
type Point = z.output<typeof point>;
const move = statement.extend({ kind: z.enum(['SO', 'ST', 'WO', 'WT']), score: z.number() });
type Move = z.output<typeof move>;

const content = z.object({
  strengths: z.array(point),
  weaknesses: z.array(point),
  opportunities: z.array(point),
  threats: z.array(point),
  moves: z.array(move).describe('Crossings of an inner and an outer point, best first.'),
});
type Content = z.output<typeof content>;

export const taskType = defineTaskType<Input, Content>({
  type: 'swot_analysis',
  aliases: ['swot'],
  title: 'SWOT analysis',
  purpose: 'Ranks what helps and what hinders the campaign, and crosses both into moves.',
  input,
  content,
  needs: ['brief'],
  reads: ['competitive_analysis', 'audience_research'],
  minutes: 90,
  propose: ({ brief }) =>
    brief === null
      ? undefined
      : {
          title: `SWOT of ${brief.name}`,
          description: 'What helps, what hinders, and what to do about it, each from a stated fact.',
          payload: input.parse({}),
          priority: 'MEDIUM',
          confidence: 0.7,
          reason: `A campaign for ${brief.products.map(({ name }) => name).join(' and ')} needs to know which of its points carry it before anybody writes.`,
        },
  check: findGaps,
  write({ material, facts, input }) {
    const found = rankPoints(
      [...pointsFromFacts(facts, material.today), ...pointsFromInput(input)],
      input.perQuadrant,
    );
    const moves = crossPoints(found, material.brief?.language ?? 'en');
    const all = QUADRANTS.flatMap((quadrant) => found[quadrant]);
    const backed = all.filter(({ certainty }) => certainty === CERTAINTY.backed).length;
    const missing = findGaps({ material, facts, input }).map(({ field, message }) => ({
      what: message,
      where: field,
      gain: 'Points of the market could be ranked beside those of the product.',
    }));
    return workProductOf(content).parse({
      summary: summaryOf(found, moves),
      method:
        'Facts of brief and kit are sorted by what they say of product and market; each is scored by importance (1 to 5) times certainty (1 with a source, 0.7 stated, 0.4 assumed), the best stay; inner and outer points that are about the same product or share words are crossed (TOWS, Weihrich 1982).',
      confidence: {
        level: backed >= 4 && missing.length === 0 ? 'high' : backed > 0 ? 'medium' : 'low',
        because: `${backed} of ${all.length} points name a source.`,
      },
      missing,
      wouldChange: [
        'A test or review that contradicts the first strength.',
        'A competitor whose proof for the same point is stronger.',
      ],
      next: moves.slice(0, 3).map(({ text }) => text),
      content: { ...found, moves },
    });
  },
  wordable: ({ moves }) =>
    moves.map((_move, index) => ({
      path: `moves.${index}.text`,
      role: 'a move for the campaign',
      mostCharacters: 300,
    })),
  render: ({ content: { moves, ...found } }) => [
    {
      kind: 'quadrants',
      fields: QUADRANTS.map((quadrant) => ({
        title: TITLES[quadrant],
        items: found[quadrant].length === 0 ? [{ text: NOTHING }] : found[quadrant].map(lineOf),
      })),
    },
    { kind: 'heading', text: 'Moves' },
    { kind: 'list', isOrdered: true, items: moves.map(lineOf) },
    {
      kind: 'table',
      caption: 'How the points were ranked',
      columns: ['Point', 'About', 'Importance', 'Certainty', 'Score'],
      rows: QUADRANTS.flatMap((quadrant) => found[quadrant]).map((row) => [
        row.text,
        row.about,
        String(row.importance),
        row.certainty.toFixed(1),
        row.score.toFixed(1),
      ]),
    },
  ],
});

const NOTHING = 'Nothing found in what the house knows.';
const TITLES: Readonly<Record<Quadrant, string>> = {
  strengths: 'Strengths',
  weaknesses: 'Weaknesses',
  opportunities: 'Opportunities',
  threats: 'Threats',
};

function lineOf({ text, facts, basis }: Statement): Line {
  return { text, facts, isAssumed: basis === 'assumed' };
}

function findGaps({ facts, input }: WorkRequest<Input>): Finding[] {
  const hasOuter = input.points.some(
    ({ quadrant }) => quadrant === 'opportunities' || quadrant === 'threats',
  );
  const hasProof = [...facts.keys()].some((id) => id.includes('.proofs.'));
  return [
    ...(hasOuter
      ? []
      : [
          {
            field: 'points',
            severity: 'weakens' as const,
            message:
              'Nothing is known of the market but what the brief says: add opportunities and threats with their source.',
          },
        ]),
    ...(hasProof
      ? []
      : [
          {
            field: 'brief.products.proofs',
            severity: 'weakens' as const,
            message:
              'No product has a proof, so no strength can be backed: add tests, guarantees or figures with their source.',
          },
        ]),
  ];
}

function pointsFromInput({ points }: Input): RawPoint[] {
  return points.map(({ quadrant, text, importance, source }, index) => ({
    quadrant,
    text: source === undefined ? text : `${text} (${source})`,
    short: text,
    basis: 'stated',
    facts: [`input.points.${index}.text`],
    importance,
    certainty: source === undefined ? CERTAINTY.stated : CERTAINTY.backed,
    about: 'the market',
  }));
}

function rankPoints(raw: readonly RawPoint[], most: number): Record<Quadrant, Point[]> {
  const best = (wanted: Quadrant): Point[] =>
    raw
      .filter(({ quadrant }) => quadrant === wanted)
      .map(({ quadrant: _quadrant, ...rest }) => ({ ...rest, score: rest.importance * rest.certainty }))
      .toSorted((a, b) => b.score - a.score)
      .slice(0, most);
  return {
    strengths: best('strengths'),
    weaknesses: best('weaknesses'),
    opportunities: best('opportunities'),
    threats: best('threats'),
  };
}

type Crossing = (inner: Point, outer: Point) => string;
const CROSSINGS: readonly (readonly [Move['kind'], Quadrant, Quadrant, Crossing])[] = [
  ['SO', 'strengths', 'opportunities', (one, other) => `Answer “${other.short}” with “${one.short}”.`],
  [
    'ST',
    'strengths',
    'threats',
    (one, other) => `Because of this: ${other.short}, put “${one.short}” first.`,
  ],
  [
    'WO',
    'weaknesses',
    'opportunities',
    (one, other) => `Before “${other.short}” is used, mend this: ${one.short}.`,
  ],
  [
    'WT',
    'weaknesses',
    'threats',
    (one, other) => `Build nothing on it while both stand: ${one.short}; ${other.short}.`,
  ],
];

/** Of each kind of crossing the two that belong together most, by product and shared words, then by score. */
function crossPoints(found: Readonly<Record<Quadrant, readonly Point[]>>, language: string): Move[] {
  const moves = CROSSINGS.flatMap(([kind, inner, outer, words]) => {
    const pairs = found[inner].flatMap((one) =>
      found[outer].map((other) => ({
        one,
        other,
        score: one.score * other.score * kinship(one, other, language),
      })),
    );
    return pairs
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 2)
      .map(({ one, other, score }) => ({
        kind,
        text: words(one, other),
        basis: 'derived' as const,
        facts: [...new Set([...one.facts, ...other.facts])].slice(0, 20),
        score: Math.round(score * 10) / 10,
      }));
  });
  return moves.toSorted((a, b) => b.score - a.score);
}

/** 0 for points of different products, else 1 and more for each beginning of a word that both have. */
function kinship(one: Point, other: Point, language: string): number {
  const isGeneral = ['the campaign', 'the market'].includes(other.about);
  if (isGeneral && other.about !== 'the market') return 1;
  if (!isGeneral && one.about !== other.about) return 0;
  const words = new Set(stemsOf(one.text, language));
  return 1 + stemsOf(other.text, language).filter((stem) => words.has(stem)).length;
}

function summaryOf(found: Readonly<Record<Quadrant, readonly Point[]>>, moves: readonly Move[]): string {
  const first = found.strengths[0];
  const lack = found.weaknesses[0];
  return [
    first === undefined
      ? 'The brief states nothing that the campaign could stand on.'
      : `It stands on: ${first.text}.`,
    lack === undefined ? '' : `It lacks: ${lack.text}.`,
    moves[0] === undefined ? '' : `First move: ${moves[0].text}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
