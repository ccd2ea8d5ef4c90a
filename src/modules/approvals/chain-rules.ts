import type { Actor } from '#kernel/actor';
import type { Role } from '#kernel/permission';
import type { ApprovalChain, ChainStep, Seat } from './chain-contract.ts';
import type { Approval } from './contract.ts';

/** A decision to approve in a step, as far as it counts. */
export interface Vote {
  readonly step: number;
  /** Number of the seat; null: in place of all of them. */
  readonly seat: number | null;
  readonly decidedHash: string;
  /** Who decided, as `personKey` has it. */
  readonly by: string;
}

/** Somebody who may decide in the workspace. */
export interface Decider {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  /** Brands that they see; null: all. */
  readonly brandIds: readonly string[] | null;
}

/** Who decides, and for whom they may. */
export interface Stander {
  readonly actor: Actor;
  /** People who have asked them to decide for them, for now. */
  readonly standsInFor: readonly Decider[];
}

/** What a seat is looked at with. */
export interface Room {
  readonly deciders: readonly Decider[];
  /** Brand of what is decided on; null: none. */
  readonly brandId: string | null;
  readonly isEscalated: boolean;
}

const ABOVE: readonly Role[] = ['owner', 'admin'];

/** The chain for something: of those for its kind, the one that says most about what it is for, then by name. */
export function chooseChain<
  Chain extends Pick<ApprovalChain, 'name' | 'subjectTypes' | 'brandIds' | 'types'>,
>(
  chains: readonly Chain[],
  subject: { subjectType: Approval['subjectType']; brandId: string | null; taskType: string | null },
): Chain | undefined {
  const { subjectType, brandId, taskType } = subject;
  const detail = ({ brandIds, types }: Chain): number =>
    (brandIds === null ? 0 : 2) + (types === null ? 0 : 1);
  return chains
    .filter(
      ({ subjectTypes, brandIds, types }) =>
        subjectTypes.includes(subjectType) &&
        (brandIds === null || (brandId !== null && brandIds.includes(brandId))) &&
        (types === null || (taskType !== null && types.includes(taskType))),
    )
    .toSorted((a, b) => detail(b) - detail(a) || (a.name < b.name ? -1 : 1))[0];
}

/** A seat as it is looked for: who holds it. */
export function seatKey(seat: Seat): string {
  switch (seat.kind) {
    case 'role':
      return `role:${seat.role}`;
    case 'person':
      return `person:${seat.personId}`;
    case 'client':
      return `client:${seat.email}`;
  }
}

/** A seat as it stands on record, which outlives names and addresses. */
export function auditedSeat(key: string): string {
  return key.startsWith('client:') ? 'client' : key;
}

/** The keys of seats that somebody holds, themselves or for others. */
export function keysOf({ actor, standsInFor }: Stander): string[] {
  const own =
    actor.kind === 'user'
      ? [`person:${actor.id}`, ...(actor.role === null ? [] : [`role:${actor.role}`])]
      : actor.kind === 'operator'
        ? ['role:owner']
        : actor.kind === 'guest'
          ? [`client:${actor.email}`]
          : [];
  return [...own, ...standsInFor.flatMap(({ personId, role }) => [`person:${personId}`, `role:${role}`])];
}

/** Who decided, in one word: the same person is the same whatever name they had. */
export function personKey(actor: Actor): string {
  if (actor.kind === 'user') return `person:${actor.id}`;
  if (actor.kind === 'guest') return `client:${actor.email}`;
  return actor.kind;
}

/** Where the votes that count have brought an approval. */
export interface Current {
  /** Number of the step, from 0; of the end where all are done. */
  readonly step: number;
  /** Numbers of the seats that are taken in it, and who took them, as `personKey` has them. */
  readonly filled: ReadonlySet<number>;
  readonly voters: ReadonlySet<string>;
}

/** Nobody has decided in the step yet. */
export const UNTOUCHED: Pick<Current, 'filled' | 'voters'> = { filled: new Set(), voters: new Set() };

/** Which of the votes counts in which step: those on exactly what is there now. Step `steps.length` is the end. */
export function currentStep(
  steps: readonly ChainStep[],
  votes: readonly Vote[],
  contentHash: string,
): Current {
  const counting = votes.filter(({ decidedHash }) => decidedHash === contentHash);
  for (const [index, step] of steps.entries()) {
    const own = counting.filter((vote) => vote.step === index);
    if (!isStepDone(step, own))
      return {
        step: index,
        filled: new Set(own.flatMap(({ seat }) => (seat === null ? [] : [seat]))),
        voters: new Set(own.map(({ by }) => by)),
      };
  }
  return { step: steps.length, filled: new Set(), voters: new Set() };
}

/** Whether a step is done: by who stands in for all, by one of its seats, or by each of them. */
export function isStepDone({ mode, seats }: ChainStep, own: readonly Pick<Vote, 'seat'>[]): boolean {
  if (own.some(({ seat }) => seat === null)) return true;
  const filled = new Set(own.map(({ seat }) => seat));
  return mode === 'any' ? filled.size > 0 : seats.every((_seat, index) => filled.has(index));
}

