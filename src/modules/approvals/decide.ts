import { personOf } from '#kernel/actor';
import { AppError } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent, type NewEvent } from '#platform/events/outbox';
import { auditedSeat, currentStep, personKey, type Room, seatKey, type TakenSeat } from './chain-rules.ts';
import { insertVote, listVotes, withdrawVotes } from './chain-store.ts';
import type { Approval, DECISIONS } from './contract.ts';
import { describe, readSubjects } from './describe.ts';
import { approvalError } from './errors.ts';
import { whyNotDecide } from './rules.ts';
import { moveOn, roomOf, standerOf, type Steps, takeSeat } from './steps.ts';
import { findApproval, findRules, type StoredApproval, updateDecision } from './store.ts';

type Decision = (typeof DECISIONS)[number];

/** The state that a decision leads to. */
export const STATE_OF = {
  approve: 'approved',
  reject: 'rejected',
  request_changes: 'changes_requested',
} as const satisfies Record<Decision, Approval['state']>;

const UNDECIDED = { by: null, at: null, hash: null, comment: null } as const;

/**
 * Decides on what somebody saw. In a chain, approving fills a seat of the step where it stands, and the last step
 * approves; rejecting and asking for changes end it in any step. Throws `approvals.changed` where it is another one now
 * or somebody decided meanwhile, `approvals.void`, `approvals.not_allowed` and `approvals.reason_needed`.
 */
export async function decideApproval(
  ctx: Context,
  input: { id: string; contentHash: string; decision: Decision; comment?: string | undefined },
): Promise<Approval> {
  authorise(ctx, 'approvals.decide');
  const { id, contentHash, decision, comment = null } = input;
  if (decision !== 'approve' && comment === null) throw approvalError('approvals.reason_needed');
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const stored = need(await findApproval(tx, ctx.workspaceId, { id, lock: true }), id);
    const steps = await refuseUndecidable(inTx, { stored, contentHash });
    const at = ctx.clock.now();
    const made = { decision, contentHash, comment, at };
    const voted = steps === undefined ? undefined : await vote(tx, inTx, { stored, steps, made });
    if (voted !== undefined && !voted.isLast)
      return record(tx, ctx, {
        before: stored,
        type: 'approval.voted',
        payload: { decision },
        voted: voted.told,
      });
    const state = STATE_OF[decision];
    await updateDecision(tx, ctx.workspaceId, { id, state, by: ctx.actor, at, hash: contentHash, comment });
    const payload = { decision };
    return record(tx, ctx, { before: stored, type: 'approval.decided', payload, voted: voted?.told ?? {} });
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

/**
 * Takes a decision back: it waits again, in a chain at its first step. While it waits in a chain, one takes back what one
 * decided oneself in it. Throws `approvals.not_decided` and what deciding throws.
 */
export async function withdrawDecision(ctx: Context, input: { id: string }): Promise<Approval> {
  authorise(ctx, 'approvals.decide');
  const { id } = input;
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const stored = need(await findApproval(tx, ctx.workspaceId, { id, lock: true }), id);
    if (stored.state === 'void') throw voidError(stored);
    await refuseByRule(inTx, stored);
    const votes = await listVotes(tx, ctx.workspaceId, [id]);
    const isWaiting = stored.state === 'pending_review';
    const own = votes.filter(({ by }) => by === personKey(ctx.actor));
    if (isWaiting && own.length === 0) throw approvalError('approvals.not_decided');
    const back = isWaiting ? own : votes;
    const at = ctx.clock.now();
    const ids = back.map((each) => each.id);
    if (ids.length > 0) await withdrawVotes(tx, ctx.workspaceId, { approvalId: id, ids, at });
    await updateDecision(tx, ctx.workspaceId, { id, state: 'pending_review', ...UNDECIDED });
    if (stored.chainId !== null) {
      const waiting = need(await findApproval(tx, ctx.workspaceId, { id }), id);
      const steps = (await readSubjects(inTx, [waiting])).steps.get(id);
      const room = await roomOf(inTx, waiting, at);
      // It stands at the start of its step, wherever that is now.
      if (steps !== undefined)
        await moveOn(tx, ctx, { stored: isWaiting ? waiting : { ...waiting, stepSince: null }, steps, room });
    }
    const type = isWaiting ? 'approval.voted' : 'approval.decided';
    return record(tx, ctx, { before: stored, type, payload: { decision: 'withdraw' }, voted: {} });
  });
}

