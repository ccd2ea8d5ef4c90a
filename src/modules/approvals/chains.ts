import { newId } from '#kernel/ids';
import { describeActor } from '#kernel/actor';
import { needTaskType } from '#modules/tasks/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { ApprovalChain, GivenChain, Seat } from './chain-contract.ts';
import { auditedSeat, type Decider, seatKey } from './chain-rules.ts';
import {
  countInChains,
  insertChain,
  listChains as findChains,
  listDeciders,
  retireChain,
  type StoredChain,
} from './chain-store.ts';
import { approvalError } from './errors.ts';

/** The chains of the workspace by name. */
export async function listChains(ctx: Context): Promise<{ items: ApprovalChain[] }> {
  authorise(ctx, 'approvals.read');
  const counts = await countInChains(ctx.db, ctx.workspaceId);
  const chains = await findChains(ctx.db, ctx.workspaceId);
  return { items: chains.map((chain) => toChain(chain, counts.get(chain.id) ?? 0)) };
}

/**
 * Sets the chain of a name: it holds for what is asked for from then on; what waits already keeps the steps under which
 * it was asked for. Throws `approvals.no_decider` for a person who may not decide here, and `tasks.type_unknown`.
 */
export async function setChain(ctx: Context, input: GivenChain): Promise<ApprovalChain> {
  authorise(ctx, 'workspace.manage');
  const types = input.types === null ? null : input.types.map((type) => needTaskType(type).type);
  return withTransaction(ctx.db, async (tx) => {
    const deciders = await listDeciders(tx, ctx.workspaceId);
    const at = ctx.clock.now();
    const before = await retireChain(tx, ctx.workspaceId, { name: input.name, at });
    const chain: StoredChain = {
      ...input,
      types,
      id: newId('ach', at.getTime()),
      steps: input.steps.map((step) => ({
        ...step,
        seats: step.seats.map((seat) => named(seat, deciders)),
        escalateTo: step.escalateTo.map((seat) => named(seat, deciders)),
      })),
      madeBy: ctx.actor,
      createdAt: at,
    };
    await insertChain(tx, ctx.workspaceId, chain);
    await note(tx, ctx, { type: 'approval.chain_set', before, after: chain });
    return toChain(chain, 0);
  });
}

/** Removes a chain. What waits in its steps goes on in them. Throws `approvals.chain_unknown`. */
export async function removeChain(ctx: Context, { id }: { id: string }): Promise<void> {
  authorise(ctx, 'workspace.manage');
  await withTransaction(ctx.db, async (tx) => {
    const before = await retireChain(tx, ctx.workspaceId, { id, at: ctx.clock.now() });
    if (before === undefined) throw approvalError('approvals.chain_unknown', { id });
    await note(tx, ctx, { type: 'approval.chain_removed', before, after: undefined });
  });
}

/** A seat with the name of its person, so that it can be told who that was when they have left. */
function named(seat: GivenChain['steps'][number]['seats'][number], deciders: readonly Decider[]): Seat {
  if (seat.kind !== 'person') return seat;
  const person = deciders.find(({ personId }) => personId === seat.personId);
  if (person === undefined) throw approvalError('approvals.no_decider', { id: seat.personId });
  return { ...seat, name: person.name };
}

function note(
  tx: Tx,
  ctx: Context,
  change: {
    type: 'approval.chain_set' | 'approval.chain_removed';
    before: StoredChain | undefined;
    after: StoredChain | undefined;
  },
): Promise<void> {
  const { type, before, after } = change;
  return appendEvent(tx, ctx, {
    type,
    subject: { type: 'workspace', id: ctx.workspaceId },
    payload: { chainId: (after ?? before)?.id ?? '' },
    ...(before === undefined ? {} : { before: auditedFields(before) }),
    after: after === undefined ? {} : auditedFields(after),
  });
}

function toChain({ madeBy, ...chain }: StoredChain, waiting: number): ApprovalChain {
  return { ...chain, waiting, madeBy: describeActor(madeBy) };
}

function auditedFields(chain: StoredChain): Record<string, unknown> {
  const { id, name, subjectTypes, brandIds, types } = chain;
  const seats = (of: readonly Seat[]): string[] => of.map((seat) => auditedSeat(seatKey(seat)));
  const steps = chain.steps.map((step) => ({
    ...step,
    seats: seats(step.seats),
    escalateTo: seats(step.escalateTo),
  }));
  return { chainId: id, name, subjectTypes, brandIds, types, steps };
}
