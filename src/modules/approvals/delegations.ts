import { newId } from '#kernel/ids';
import { personOf } from '#kernel/actor';
import { findPerson } from '#modules/accounts/index';
import { authorise, isAllowed } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { Delegation, ListedDecider } from './chain-contract.ts';
import type { Decider } from './chain-rules.ts';
import { listDeciders } from './chain-store.ts';
import {
  endDelegation as markEnded,
  findDelegation,
  insertDelegation,
  listDelegations as findDelegations,
} from './delegation-store.ts';
import { DECIDING_ROLES } from './enums.ts';
import { approvalError } from './errors.ts';

const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/** People who may decide here, whom steps and delegations can name, by name. */
export async function listWhoDecides(ctx: Context): Promise<{ items: ListedDecider[] }> {
  authorise(ctx, 'approvals.decide');
  const found = await listDeciders(ctx.db, ctx.workspaceId);
  const items = found.flatMap(({ personId, name, role: held }) => {
    const role = DECIDING_ROLES.find((one) => one === held);
    return role === undefined ? [] : [{ personId, name, role }];
  });
  return { items: items.toSorted((a, b) => a.name.localeCompare(b.name, 'en')) };
}

/** Who decides for whom, now and later. */
export async function listDelegations(ctx: Context): Promise<{ items: Delegation[] }> {
  authorise(ctx, 'approvals.read');
  return { items: await findDelegations(ctx.db, ctx.workspaceId, ctx.clock.now()) };
}

/**
 * Lets somebody decide for another person for a time. It gives no right: whoever stands in must be allowed to decide
 * themselves, and sees the brands that they see. People do this for themselves, those who manage people also for others.
 * Throws `approvals.no_decider`, `approvals.delegation_time`, `approvals.delegation_self` and `approvals.not_yours`.
 */
export async function delegate(
  ctx: Context,
  input: {
    fromPerson?: string | undefined;
    toPerson: string;
    fromAt?: Date | undefined;
    untilAt: Date;
    reason: string;
  },
): Promise<Delegation> {
  authorise(ctx, 'approvals.decide');
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const deciders = await listDeciders(tx, ctx.workspaceId);
    const from = await needDecider(inTx, deciders, input.fromPerson ?? personOf(ctx.actor) ?? '');
    const to = await needDecider(inTx, deciders, input.toPerson);
    refuseForOthers(ctx, from.personId);
    if (from.personId === to.personId) throw approvalError('approvals.delegation_self', { name: to.name });
    const at = ctx.clock.now();
    const { fromAt = at, untilAt, reason } = input;
    const latest = new Date(fromAt.getTime() + LONGEST_DAYS * DAY_MS);
    if (untilAt <= fromAt || untilAt <= at || untilAt > latest)
      throw approvalError('approvals.delegation_time');
    const id = newId('adg', at.getTime());
    const made = { id, fromPerson: from.personId, toPerson: to.personId, fromAt, untilAt, reason };
    await insertDelegation(tx, ctx.workspaceId, { ...made, by: ctx.actor, at });
    await appendEvent(tx, ctx, {
      type: 'approval.delegated',
      subject: { type: 'person', id: from.personId },
      payload: { delegationId: id, personId: to.personId },
      after: { toPerson: to.personId, fromAt, untilAt },
    });
    return need(await findDelegation(tx, ctx.workspaceId, { id, now: at }), id);
  });
}

/** Ends one at once. What was decided stays decided. Throws `approvals.delegation_unknown` and `approvals.not_yours`. */
export async function endDelegation(ctx: Context, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'approvals.decide');
  await withTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    const found = need(await findDelegation(tx, ctx.workspaceId, { id, now: at }), id);
    refuseForOthers(ctx, found.fromPerson, found.toPerson);
    await markEnded(tx, ctx.workspaceId, id, at);
    await appendEvent(tx, ctx, {
      type: 'approval.delegation_ended',
      subject: { type: 'person', id: found.fromPerson },
      payload: { delegationId: id },
      before: { toPerson: found.toPerson, untilAt: found.untilAt },
      after: { toPerson: null, untilAt: null },
    });
  });
}

function refuseForOthers(ctx: Context, ...own: readonly string[]): void {
  const person = personOf(ctx.actor);
  if (person !== undefined && own.includes(person)) return;
  if (!isAllowed(ctx.actor, 'people.manage')) throw approvalError('approvals.not_yours');
}

async function needDecider(ctx: Context, deciders: readonly Decider[], given: string): Promise<Decider> {
  const id = given.includes('@') ? (await findPerson(ctx.db, { email: given.toLowerCase() }))?.id : given;
  const found = deciders.find(({ personId }) => personId === id);
  if (found === undefined)
    throw approvalError('approvals.no_decider', { id: given === '' ? 'given' : given });
  return found;
}

function need(found: Delegation | undefined, id: string): Delegation {
  if (found === undefined) throw approvalError('approvals.delegation_unknown', { id });
  return found;
}
