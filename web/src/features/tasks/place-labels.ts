/** A label beside its point, in units of the drawing. */
export interface PlacedLabel {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

interface Point {
  readonly name: string;
  /** In units of the drawing. */
  readonly x: number;
  readonly y: number;
}

const GAP = 12;
/** Height of a line, and mean width of a letter, at the size in which labels are set. */
const LINE = 17;
const LETTER = 7.4;

/**
 * Where the names of points stand: to the right of each, to the left where the drawing ends, moved up or down until none
 * lies on another. Points at one place get their names below each other.
 */
export function placeLabels(
  points: readonly Point[],
  area: { width: number; height: number },
): PlacedLabel[] {
  const taken: { left: number; right: number; y: number }[] = [];
  const placed = new Map<Point, PlacedLabel>();
  for (const point of points.toSorted((a, b) => a.y - b.y)) {
    const length = point.name.length * LETTER;
    const isRight = point.x + GAP + length <= area.width || point.x < area.width / 2;
    const left = isRight ? point.x + GAP : point.x - GAP - length;
    const collides = (y: number): boolean =>
      taken.some((other) => left < other.right && left + length > other.left && Math.abs(y - other.y) < LINE);
    const steps = Array.from({ length: 2 * points.length }, (_, n) => (n % 2 === 0 ? n / 2 : -(n + 1) / 2));
    const fits = (y: number): boolean => y >= LINE && y <= area.height - 4;
    const y = steps.map((step) => point.y + step * LINE).find((at) => fits(at) && !collides(at)) ?? point.y;
    taken.push({ left, right: left + length, y });
    placed.set(point, { x: point.x + (isRight ? GAP : -GAP), y, anchor: isRight ? 'start' : 'end' });
  }
  return points.flatMap((point) => placed.get(point) ?? []);
}
