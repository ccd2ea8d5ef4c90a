import { newId } from '#kernel/ids';
import { PRIORITIES } from '#kernel/priority';
import { describeActor } from '#kernel/actor';
import {
  costsOfTypes,
  hashOfTask,
  needTaskType,
  type TaskToApprove,
  tasksToApprove,
} from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { ApprovalPolicy } from './contract.ts';
import { approvalError } from './errors.ts';
import {
  deletePolicy,
  listPolicies as findPolicies,
  type StoredPolicy,
  upsertPolicy,
} from './policy-store.ts';
import { findBySubjects, updateDecision } from './store.ts';

/** The policies of the workspace by name. */
export async function listPolicies(ctx: Context): Promise<{ items: ApprovalPolicy[] }> {
  authorise(ctx, 'approvals.read');
  return { items: (await findPolicies(ctx.db, ctx.workspaceId)).map(toPolicy) };
}

/**
 * Sets the policy of a name. It holds for what is proposed or changed from then on; what waits already waits for a
 * person. Throws `tasks.type_unknown`.
 */
export async function setPolicy(
  ctx: Context,
  input: Omit<ApprovalPolicy, 'id' | 'madeBy' | 'createdAt'>,
): Promise<ApprovalPolicy> {
  authorise(ctx, 'workspace.manage');
  const types = input.types === null ? null : input.types.map((type) => needTaskType(type).type);
  return withTransaction(ctx.db, async (tx) => {
    const before = (await findPolicies(tx, ctx.workspaceId)).find(({ name }) => name === input.name);
    const at = ctx.clock.now();
    const kept: StoredPolicy = {
      ...input,
      types,
      id: before?.id ?? newId('apo', at.getTime()),
      madeBy: ctx.actor,
      createdAt: at,
    };
    await upsertPolicy(tx, ctx.workspaceId, kept);
    await appendEvent(tx, ctx, {
      type: 'approval.policy_set',
      subject: { type: 'workspace', id: ctx.workspaceId },
      payload: { policyId: kept.id },
      ...(before === undefined ? {} : { before: auditedFields(before) }),
      after: auditedFields(kept),
    });
    return toPolicy(kept);
  });
}

/** Removes a policy. What it approved stays approved. Throws `approvals.policy_unknown`. */
export async function removePolicy(ctx: Context, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'workspace.manage');
  await withTransaction(ctx.db, async (tx) => {
    const before = await deletePolicy(tx, ctx.workspaceId, id);
    if (before === undefined) throw approvalError('approvals.policy_unknown', { id });
    await appendEvent(tx, ctx, {
      type: 'approval.policy_removed',
      subject: { type: 'workspace', id: ctx.workspaceId },
      payload: { policyId: id },
      before: auditedFields(before),
      after: {},
    });
  });
}

/**
 * Approves those of some waiting tasks that a policy lets through, in the transaction that proposes or changes them;
 * returns how many. The record names the policy, and the approval is bound to the hash as that of a person is.
 */
export async function applyPolicies(tx: Tx, ctx: Context, taskIds: readonly string[]): Promise<number> {
  const policies = (await findPolicies(tx, ctx.workspaceId)).filter(({ isOn }) => isOn);
  if (policies.length === 0 || taskIds.length === 0) return 0;
  const costs = policies.some(({ mostCostMicro }) => mostCostMicro !== null)
    ? await costsOfTypes(tx, ctx.workspaceId)
    : new Map<string, number>();
  const tasks = new Map((await tasksToApprove(tx, ctx.workspaceId, taskIds)).map((task) => [task.id, task]));
  const waiting = await findBySubjects(tx, ctx.workspaceId, { type: 'task', ids: taskIds });
  let approved = 0;
  for (const { id, subjectId, state, campaignId, chainId } of waiting) {
    const task = tasks.get(subjectId);
    const policy =
      task === undefined ? undefined : policies.find((each) => letsThrough(each, task, costs.get(task.type)));
    // Steps are for people: whoever set them wants these asked.
    if (chainId !== null || task === undefined || policy === undefined || state !== 'pending_review')
      continue;
    const by = { kind: 'system', part: `policy ${policy.name}` } as const;
    const hash = hashOfTask(task);
    const comment = `Approved by the policy “${policy.name}”.`;
    const at = ctx.clock.now();
    await updateDecision(tx, ctx.workspaceId, { id, state: 'approved', by, at, hash, comment });
    await appendEvent(
      tx,
      { ...ctx, actor: by },
      {
        type: 'approval.decided',
        subject: { type: 'approval', id },
        payload: { decision: 'approve', campaignId, subjectType: 'task', subjectId, policyId: policy.id },
        before: { state },
        after: { state: 'approved', decidedHash: hash, policy: policy.name, policyId: policy.id },
      },
    );
    approved++;
  }
  return approved;
}

/** Whether a policy approves a task. `costMicro`: what runs of its type cost at most lately; undefined: none ran. */
export function letsThrough(
  policy: Pick<
    StoredPolicy,
    'types' | 'brandIds' | 'mostPriority' | 'leastConfidence' | 'mostMinutes' | 'mostCostMicro'
  >,
  task: Pick<TaskToApprove, 'type' | 'priority' | 'confidence' | 'minutes'> & {
    readonly brandId: string | null;
  },
  costMicro: number | undefined,
): boolean {
  const { types, brandIds, mostPriority, leastConfidence, mostMinutes, mostCostMicro } = policy;
  return (
    (types === null || types.includes(task.type)) &&
    (brandIds === null || (task.brandId !== null && brandIds.includes(task.brandId))) &&
    PRIORITIES.indexOf(task.priority) <= PRIORITIES.indexOf(mostPriority) &&
    task.confidence >= leastConfidence &&
    (mostMinutes === null || task.minutes <= mostMinutes) &&
    (mostCostMicro === null || (costMicro !== undefined && costMicro <= mostCostMicro))
  );
}

function toPolicy({ madeBy, ...policy }: StoredPolicy): ApprovalPolicy {
  return { ...policy, madeBy: describeActor(madeBy) };
}

function auditedFields({
  name,
  types,
  brandIds,
  mostPriority,
  leastConfidence,
  mostMinutes,
  mostCostMicro,
  isOn,
}: StoredPolicy): Record<string, unknown> {
  return { name, types, brandIds, mostPriority, leastConfidence, mostMinutes, mostCostMicro, isOn };
}
