import {
  contextFor,
  createTask,
  getTaskRun,
  listTasks,
  planTasks,
  putTask,
  runTask,
  updateTask,
} from '#flows/index';
import { decideApproval, getApproval } from '#modules/approvals/index';
import type { Task, TaskRunDetail } from '#modules/tasks/index';
import { type TestHouse, until } from '#test/house';

const operator = (house: TestHouse) => contextFor(house, { kind: 'operator', via: 'cli' });

/** Approves a task as it stands. */
export async function approveTask(
  house: TestHouse,
  { approvalId: id }: Pick<Task, 'approvalId'>,
): Promise<void> {
  const ctx = operator(house);
  const { contentHash } = await getApproval(ctx, { id });
  await decideApproval(ctx, { id, contentHash, decision: 'approve' });
}

/** Does an approved task, or previews it, and waits until that has ended; a worker must run. */
export async function runToEnd(
  house: TestHouse,
  { id }: Pick<Task, 'id'>,
  dryRun: boolean,
): Promise<TaskRunDetail> {
  const ctx = operator(house);
  const begun = await runTask(ctx, { id, dryRun });
  return until(async () => {
    const run = await getTaskRun(ctx, { id: begun.id });
    return run.state !== 'running' && run;
  });
}

/** The SWOT of a planned campaign, so that it waits for no other task of the plan. */
export async function freeSwot(house: TestHouse, campaignId: string): Promise<Task> {
  const ctx = operator(house);
  const { items } = await listTasks(ctx, { campaignId, type: 'swot_analysis', limit: 1 });
  const [planned] = items;
  if (planned === undefined) throw new Error('the plan proposes no SWOT');
  return updateTask(ctx, { id: planned.id, revision: planned.revision, dependsOn: [] });
}

/** Plans a campaign, has its SWOT previewed and done, and proposes another that comes after that and waits. */
export async function addDoneTask(
  house: TestHouse,
  campaignId: string,
): Promise<{ done: Task; waiting: Task }> {
  const ctx = operator(house);
  await planTasks(ctx, { campaignId });
  const done = await freeSwot(house, campaignId);
  await approveTask(house, done);
  await runToEnd(house, done, true);
  await runToEnd(house, done, false);
  const waiting = await createTask(ctx, {
    campaignId,
    type: 'swot_analysis',
    title: 'What helps in the second market',
    priority: 'HIGH',
    confidence: 0.8,
    reason: 'The second market differs in price.',
    dueAt: new Date('2030-11-26T12:00:00Z'),
    payload: {
      points: [
        {
          quadrant: 'opportunities',
          text: 'Two trade fairs in spring',
          importance: 4,
          source: 'Trade calendar',
        },
      ],
    },
    dependsOn: [done.id],
  });
  return { done, waiting };
}

/**
 * Work of a campaign in the calendar: on each of so many days from a day on, one task at nine that is approved, and one
 * that stands at no time. Returns those that have a time, by time.
 */
export async function addPlacedTasks(
  house: TestHouse,
  campaignId: string,
  { from, days }: { from: Date; days: number },
): Promise<Task[]> {
  const ctx = operator(house);
  const made: Task[] = [];
  for (let n = 0; n <= days; n++) {
    const task = await createTask(ctx, {
      campaignId,
      type: 'swot_analysis',
      title: `What helps in market ${n + 1}`,
      priority: n % 3 === 0 ? 'HIGH' : 'MEDIUM',
      confidence: 0.8,
      reason: 'The markets differ in price.',
      dependsOn: [],
    });
    await approveTask(house, task);
    if (n === days) break;
    const runAt = new Date(from.getTime() + n * 86_400_000);
    await putTask(ctx, { taskId: task.id, runAt, onlyCheck: false });
    made.push(task);
  }
  return made;
}
