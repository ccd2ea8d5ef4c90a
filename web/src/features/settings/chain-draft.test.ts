import { describe, expect, it } from 'vitest';
import type { ApprovalChain } from '#modules/approvals/contract';
import { draftOf, givenOf, moved, newDraft, newSeat, noDeciderProblems, problemsOf } from './chain-draft.ts';

const chain: ApprovalChain = {
  id: 'ach_1',
  name: 'Client after agency',
  subjectTypes: ['task'],
  brandIds: ['brd_1'],
  types: ['swot_analysis'],
  steps: [
    {
      name: 'Agency',
      mode: 'all',
      seats: [
        { kind: 'role', role: 'approver' },
        { kind: 'person', personId: 'usr_ann', name: 'Ann' },
      ],
      hours: 48,
      remindHours: 36,
      escalateTo: [{ kind: 'role', role: 'owner' }],
    },
    {
      name: 'Client',
      mode: 'any',
      seats: [{ kind: 'client', name: 'Kim', email: 'kim@client.example' }],
      hours: null,
      remindHours: null,
      escalateTo: [],
    },
  ],
  waiting: 0,
  madeBy: 'Olga',
  createdAt: new Date(0),
};

describe('the form of approval steps', () => {
  it('TSK-4 sends what is there as it is, with hours as days where they are whole', () => {
    const draft = draftOf(chain);
    expect(draft.steps[0]).toMatchObject({
      due: { amount: 2, unit: 'days' },
      remind: { amount: 36, unit: 'hours' },
    });
    const { id: _id, waiting: _waiting, madeBy: _by, createdAt: _at, ...given } = chain;
    const [first, second] = given.steps;
    expect(givenOf(draft)).toEqual({
      ...given,
      steps: [{ ...first, seats: [first?.seats[0], { kind: 'person', personId: 'usr_ann' }] }, second],
    });
  });

  it('TSK-4 has types for tasks alone, and nobody to escalate to without a deadline', () => {
    const draft = draftOf(chain);
    expect(givenOf({ ...draft, subjectTypes: ['task', 'variant'] }).types).toBeNull();
    const [first] = draft.steps;
    const endless = first === undefined ? [] : [{ ...first, due: { amount: '', unit: 'days' } as const }];
    expect(givenOf({ ...draft, steps: endless }).steps[0]).toMatchObject({ hours: null, escalateTo: [] });
  });

  it('TSK-4 moves a step by one place and not beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });

  it('TSK-4 tells at its field what is missing, by the path that the server uses', () => {
    const draft = newDraft();
    expect(problemsOf(draft, [])).toEqual({
      name: 'Give it a name',
      'steps.0.name': 'Give the step a name',
    });
    const [step] = draft.steps;
    const seats = [newSeat(''), newSeat('client')];
    const named = { ...draft, name: 'Two looks', subjectTypes: [] };
    const found = problemsOf({ ...named, steps: step === undefined ? [] : [{ ...step, name: 'A', seats }] }, [
      'Two looks',
    ]);
    expect(Object.keys(found)).toEqual([
      'name',
      'subjectTypes',
      'steps.0.seats.0.personId',
      'steps.0.seats.1.name',
      'steps.0.seats.1.email',
    ]);
  });

  it('TSK-4 finds the seat of somebody who may not decide', () => {
    expect(Object.keys(noDeciderProblems(draftOf(chain), 'usr_ann'))).toEqual(['steps.0.seats.1.personId']);
    expect(noDeciderProblems(draftOf(chain), 'usr_else')).toEqual({});
  });
});
