import type { Db } from '#platform/db/database';
import type { TaskToApprove } from './contract.ts';
import { findTasks } from './store.ts';
import { titleOfType } from './task-types.ts';

/** What somebody approves of several tasks; dropped ones are left out. */
export async function tasksToApprove(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<(TaskToApprove & { campaignId: string; brandId: string | null })[]> {
  if (ids.length === 0) return [];
  const found = await findTasks(db, workspaceId, { ids });
  return found.map((task) => ({
    id: task.id,
    campaignId: task.campaignId,
    brandId: task.brandId,
    type: task.type,
    typeTitle: titleOfType(task.type),
    title: task.title,
    description: task.description,
    payload: task.payload as TaskToApprove['payload'],
    priority: task.priority,
    confidence: task.confidence,
    reason: task.reason,
    dueAt: task.dueAt,
    minutes: task.minutes,
  }));
}
