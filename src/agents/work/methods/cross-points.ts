import { quote } from '#agents/work/say';
import { CAMPAIGN, MARKET, type Quadrant, type RawPoint } from './swot-points.ts';
import { kinshipOf } from './themes.ts';

/** What to do about an inner and an outer point together. */
export interface Crossed<Point> {
  readonly kind: 'SO' | 'ST' | 'WO' | 'WT';
  readonly text: string;
  readonly score: number;
  readonly inner: Point;
  readonly outer: Point;
}

type Words = (inner: string, outer: string) => string;
const CROSSINGS: readonly {
  readonly kind: Crossed<unknown>['kind'];
  readonly inner: Quadrant;
  readonly outer: Quadrant;
  readonly most: number;
  readonly words: Words;
}[] = [
  {
    kind: 'SO',
    inner: 'strengths',
    outer: 'opportunities',
    most: 4,
    words: (one, other) => `Answer ${quote(other)} with ${quote(one)}.`,
  },
  {
    kind: 'ST',
    inner: 'strengths',
    outer: 'threats',
    most: 2,
    words: (one, other) => `${capital(other)}: put ${quote(one)} first.`,
  },
  {
    kind: 'WO',
    inner: 'weaknesses',
    outer: 'opportunities',
    most: 2,
    words: (one, other) => `Before you speak of ${quote(other)}, mend this: ${one}.`,
  },
  {
    kind: 'WT',
    inner: 'weaknesses',
    outer: 'threats',
    most: 2,
    words: (one, other) => `${capital(other)}: mend this first, or leave out what needs it: ${one}.`,
  },
];

/**
 * Of each kind of crossing (TOWS, Weihrich 1982) the pairs that belong together most, each outer point once: score of both
 * times how much they share, but for what the product is. An opportunity of a product is answered only by what speaks of the same.
 */
export function crossPoints<Point extends RawPoint & { score: number }>(
  found: Readonly<Record<Quadrant, readonly Point[]>>,
  { language, subjectOf }: { language: string; subjectOf: (about: string) => string },
): Crossed<Point>[] {
  const crossed = CROSSINGS.flatMap(({ kind, inner, outer, most, words }) => {
    const pairs = found[inner].flatMap((one) =>
      found[outer].map((other) => ({
        one,
        other,
        score:
          one.score * other.score * bondOf(kind, { one, other, language, subject: subjectOf(one.about) }),
      })),
    );
    const ranked = pairs.filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score);
    return ranked
      .filter(({ other }, index) => ranked.findIndex((pair) => pair.other === other) === index)
      .slice(0, most)
      .map(({ one, other, score }): Crossed<Point> => ({
        kind,
        text: words(one.short, other.short),
        score: Math.round(score * 10) / 10,
        inner: one,
        outer: other,
      }));
  });
  return crossed.toSorted((a, b) => b.score - a.score);
}

/** 0 for points that have nothing to do with each other. */
function bondOf(
  kind: Crossed<unknown>['kind'],
  how: { one: RawPoint; other: RawPoint; language: string; subject: string },
): number {
  const { one, other, language, subject } = how;
  const isMarket = one.about === MARKET || other.about === MARKET;
  const isApart = one.about !== other.about && one.about !== CAMPAIGN && other.about !== CAMPAIGN;
  if (!isMarket && isApart) return 0;
  const kin = kinshipOf(one.text, other.text, language, subject);
  if (isMarket) return kin > 0 ? 1 + kin : 0.5;
  if (other.about === CAMPAIGN) return kind === 'ST' || kind === 'WT' ? 1 : kin;
  return kind === 'ST' ? 1 + kin : kin;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
