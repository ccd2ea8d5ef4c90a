import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { findBrief } from '#modules/briefs/index';
import { findVariant } from '#modules/creative/index';
import { tasksToApprove } from '#modules/tasks/index';
import { authorise, isAllowed } from '#platform/auth/permissions';
import { type Context, readTogether } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { readTally } from '#platform/db/tally';
import { appendEvent, type NewEvent } from '#platform/events/outbox';
import { keysOf, type Room } from './chain-rules.ts';
import type { Approval, ApprovalComment, ApprovalDetail } from './contract.ts';
import { describe, readSubjects } from './describe.ts';
import { approvalError } from './errors.ts';
import { whichApproved } from './of-subjects.ts';
import { whyNotDecide } from './rules.ts';
import { progressOf, roomOf, standerOf, type Steps, takeSeat } from './steps.ts';
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
} from './store.ts';

/** What waits for people and what they decided, newest first. */
export async function listApprovals(
  ctx: Context,
  { mine, ...input }: Omit<ApprovalFilter, 'workspaceId' | 'turnOf'> & { mine?: boolean | undefined },
): Promise<Page<Approval>> {
  authorise(ctx, 'approvals.read');
  return readTogether(ctx, async (together) => {
    const { db, workspaceId } = together;
    const turnOf = mine === true ? keysOf(await standerOf(together)) : undefined;
    const found = await findApprovals(db, { ...input, workspaceId, turnOf });
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
  const steps = subjects.steps.get(stored.id);
  const place = steps === undefined ? undefined : { steps, room: await roomOf(ctx, stored, ctx.clock.now()) };
  const whyNot = await whyNotNow(ctx, stored, place);
  return {
    ...describe(stored, subjects),
    steps: place === undefined ? [] : progressOf(stored, place.steps, { room: place.room, actor: ctx.actor }),
    ...(await readWhole(ctx, stored)),
    comments: await listComments(ctx.db, ctx.workspaceId, stored.id),
    mayDecide: whyNot === undefined,
    whyNot: whyNot ?? null,
  };
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

/** Why whoever asks cannot decide on an approval as it stands; undefined where they can. `place`: its steps, where it has any. */
async function whyNotNow(
  ctx: Context,
  stored: StoredApproval,
  place: { steps: Steps; room: Room } | undefined,
): Promise<string | undefined> {
  if (!isAllowed(ctx.actor, 'approvals.decide')) return 'it needs the permission approvals.decide';
  const { needsSecondPerson } = await findRules(ctx.db, ctx.workspaceId);
  const byRule = whyNotDecide(ctx.actor, { madeBy: stored.madeBy, needsSecondPerson });
  if (byRule !== undefined || place === undefined || stored.state !== 'pending_review') return byRule;
  const found = takeSeat(place.steps, { stander: await standerOf(ctx), room: place.room });
  return 'whyNot' in found ? found.whyNot : undefined;
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

function note(tx: Tx, ctx: Context, stored: StoredApproval, event: Omit<NewEvent, 'subject'>): Promise<void> {
  const { id, campaignId, subjectType, subjectId } = stored;
  const payload = { ...event.payload, campaignId, subjectType, subjectId };
  return appendEvent(tx, ctx, { ...event, payload, subject: { type: 'approval', id } });
}

function need(stored: StoredApproval | undefined, id: string): StoredApproval {
  if (stored === undefined) throw approvalError('approvals.unknown', { id });
  return stored;
}
