import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { findVariant } from '#modules/creative/index';
import { hashLinkToken, linkAddress, newLinkToken } from '#platform/auth/one-time-link';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Db, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { ApprovalLink, ReviewItem } from './chain-contract.ts';
import { describeSeats, personKey, seersOf } from './chain-rules.ts';
import { listDeciders } from './chain-store.ts';
import type { ApprovalDetail } from './contract.ts';
import { decideApproval, STATE_OF } from './decide.ts';
import { readSubjects } from './describe.ts';
import { DECISIONS } from './enums.ts';
import { approvalError } from './errors.ts';
import {
  findOpenLink,
  insertLink,
  listLinks as findLinks,
  markOpened,
  type OpenLink,
  revokeLink as endLink,
} from './link-store.ts';
import { reviewWords } from './review-words.ts';
import { commentApproval, getApproval } from './service.ts';
import { findApproval, listComments } from './store.ts';

const DAY_MS = 86_400_000;

/** Links of an approval, newest first, without what they are. Throws `approvals.unknown`. */
export async function listLinks(ctx: Context, { id }: { id: string }): Promise<{ items: ApprovalLink[] }> {
  authorise(ctx, 'approvals.read');
  if ((await findApproval(ctx.db, ctx.workspaceId, { id })) === undefined)
    throw approvalError('approvals.unknown', { id });
  return { items: await findLinks(ctx.db, ctx.workspaceId, id) };
}

/**
 * Makes a link by which somebody without an account sees one approval and decides on it; the answer is the only place
 * where it ever stands. In a chain, a client with this address must have a seat in the step where it stands. It ends
 * with its time, when it is revoked, and when its maker may not decide any more. Throws `approvals.unknown`,
 * `approvals.void` and `approvals.no_client_seat`.
 */
export async function makeLink(
  ctx: Context & { baseUrl: string },
  input: { id: string; name: string; email: string; days: number },
): Promise<ApprovalLink & { link: string }> {
  authorise(ctx, 'approvals.decide');
  const { token, tokenHash } = newLinkToken();
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const { id: approvalId, name, email, days } = input;
    const stored = await findApproval(tx, ctx.workspaceId, { id: approvalId });
    if (stored === undefined) throw approvalError('approvals.unknown', { id: approvalId });
    if (stored.state !== 'pending_review')
      throw approvalError('approvals.void', { reason: `it is ${stored.state.replace('_', ' ')}` });
    const steps = (await readSubjects(inTx, [stored])).steps.get(approvalId);
    const step = steps?.chain.steps[steps.current.step];
    const open = step?.seats.filter((_seat, index) => steps?.current.filled.has(index) !== true) ?? [];
    if (step !== undefined && !open.some((seat) => seat.kind === 'client' && seat.email === email))
      throw approvalError('approvals.no_client_seat', { waitsFor: describeSeats(open, step.mode) });
    const at = ctx.clock.now();
    const expiresAt = new Date(at.getTime() + days * DAY_MS);
    const made = { id: newId('aln', at.getTime()), approvalId, name, email, expiresAt };
    const kept = await insertLink(tx, ctx.workspaceId, { ...made, tokenHash, by: ctx.actor, at });
    await note(inTx, kept, { type: 'approval.link_made', before: {}, after: { isOpen: true, expiresAt } });
    return { ...kept, link: linkAddress(ctx.baseUrl, 'review', token) };
  });
}

/** Ends a link at once. Throws `approvals.link_unknown`. */
export async function revokeLink(ctx: Context, input: { id: string; linkId: string }): Promise<void> {
  authorise(ctx, 'approvals.decide');
  await withTransaction(ctx.db, async (tx) => {
    const which = { id: input.linkId, approvalId: input.id, at: ctx.clock.now() };
    const ended = await endLink(tx, ctx.workspaceId, which);
    if (ended === undefined) throw approvalError('approvals.link_unknown');
    const change = {
      type: 'approval.link_revoked',
      before: { isOpen: true },
      after: { isOpen: false },
    } as const;
    await note({ ...ctx, db: tx }, ended, change);
  });
}

/** What a link opens: one approval of one workspace, for somebody. */
export interface Review {
  readonly link: OpenLink;
  readonly actor: Actor & { readonly kind: 'guest' };
}

/**
 * Finds what a token opens, outside of any scope; everything after it happens in that of the approval's brand. Throws
 * `approvals.link_unknown`, also where its maker may not decide there any more.
 */
export async function openReview(
  { db, clock }: { db: Db; clock: Context['clock'] },
  { token }: { token: string },
): Promise<Review> {
  const link = await findOpenLink(db, { tokenHash: hashLinkToken(token), now: clock.now() });
  if (link === undefined || !(await isVouchedFor(db, link))) throw approvalError('approvals.link_unknown');
  return { link, actor: guestOf(link) };
}

