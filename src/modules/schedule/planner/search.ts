import { attemptPlan, finishPlan, type Approach } from './attempt.ts';
import { isSeated, type Board } from './board.ts';
import { PRIORITIES } from '#kernel/priority';
import type { Item, Model } from './model.ts';
import { findProspects, type Prospects } from './prospects.ts';

/** Placements tried over all attempts together, which bounds the time. */
const TRIED_PLACEMENTS = 60_000;
const MOST_ATTEMPTS = 40;
const FEWEST_ATTEMPTS = 4;
/** Attempts without a better plan after which it ends. */
const PATIENCE = 10;

/**
 * The best of several serial schedules. The first goes by priority, the second by latest start; from then on what found
 * no place goes before the others (squeaky wheel optimisation, Joslin and Clements 1999). Ends at once when nothing is left out.
 */
export function searchPlan(model: Model): Board {
  const prospects = findProspects(model);
  const urgency = new Float64Array(model.items.length);
  const released = new Set<number>();
  const attempts = Math.max(
    FEWEST_ATTEMPTS,
    Math.min(MOST_ATTEMPTS, Math.floor(TRIED_PLACEMENTS / Math.max(1, model.items.length))),
  );
  let best = attemptPlan(model, prospects, { urgency, isByPriority: true, released });
  let bestCost = costOf(best, prospects);
  let last = best;
  let idle = 0;
  for (let i = 1; i < attempts && idle < PATIENCE; i++) {
    const failed = listFailed(last, prospects);
    if (failed.length === 0) break;
    const isSecond = i === 1;
    if (!isSecond) for (const item of failed) raise(urgency, item);
    releaseBlocking(last, failed, released);
    const approach: Approach = { urgency, isByPriority: !isSecond, released };
    const board = attemptPlan(model, prospects, approach);
    const cost = costOf(board, prospects);
    const isBetter = compareCosts(cost, bestCost) < 0;
    idle = isBetter ? 0 : idle + 1;
    if (isBetter) [best, bestCost] = [board, cost];
    // The third attempt learns from the first, whose order it follows.
    if (!isSecond) last = board;
  }
  finishPlan(best, prospects, { urgency, isByPriority: true, released });
  return best;
}

function listFailed(board: Board, { isHopeless }: Prospects): Item[] {
  return board.model.items.filter(({ index }) => isHopeless[index] === false && !isSeated(board, index));
}

function raise(urgency: Float64Array, { index, priority }: Item): void {
  urgency[index] = (urgency[index] ?? 0) + 1 + priority;
}

/** What stood somewhere before gives way where a new dependency of it finds no time before it. */
function releaseBlocking(board: Board, failed: readonly Item[], released: Set<number>): void {
  for (const { after } of failed) {
    for (const index of after) if (board.model.items[index]?.previousAt !== undefined) released.add(index);
  }
}

/** Compared number by number: left out by priority from the top, moved, milliseconds moved, lateness by rank. */
type Cost = readonly number[];

function costOf(board: Board, { isHopeless, rank }: Prospects): Cost {
  const { items, days } = board.model;
  const left = PRIORITIES.map(() => 0);
  let moved = 0;
  let distance = 0;
  let lateness = 0;
  for (const { index, priority, previousAt, fixedAt } of items) {
    if (fixedAt !== undefined || isHopeless[index] === true) continue;
    const start = board.startOf[index] ?? NaN;
    if (Number.isNaN(start)) {
      left[priority] = (left[priority] ?? 0) + 1;
      continue;
    }
    if (previousAt !== undefined && start !== previousAt) {
      moved++;
      distance += Math.abs(start - previousAt);
    }
    lateness += (start - (days.starts[0] ?? 0)) * (1 + (rank[index] ?? 0));
  }
  return [...left.toReversed(), moved, distance, lateness];
}

function compareCosts(a: Cost, b: Cost): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value - (b[i] ?? 0);
  return 0;
}
