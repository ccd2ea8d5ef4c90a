import { AXIS_WEIGHT, type Axis } from './kernel.ts';

/** What limits the variety of a group most, and what would mend it. */
export interface Lacking {
  readonly axis: Axis;
  /** Effective number of variants on this axis alone. */
  readonly effective: number;
  /** One or two sentences for a person. */
  readonly sentence: string;
}

const FINDING: Readonly<Record<Axis, (n: string, count: string) => string>> = {
  structure: (n, count) => `The pictures are built alike: by composition alone these ${n} count as ${count}.`,
  colour: (n, count) => `The colours are much the same: by colour alone these ${n} count as ${count}.`,
  text: (n, count) => `The texts say much the same: by wording alone these ${n} count as ${count}.`,
};

const REMEDY: Readonly<Record<Axis, string>> = {
  structure: 'Add layouts, or another picture of the product.',
  colour: 'Add a light or dark palette, or a picture in other colours.',
  text: 'Add angles, or facts that carry new ones: a proof, a price, a date, a problem solved.',
};

/** Where an axis counts as standing still, so that it caps everything else. */
const FROZEN = 1.1;

/** The lowest axis with what to add; null where a group of fewer than two has nothing to compare. */
export function nameLacking(n: number, axes: Readonly<Record<Axis, number>>): Lacking | null {
  if (n < 2) return null;
  const order = (Object.entries(axes) as [Axis, number][]).toSorted(
    ([a, left], [b, right]) => left - right || AXIS_WEIGHT[b] - AXIS_WEIGHT[a],
  );
  const lowest = order[0];
  if (lowest === undefined) return null;
  const [axis, effective] = lowest;
  const frozen = order.filter(([, value]) => value < FROZEN);
  const weight = frozen.reduce((sum, [name]) => sum + AXIS_WEIGHT[name], 0);
  const ceiling = 1 / weight ** 2;
  const sentences = [FINDING[axis](formatCount(n), formatCount(effective)), REMEDY[axis]];
  if (weight > 0 && weight < 1 && n > ceiling) {
    const names = frozen.map(([name]) => name).join(' and ');
    sentences.push(
      `While ${names} stay${frozen.length === 1 ? 's' : ''} as now, more variants reach at most ${formatCount(ceiling)}.`,
    );
  }
  return { axis, effective, sentence: sentences.join(' ') };
}

function formatCount(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