function guestOf({ id, name, email }: OpenLink): Review['actor'] {
  return { kind: 'guest', id, name, email };
}

/** What a link shows now; that it was opened is noted, the first time on record. */
export async function showReview(ctx: Context, { link }: Review): Promise<ReviewItem> {
  await withTransaction(ctx.db, async (tx) => {
    await markOpened(tx, ctx.workspaceId, link.id, ctx.clock.now());
    if (link.firstOpenedAt !== null) return;
    const change = {
      type: 'approval.link_opened',
      before: { isOpened: false },
      after: { isOpened: true },
    } as const;
    await note({ ...ctx, db: tx }, link, change);
  });
  return itemOf(ctx, link);
}

/** The file of a picture that a link shows; undefined where there is none. */
export async function pictureOfReview(
  ctx: Context,
  { link }: Review,
  ratio: string,
): Promise<string | undefined> {
  const stored = await findApproval(ctx.db, ctx.workspaceId, { id: link.approvalId });
  if (stored?.subjectType !== 'variant') return undefined;
  const variant = await findVariant(ctx.db, ctx.workspaceId, stored.subjectId);
  return variant?.renditions.find((rendition) => rendition.ratio === ratio)?.sha256;
}

/** Decides by a link, bound to what was seen. Throws what deciding throws. */
export async function decideReview(
  ctx: Context,
  review: Review,
  input: { contentHash: string; decision: (typeof DECISIONS)[number]; comment?: string | undefined },
): Promise<ReviewItem> {
  const { link } = review;
  await decideApproval(ctx, { ...input, id: link.approvalId });
  return itemOf(ctx, link);
}

/** Comments by a link. */
export async function commentReview(
  ctx: Context,
  { link }: Review,
  { text }: { text: string },
): Promise<ReviewItem> {
  await commentApproval(ctx, { id: link.approvalId, text });
  return itemOf(ctx, link);
}

/** Whether whoever made a link may still decide on what it shows. */
async function isVouchedFor(db: Db, { workspaceId, brandId, by }: OpenLink): Promise<boolean> {
  if (by.kind !== 'user') return by.kind === 'operator';
  return seersOf(await listDeciders(db, workspaceId), brandId).some(({ personId }) => personId === by.id);
}

async function itemOf(ctx: Context, link: OpenLink): Promise<ReviewItem> {
  const { approvalId: id, email } = link;
  const found = await getApproval(ctx, { id });
  const decider = (await findApproval(ctx.db, ctx.workspaceId, { id }))?.decidedBy ?? null;
  const isTheirs = decider !== null && personKey(decider) === personKey(guestOf(link));
  const { variant } = found;
  // What the house says among itself is not for them.
  const own = await listComments(ctx.db, ctx.workspaceId, id, email);
  return {
    workspaceName: link.workspaceName,
    forName: link.name,
    expiresAt: link.expiresAt,
    subjectType: found.subjectType,
    campaignName: found.campaignName,
    title: found.title,
    detail: found.detail,
    contentHash: found.contentHash,
    state: found.state,
    words: reviewWords(found),
    locale: variant?.locale ?? null,
    pictures: (variant?.renditions ?? []).map(({ ratio, width, height }) => ({
      ratio,
      width,
      height,
      altText: variant?.copy.altText ?? '',
    })),
    comments: own.map(({ createdBy, text, createdAt }) => ({ by: createdBy, text, at: createdAt })),
    mayDecide: found.mayDecide && found.state === 'pending_review',
    whyNot: found.whyNot,
    decided: decidedIn(found, isTheirs),
  };
}

/** What somebody has decided: the decision that holds, or their seat in steps that go on. */
function decidedIn(
  { state, decidedAt, comment, steps }: ApprovalDetail,
  isTheirs: boolean,
): ReviewItem['decided'] {
  const decision = DECISIONS.find((one) => STATE_OF[one] === state);
  if (decision !== undefined && isTheirs && decidedAt !== null) return { decision, comment, at: decidedAt };
  const own = steps.flatMap(({ seats }) => seats).findLast(({ isYours, at }) => isYours && at !== null);
  return own?.at == null ? null : { decision: 'approve', comment: own.comment, at: own.at };
}

function note(
  ctx: Context & { db: Parameters<typeof appendEvent>[0] },
  link: ApprovalLink,
  change: Pick<Parameters<typeof appendEvent>[2], 'type' | 'before' | 'after'>,
): Promise<void> {
  const { approvalId, id } = link;
  return appendEvent(ctx.db, ctx, {
    ...change,
    subject: { type: 'approval', id: approvalId },
    payload: { linkId: id },
    after: { ...change.after, linkId: id },
  });
}
