import { newId } from '#kernel/ids';
import type { WorkMaterial } from '#agents/work/material';
import { TASK_TYPES } from '#agents/work/registry';
import type { Proposal, TaskType } from '#agents/work/task-type';
import { requestTaskApprovals } from '#modules/approvals/index';
import { getCampaign } from '#modules/campaigns/index';
import { inOrder, readPayload, type Task, taskStore } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { connect, noteCreated } from './change-tasks.ts';
import { loadWorkMaterial } from './work-material.ts';

/** What planning a campaign came to. */
export interface PlanOutcome {
  readonly added: Task[];
  readonly present: string[];
  readonly left: string[];
}

/**
 * Proposes the tasks that a campaign needs, by the rules of their types. A task comes after those of the plan whose work
 * it reads. What the plan has already stays as it is. Throws `campaigns.unknown`.
 */
export async function planTasks(ctx: Context, input: { campaignId: string }): Promise<PlanOutcome> {
  authorise(ctx, 'tasks.write');
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const campaign = await getCampaign(inTx, { id: input.campaignId });
    // Also keeps a second plan of the same campaign waiting.
    await taskStore.lockDependencies(tx, ctx.workspaceId, campaign.id);
    const { material } = await loadWorkMaterial(
      inTx,
      { id: '', campaignId: campaign.id },
      { withPreviews: true },
    );
    const planned = await taskStore.findPlan(tx, ctx.workspaceId, campaign.id);
    const ids = new Map(planned.map(({ type, id }) => [type, id]));
    const present = [...ids.keys()];
    const wanted = wantedTypes(material).filter(({ type }) => !ids.has(type.type));
    const at = ctx.clock.now();
    // Ids made in one millisecond are in no order by themselves; lists go by id.
    const newIds = wanted.map(() => newId('tsk', at.getTime())).toSorted();
    for (const [index, { type, proposal }] of wanted.entries()) {
      const id = newIds[index] ?? newId('tsk');
      ids.set(type.type, id);
      await taskStore.insertTask(tx, ctx.workspaceId, {
        id,
        campaignId: campaign.id,
        type: type.type,
        title: proposal.title,
        description: proposal.description,
        payload: readPayload(type, proposal.payload),
        priority: proposal.priority,
        confidence: proposal.confidence,
        reason: proposal.reason,
        source: 'plan',
        dueAt: null,
        minutes: type.minutes,
        madeBy: ctx.actor,
        at,
      });
    }
    for (const { type } of wanted)
      await connect(tx, ctx, {
        id: ids.get(type.type) ?? '',
        campaignId: campaign.id,
        dependsOn: type.reads.flatMap((read) => ids.get(read) ?? []),
      });
    const taskIds = wanted.flatMap(({ type }) => ids.get(type.type) ?? []);
    await requestTaskApprovals(tx, ctx, {
      campaignId: campaign.id,
      revision: campaign.revision,
      taskIds,
    });
    const added = [];
    for (const id of taskIds) added.push(await noteCreated(tx, ctx, id));
    const left = TASK_TYPES.map(({ type }) => type).filter((type) => !ids.has(type));
    return { added, present, left };
  });
}

/** What the rules of the types ask for, each after those whose work it reads. */
function wantedTypes(material: WorkMaterial): { type: TaskType; proposal: Proposal<unknown> }[] {
  const proposed = TASK_TYPES.flatMap((type) => {
    const proposal = type.propose(material);
    if (proposal === undefined) return [];
    const { priority } = proposal;
    return [{ type, proposal, id: type.type, priority, dueAt: null, dependsOn: type.reads }];
  });
  return inOrder(proposed);
}
