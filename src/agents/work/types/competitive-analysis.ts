import { z } from 'zod';
import type { WorkMaterial } from '#agents/work/material';
import { type Criterion, scoreOf, standingsOf } from '#agents/work/methods/compare-alternatives';
import {
  type CompetitiveContent,
  competitiveContent,
  type MatrixCell,
} from '#agents/work/methods/competitive-content';
import { competitivePage, competitiveSummary } from '#agents/work/methods/competitive-page';
import { moveFor, pairOf, standingWords } from '#agents/work/methods/competitive-words';
import { ageInDays } from '#agents/work/methods/days';
import {
  alternativesIn,
  claimsAbout,
  claimsInMatrix,
  criteriaOfClaims,
  isSameName,
} from '#agents/work/methods/source-cells';
import { readSource } from '#agents/work/methods/source-claims';
import { kinshipOf } from '#agents/work/methods/themes';
import { lessonsOfStandings } from '#agents/work/methods/lessons';
import {
  counted,
  languageOfMaterial,
  listed,
  quote,
  stated,
  weakUnless,
  missingFrom,
  sentences,
  roomFor,
} from '#agents/work/say';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { workProductOf } from '#agents/work/work-product';

/** So many competitors are compared at most. */
const MOST_RIVALS = 12;
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
        evidence: z.array(finding).max(60).default([]),
      }),
    )
    .max(MOST_RIVALS)
    .default([])
    .describe('Without them those are taken about whom pages or files are kept as sources.'),
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

export { competitiveContent } from '#agents/work/methods/competitive-content';

