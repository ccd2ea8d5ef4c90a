import { countTerms } from './count-terms.ts';
import { wilsonInterval } from './wilson-interval.ts';

export type Role = 'trait' | 'need' | 'doubt' | 'channel';

/** An attribute of rows with what it means. */
export interface Attribute {
  readonly name: string;
  readonly role: Role;
  readonly values: readonly (string | number | undefined)[];
}

/** What sets a segment apart in one attribute. */
export interface Difference {
  readonly attribute: string;
  readonly role: Role;
  /** The value, or the median of a number. */
  readonly value: string | number;
  /** Share of the segment that has the value; undefined for a number. */
  readonly share?: number;
  readonly shareOfAll?: number;
  /** Share over share of all; for a number the median of all stands in `medianOfAll`. */
  readonly lift: number;
  readonly medianOfAll?: number;
}

const LEAST_LIFT = 1.2;
/** Half a standard deviation is a middling effect (Cohen 1988). */
const LEAST_EFFECT = 0.5;

/**
 * Values that a segment has more than all rows have, strongest first: texts by lift where the 95 % interval of the share lies
 * above the share of all, numbers where the means part by half a standard deviation.
 */
export function differencesOf(attributes: readonly Attribute[], rows: readonly number[]): Difference[] {
  return attributes
    .flatMap(({ name, role, values }) => {
      const own = rows.flatMap((row) => values[row] ?? []);
      const all = values.flatMap((value) => value ?? []);
      const numbers = all.filter((value) => typeof value === 'number');
      return numbers.length === all.length
        ? numberDifference(name, role, [own.filter((value) => typeof value === 'number'), numbers])
        : textDifferences(name, role, [own.map(String), all.map(String)]);
    })
    .toSorted((a, b) => b.lift - a.lift);
}

function textDifferences(attribute: string, role: Role, [own, all]: [string[], string[]]): Difference[] {
  return [...new Set(own)].flatMap((value) => {
    const hits = own.filter((one) => one === value).length;
    const { share, low } = wilsonInterval(hits, own.length);
    const shareOfAll = all.filter((one) => one === value).length / all.length;
    const lift = share / shareOfAll;
    return low > shareOfAll && lift >= LEAST_LIFT
      ? [{ attribute, role, value, share, shareOfAll, lift }]
      : [];
  });
}

function numberDifference(attribute: string, role: Role, [own, all]: [number[], number[]]): Difference[] {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  if (own.length === 0) return [];
  const middle = mean(all);
  const deviation = Math.sqrt(mean(all.map((value) => (value - middle) ** 2)));
  const effect = deviation === 0 ? 0 : Math.abs(mean(own) - middle) / deviation;
  if (effect < LEAST_EFFECT) return [];
  return [{ attribute, role, value: medianOf(own), medianOfAll: medianOf(all), lift: 1 + effect }];
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

/** The value that most of the rows with a role have, with its share; for what is told even where it sets nothing apart. */
export function commonest(
  { values }: Attribute,
  rows: readonly number[],
): { value: string; hits: number; of: number } | undefined {
  const own = rows.flatMap((row) => values[row] ?? []).map(String);
  const counts = new Map<string, number>();
  for (const value of own) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [top] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return top === undefined ? undefined : { value: top[0], hits: top[1], of: own.length };
}

/** Words that the texts of some rows have more often than those of all, each with a row that says it. */
export function wordsOf(
  texts: readonly (string | undefined)[],
  rows: readonly number[],
  language: string,
): { term: string; texts: number; of: number; lift: number; row: number }[] {
  const mine = rows.filter((row) => texts[row] !== undefined);
  const all = texts.filter((text) => text !== undefined);
  const everywhere = new Map(countTerms(all, language).map(({ term, texts: count }) => [term, count]));
  return countTerms(
    mine.map((row) => texts[row] ?? ''),
    language,
  )
    .filter(({ texts: count }) => count >= 2)
    .map(({ term, texts: count, at }) => ({
      term,
      texts: count,
      of: mine.length,
      lift: count / mine.length / ((everywhere.get(term) ?? count) / all.length),
      row: mine[at[0] ?? 0] ?? 0,
    }))
    .filter(({ lift }) => lift >= LEAST_LIFT || mine.length === all.length)
    .toSorted((a, b) => b.texts * b.lift - a.texts * a.lift)
    .slice(0, 8);
}
