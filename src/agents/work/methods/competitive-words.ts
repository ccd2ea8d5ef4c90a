import { derived, listed, number, percent, quote } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import {
  comparePair,
  type Criterion,
  type Evidence,
  scoreOf,
  type Standing,
  turningWeights,
} from './compare-alternatives.ts';

/** A finding of the matrix with what it rests on. */
export interface Cell extends Evidence, Statement {
  readonly source: string;
  readonly date: string | null;
  readonly isStale: boolean;
  /** Said by a page or file, and judged by nobody. */
  readonly isClaim: boolean;
}

export interface ComparedPair extends Statement {
  readonly alternative: string;
  readonly own: number;
  readonly other: number;
  /** Criteria whose weight alone turns the result. */
  readonly turnedBy: string[];
}

/** Facts of what people found; no place rests on a claim. */
function factsUnder(cells: readonly Cell[], criterion: string, alternatives: readonly string[]): string[] {
  return cells
    .filter((one) => !one.isClaim && one.criterion === criterion && alternatives.includes(one.alternative))
    .flatMap(({ facts }) => facts);
}

/** Where the brand stands under a criterion, in words. */
export function standingWords(
  one: Standing,
  cells: readonly Cell[],
  own: string,
): { text: string; basis: 'derived' | 'assumed'; facts: string[] } {
  const facts = factsUnder(cells, one.criterion, [own, ...one.bestBy]);
  const score = (value: number | null): string => (value === null ? 'not scored' : number(value));
  const words = { leads: 'leads', level: 'is level', trails: 'trails', open: 'cannot be placed' }[
    one.verdict
  ];
  const against =
    one.bestBy.length === 0
      ? 'no other is scored'
      : `best of the others: ${listed(one.bestBy)}, ${score(one.best)}`;
  const text = `${one.criterion}: ${own} ${words} (${score(one.own)}; ${against})`;
  return facts.length === 0
    ? { text, basis: 'assumed', facts: [] }
    : { text, basis: 'derived', facts: facts.slice(0, 20) };
}

/** What to do about a criterion. */
export function moveFor(
  one: Standing,
  cells: readonly Cell[],
  own: string,
): { text: string; basis: 'derived' | 'assumed'; facts: string[] } {
  const mine = cells.find(
    (found) => !found.isClaim && found.alternative === own && found.criterion === one.criterion,
  );
  const theirs = cells.find(
    (found) => !found.isClaim && one.bestBy.includes(found.alternative) && found.criterion === one.criterion,
  );
  const claim =
    one.verdict === 'open'
      ? cells.find((found) => found.isClaim && found.alternative !== own && found.criterion === one.criterion)
      : undefined;
  const heard = claim === undefined ? '' : ` ${claim.text}: check that before it is answered.`;
  const text = moveWords(one, mine, theirs) + heard;
  const facts = [mine, theirs, claim].flatMap((found) => found?.facts ?? []);
  return facts.length === 0
    ? { text, basis: 'assumed', facts: [] }
    : { text, basis: 'derived', facts: [...new Set(facts)] };
}

function moveWords(
  { criterion, verdict, bestBy }: Standing,
  mine: Cell | undefined,
  theirs: Cell | undefined,
): string {
  const rival = listed(bestBy);
  const own = mine === undefined ? '' : `${quote(mine.text)} (${mine.source})`;
  switch (verdict) {
    case 'leads':
      return `${criterion}: say it first, with ${own}.${theirs?.isStale === true ? ` Check ${rival} again before: that evidence is of ${theirs.date ?? ''}.` : ''}`;
    case 'level':
      return `${criterion}: say it where it is asked for, not as the difference; ${rival} can say the same.`;
    case 'trails':
      return `${criterion}: do not compare here. ${theirs === undefined ? rival : `${rival} has ${quote(theirs.text)}`}; mend it or lead with another criterion.`;
    case 'open':
      return mine === undefined
        ? `${criterion}: find evidence for the own brand before anything is said.`
        : `${criterion}: the brand can show ${own}; ${bestBy.length === 0 ? 'find the same of at least one other, then have both' : `have it and ${rival}`} scored by one person on one day.`;
  }
}

/** Own and other in one figure each, with what would turn it; empty where nothing is scored for both. */
export function pairOf(
  cells: readonly Cell[],
  criteria: readonly Criterion[],
  who: { own: string; other: string },
): ComparedPair[] {
  const pair = comparePair(cells, criteria, who);
  if (pair === undefined) return [];
  const turnedBy = turningWeights(cells, criteria, who);
  const shared = criteria.filter(
    (one) => scoreOf(cells, who.own, one.name) !== null && scoreOf(cells, who.other, one.name) !== null,
  );
  const facts = shared.flatMap((one) => factsUnder(cells, one.name, [who.own, who.other]));
  const text = `${who.own} ${number(pair.own)}, ${who.other} ${number(pair.other)} of 5, over ${percent(pair.covered)} of the weight. ${turnedBy.length === 0 ? 'No single weight turns it.' : `It turns with the weight of ${listed(turnedBy.map(quote))}.`}`;
  return [{ alternative: who.other, own: pair.own, other: pair.other, turnedBy, ...derived(text, facts) }];
}
