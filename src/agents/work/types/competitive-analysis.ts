import { z } from 'zod';
import { type Criterion, scoreOf, standingsOf } from '#agents/work/methods/compare-alternatives';
import { ageInDays } from '#agents/work/methods/days';
import { moveFor, pairOf, standingWords } from '#agents/work/methods/competitive-words';
import { kinshipOf } from '#agents/work/methods/themes';
import { lessonsOfStandings } from '#agents/work/methods/lessons';
import {
  counted,
  languageOfMaterial,
  lineOf,
  listed,
  number,
  quote,
  stated,
  weakUnless,
  missingFrom,
  sentences,
  roomFor,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import type { Block } from '#agents/work/work-page';
import { statement, workProductOf } from '#agents/work/work-product';

const name = z.string().trim().min(1).max(80);
const date = z
  .string()
  .regex(
    /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/,
    'A date is 2026, 2026-08 or 2026-08-31.',
  );
const finding = z.object({
  criterion: name,
  finding: z.string().trim().min(2).max(400),
  score: z
    .number()
    .min(0)
    .max(5)
    .optional()
    .describe('0 (fails) to 5 (best there is); leave it out where nobody has judged it.'),
  source: z.string().trim().min(2).max(200),
  date,
});
const input = z.object({
  competitors: z
    .array(
      z.object({
        name,
        kind: z
          .enum(['direct', 'indirect', 'status_quo'])
          .default('direct')
          .describe('Same product, another way to the same end, or doing nothing.'),
        evidence: z.array(finding).max(60),
      }),
    )
    .max(12)
    .default([]),
  criteria: z
    .array(
      z.object({
        name,
        weight: z.number().min(1).max(5).default(3).describe('How much buyers care, 1 to 5.'),
        why: z.string().trim().max(200).optional(),
      }),
    )
    .max(15)
    .default([])
    .describe('The same for all; without them those of the evidence are taken, all with weight 3.'),
  own: z.array(finding).max(60).default([]).describe('The same evidence for the own brand.'),
  staleAfterDays: z.number().int().min(30).max(3_650).default(365),
});
type Input = z.output<typeof input>;

const cell = statement.extend({
  alternative: z.string(),
  criterion: z.string(),
  score: z.number().nullable(),
  source: z.string(),
  date: z.string().nullable(),
  ageDays: z.number().nullable(),
  isStale: z.boolean(),
});
type Cell = z.output<typeof cell>;
export const competitiveContent = z.object({
  own: z.string(),
  criteria: z.array(z.object({ name: z.string(), weight: z.number(), why: z.string().nullable() })),
  alternatives: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['own', 'direct', 'indirect', 'status_quo']),
      scored: z.number().describe('Share of the weight with a score.'),
    }),
  ),
  cells: z.array(cell),
  gaps: z.array(
    z.object({ alternative: z.string(), criterion: z.string(), lacks: z.enum(['evidence', 'score']) }),
  ),
  standings: z.array(
    statement.extend({
      criterion: z.string(),
      verdict: z.enum(['leads', 'level', 'trails', 'open']),
      margin: z.number().nullable(),
    }),
  ),
  pairs: z.array(
    statement.extend({
      alternative: z.string(),
      own: z.number(),
      other: z.number(),
      turnedBy: z.array(z.string()),
    }),
  ),
  moves: z.array(statement.extend({ criterion: z.string() })),
});
type Content = z.output<typeof competitiveContent>;

