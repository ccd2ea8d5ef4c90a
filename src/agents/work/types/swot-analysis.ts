import { z } from 'zod';
import {
  CERTAINTY,
  MARKET,
  pointsFromFacts,
  type Quadrant,
  QUADRANTS,
  type RawPoint,
} from '#agents/work/methods/swot-points';
import type { FactBook } from '#agents/work/facts';
import { crossPoints, type Crossed } from '#agents/work/methods/cross-points';
import { subjectOf } from '#agents/work/methods/pick-position';
import { pointsFromResearch, pointsFromRivals } from '#agents/work/methods/swot-earlier';
import {
  derived,
  earlierContent,
  languageOfMaterial,
  lineOf,
  missingFrom,
  sentences,
  roomFor,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { statement, workProductOf } from '#agents/work/work-product';
import { researchContent } from './audience-research.ts';
import { competitiveContent } from './competitive-analysis.ts';

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
  quadrant: z.enum(QUADRANTS),
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
    const language = languageOfMaterial(material);
    const rivals = earlierContent(material, 'competitive_analysis', competitiveContent);
    const research = earlierContent(material, 'audience_research', researchContent);
    const all = rankPoints([
      ...pointsFromFacts(facts, { today: material.today, language }),
      ...(rivals === undefined ? [] : pointsFromRivals(rivals, facts)),
      ...(research === undefined ? [] : pointsFromResearch(research, facts)),
      ...pointsFromInput(input),
    ]);
    const crossed = crossPoints(all, { language, subjectOf: subjectsIn(facts) });
    const moves = crossed.map(moveOf);
    const used = new Set(crossed.flatMap(({ inner, outer }) => [inner, outer]));
    const found = shownOf(all, used, input.perQuadrant);
    const shown = QUADRANTS.flatMap((quadrant) => found[quadrant]);
    const lacks = found.weaknesses.filter(({ about }) => about !== MARKET).length;
    const backed = shown.filter(({ certainty }) => certainty === CERTAINTY.backed).length - lacks;
    const missing = missingFrom(
      findGaps({ material, facts, input }),
      GAINS,
      'Points of the market could be ranked beside those of the product.',
    );
    return workProductOf(content).parse({
      summary: summaryOf(found, moves).slice(0, 1_200),
      method:
        'Facts of brief and kit are sorted by what they say of product and market; each is scored by importance (1 to 5) times certainty (1 with a source, 0.7 stated, 0.4 assumed), the best stay; inner and outer points that share themes or words are crossed (TOWS, Weihrich 1982). Leads and lags come from the competitive analysis, what people say from the audience research, where there are any.',
      confidence: {
        level: backed >= 4 && missing.length === 0 ? 'high' : backed > 0 ? 'medium' : 'low',
        because: `${backed} of ${shown.length} points name a source${rivals === undefined ? '' : ', rivals are scored'}${research === undefined || research.findings.length === 0 ? '' : ', people were asked'}.`,
      },
      missing,
      wouldChange: [
        'A test or review that contradicts the first strength.',
        'A competitor whose proof for the same point is stronger.',
      ],
      next: sentences(moves.slice(0, 3).map(({ text }) => text)),
      content: { ...found, moves },
    });
  },
  wordable: ({ moves }) =>
    moves.map((one, index) => ({
      path: `moves.${index}.text`,
      role: 'a move for the campaign',
      mostCharacters: roomFor(one.text, 300),
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

const GAINS: Readonly<Record<string, string>> = {
  'brief.products.proofs': 'Strengths that can be told in public.',
};

function findGaps({ facts, input, material }: WorkRequest<Input>): Finding[] {
  const hasEarlier = material.earlier.some(({ type }) =>
    ['competitive_analysis', 'audience_research'].includes(type),
  );
  const hasOuter =
    hasEarlier || input.points.some(({ quadrant }) => quadrant === 'opportunities' || quadrant === 'threats');
  const hasProof = [...facts.keys()].some((id) => id.includes('.proofs.'));
  return [
    ...(hasOuter
      ? []
      : [
          {
            field: 'points',
            severity: 'weakens' as const,
            message:
              'Nothing is known of the market but what the brief says: add opportunities and threats with their source, or do audience research and a competitive analysis first.',
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

/** What the points about a product have in common anyway, by its name. */
function subjectsIn(facts: FactBook): (about: string) => string {
  const keys = new Set(
    [...facts.keys()].flatMap((id) => /^brief\.products\.([^.]+)\.name$/.exec(id)?.[1] ?? []),
  );
  const subjects = new Map(
    [...keys].map((key) => [facts.get(`brief.products.${key}.name`)?.text ?? key, subjectOf(facts, key)]),
  );
  return (about) => subjects.get(about) ?? '';
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
    about: MARKET,
  }));
}

function rankPoints(raw: readonly RawPoint[]): Record<Quadrant, Point[]> {
  const best = (wanted: Quadrant): Point[] =>
    raw
      .filter(({ quadrant }) => quadrant === wanted)
      .map((one) => ({ ...one, facts: [...one.facts], score: one.importance * one.certainty }))
      .toSorted((a, b) => b.score - a.score);
  return {
    strengths: best('strengths'),
    weaknesses: best('weaknesses'),
    opportunities: best('opportunities'),
    threats: best('threats'),
  };
}

/** The best of each field and, after them, those that a move rests on. */
function shownOf(
  all: Readonly<Record<Quadrant, readonly Point[]>>,
  used: ReadonlySet<Point>,
  most: number,
): Record<Quadrant, Point[]> {
  const shown = (quadrant: Quadrant): Point[] =>
    all[quadrant].filter((one, index) => index < most || used.has(one));
  return {
    strengths: shown('strengths'),
    weaknesses: shown('weaknesses'),
    opportunities: shown('opportunities'),
    threats: shown('threats'),
  };
}

function moveOf({ kind, text, score, inner, outer }: Crossed<Point>): Move {
  return { kind, score, ...derived(text, [...inner.facts, ...outer.facts]) };
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
