import { personOf } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { AppError } from '#kernel/errors';
import { findBrief } from '#modules/briefs/index';
import { findVariant } from '#modules/creative/index';
import { tasksToApprove } from '#modules/tasks/index';
import { authorise, isAllowed } from '#platform/auth/permissions';
import { type Context, readTogether } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { readTally } from '#platform/db/tally';
import { appendEvent, type NewEvent } from '#platform/events/outbox';
import type { Approval, ApprovalComment, ApprovalDetail, DECISIONS } from './contract.ts';
import { describe, readSubjects } from './describe.ts';
import { approvalError } from './errors.ts';
import { whichApproved } from './of-subjects.ts';
import { whyNotDecide } from './rules.ts';
import {
  type ApprovalFilter,
  countStates,
  findApproval,
  findRules,
  insertComment,
  listApprovals as findApprovals,
  listComments,
  resolveComment as markResolved,
  saveRules,
  type StoredApproval,
  updateDecision,
} from './store.ts';

type Decision = (typeof DECISIONS)[number];

const STATE_OF = {
  approve: 'approved',
  reject: 'rejected',
  request_changes: 'changes_requested',
} as const satisfies Record<Decision, Approval['state']>;

/** What waits for people and what they decided, newest first. */
export async function listApprovals(
  ctx: Context,
  input: Omit<ApprovalFilter, 'workspaceId'>,
): Promise<Page<Approval>> {
  authorise(ctx, 'approvals.read');
  return readTogether(ctx, async (together) => {
    const { db, workspaceId } = together;
    const found = await findApprovals(db, { ...input, workspaceId });
    const page = cutPage(found, input.limit, ({ id }) => id);
    const subjects = await readSubjects(together, page.items);
    return { ...page, items: page.items.map((stored) => describe(stored, subjects)) };
  });
}

/** How many stand in each state. */
export async function countApprovals(
  { db, workspaceId, ...ctx }: Context,
  { campaignId }: { campaignId?: string | undefined },
): Promise<Record<Approval['state'], number>> {
  authorise(ctx, 'approvals.read');
  const counts =
    campaignId === undefined
      ? await readTally(db, workspaceId, 'approval')
      : await countStates(db, workspaceId, campaignId);
  const of = (state: Approval['state']): number => counts.get(state) ?? 0;
  return {
    pending_review: of('pending_review'),
    approved: of('approved'),
    rejected: of('rejected'),
    changes_requested: of('changes_requested'),
    void: of('void'),
  };
}

/** Exactly what would go out, with comments, and whether you may decide. Throws `approvals.unknown`. */
export async function getApproval(ctx: Context, input: { id: string }): Promise<ApprovalDetail> {
  authorise(ctx, 'approvals.read');
  const stored = need(await findApproval(ctx.db, ctx.workspaceId, input), input.id);
  const subjects = await readSubjects(ctx, [stored]);
  const { needsSecondPerson } = await findRules(ctx.db, ctx.workspaceId);
  const whyNot = isAllowed(ctx.actor, 'approvals.decide')
    ? whyNotDecide(ctx.actor, { madeBy: stored.madeBy, needsSecondPerson })
    : 'it needs the permission approvals.decide';
  return {
    ...describe(stored, subjects),
    ...(await readWhole(ctx, stored)),
    comments: await listComments(ctx.db, ctx.workspaceId, stored.id),
    mayDecide: whyNot === undefined,
    whyNot: whyNot ?? null,
  };
}

/**
 * Decides on what somebody saw. Throws `approvals.changed` where it is another one now or somebody decided meanwhile,
 * `approvals.void`, `approvals.not_allowed` and `approvals.reason_needed`.
 */
export async function decideApproval(
  ctx: Context,
  input: { id: string; contentHash: string; decision: Decision; comment?: string | undefined },
): Promise<Approval> {
  authorise(ctx, 'approvals.decide');
  const { id, contentHash, decision, comment = null } = input;
  if (decision !== 'approve' && comment === null) throw approvalError('approvals.reason_needed');
  return withTransaction(ctx.db, async (tx) => {
    const stored = need(await findApproval(tx, ctx.workspaceId, { id, lock: true }), id);
    await refuseUndecidable(tx, ctx, { stored, contentHash });
    const at = ctx.clock.now();
    const state = STATE_OF[decision];
    await updateDecision(tx, ctx.workspaceId, { id, state, by: ctx.actor, at, hash: contentHash, comment });
    return record(tx, ctx, { before: stored, type: 'approval.decided', payload: { decision } });
  });
}