export const taskType = defineTaskType<Input, CompetitiveContent>({
  type: 'competitive_analysis',
  aliases: ['competitor_analysis', 'competitive_matrix'],
  title: 'Competitive analysis',
  purpose:
    'Sets the brand beside others under the same weighted criteria, cell by cell from dated evidence and from what pages and files of theirs claim, and says what to do.',
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
      summary: competitiveSummary(content),
      method: `All are judged under the same criteria. A cell holds dated evidence, or what a page or file claims, or stays a gap. Scores (0 to 5) are those that people gave; a claim has none. Pairs are compared by weighted sums over the criteria that both have (Hwang and Yoon 1981); each weight is halved and doubled to see whether the result turns (Triantaphyllou and Sánchez 1997). Evidence counts as old after ${request.input.staleAfterDays} days.`,
      confidence: {
        level: filled / wanted >= 0.8 && stale === 0 ? 'high' : filled / wanted >= 0.5 ? 'medium' : 'low',
        because: `${filled} of ${wanted} cells are scored, from ${counted(scored, 'scored finding')}; ${stale} ${stale === 1 ? 'finding is' : 'findings are'} old.`,
      },
      missing: [
        ...content.gaps.slice(0, 12).map(({ alternative, criterion, lacks }) => ({
          what: gapWords(content.cells, { alternative, criterion, lacks }),
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
  render: ({ content }) => competitivePage(content),
});

/** What is lacking in a cell, in words. */
function gapWords(
  cells: readonly MatrixCell[],
  { alternative, criterion, lacks }: CompetitiveContent['gaps'][number],
): string {
  if (lacks === 'evidence') return `${alternative}: not known for ${quote(criterion)}.`;
  const found = cells.filter((one) => one.alternative === alternative && one.criterion === criterion);
  return found.every(({ isClaim }) => isClaim)
    ? `${alternative}: only claims for ${quote(criterion)}, which nobody has tested or scored.`
    : `${alternative}: evidence for ${quote(criterion)} that nobody has scored.`;
}

/** Those named in the payload, else those about whom sources are kept. */
function rivalsOf({ input, material }: WorkRequest<Input>): Input['competitors'] {
  if (input.competitors.length > 0) return input.competitors;
  return alternativesIn(material.sources, ownName(material))
    .slice(0, MOST_RIVALS)
    .map((name) => ({ name, kind: 'direct', evidence: [] }));
}

function ownName({ brand }: WorkMaterial): string {
  return brand?.name ?? 'Own brand';
}

function contentOf(request: WorkRequest<Input>): CompetitiveContent {
  const { material, input } = request;
  const own = ownName(material);
  const rivals = rivalsOf(request);
  const names = rivals.map((one) => one.name);
  const criteria = criteriaOf(request);
  const claimed = claimsInMatrix(
    { sources: material.sources, names: [own, ...names], criteria },
    { ...request, ...material, language: languageOfMaterial(material), staleAfterDays: input.staleAfterDays },
  );
  const cells = [
    ...ownCells(request, own),
    ...input.competitors.flatMap((one, index) =>
      cellsOf(request, one.name, { at: `input.competitors.${index}.evidence`, evidence: one.evidence }),
    ),
    ...claimed.cells,
  ];
  const standings = standingsOf(cells, criteria, { own, others: names });
  const all = [{ name: own, kind: 'own' as const }, ...rivals];
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
    alsoRead: claimed.alsoRead,
  };
}

function criteriaOf(request: WorkRequest<Input>): (Criterion & { why?: string | undefined })[] {
  const { criteria, competitors, own } = request.input;
  if (criteria.length > 0) return criteria;
  const found = new Set(
    [...own, ...competitors.flatMap(({ evidence }) => evidence)].map(({ criterion }) => criterion),
  );
  const names = rivalsOf(request).map(({ name }) => name);
  const ofClaims = (): string[] => criteriaOfClaims(claimsAbout(request.material.sources, names));
  return [...(found.size > 0 ? found : ofClaims())]
    .slice(0, 15)
    .map((criterion) => ({ name: criterion, weight: 3 }));
}

function cellsOf(
  { material: { today }, input }: WorkRequest<Input>,
  alternative: string,
  { at, evidence }: { at: string; evidence: Input['own'] },
): MatrixCell[] {
  return evidence
    .map(({ criterion, finding, score, source, date }, index): MatrixCell => {
      const ageDays = ageInDays(date, today);
      return {
        alternative,
        criterion,
        score: score ?? null,
        source,
        date,
        ageDays,
        isStale: ageDays > input.staleAfterDays,
        isClaim: false,
        ...stated(finding, `${at}.${index}.finding`),
      };
    })
    .toSorted((a, b) => (a.ageDays ?? 0) - (b.ageDays ?? 0));
}

/** The own evidence of the payload, and proofs of the brief under the criterion that they speak of, without a score. */
function ownCells(request: WorkRequest<Input>, own: string): MatrixCell[] {
  const { facts, input, material } = request;
  const language = languageOfMaterial(material);
  const given = cellsOf(request, own, { at: 'input.own', evidence: input.own });
  const proofs = [...facts.values()].filter(
    ({ id, text }) => id.includes('.proofs.') && !given.some((one) => one.text === text),
  );
  const fromBrief = proofs.flatMap((fact): MatrixCell[] => {
    const [best] = criteriaOf(request)
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
        isClaim: false,
        ...stated(fact.text, fact.id),
      },
    ];
  });
  return [...given, ...fromBrief];
}

function findGaps(request: WorkRequest<Input>): Finding[] {
  const { input, material } = request;
  const { sources } = material;
  const rivals = rivalsOf(request);
  const names = rivals.map(({ name }) => name);
  const has =
    input.competitors.some(({ evidence }) => evidence.length > 0) || claimsAbout(sources, names).length > 0;
  const unread = rivals.filter(
    ({ name, kind }) => kind !== 'status_quo' && !sources.some(({ about }) => isSameName(about, name)),
  );
  const aimed = sources.filter((one) => readSource(one).leftOut > 0);
  return [
    ...(has
      ? []
      : [
          {
            field: 'competitors',
            severity: 'blocks' as const,
            message:
              'No competitor with evidence is given: name at least one, with what was found, where and when, or keep a page or file about one as a source (`aicmo source add`). Evidence is never made up.',
          },
        ]),
    ...weakUnless(
      unread.length === 0,
      'sources',
      `No source is kept about ${listed(unread.map(({ name }) => name))}: add a page or a file (\`aicmo source add\`).`,
    ),
    ...weakUnless(
      aimed.length === 0,
      'sources',
      `Passages that speak to programs instead of readers were left out of ${listed(aimed.map(({ place }) => place))}. Look at it before you trust the rest.`,
    ),
    ...weakUnless(
      input.own.some(({ score }) => score !== undefined),
      'own',
      'The own brand has no scored evidence: judge it under the same criteria.',
    ),
    ...weakUnless(
      input.criteria.length > 0,
      'criteria',
      'No criteria with weights are given: those of the evidence or of the claims are taken, all alike.',
    ),
  ];
}