export const taskType = defineTaskType<Input, Content>({
  type: 'competitive_analysis',
  aliases: ['competitor_analysis', 'competitive_matrix'],
  title: 'Competitive analysis',
  purpose:
    'Sets the brand beside others under the same weighted criteria, cell by cell from dated evidence, and says what to do.',
  input,
  content: competitiveContent,
  needs: ['brief'],
  reads: [],
  minutes: 120,
  // What others offer stands in no brief: a person has to bring it.
  propose: () => undefined,
  check: findGaps,
  write(request) {
    const content = contentOf(request);
    const scored = content.cells.filter((one) => one.score !== null).length;
    const stale = content.cells.filter(({ isStale }) => isStale).length;
    const wanted = content.criteria.length * content.alternatives.length;
    const filled = wanted - content.gaps.length;
    return workProductOf(competitiveContent).parse({
      summary: summaryOf(content),
      method: `Every alternative is judged under the same criteria. A cell holds dated evidence or stays a gap; nothing is filled in. Scores (0 to 5) are those that people gave. Pairs are compared by weighted sums over the criteria that both have (Hwang and Yoon 1981); each weight is halved and doubled to see whether the result turns (Triantaphyllou and Sánchez 1997). Evidence counts as old after ${request.input.staleAfterDays} days.`,
      confidence: {
        level: filled / wanted >= 0.8 && stale === 0 ? 'high' : filled / wanted >= 0.5 ? 'medium' : 'low',
        because: `${filled} of ${wanted} cells are scored, from ${counted(scored, 'scored finding')}; ${stale} ${stale === 1 ? 'finding is' : 'findings are'} old.`,
      },
      missing: [
        ...content.gaps.slice(0, 12).map(({ alternative, criterion, lacks }) => ({
          what:
            lacks === 'evidence'
              ? `${alternative}: no evidence for ${quote(criterion)}.`
              : `${alternative}: evidence for ${quote(criterion)} that nobody has scored.`,
          where: alternative === content.own ? 'own' : 'competitors',
          gain: 'A verdict under this criterion.',
        })),
        ...missingFrom(findGaps(request), {}, 'A comparison that holds.'),
      ].slice(0, 20),
      wouldChange: sentences([
        ...content.pairs
          .flatMap(({ alternative, turnedBy }) =>
            turnedBy.length === 0
              ? []
              : [
                  `Another weight of ${listed(turnedBy.map(quote))}: against ${alternative} the result turns.`,
                ],
          )
          .slice(0, 5),
        'Newer evidence in a cell that is old.',
      ]),
      next: sentences([
        ...content.moves.slice(0, 3).map(({ text }) => text),
        'Before a competitor is named in public: have the comparison checked; in the EU it must be objective and provable (Directive 2006/114/EC, article 4).',
      ]),
      content,
    });
  },
  wordable: ({ moves }) =>
    moves.map((one, index) => ({
      path: `moves.${index}.text`,
      role: 'what to do about a criterion',
      mostCharacters: roomFor(one.text, 400),
    })),
  learn: ({ content }) => lessonsOfStandings(content),
  render: ({ content }) => render(content),
});

function contentOf(request: WorkRequest<Input>): Content {
  const { material, input } = request;
  const own = material.brand?.name ?? 'Own brand';
  const cells = [
    ...ownCells(request, own),
    ...input.competitors.flatMap((one, index) =>
      cellsOf(request, one.name, { at: `input.competitors.${index}.evidence`, evidence: one.evidence }),
    ),
  ];
  const criteria = criteriaOf(input);
  const names = input.competitors.map((one) => one.name);
  const standings = standingsOf(cells, criteria, { own, others: names });
  const all = [{ name: own, kind: 'own' as const }, ...input.competitors];
  const whole = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const said = standings.map((one) => ({
    ...standingWords(one, cells, own),
    criterion: one.criterion,
    verdict: one.verdict,
    margin: one.own === null || one.best === null ? null : one.own - one.best,
  }));
  return {
    own,
    criteria: criteria.map((one) => ({ name: one.name, weight: one.weight, why: one.why ?? null })),
    alternatives: all.map(({ name, kind }) => ({
      name,
      kind,
      scored:
        criteria
          .filter((one) => scoreOf(cells, name, one.name) !== null)
          .reduce((sum, { weight }) => sum + weight, 0) / whole,
    })),
    cells,
    gaps: all.flatMap(({ name }) =>
      criteria
        .filter((one) => scoreOf(cells, name, one.name) === null)
        .map((one) => ({
          alternative: name,
          criterion: one.name,
          lacks: cells.some((found) => found.alternative === name && found.criterion === one.name)
            ? ('score' as const)
            : ('evidence' as const),
        })),
    ),
    standings: said,
    pairs: names.flatMap((other) => pairOf(cells, criteria, { own, other })),
    moves: standings.map((one) => ({ ...moveFor(one, cells, own), criterion: one.criterion })),
  };
}

function criteriaOf({ criteria, competitors, own }: Input): (Criterion & { why?: string | undefined })[] {
  if (criteria.length > 0) return criteria;
  const found = new Set(
    [...own, ...competitors.flatMap(({ evidence }) => evidence)].map(({ criterion }) => criterion),
  );
  return [...found].slice(0, 15).map((criterion) => ({ name: criterion, weight: 3 }));
}

