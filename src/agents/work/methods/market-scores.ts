import type { FactBook } from '#agents/work/facts';
import { derived, listed, quote, stated } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import { bestAxes, type Criterion, type Evidence, scoreOf } from './compare-alternatives.ts';

interface GivenScore {
  readonly criterion: string;
  readonly score: number;
}

/** Scores as a person gives them. */
interface GivenScores {
  readonly alternatives: readonly { name: string; why?: string | undefined; scores: readonly GivenScore[] }[];
  readonly criteria: readonly (Criterion & { low: string; high: string })[];
  readonly own: readonly GivenScore[];
}

/** What of an earlier competitive analysis is used. */
interface AnalysedMarket {
  readonly own: string;
  readonly criteria: readonly Criterion[];
  readonly alternatives: readonly { name: string; kind: string }[];
  readonly cells: readonly Evidence[];
}

interface PlacedAxis {
  criterion: string;
  low: string;
  high: string;
}

interface Placed {
  map: {
    x: PlacedAxis;
    y: PlacedAxis;
    points: { name: string; x: number; y: number; isOwn: boolean }[];
    how: Statement;
  } | null;
  noMap: string | null;
}

/** Who is compared, under what, with which scores. */
export interface Market {
  readonly own: string;
  readonly others: readonly { name: string; said: Statement }[];
  readonly criteria: readonly (Criterion & { low: string; high: string })[];
  readonly evidence: readonly Evidence[];
  /** Facts of the scores of an alternative. */
  readonly scoreFacts: readonly string[];
}

/** Alternatives and scores of the payload, else of the competitive analysis. */
export function marketOf(
  own: string,
  input: GivenScores,
  earlier: { content: AnalysedMarket | undefined; facts: FactBook },
): Market {
  if (input.alternatives.length > 0) {
    const scored = [
      { name: own, scores: input.own, at: 'input.own' },
      ...input.alternatives.map((one, index) => ({ ...one, at: `input.alternatives.${index}.scores` })),
    ];
    const named = new Set(scored.flatMap(({ scores }) => scores.map(({ criterion }) => criterion)));
    const criteria =
      input.criteria.length > 0
        ? input.criteria
        : [...named].map((criterion) => ({ name: criterion, weight: 3, low: 'weak', high: 'strong' }));
    return {
      own,
      criteria,
      others: input.alternatives.map(({ name, why }, index) => ({
        name,
        said: stated(
          why === undefined || why === '' ? name : `${name}: ${why}`,
          `input.alternatives.${index}.name`,
        ),
      })),
      evidence: scored.flatMap(({ name, scores }) =>
        scores.map((one) => ({ alternative: name, criterion: one.criterion, score: one.score })),
      ),
      scoreFacts: scored.flatMap(({ at, scores }) => scores.map((_score, index) => `${at}.${index}.score`)),
    };
  }
  const { content, facts } = earlier;
  const cells = (content?.cells ?? [])
    .map((cell, index) => ({ ...cell, id: `work.competitive_analysis.cells.${index}` }))
    .filter(({ id }) => facts.has(id));
  return {
    own: content?.own ?? own,
    criteria: (content?.criteria ?? []).map((one) => ({ ...one, low: 'weak', high: 'strong' })),
    others: (content?.alternatives ?? []).flatMap(({ name, kind }) => {
      const ids = cells.filter(({ alternative }) => alternative === name).map(({ id }) => id);
      return kind === 'own' || ids.length === 0 ? [] : [{ name, said: derived(name, ids) }];
    }),
    evidence: cells,
    scoreFacts: cells.filter((cell) => cell.score !== null).map(({ id }) => id),
  };
}

/** A map of those who are scored under both axes, or why there is none. */
export function mapOf(market: Market, axes?: { readonly x: string; readonly y: string }): Placed {
  const none = (noMap: string): Placed => ({ map: null, noMap });
  if (market.others.length === 0)
    return none(
      'No map: no alternative is named with scores. A map without scores would be a drawing of wishes.',
    );
  const scored = [market.own, ...market.others.map(({ name }) => name)].filter((one) =>
    market.evidence.some(({ alternative, score }) => alternative === one && score !== null),
  );
  if (!scored.includes(market.own) || scored.length < 2)
    return none('No map: the own brand and at least one alternative must be scored under two criteria.');
  const wanted =
    axes === undefined ? bestAxes(market.evidence, market.criteria, scored) : ([axes.x, axes.y] as const);
  if (wanted === undefined)
    return none('No map: there are no two criteria under which all are scored and differ.');
  const [x, y] = wanted;
  const points = scored.flatMap((one) => {
    const [px, py] = [scoreOf(market.evidence, one, x), scoreOf(market.evidence, one, y)];
    return px === null || py === null ? [] : [{ name: one, x: px / 5, y: py / 5, isOwn: one === market.own }];
  });
  if (!points.some(({ isOwn }) => isOwn) || points.length < 2)
    return none(`No map: too few are scored for ${quote(x)} and ${quote(y)}.`);
  const axisOf = (criterion: string): PlacedAxis => {
    const { low = 'weak', high = 'strong' } = market.criteria.find((one) => one.name === criterion) ?? {};
    return { criterion, low, high };
  };
  const left = [...market.others].filter(({ name }) => !points.some((point) => point.name === name));
  const how = derived(
    `Points lie at their scores (0 to 5), divided by 5. ${axes === undefined ? 'The axes are the two criteria that part the alternatives most by weight and spread and say least of the same.' : 'The axes were chosen by a person.'}${left.length === 0 ? '' : ` Not placed for lack of scores: ${listed(left.map(({ name }) => name))}.`}`,
    market.scoreFacts,
  );
  return { map: { x: axisOf(x), y: axisOf(y), points, how }, noMap: null };
}