/** Those of the deciders who see a brand; null: what is of no brand. */
export function seersOf(deciders: readonly Decider[], brandId: string | null): readonly Decider[] {
  return deciders.filter(
    ({ brandIds }) => brandIds === null || (brandId !== null && brandIds.includes(brandId)),
  );
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * A seat that nobody can take any more: its person is gone, may not decide or does not see the brand; or nobody has its
 * role but who has decided in the step already (`voters`, as `personKey` has them).
 */
export function isVacant(
  seat: Seat,
  { deciders, brandId }: Room,
  voters: ReadonlySet<string> = NOBODY,
): boolean {
  const seers = seersOf(deciders, brandId);
  switch (seat.kind) {
    case 'person':
      return !seers.some(({ personId }) => personId === seat.personId);
    case 'role':
      return !seers.some(({ role, personId }) => role === seat.role && !voters.has(`person:${personId}`));
    case 'client':
      return false;
  }
}

/** A seat that somebody takes. */
export interface TakenSeat {
  /** null: in place of all of them, as the time has run out. */
  readonly seat: number | null;
  readonly onBehalfOf: string | null;
}

/**
 * The seat of a step that somebody may take: their own first, then one they stand in for, then one that is vacant or has
 * run out of time. Undefined: none.
 */
export function seatFor(
  step: ChainStep,
  { filled, voters }: Pick<Current, 'filled' | 'voters'>,
  { stander, room }: { stander: Stander; room: Room },
): TakenSeat | undefined {
  const open = [...step.seats.entries()].filter(([index]) => !filled.has(index));
  const own = keysOf({ ...stander, standsInFor: [] });
  for (const [seat, of] of bySharpness(open))
    if (own.includes(seatKey(of))) return { seat, onBehalfOf: null };
  for (const person of stander.standsInFor)
    for (const [seat, of] of bySharpness(open))
      if ([`person:${person.personId}`, `role:${person.role}`].includes(seatKey(of)))
        return { seat, onBehalfOf: person.name };
  const isAbove = own.some((key) => ABOVE.some((role) => key === `role:${role}`));
  for (const [seat, of] of open)
    if (isAbove && isVacant(of, room, voters)) return { seat, onBehalfOf: describeSeat(of) };
  if (!room.isEscalated) return undefined;
  const { escalateTo } = step;
  const keys = escalateTo.length === 0 ? ABOVE.map((role) => `role:${role}`) : escalateTo.map(seatKey);
  const mayStandIn = keysOf(stander).some((key) => keys.includes(key));
  return mayStandIn
    ? {
        seat: null,
        onBehalfOf: describeSeats(
          open.map(([, of]) => of),
          step.mode,
        ),
      }
    : undefined;
}

/** Seats of named people before those of roles. */
function bySharpness(open: readonly (readonly [number, Seat])[]): readonly (readonly [number, Seat])[] {
  return open.toSorted(([, a], [, b]) => Number(a.kind === 'role') - Number(b.kind === 'role'));
}

/** The keys under which an approval in a step is found as somebody's turn. */
export function turnKeys(
  step: ChainStep,
  { filled, voters }: Pick<Current, 'filled' | 'voters'>,
  room: Room,
): string[] {
  const open = step.seats.filter((_seat, index) => !filled.has(index));
  const above = ABOVE.map((role) => `role:${role}`);
  const escalated = step.escalateTo.length === 0 ? above : step.escalateTo.map(seatKey);
  return [
    ...new Set([
      ...open.map(seatKey),
      ...(open.some((seat) => isVacant(seat, room, voters)) ? above : []),
      ...(room.isEscalated ? escalated : []),
    ]),
  ];
}

/** A seat in words. */
export function describeSeat(seat: Seat): string {
  switch (seat.kind) {
    case 'role':
      return seat.role === 'approver' ? 'an approver' : `an ${seat.role}`;
    case 'person':
      return seat.name;
    case 'client':
      return `${seat.name} (client)`;
  }
}

/** Several in words: `Ann and an owner`, `an approver or Ben (client)`. */
export function describeSeats(seats: readonly Seat[], mode: ChainStep['mode']): string {
  const names = seats.map(describeSeat);
  const last = names.at(-1) ?? 'nobody';
  const word = mode === 'all' ? 'and' : 'or';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}

const HOUR_MS = 3_600_000;

/** When a step is due, and when somebody is to be told of it next. */
export function clockOf(
  step: Pick<ChainStep, 'hours' | 'remindHours'>,
  standing: { since: Date; now: Date; isEscalated: boolean },
): { dueAt: Date | null; nextLookAt: Date | null } {
  const { since, now, isEscalated } = standing;
  const dueAt = step.hours === null ? null : new Date(since.getTime() + step.hours * HOUR_MS);
  const every = step.remindHours === null ? undefined : step.remindHours * HOUR_MS;
  // What fell into a time when nothing ran is told once.
  const passed = every === undefined ? 0 : Math.floor((now.getTime() - since.getTime()) / every);
  const reminder = every === undefined ? undefined : since.getTime() + (Math.max(0, passed) + 1) * every;
  const due = dueAt === null || isEscalated ? undefined : dueAt.getTime();
  const times = [reminder, due].filter((time) => time !== undefined);
  return { dueAt, nextLookAt: times.length === 0 ? null : new Date(Math.min(...times)) };
}
