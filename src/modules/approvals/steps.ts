import { type Actor, describeActor } from '#kernel/actor';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import type { StepProgress, StepStanding } from './chain-contract.ts';
import {
  clockOf,
  currentStep,
  describeSeat,
  describeSeats,
  isVacant,
  personKey,
  type Room,
  seatFor,
  type Stander,
  type TakenSeat,
  turnKeys,
} from './chain-rules.ts';
import {
  findChains,
  listDeciders,
  listVotes,
  setStanding,
  type StoredChain,
  type StoredVote,
} from './chain-store.ts';
import { standInsOf } from './delegation-store.ts';
import type { StoredApproval } from './store.ts';

/** An approval's steps with what was decided in them. */
export interface Steps {
  readonly chain: StoredChain;
  /** Those on exactly what is there now. */
  readonly votes: readonly StoredVote[];
  readonly current: ReturnType<typeof currentStep>;
}

/** The steps of several approvals by id, in two statements; those without a chain are left out. */
export async function readSteps(
  ctx: Context,
  found: readonly StoredApproval[],
  hashOf: (stored: StoredApproval) => string,
): Promise<ReadonlyMap<string, Steps>> {
  const inChains = found.filter(({ chainId }) => chainId !== null);
  if (inChains.length === 0) return new Map();
  const chainIds = [...new Set(inChains.flatMap(({ chainId }) => chainId ?? []))];
  const chains = new Map(
    (await findChains(ctx.db, ctx.workspaceId, chainIds)).map((chain) => [chain.id, chain]),
  );
  const votes = Map.groupBy(
    await listVotes(
      ctx.db,
      ctx.workspaceId,
      inChains.map(({ id }) => id),
    ),
    ({ approvalId }) => approvalId,
  );
  return new Map(
    inChains.flatMap((stored) => {
      const chain = chains.get(stored.chainId ?? '');
      if (chain === undefined) return [];
      const contentHash = hashOf(stored);
      const own = (votes.get(stored.id) ?? []).filter(({ decidedHash }) => decidedHash === contentHash);
      const approving = own.filter(({ decision }) => decision === 'approve');
      return [[stored.id, { chain, votes: own, current: currentStep(chain.steps, approving, contentHash) }]];
    }),
  );
}

/** Where an approval stands, in words; null once its steps are done. */
export function standingOf(
  stored: StoredApproval,
  { chain, current }: Steps,
  now: Date,
): StepStanding | null {
  const step = chain.steps[current.step];
  if (step === undefined || stored.state !== 'pending_review') return null;
  const open = step.seats.filter((_seat, index) => !current.filled.has(index));
  const { dueAt } = stored;
  return {
    number: current.step + 1,
    of: chain.steps.length,
    name: step.name,
    waitsFor: describeSeats(open, step.mode),
    dueAt,
    isOverdue: dueAt !== null && dueAt <= now,
  };
}

/** Every step with who decided what in it, as `actor` sees it. */
export function progressOf(
  stored: StoredApproval,
  { chain, votes, current }: Steps,
  { room, actor }: { room: Room; actor: Actor },
): StepProgress[] {
  return chain.steps.map((step, index) => {
    const own = votes.filter((vote) => vote.step === index);
    const inPlace = own.filter(({ seat }) => seat === null);
    const seats = [
      ...step.seats.map((seat, number) => ({
        who: describeSeat(seat),
        isVacant: isVacant(seat, room, index === current.step ? current.voters : undefined),
        client: seat.kind === 'client' ? { name: seat.name, email: seat.email } : null,
        vote: own.find((vote) => vote.seat === number),
      })),
      ...inPlace.map((vote) => ({
        who: 'In place of all, as it was overdue',
        isVacant: false,
        client: null,
        vote,
      })),
    ];
    const isCurrent = current.step === index && stored.state === 'pending_review';
    return {
      name: step.name,
      mode: step.mode,
      isDone: index < current.step,
      isCurrent,
      dueAt: isCurrent ? stored.dueAt : null,
      seats: seats.map(({ who, isVacant: isFree, client, vote }) => ({
        who,
        client,
        isVacant: isFree && vote === undefined,
        decidedBy: vote === undefined ? null : describeActor(vote.madeBy),
        onBehalfOf: vote?.onBehalfOf ?? null,
        at: vote?.createdAt ?? null,
        comment: vote?.comment ?? null,
        isYours: vote?.by === personKey(actor),
      })),
    };
  });
}

/** What the seats of an approval are looked at with. */
export async function roomOf(
  { db, workspaceId }: Context,
  { brandId, isEscalated, dueAt }: Pick<StoredApproval, 'brandId' | 'isEscalated' | 'dueAt'>,
  now: Date,
): Promise<Room> {
  // Overdue is overdue, also before a worker has looked at it.
  const isLate = isEscalated || (dueAt !== null && dueAt <= now);
  return { deciders: await listDeciders(db, workspaceId), brandId, isEscalated: isLate };
}

/** Whoever acts, with those for whom they may decide now. */
export async function standerOf({ db, workspaceId, actor, clock }: Context): Promise<Stander> {
  if (actor.kind !== 'user') return { actor, standsInFor: [] };
  const standsInFor = await standInsOf(db, workspaceId, { personId: actor.id, now: clock.now() });
  return { actor, standsInFor };
}

/** The seat that somebody takes in the step where an approval stands, or why they have none there. */
export function takeSeat(
  { chain, current }: Steps,
  by: { stander: Stander; room: Room },
): { taken: TakenSeat } | { whyNot: string } {
  const step = chain.steps[current.step];
  if (step === undefined) return { whyNot: 'all its steps are done' };
  const open = step.seats.filter((_seat, index) => !current.filled.has(index));
  const waitsFor = describeSeats(open, step.mode);
  if (current.voters.has(personKey(by.stander.actor)))
    return { whyNot: `you have decided in the step “${step.name}” already; it waits for ${waitsFor}` };
  const taken = seatFor(step, current, by);
  return taken === undefined ? { whyNot: `the step “${step.name}” waits for ${waitsFor}` } : { taken };
}

/**
 * Puts an approval where its votes have brought it: on in the same step, or at the start of the next one, whose people
 * the next look tells.
 */
export async function moveOn(
  tx: Tx,
  ctx: Context,
  { stored, steps, room }: { stored: StoredApproval; steps: Steps; room: Room },
): Promise<void> {
  const { chain, current } = steps;
  const step = chain.steps[current.step];
  if (step === undefined) throw new Error('an approval whose steps are done moves nowhere');
  const now = ctx.clock.now();
  const isNew = current.step !== stored.step || stored.stepSince === null;
  const since = isNew ? now : (stored.stepSince ?? now);
  const isEscalated = isNew ? false : stored.isEscalated;
  const clock = clockOf(step, { since, now, isEscalated });
  await setStanding(tx, ctx.workspaceId, [stored.id], {
    chainId: chain.id,
    step: current.step,
    stepSince: since,
    dueAt: clock.dueAt,
    nextLookAt: isNew ? now : clock.nextLookAt,
    toldAt: isNew ? null : stored.toldAt,
    isEscalated,
    waitsFor: turnKeys(step, current, { ...room, isEscalated }),
  });
}
