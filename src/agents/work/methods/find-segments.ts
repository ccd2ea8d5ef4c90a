import { seededRandom, shuffled } from '#kernel/random';
import { type Column, gowerDistance } from './gower.ts';
import { type Clustering, kMedoids, silhouetteOf } from './k-medoids.ts';

/** Rows parted into segments, with how clearly they part. */
export interface Segmentation {
  readonly clustering: Clustering;
  readonly k: number;
  /** Mean silhouette; null where there is one segment only. */
  readonly silhouette: number | null;
  readonly structure: 'strong' | 'reasonable' | 'weak' | 'none';
  /** Every k that was tried with its silhouette; those with a segment that is too small are left out of the choice. */
  readonly tried: readonly {
    readonly k: number;
    readonly silhouette: number;
    readonly isTooSmall: boolean;
  }[];
}

/** Fewer rows are told as they are. */
export const LEAST_ROWS = 30;
const LEAST_IN_SEGMENT = 5;
const LEAST_SHARE = 0.03;
const JUDGED = 400;

/**
 * Segments of rows by k-medoids over Gower's distance for 2 to `most` segments; the k with the greatest mean silhouette is
 * taken (Rousseeuw 1987; over 400 rows on a seeded sample of 400). Below 0.26 there is no structure (Kaufman and Rousseeuw
 * 1990, table 4 of chapter 2), and all rows are one segment.
 */
export function findSegments(
  columns: readonly Column[],
  { most, seed }: { most: number; seed: string },
): Segmentation {
  const rows = columns[0]?.values.length ?? 0;
  const distance = gowerDistance(columns);
  const all = Array.from({ length: rows }, (_, row) => row);
  const judged = rows <= JUDGED ? all : shuffled(all, seededRandom(`${seed} judged`)).slice(0, JUDGED);
  const least = Math.max(LEAST_IN_SEGMENT, Math.ceil(rows * LEAST_SHARE));
  const tried = (
    rows < LEAST_ROWS || columns.length === 0 ? [] : Array.from({ length: most - 1 }, (_, index) => index + 2)
  ).map((k) => {
    const clustering = kMedoids(rows, k, { distance, seed: `${seed} ${k}` });
    const sizes = clustering.medoids.map(
      (_, label) => clustering.labels.filter((own) => own === label).length,
    );
    return {
      k,
      clustering,
      silhouette: silhouetteOf(judged, clustering.labels, distance),
      isTooSmall: sizes.some((size) => size < least),
    };
  });
  const [best] = tried
    .filter(({ isTooSmall }) => !isTooSmall)
    .toSorted((a, b) => b.silhouette - a.silhouette);
  const told = tried.map(({ k, silhouette, isTooSmall }) => ({ k, silhouette, isTooSmall }));
  if (best === undefined || best.silhouette < 0.26) {
    const clustering = kMedoids(rows, 1, { distance, seed });
    return { clustering, k: 1, silhouette: null, structure: 'none', tried: told };
  }
  const { clustering, k, silhouette } = best;
  const structure = silhouette > 0.7 ? 'strong' : silhouette > 0.5 ? 'reasonable' : 'weak';
  return { clustering, k, silhouette, structure, tried: told };
}
