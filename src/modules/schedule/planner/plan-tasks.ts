import { isSeated } from './board.ts';
import { checkRequest } from './check-request.ts';
import { describePlacement } from './explain.ts';
import { findFixedConflicts } from './fixed.ts';
import { measurePlan } from './measures.ts';
import { buildModel } from './model.ts';
import type { Plan } from './plan.ts';
import type { PlanRequest } from './request.ts';
import { searchPlan } from './search.ts';
import { describeUnplaced } from './unplaced.ts';

/**
 * Spreads tasks over the days of a range: the same plan for the same request, in whatever order its tasks are given.
 * What it places itself breaks no rule; what has no place comes back with reasons and with changes that would give it one.
 * Throws `schedule.bad_request`, `schedule.zone_unknown` and `schedule.circle`.
 */
export function planTasks(request: PlanRequest): Plan {
  checkRequest(request);
  const model = buildModel(request);
  const board = searchPlan(model);
  const placed = model.items.filter(({ index }) => isSeated(board, index));
  return {
    placements: placed
      .toSorted((a, b) => (board.startOf[a.index] ?? 0) - (board.startOf[b.index] ?? 0) || a.index - b.index)
      .map((item) => describePlacement(board, item)),
    unplaced: model.items
      .filter(({ index }) => !isSeated(board, index))
      .map((item) => describeUnplaced(board, item)),
    fixedConflicts: findFixedConflicts(board),
    measures: measurePlan(board),
  };
}
