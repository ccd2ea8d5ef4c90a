import { seededRandom, shuffled } from '#kernel/random';
import type { Distance } from './gower.ts';

/** Rows in groups round a typical row each. */
export interface Clustering {
  /** Row numbers of the typical rows. */
  readonly medoids: readonly number[];
  /** For each row the place of its medoid. */
  readonly labels: readonly number[];
  /** Sum of the distances of all rows from their medoids. */
  readonly cost: number;
}

/** So many rows are clustered as a whole; of more, samples. */
const WHOLE = 300;
const SAMPLES = 5;
const MOST_SWAPS = 60;

/**
 * Partitioning round medoids: BUILD, then SWAP until nothing gets better (Kaufman and Rousseeuw 1990, Finding Groups in
 * Data, chapter 2); over 300 rows by CLARA (chapter 3): the best of five seeded samples, judged on all rows.
 */
export function kMedoids(
  rows: number,
  k: number,
  { distance, seed }: { distance: Distance; seed: string },
): Clustering {
  const all = Array.from({ length: rows }, (_, row) => row);
  if (rows <= WHOLE) return assign(all, partition(all, k, distance), distance);
  const random = seededRandom(seed);
  const tries = Array.from({ length: SAMPLES }, () =>
    assign(all, partition(shuffled(all, random).slice(0, WHOLE), k, distance), distance),
  );
  return tries.reduce((best, other) => (other.cost < best.cost ? other : best));
}

function partition(rows: readonly number[], k: number, distance: Distance): number[] {
  const size = rows.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = i + 1; j < size; j++) {
      const d = distance(rows[i] ?? 0, rows[j] ?? 0);
      matrix[i * size + j] = d;
      matrix[j * size + i] = d;
    }
  const at = (i: number, j: number): number => matrix[i * size + j] ?? 0;
  const medoids = build(size, k, at);
  for (let swap = 0; swap < MOST_SWAPS; swap++) if (!improve(medoids, size, at)) break;
  return medoids.toSorted((a, b) => a - b).map((place) => rows[place] ?? 0);
}

/** Each next medoid is the row that shortens the ways most. */
function build(size: number, k: number, at: Distance): number[] {
  const nearest = new Float64Array(size).fill(Infinity);
  const medoids: number[] = [];
  while (medoids.length < Math.min(k, size)) {
    let best = -1;
    let bestCost = Infinity;
    for (let candidate = 0; candidate < size; candidate++) {
      if (medoids.includes(candidate)) continue;
      let cost = 0;
      for (let row = 0; row < size; row++) cost += Math.min(nearest[row] ?? Infinity, at(row, candidate));
      if (cost < bestCost) [best, bestCost] = [candidate, cost];
    }
    medoids.push(best);
    for (let row = 0; row < size; row++) nearest[row] = Math.min(nearest[row] ?? Infinity, at(row, best));
  }
  return medoids;
}

/** Makes the one exchange of a medoid that helps most; false when none helps. */
function improve(medoids: number[], size: number, at: Distance): boolean {
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const owner = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    [first[row], second[row], owner[row]] = [Infinity, Infinity, -1];
    medoids.forEach((medoid, place) => {
      const d = at(row, medoid);
      if (d < (first[row] ?? 0)) [second[row], first[row], owner[row]] = [first[row] ?? 0, d, place];
      else if (d < (second[row] ?? 0)) second[row] = d;
    });
  }
  let best: { place: number; candidate: number; gain: number } | undefined;
  for (let candidate = 0; candidate < size; candidate++) {
    if (medoids.includes(candidate)) continue;
    for (let place = 0; place < medoids.length; place++) {
      let gain = 0;
      for (let row = 0; row < size; row++) {
        const d = at(row, candidate);
        const now = first[row] ?? 0;
        gain += owner[row] === place ? now - Math.min(d, second[row] ?? 0) : Math.max(0, now - d);
      }
      if (gain > (best?.gain ?? 1e-9)) best = { place, candidate, gain };
    }
  }
  if (best === undefined) return false;
  medoids[best.place] = best.candidate;
  return true;
}

function assign(rows: readonly number[], medoids: readonly number[], distance: Distance): Clustering {
  let cost = 0;
  const labels = rows.map((row) => {
    let [label, least] = [0, Infinity];
    medoids.forEach((medoid, place) => {
      const d = distance(row, medoid);
      if (d < least) [label, least] = [place, d];
    });
    cost += least;
    return label;
  });
  return { medoids, labels, cost };
}

/**
 * Mean silhouette of rows in their groups, -1 to 1 (Rousseeuw 1987, J. Comput. Appl. Math. 20:53): how much nearer each is to
 * its own group than to the next. A row alone in its group counts 0. Of `rows` only those named are taken.
 */
export function silhouetteOf(rows: readonly number[], labels: readonly number[], distance: Distance): number {
  const groups = new Map<number, number[]>();
  for (const row of rows) groups.set(labels[row] ?? 0, [...(groups.get(labels[row] ?? 0) ?? []), row]);
  if (groups.size < 2) return 0;
  const meanTo = (row: number, others: readonly number[]): number =>
    others.reduce((sum, other) => sum + distance(row, other), 0) / others.length;
  const widths = rows.map((row) => {
    const own = (groups.get(labels[row] ?? 0) ?? []).filter((other) => other !== row);
    if (own.length === 0) return 0;
    const inner = meanTo(row, own);
    const outer = Math.min(
      ...[...groups].filter(([label]) => label !== labels[row]).map(([, others]) => meanTo(row, others)),
    );
    return Math.max(inner, outer) === 0 ? 0 : (outer - inner) / Math.max(inner, outer);
  });
  return widths.reduce((sum, width) => sum + width, 0) / widths.length;
}
