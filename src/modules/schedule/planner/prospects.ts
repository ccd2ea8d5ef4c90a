import { latestStart } from './calendar.ts';
import type { Item, Model } from './model.ts';

/** What can be said of each item before anything is placed, by index of the item. */
export interface Prospects {
  /** No start satisfies its own rules, its dependencies and its fixed dependants, however empty the days are. */
  readonly isHopeless: readonly boolean[];
  /** Latest end that leaves everything that depends on it time for its own deadline, by the calendar alone. */
  readonly tail: Float64Array;
  /** The latest start that follows from it. */
  readonly latest: Float64Array;
  /** Its priority, or the highest one of what depends on it. */
  readonly rank: Int8Array;
}

/**
 * Forward pass for what is hopeless, backward pass for latest ends (the critical path method on the working calendar).
 * Hopeless items press nobody.
 */
export function findProspects(model: Model): Prospects {
  const { items, order } = model;
  const isHopeless = items.map(() => false);
  const tail = new Float64Array(items.length);
  const latest = new Float64Array(items.length);
  const rank = Int8Array.from(items, ({ priority }) => priority);
  for (const index of order) {
    const item = items[index] as Item;
    if (item.fixedAt !== undefined) continue;
    const end = (model.head[index] ?? Infinity) + item.length;
    isHopeless[index] =
      item.unknown.length > 0 ||
      end > hardEnd(model, item) ||
      item.before.some((other) => isHopeless[other] === true);
  }
  for (const index of order.toReversed()) {
    const item = items[index] as Item;
    let end = hardEnd(model, item);
    for (const other of item.after) {
      if (isHopeless[other] === true) continue;
      rank[index] = Math.max(rank[index] ?? 0, rank[other] ?? 0);
      if (items[other]?.fixedAt === undefined) end = Math.min(end, latest[other] ?? Infinity);
    }
    tail[index] = end;
    latest[index] = latestStart(item.calendar, end, item.length);
  }
  return { isHopeless, tail, latest, rank };
}

/** Its deadline, the end of the range, or the start of a fixed dependant: what comes first. */
function hardEnd({ items, days }: Model, item: Item): number {
  let end = Math.min(item.deadline, days.rangeEnd);
  for (const other of item.after) end = Math.min(end, items[other]?.fixedAt ?? Infinity);
  return end;
}