interface Made {
  readonly decision: Decision;
  readonly contentHash: string;
  readonly comment: string | null;
  readonly at: Date;
}

/** Fills a seat of the step where an approval stands. Throws `approvals.not_allowed`. */
async function vote(
  tx: Tx,
  ctx: Context,
  { stored, steps, made }: { stored: StoredApproval; steps: Steps; made: Made },
): Promise<{ isLast: boolean; told: Record<string, unknown> }> {
  const room = await roomOf(ctx, stored, made.at);
  const found = takeSeat(steps, { stander: await standerOf(ctx), room });
  if ('whyNot' in found) throw approvalError('approvals.not_allowed', { reason: found.whyNot });
  const { decision, contentHash, comment, at } = made;
  const { chain, current } = steps;
  await insertVote(tx, ctx.workspaceId, {
    id: newId('apv', at.getTime()),
    approvalId: stored.id,
    step: current.step,
    ...found.taken,
    decision,
    decidedHash: contentHash,
    comment,
    madeBy: ctx.actor,
    createdAt: at,
  });
  const told = toldOf(steps, found.taken);
  if (decision !== 'approve') return { isLast: true, told };
  const own = {
    step: current.step,
    seat: found.taken.seat,
    decidedHash: contentHash,
    by: personKey(ctx.actor),
  };
  const votes = [...steps.votes.filter((each) => each.decision === 'approve'), own];
  const next = { ...steps, current: currentStep(chain.steps, votes, contentHash) };
  if (next.current.step === chain.steps.length) return { isLast: true, told };
  await keepWaiting(tx, ctx, { stored, next, room });
  return { isLast: false, told };
}

async function keepWaiting(
  tx: Tx,
  ctx: Context,
  { stored, next, room }: { stored: StoredApproval; next: Steps; room: Room },
): Promise<void> {
  // What was approved before it was changed waits again from the first decision on.
  if (stored.state !== 'pending_review')
    await updateDecision(tx, ctx.workspaceId, { id: stored.id, state: 'pending_review', ...UNDECIDED });
  await moveOn(tx, ctx, { stored, steps: next, room });
}

/** What goes on record of a seat that was taken. */
function toldOf({ chain, current }: Steps, { seat, onBehalfOf }: TakenSeat): Record<string, unknown> {
  const step = chain.steps[current.step];
  const of = seat === null ? undefined : step?.seats[seat];
  return {
    chain: chain.name,
    step: step?.name ?? '',
    seat: of === undefined ? null : auditedSeat(seatKey(of)),
    standsIn: onBehalfOf !== null,
  };
}

/** Throws where nothing can be decided; returns its steps, where it has any. */
async function refuseUndecidable(
  ctx: Context,
  { stored, contentHash }: { stored: StoredApproval; contentHash: string },
): Promise<Steps | undefined> {
  if (stored.state === 'void') throw voidError(stored);
  await refuseByRule(ctx, stored);
  const subjects = await readSubjects(ctx, [stored]);
  const now = describe(stored, subjects);
  // Decided by somebody else since: their decision stands until it is withdrawn, or the thing changes.
  if (now.contentHash !== contentHash || (now.state !== 'pending_review' && now.state !== 'void'))
    throw approvalError('approvals.changed', { state: now.state.replace('_', ' '), by: now.decidedBy });
  return subjects.steps.get(stored.id);
}

async function refuseByRule(ctx: Context, { madeBy }: StoredApproval): Promise<void> {
  const { needsSecondPerson } = await findRules(ctx.db, ctx.workspaceId);
  const reason = whyNotDecide(ctx.actor, { madeBy, needsSecondPerson });
  if (reason !== undefined) throw approvalError('approvals.not_allowed', { reason });
}

async function record(
  tx: Tx,
  ctx: Context,
  change: { before: StoredApproval; voted: Record<string, unknown> } & Pick<NewEvent, 'type' | 'payload'>,
): Promise<Approval> {
  const { before, type, voted } = change;
  const after = need(await findApproval(tx, ctx.workspaceId, before), before.id);
  const { id, campaignId, subjectType, subjectId } = after;
  const personId = personOf(after.madeBy);
  await appendEvent(tx, ctx, {
    type,
    subject: { type: 'approval', id },
    payload: {
      ...change.payload,
      ...(personId === undefined ? {} : { personId }),
      campaignId,
      subjectType,
      subjectId,
    },
    before: auditedFields(before),
    after: { ...auditedFields(after), ...voted },
  });
  return describe(after, await readSubjects({ ...ctx, db: tx }, [after]));
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
