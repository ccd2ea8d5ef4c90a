import { newId } from '#kernel/ids';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { beginAnew, beginChains } from './begin-chain.ts';
import { withdrawVotes } from './chain-store.ts';
import { applyPolicies } from './policies.ts';
import {
  countUnchained,
  findBySubject,
  findMaker,
  insertApprovals,
  updateDecision,
  voidApproval,
  voidOlder,
} from './store.ts';

/**
 * A new revision of a brief waits for people, in the transaction that takes it; whatever stood for older revisions of
 * the campaign is void.
 */
export async function requestBriefApproval(
  tx: Tx,
  ctx: Context,
  brief: { id: string; campaignId: string; revision: number },
): Promise<void> {
  const { campaignId, revision } = brief;
  const at = ctx.clock.now();
  const reason = `revision ${revision} of the brief took its place`;
  const gone = await voidOlder(tx, ctx.workspaceId, { campaignId, revision, reason });
  if (gone.all > 0)
    await appendEvent(tx, ctx, {
      type: 'approval.voided',
      subject: { type: 'campaign', id: campaignId },
      payload: { campaignId, revision, ...gone },
      after: { revision, ...gone },
    });
  const subjects = [{ id: newId('apr', at.getTime()), subjectId: brief.id }];
  await insertApprovals(tx, ctx.workspaceId, {
    subjectType: 'brief',
    campaignId,
    revision,
    madeBy: ctx.actor,
    at,
    subjects,
  });
  await beginChains(tx, ctx, { type: 'brief', ids: [brief.id] });
  await announce(tx, ctx, { campaignId, subjectType: 'brief', count: 1 });
}

/** Variants wait for people, in the transaction that records them. */
export async function requestVariantApprovals(
  tx: Tx,
  ctx: Context,
  made: { campaignId: string; revision: number; variantIds: readonly string[] },
): Promise<void> {
  const { campaignId, revision, variantIds } = made;
  if (variantIds.length === 0) return;
  const at = ctx.clock.now();
  // Ids made in one millisecond are not in order by themselves; lists go by id.
  const ids = variantIds.map(() => newId('apr', at.getTime())).toSorted();
  await insertApprovals(tx, ctx.workspaceId, {
    subjectType: 'variant',
    campaignId,
    revision,
    madeBy: (await findMaker(tx, ctx.workspaceId, { campaignId, revision })) ?? ctx.actor,
    at,
    subjects: variantIds.map((subjectId, index) => ({ id: ids[index] ?? newId('apr'), subjectId })),
  });
  await beginChains(tx, ctx, { type: 'variant', ids: variantIds });
  await announce(tx, ctx, { campaignId, subjectType: 'variant', count: variantIds.length });
}

/** Tasks wait for people, in the transaction that proposes them. */
export async function requestTaskApprovals(
  tx: Tx,
  ctx: Context,
  made: { campaignId: string; revision: number; taskIds: readonly string[] },
): Promise<void> {
  const { campaignId, revision, taskIds } = made;
  if (taskIds.length === 0) return;
  const at = ctx.clock.now();
  const ids = taskIds.map(() => newId('apr', at.getTime())).toSorted();
  await insertApprovals(tx, ctx.workspaceId, {
    subjectType: 'task',
    campaignId,
    revision,
    madeBy: ctx.actor,
    at,
    subjects: taskIds.map((subjectId, index) => ({ id: ids[index] ?? newId('apr'), subjectId })),
  });
  await beginChains(tx, ctx, { type: 'task', ids: taskIds });
  await applyPolicies(tx, ctx, taskIds);
  const count = await countUnchained(tx, ctx.workspaceId, { type: 'task', campaignId, ids: taskIds });
  if (count > 0)
    await appendEvent(tx, ctx, {
      type: 'approval.awaited',
      subject: { type: 'campaign', id: campaignId },
      payload: { campaignId, revision, subjectType: 'task', count },
    });
}

/** A task that was changed waits anew, in the transaction that changes it; whatever was decided is void. */
export async function reopenTaskApproval(tx: Tx, ctx: Context, taskId: string): Promise<void> {
  const stored = await findBySubject(tx, ctx.workspaceId, { type: 'task', id: taskId });
  if (stored !== undefined && stored.state !== 'pending_review') {
    const none = { by: null, at: null, hash: null, comment: null };
    await updateDecision(tx, ctx.workspaceId, { id: stored.id, state: 'pending_review', ...none });
    await appendEvent(tx, ctx, {
      type: 'approval.reopened',
      subject: { type: 'approval', id: stored.id },
      payload: { campaignId: stored.campaignId, subjectType: 'task', subjectId: taskId },
      before: { state: stored.state, decidedHash: stored.decidedHash },
      after: { state: 'pending_review', decidedHash: null },
    });
  }
  if (stored !== undefined) {
    const at = ctx.clock.now();
    await withdrawVotes(tx, ctx.workspaceId, { approvalId: stored.id, at });
    await beginAnew(tx, ctx, { approvalId: stored.id, type: 'task', id: taskId });
  }
  await applyPolicies(tx, ctx, [taskId]);
}

/** There is nothing to decide about a task that was dropped, in the transaction that drops it. */
export async function voidTaskApproval(tx: Tx, ctx: Context, taskId: string): Promise<void> {
  const stored = await findBySubject(tx, ctx.workspaceId, { type: 'task', id: taskId });
  if (stored !== undefined)
    await voidApproval(tx, ctx.workspaceId, { id: stored.id, reason: 'the task was dropped' });
}

/** Says at the end of a run how many of a campaign's variants wait for people, where any do. */
export async function announceWaiting(
  tx: Tx,
  ctx: Context,
  { campaignId, revision }: { campaignId: string; revision: number },
): Promise<void> {
  const count = await countUnchained(tx, ctx.workspaceId, { type: 'variant', campaignId });
  if (count === 0) return;
  await appendEvent(tx, ctx, {
    type: 'approval.awaited',
    subject: { type: 'campaign', id: campaignId },
    payload: { campaignId, revision, count },
  });
}

function announce(
  tx: Tx,
  ctx: Context,
  payload: { campaignId: string; subjectType: string; count: number },
): Promise<void> {
  return appendEvent(tx, ctx, {
    type: 'approval.requested',
    subject: { type: 'campaign', id: payload.campaignId },
    payload,
  });
}
