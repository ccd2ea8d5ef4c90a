import { scheduleError } from './errors.ts';
import type { Named } from './plan.ts';

interface Node {
  readonly named: Named;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * Indexes with dependencies first: those with fewer steps behind them come earlier, then the lower index.
 * Throws `schedule.circle` with the ids of the path.
 */
export function orderByDependencies(nodes: readonly Node[]): number[] {
  const waiting = Int32Array.from(nodes, ({ before }) => before.length);
  const order: number[] = [];
  let layer = [...waiting.keys()].filter((index) => waiting[index] === 0);
  while (layer.length > 0) {
    order.push(...layer);
    const next: number[] = [];
    for (const index of layer) {
      for (const other of nodes[index]?.after ?? []) {
        waiting[other] = (waiting[other] ?? 0) - 1;
        if (waiting[other] === 0) next.push(other);
      }
    }
    layer = next.toSorted((a, b) => a - b);
  }
  if (order.length < nodes.length) throw circleError(nodes, waiting);
  return order;
}

/** Whatever still waits has something before it that waits as well, so walking back must come round. */
function circleError(nodes: readonly Node[], waiting: Int32Array): Error {
  const seen = new Map<number, number>();
  const walk: number[] = [];
  let at = waiting.findIndex((count) => count > 0);
  while (!seen.has(at)) {
    seen.set(at, walk.length);
    walk.push(at);
    at = nodes[at]?.before.find((other) => (waiting[other] ?? 0) > 0) ?? at;
  }
  const circle = walk.slice(seen.get(at));
  const turn = circle.indexOf(Math.min(...circle));
  const ids = [...circle.slice(turn), ...circle.slice(0, turn), circle[turn] ?? 0].map(
    (index) => nodes[index]?.named.id ?? '',
  );
  return scheduleError('schedule.circle', { circle: ids.join(', which waits for '), path: ids });
}
