import { decodeFeatures } from '#studio/diversity/features';
import type { DiversityItem } from '#studio/diversity/report';
import type { PresentVariant } from './cell-request.ts';

type Measurable = Pick<PresentVariant, 'features' | 'contentHash'>;

/** A variant as diversity sees it; its id is its number in the cell. */
export function toItem({ features, contentHash }: Measurable, index: number): DiversityItem {
  return { id: idOf(index), features: decodeFeatures(features), sha256: contentHash };
}

/** The name of a candidate or variant by its place, in order as a text too. */
export function idOf(index: number): string {
  return String(index + 1).padStart(4, '0');
}
