import { isSeated, type Board } from './board.ts';
import type { PlanMeasures } from './plan.ts';

/** How a finished plan did. A day counts as a working day when tasks without resources may be planned on it. */
export function measurePlan(board: Board): PlanMeasures {
  const { items, days, house, earliest } = board.model;
  const counts: number[] = [];
  for (let day = 0; day < days.inRange; day++) {
    if (house.closed[day] !== undefined || (days.starts[day + 1] ?? 0) <= earliest) continue;
    counts.push(board.tasksOn[day] ?? 0);
  }
  let placed = 0;
  let moved = 0;
  let latest = -Infinity;
  for (const { index, length, previousAt } of items) {
    const start = board.startOf[index] ?? NaN;
    if (previousAt !== undefined && start !== previousAt) moved++;
    if (!isSeated(board, index)) continue;
    placed++;
    latest = Math.max(latest, start + length);
  }
  return {
    placed,
    unplaced: items.length - placed,
    workingDays: counts.length,
    tasksPerDay: {
      most: counts.reduce((a, b) => Math.max(a, b), 0),
      least: counts.length === 0 ? 0 : counts.reduce((a, b) => Math.min(a, b), Infinity),
      mean: counts.length === 0 ? 0 : counts.reduce((a, b) => a + b, 0) / counts.length,
    },
    latestEnd: placed === 0 ? null : new Date(latest),
    moved,
  };
}
