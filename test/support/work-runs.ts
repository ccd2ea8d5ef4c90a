import { type contextFor, createTask, getTaskRun, runTask } from '#flows/index';
import { decideApproval, getApproval } from '#modules/approvals/index';
import type { TaskRunDetail } from '#modules/tasks/index';
import { until } from '#test/house';

type FlowContext = ReturnType<typeof contextFor>;

/** Proposes a task of a type and approves it; its id. */
export async function approvedTask(
  ctx: FlowContext,
  task: { campaignId: string; type: string; payload?: Record<string, unknown> },
): Promise<string> {
  const made = await createTask(ctx, {
    payload: {},
    ...task,
    priority: 'MEDIUM',
    confidence: 1,
    reason: '',
    dependsOn: [],
  });
  const { contentHash } = await getApproval(ctx, { id: made.approvalId });
  await decideApproval(ctx, { id: made.approvalId, contentHash, decision: 'approve' });
  return made.id;
}

/** Does a task and waits for the end of it. */
export async function doneRun(
  ctx: FlowContext,
  task: { id: string; dryRun: boolean },
): Promise<TaskRunDetail> {
  return endedRun(ctx, (await runTask(ctx, task)).id);
}

/** A run once it has ended. */
export function endedRun(ctx: FlowContext, id: string): Promise<TaskRunDetail> {
  return until(async () => {
    const found = await getTaskRun(ctx, { id });
    return found.state !== 'running' && found;
  });
}