function cellsOf(
  { material: { today }, input }: WorkRequest<Input>,
  alternative: string,
  { at, evidence }: { at: string; evidence: Input['own'] },
): Cell[] {
  return evidence
    .map(({ criterion, finding, score, source, date }, index): Cell => {
      const ageDays = ageInDays(date, today);
      return {
        alternative,
        criterion,
        score: score ?? null,
        source,
        date,
        ageDays,
        isStale: ageDays > input.staleAfterDays,
        ...stated(finding, `${at}.${index}.finding`),
      };
    })
    .toSorted((a, b) => (a.ageDays ?? 0) - (b.ageDays ?? 0));
}

/** The own evidence of the payload, and proofs of the brief under the criterion that they speak of, without a score. */
function ownCells(request: WorkRequest<Input>, own: string): Cell[] {
  const { facts, input, material } = request;
  const language = languageOfMaterial(material);
  const given = cellsOf(request, own, { at: 'input.own', evidence: input.own });
  const proofs = [...facts.values()].filter(
    ({ id, text }) => id.includes('.proofs.') && !given.some((one) => one.text === text),
  );
  const fromBrief = proofs.flatMap((fact): Cell[] => {
    const [best] = criteriaOf(input)
      .map((one) => ({ one, kin: kinshipOf(`${one.name} ${one.why ?? ''}`, fact.text, language) }))
      .filter(({ kin }) => kin > 0)
      .toSorted((a, b) => b.kin - a.kin);
    if (best === undefined) return [];
    return [
      {
        alternative: own,
        criterion: best.one.name,
        score: null,
        source: fact.backing ?? 'the brief',
        date: null,
        ageDays: null,
        isStale: false,
        ...stated(fact.text, fact.id),
      },
    ];
  });
  return [...given, ...fromBrief];
}

function findGaps({ input }: WorkRequest<Input>): Finding[] {
  const has = input.competitors.some(({ evidence }) => evidence.length > 0);
  return [
    ...(has
      ? []
      : [
          {
            field: 'competitors',
            severity: 'blocks' as const,
            message:
              'No competitor with evidence is given: name at least one, with what was found, where and when. Evidence is never made up.',
          },
        ]),
    ...weakUnless(
      input.own.some(({ score }) => score !== undefined),
      'own',
      'The own brand has no scored evidence: judge it under the same criteria.',
    ),
    ...weakUnless(
      input.criteria.length > 0,
      'criteria',
      'No criteria with weights are given: those of the evidence are taken, all alike.',
    ),
  ];
}

function summaryOf({ own, standings, pairs, gaps }: Content): string {
  const of = (verdict: string): string[] =>
    standings.filter((one) => one.verdict === verdict).map(({ criterion }) => criterion);
  const say = (words: string, found: readonly string[]): string =>
    found.length === 0 ? '' : `${words} ${listed(found.slice(0, 4))}.`;
  return [
    say(`${own} leads in`, of('leads')),
    say('It trails in', of('trails')),
    say('Level:', of('level')),
    say('Cannot be placed yet:', of('open')),
    ...pairs.slice(0, 3).map(({ text }) => text),
    gaps.length === 0
      ? ''
      : `${counted(gaps.length, 'cell')} of the matrix ${gaps.length === 1 ? 'is' : 'are'} open.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, 1_200);
}

function render({ own, criteria, alternatives, cells, standings, pairs, moves }: Content): Block[] {
  const text = (alternative: string, criterion: string): string => {
    const found = cells.filter((one) => one.alternative === alternative && one.criterion === criterion);
    if (found.length === 0) return 'no evidence';
    return found
      .map(
        (one) =>
          `${one.score === null ? 'not scored' : `${number(one.score)}/5`}: ${one.text} (${[one.source, one.date].filter(Boolean).join(', ')}${one.isStale ? ', old' : ''})`,
      )
      .join('\n');
  };
  return [
    { kind: 'heading', text: 'What to do' },
    { kind: 'list', isOrdered: true, items: moves.map(lineOf) },
    { kind: 'heading', text: 'Where the brand stands' },
    { kind: 'list', items: [...standings, ...pairs].map(lineOf) },
    {
      kind: 'table',
      caption: 'The evidence',
      columns: [
        'Criterion (weight)',
        ...alternatives.map(
          (one) => `${one.name}${one.name === own ? '' : ` (${one.kind.replace('_', ' ')})`}`,
        ),
      ],
      rows: criteria.map((one) => [
        `${one.name} (${number(one.weight)})`,
        ...alternatives.map((other) => text(other.name, one.name)),
      ]),
    },
  ];
}