/** Decides alike on several, each in a transaction of its own; one that cannot be decided on keeps no other one. */
export async function decideMany(
  ctx: Context,
  input: {
    items: readonly { id: string; contentHash: string }[];
    decision: Decision;
    comment?: string | undefined;
  },
): Promise<{ items: { id: string; isDone: boolean; code: string | null; detail: string | null }[] }> {
  authorise(ctx, 'approvals.decide');
  const { decision, comment } = input;
  if (decision !== 'approve' && comment === undefined) throw approvalError('approvals.reason_needed');
  const items = [];
  for (const item of input.items) {
    try {
      await decideApproval(ctx, { ...item, decision, comment });
      items.push({ id: item.id, isDone: true, code: null, detail: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      items.push({ id: item.id, isDone: false, code: error.code, detail: error.message });
    }
  }
  return { items };
}

/** Takes a decision back: it waits again. Throws `approvals.not_decided` and what deciding throws. */
export async function withdrawDecision(ctx: Context, input: { id: string }): Promise<Approval> {
  authorise(ctx, 'approvals.decide');
  const { id } = input;
  return withTransaction(ctx.db, async (tx) => {
    const stored = need(await findApproval(tx, ctx.workspaceId, { id, lock: true }), id);
    if (stored.state === 'pending_review') throw approvalError('approvals.not_decided');
    if (stored.state === 'void') throw voidError(stored);
    await refuseByRule(tx, ctx, stored);
    const none = { by: null, at: null, hash: null, comment: null };
    await updateDecision(tx, ctx.workspaceId, { id, state: 'pending_review', ...none });
    return record(tx, ctx, { before: stored, type: 'approval.decided', payload: { decision: 'withdraw' } });
  });
}

/** Comments, also on a spot of a picture. Throws `approvals.unknown`. */
export async function commentApproval(
  ctx: Context,
  input: { id: string; text: string; spot?: ApprovalComment['spot'] | undefined },
): Promise<ApprovalComment> {
  authorise(ctx, 'approvals.comment');
  return withTransaction(ctx.db, async (tx) => {
    const stored = need(await findApproval(tx, ctx.workspaceId, input), input.id);
    const at = ctx.clock.now();
    const { text, spot = null } = input;
    const comment = { id: newId('cmt', at.getTime()), approvalId: stored.id, text, spot, at, by: ctx.actor };
    await insertComment(tx, ctx.workspaceId, comment);
    await note(tx, ctx, stored, {
      type: 'approval.commented',
      payload: {},
      after: { commentId: comment.id },
    });
    const found = await listComments(tx, ctx.workspaceId, stored.id);
    const made = found.find(({ id }) => id === comment.id);
    if (made === undefined) throw approvalError('approvals.comment_unknown', { id: comment.id });
    return made;
  });
}

/** Says that a comment is dealt with. Throws `approvals.comment_unknown`. */
export async function resolveApprovalComment(
  ctx: Context,
  input: { id: string; commentId: string },
): Promise<ApprovalComment> {
  authorise(ctx, 'approvals.comment');
  return withTransaction(ctx.db, async (tx) => {
    const stored = need(await findApproval(tx, ctx.workspaceId, input), input.id);
    const by = { approvalId: stored.id, at: ctx.clock.now(), by: ctx.actor };
    const resolved = await markResolved(tx, ctx.workspaceId, { id: input.commentId, ...by });
    if (resolved === undefined) throw approvalError('approvals.comment_unknown', { id: input.commentId });
    await note(tx, ctx, stored, {
      type: 'approval.comment_resolved',
      payload: {},
      after: { commentId: resolved.id },
    });
    return resolved;
  });
}

/** Whether a second person is needed. */
export async function getApprovalRules(ctx: Context): Promise<{ needsSecondPerson: boolean }> {
  authorise(ctx, 'approvals.read');
  return findRules(ctx.db, ctx.workspaceId);
}

/** Asks for a second person, or does not. What was decided stays decided. */
export async function setApprovalRules(
  ctx: Context,
  input: { needsSecondPerson: boolean },
): Promise<{ needsSecondPerson: boolean }> {
  authorise(ctx, 'workspace.manage');
  return withTransaction(ctx.db, async (tx) => {
    const before = await findRules(tx, ctx.workspaceId);
    await saveRules(tx, ctx.workspaceId, input.needsSecondPerson);
    await appendEvent(tx, ctx, {
      type: 'approval.rules_set',
      subject: { type: 'workspace', id: ctx.workspaceId },
      payload: {},
      before,
      after: input,
    });
    return input;
  });
}

/** Whether exactly what is there now was approved. Whatever is to go out asks this last, in its own transaction. */
export async function isApproved(
  tx: Tx,
  ctx: Context,
  subject: { type: Approval['subjectType']; id: string },
): Promise<boolean> {
  return (await whichApproved(tx, ctx, { type: subject.type, ids: [subject.id] })).has(subject.id);
}

/** What an approval is about with all that is known of it. */
async function readWhole(
  { db, workspaceId }: Context,
  { subjectType, subjectId }: StoredApproval,
): Promise<Pick<ApprovalDetail, 'variant' | 'brief' | 'task'>> {
  const whole = { variant: null, brief: null, task: null };
  switch (subjectType) {
    case 'variant':
      return { ...whole, variant: (await findVariant(db, workspaceId, subjectId)) ?? null };
    case 'brief':
      return { ...whole, brief: (await findBrief(db, workspaceId, subjectId)) ?? null };
    case 'task':
      return { ...whole, task: (await tasksToApprove(db, workspaceId, [subjectId]))[0] ?? null };
  }
}

async function refuseUndecidable(
  tx: Tx,
  ctx: Context,
  { stored, contentHash }: { stored: StoredApproval; contentHash: string },
): Promise<void> {
  if (stored.state === 'void') throw voidError(stored);
  await refuseByRule(tx, ctx, stored);
  const subjects = await readSubjects({ ...ctx, db: tx }, [stored]);
  const now = describe(stored, subjects);
  // Decided by somebody else since: their decision stands until it is withdrawn, or the thing changes.
  if (now.contentHash !== contentHash || (now.state !== 'pending_review' && now.state !== 'void'))
    throw approvalError('approvals.changed', { state: now.state.replace('_', ' '), by: now.decidedBy });
}

async function refuseByRule(tx: Tx, ctx: Context, { madeBy }: StoredApproval): Promise<void> {
  const { needsSecondPerson } = await findRules(tx, ctx.workspaceId);
  const reason = whyNotDecide(ctx.actor, { madeBy, needsSecondPerson });
  if (reason !== undefined) throw approvalError('approvals.not_allowed', { reason });
}

async function record(
  tx: Tx,
  ctx: Context,
  change: { before: StoredApproval } & Pick<NewEvent, 'type' | 'payload'>,
): Promise<Approval> {
  const { before, type } = change;
  const after = need(await findApproval(tx, ctx.workspaceId, before), before.id);
  const personId = personOf(after.madeBy);
  const payload = { ...change.payload, ...(personId === undefined ? {} : { personId }) };
  await note(tx, ctx, after, { type, payload, before: auditedFields(before), after: auditedFields(after) });
  return describe(after, await readSubjects({ ...ctx, db: tx }, [after]));
}

function note(tx: Tx, ctx: Context, stored: StoredApproval, event: Omit<NewEvent, 'subject'>): Promise<void> {
  const { id, campaignId, subjectType, subjectId } = stored;
  const payload = { ...event.payload, campaignId, subjectType, subjectId };
  return appendEvent(tx, ctx, { ...event, payload, subject: { type: 'approval', id } });
}

function auditedFields({
  state,
  decidedHash,
  subjectType,
  subjectId,
}: StoredApproval): Record<string, unknown> {
  return { state, decidedHash, subjectType, subjectId };
}

function voidError({ voidReason }: StoredApproval): Error {
  return approvalError('approvals.void', { reason: voidReason ?? 'it is void' });
}

function need(stored: StoredApproval | undefined, id: string): StoredApproval {
  if (stored === undefined) throw approvalError('approvals.unknown', { id });
  return stored;
}
