import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import type { Role } from '#kernel/permission';
import type { ChainStep, Seat } from './chain-contract.ts';
import {
  clockOf,
  currentStep,
  type Decider,
  isStepDone,
  isVacant,
  personKey,
  seatFor,
  seatKey,
  turnKeys,
  type Vote,
} from './chain-rules.ts';

const PEOPLE: readonly (Decider & { role: Role })[] = [
  { personId: 'olga', name: 'Olga', role: 'owner', brandIds: null },
  { personId: 'cleo', name: 'Cleo', role: 'admin', brandIds: null },
  { personId: 'ann', name: 'Ann', role: 'approver', brandIds: null },
  { personId: 'ben', name: 'Ben', role: 'approver', brandIds: ['b1'] },
  { personId: 'dora', name: 'Dora', role: 'approver', brandIds: ['b2'] },
];
const GUEST: Actor = { kind: 'guest', id: 'aln_1', name: 'Kim', email: 'kim@client.example' };
const actorOf = ({ personId: id, name, role }: Decider): Actor => ({ kind: 'user', id, name, role });

const seats: fc.Arbitrary<Seat> = fc.oneof(
  fc
    .constantFrom<Role>('owner', 'admin', 'approver')
    .map((role): Seat => ({ kind: 'role', role: role as 'owner' })),
  fc
    .constantFrom(...PEOPLE, { personId: 'gone', name: 'Gone' })
    .map(({ personId, name }): Seat => ({ kind: 'person', personId, name })),
  fc.constant<Seat>({ kind: 'client', email: 'kim@client.example', name: 'Kim' }),
);
const steps: fc.Arbitrary<ChainStep[]> = fc.array(
  fc.record({
    name: fc.constant('Step'),
    mode: fc.constantFrom('any' as const, 'all' as const),
    seats: fc.array(seats, { minLength: 1, maxLength: 4 }),
    hours: fc.constant(null),
    remindHours: fc.constant(null),
    escalateTo: fc.array(seats, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 4 },
);
/** Somebody tries to approve what stands at one of three contents, or the content changes. */
const moves = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('try' as const),
      who: fc.constantFrom(...PEOPLE.map(actorOf), GUEST),
      seen: fc.constantFrom('a', 'b', 'c'),
      isEscalated: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('change' as const), to: fc.constantFrom('a', 'b', 'c') }),
  ),
  { maxLength: 40 },
);

describe('a chain', () => {
  it('TSK-4 approves only what each of its steps has approved as it is, by people of other seats', () => {
    fc.assert(
      fc.property(steps, moves, (chain, made) => {
        let content = 'a';
        const votes: Vote[] = [];
        for (const move of made) {
          if (move.kind === 'change') {
            content = move.to;
            continue;
          }
          // The hash that was seen is asked for by the verb before anything else.
          if (move.seen !== content) continue;
          const current = currentStep(chain, votes, content);
          const { step: at, filled, voters } = current;
          const step = chain[at];
          if (step === undefined || voters.has(personKey(move.who))) continue;
          const room = { deciders: PEOPLE, brandId: 'b1', isEscalated: move.isEscalated };
          const taken = seatFor(step, current, { stander: { actor: move.who, standsInFor: [] }, room });
          // Whose turn it is finds it in their list, and nobody else.
          const keys = turnKeys(step, current, room);
          const own =
            move.who.kind === 'user'
              ? [`person:${move.who.id}`, `role:${move.who.role ?? ''}`]
              : [personKey(move.who)];
          expect(taken !== undefined).toBe(own.some((key) => keys.includes(key)));
          if (taken === undefined) continue;
          if (taken.seat !== null) expect(filled.has(taken.seat)).toBe(false);
          if (taken.seat === null) expect(move.isEscalated).toBe(true);
          const seat = taken.seat === null ? undefined : step.seats[taken.seat];
          if (seat !== undefined && !own.includes(seatKey(seat)))
            expect(isVacant(seat, room, voters)).toBe(true);
          votes.push({ step: at, seat: taken.seat, decidedHash: content, by: personKey(move.who) });
        }
        const end = currentStep(chain, votes, content).step;
        const counting = votes.filter(({ decidedHash }) => decidedHash === content);
        for (const [index, step] of chain.entries()) {
          const own = counting.filter((vote) => vote.step === index);
          if (index < end) expect(isStepDone(step, own)).toBe(true);
          // Nobody decides twice in a step, and no step is decided on before its turn.
          expect(new Set(own.map(({ by }) => by)).size).toBe(own.length);
          if (index > end) expect(own).toEqual([]);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('TSK-4 tells next at a time to come, and never after it is due and not yet escalated', () => {
    const hours = fc.option(fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(hours, hours, fc.nat(2_000), fc.boolean(), (due, remindHours, passed, isEscalated) => {
        const since = new Date('2026-12-01T00:00:00Z');
        const now = new Date(since.getTime() + passed * 3_600_000);
        const { dueAt, nextLookAt } = clockOf({ hours: due, remindHours }, { since, now, isEscalated });
        expect(dueAt === null).toBe(due === null);
        if (due === null && remindHours === null) expect(nextLookAt).toBeNull();
        if (nextLookAt !== null && (due === null || isEscalated || passed < due))
          expect(nextLookAt.getTime()).toBeGreaterThan(now.getTime());
        if (dueAt !== null && !isEscalated)
          expect(nextLookAt?.getTime()).toBeLessThanOrEqual(dueAt.getTime());
      }),
    );
  });
});
