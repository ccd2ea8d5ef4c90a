import { tasksToApprove } from '#modules/tasks/index';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { chooseChain, clockOf, turnKeys, UNTOUCHED } from './chain-rules.ts';
import { listChains, listDeciders, NO_CHAIN, setStanding, type StoredChain } from './chain-store.ts';
import type { Approval } from './contract.ts';
import { findBySubjects } from './store.ts';

/**
 * Puts approvals that begin to wait at the first step of the chain that is for them, in the transaction that asks for
 * them. Where there is no chain, one decision is enough.
 */
export async function beginChains(
  tx: Tx,
  ctx: Context,
  subjects: { type: Approval['subjectType']; ids: readonly string[] },
): Promise<void> {
  const chains = await listChains(tx, ctx.workspaceId);
  if (chains.length === 0 || subjects.ids.length === 0) return;
  const waiting = await findBySubjects(tx, ctx.workspaceId, subjects);
  const types = await typesOf(tx, ctx, subjects);
  const grouped = Map.groupBy(waiting, ({ subjectType, subjectId, brandId }) =>
    chooseChain(chains, { subjectType, brandId, taskType: types.get(subjectId) ?? null }),
  );
  for (const [chain, group] of grouped) {
    const [first] = group;
    if (chain === undefined || first === undefined) continue;
    await begin(tx, ctx, { chain, brandId: first.brandId, ids: group.map(({ id }) => id) });
  }
}

/** Has an approval begin anew: what it is about has changed, so that another chain may be for it. */
export async function beginAnew(
  tx: Tx,
  ctx: Context,
  subject: { approvalId: string; type: Approval['subjectType']; id: string },
): Promise<void> {
  await setStanding(tx, ctx.workspaceId, [subject.approvalId], NO_CHAIN);
  await beginChains(tx, ctx, { type: subject.type, ids: [subject.id] });
}

async function begin(
  tx: Tx,
  ctx: Context,
  { chain, brandId, ids }: { chain: StoredChain; brandId: string | null; ids: readonly string[] },
): Promise<void> {
  const [step] = chain.steps;
  if (step === undefined) return;
  const now = ctx.clock.now();
  const room = { deciders: await listDeciders(tx, ctx.workspaceId), brandId, isEscalated: false };
  await setStanding(tx, ctx.workspaceId, ids, {
    chainId: chain.id,
    step: 0,
    stepSince: now,
    ...clockOf(step, { since: now, now, isEscalated: false }),
    // Its people are told by the next look.
    nextLookAt: now,
    toldAt: null,
    isEscalated: false,
    waitsFor: turnKeys(step, UNTOUCHED, room),
  });
}

async function typesOf(
  tx: Tx,
  ctx: Context,
  { type, ids }: { type: Approval['subjectType']; ids: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (type !== 'task') return new Map();
  return new Map((await tasksToApprove(tx, ctx.workspaceId, ids)).map((task) => [task.id, task.type]));
}
