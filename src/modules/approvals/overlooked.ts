import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import {
  auditedSeat,
  clockOf,
  currentStep,
  type Decider,
  seersOf,
  turnKeys,
  UNTOUCHED,
} from './chain-rules.ts';
import {
  findChains,
  listDeciders,
  listVotes,
  type Overlooked,
  setStanding,
  type StoredChain,
} from './chain-store.ts';
import { standInsFor } from './delegation-store.ts';

/** Why somebody is told of what waits for them. */
type Reason = 'step' | 'reminder' | 'overdue';

/** At most so many people are told of one group of approvals. */
const MOST_TOLD = 50;

/**
 * Tells those whose turn it is, reminds them, and lets others decide as well where the time has run out. All given are of
 * one workspace, and are locked by the caller's transaction.
 */
export async function lookAtOverlooked(tx: Tx, ctx: Context, found: readonly Overlooked[]): Promise<void> {
  const { workspaceId } = ctx;
  const chains = await findChains(tx, workspaceId, [...new Set(found.map(({ chainId }) => chainId))]);
  const chainOf = new Map(chains.map((chain) => [chain.id, chain]));
  const deciders = await listDeciders(tx, workspaceId);
  const votes = Map.groupBy(
    await listVotes(
      tx,
      workspaceId,
      found.map(({ id }) => id),
    ),
    ({ approvalId }) => approvalId,
  );
  const now = ctx.clock.now();
  const looked = found.flatMap((one) => {
    const chain = chainOf.get(one.chainId);
    if (chain === undefined) return [];
    const approving = (votes.get(one.id) ?? []).filter(({ decision }) => decision === 'approve');
    // Votes of what was there before the last change are of another hash; the newest is of what was seen last.
    const hash = approving.at(-1)?.decidedHash ?? '';
    const current = currentStep(chain.steps, approving, hash);
    const taken = current.step === one.step ? current : UNTOUCHED;
    return [look(one, { chain, taken, deciders, now })];
  });
  for (const group of Map.groupBy(looked, groupKey).values()) await settle(tx, ctx, group, deciders);
}

interface Looked {
  readonly one: Overlooked;
  readonly chain: StoredChain;
  readonly reason: Reason;
  readonly keys: readonly string[];
  readonly isEscalated: boolean;
  readonly dueAt: Date | null;
  readonly nextLookAt: Date | null;
}

function look(
  one: Overlooked,
  how: { chain: StoredChain; taken: typeof UNTOUCHED; deciders: readonly Decider[]; now: Date },
): Looked {
  const { chain, taken, deciders, now } = how;
  const step = chain.steps[one.step];
  if (step === undefined) throw new Error(`approval ${one.id} stands in a step that its chain has not`);
  const isOverdue = one.dueAt !== null && one.dueAt <= now;
  const isEscalated = one.isEscalated || isOverdue;
  const room = { deciders, brandId: one.brandId, isEscalated };
  const reason = isOverdue && !one.isEscalated ? 'overdue' : one.toldAt === null ? 'step' : 'reminder';
  const { dueAt, nextLookAt } = clockOf(step, { since: one.stepSince, now, isEscalated });
  return { one, chain, reason, keys: turnKeys(step, taken, room), isEscalated, dueAt, nextLookAt };
}

/** What is told of together: in one campaign, of one kind, at one step, for one reason, to the same people. */
function groupKey({ one, reason, keys, nextLookAt }: Looked): string {
  const { campaignId, subjectType, chainId, step, stepSince } = one;
  const time = stepSince.getTime();
  return JSON.stringify([campaignId, subjectType, chainId, step, time, reason, keys, nextLookAt]);
}

async function settle(
  tx: Tx,
  ctx: Context,
  group: readonly Looked[],
  deciders: readonly Decider[],
): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { one, chain, reason, keys, isEscalated, dueAt, nextLookAt } = first;
  const ids = group.map((looked) => looked.one.id);
  const { campaignId, subjectType, step, stepSince, brandId } = one;
  const toldAt = ctx.clock.now();
  const standing = {
    chainId: chain.id,
    step,
    stepSince,
    dueAt,
    nextLookAt,
    toldAt,
    isEscalated,
    waitsFor: keys,
  };
  await setStanding(tx, ctx.workspaceId, ids, standing);
  const told = {
    campaignId,
    subjectType,
    count: ids.length,
    reason,
    step: chain.steps[step]?.name ?? '',
    number: step + 1,
    of: chain.steps.length,
  };
  if (reason === 'overdue')
    await appendEvent(tx, ctx, {
      type: 'approval.escalated',
      subject: { type: 'campaign', id: campaignId },
      payload: told,
      before: { isEscalated: false },
      after: {
        isEscalated: true,
        step: told.step,
        approvals: ids.slice(0, MOST_TOLD),
        count: ids.length,
        mayDecide: keys.map(auditedSeat),
      },
    });
  for (const personId of await peopleOf(tx, ctx, { keys, deciders, brandId }))
    await appendEvent(tx, ctx, {
      type: 'approval.awaited',
      subject: { type: 'campaign', id: campaignId },
      payload: { ...told, personId },
    });
}

/** Who holds the seats, and who stands in for them. A client has no account: owners and admins send the link. */
async function peopleOf(
  tx: Tx,
  ctx: Context,
  how: { keys: readonly string[]; deciders: readonly Decider[]; brandId: string | null },
): Promise<string[]> {
  const { keys, deciders, brandId } = how;
  const hasClient = keys.some((key) => key.startsWith('client:'));
  const wanted = new Set(hasClient ? [...keys, 'role:owner', 'role:admin'] : keys);
  const holders = seersOf(deciders, brandId).filter(
    ({ personId, role }) => wanted.has(`person:${personId}`) || wanted.has(`role:${role}`),
  );
  const ids = holders.map(({ personId }) => personId);
  const others = await standInsFor(tx, ctx.workspaceId, { personIds: ids, now: ctx.clock.now() });
  return [...new Set([...ids, ...others.map(({ toPerson }) => toPerson)])].slice(0, MOST_TOLD);
}
