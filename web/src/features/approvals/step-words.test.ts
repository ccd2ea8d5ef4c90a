import { describe, expect, it } from 'vitest';
import type { StepProgress } from '#modules/approvals/contract';
import { clientInTurn, dueWords, openSeatWords, seatVerdict, standingWords, stepSign } from './step-words.ts';

const now = new Date('2026-12-01T09:00:00Z');
const hours = (count: number): Date => new Date(now.getTime() + count * 3_600_000);
const seat = (more: Partial<StepProgress['seats'][number]> = {}): StepProgress['seats'][number] => ({
  who: 'Ann',
  isVacant: false,
  decidedBy: null,
  onBehalfOf: null,
  at: null,
  comment: null,
  isYours: false,
  client: null,
  ...more,
});
const step = (more: Partial<StepProgress> = {}): StepProgress => ({
  name: 'Legal',
  mode: 'any',
  isDone: false,
  isCurrent: true,
  dueAt: null,
  seats: [seat()],
  ...more,
});
const KIM = { name: 'Kim', email: 'kim@client.example' };

describe('steps in words', () => {
  it('TSK-4 say where something stands and when it is due', () => {
    const standing = { number: 2, of: 3, name: 'Client', waitsFor: 'Kim (client)', dueAt: hours(48) };
    expect(standingWords({ ...standing, isOverdue: false })).toBe(
      'Step 2 of 3 · Client · waits for Kim (client)',
    );
    expect(dueWords({ dueAt: hours(48), isOverdue: false }, now)).toBe('due in 2 days');
    expect(dueWords({ dueAt: hours(-3), isOverdue: true }, now)).toBe('was due 3 hours ago');
    expect(dueWords({ dueAt: null, isOverdue: false }, now)).toBeUndefined();
  });

  it('TSK-4 say who decided what, and for whom', () => {
    const filled = seat({ decidedBy: 'Ben', onBehalfOf: 'Ann', at: now });
    expect(seatVerdict(filled, { state: 'pending_review', decidedAt: null })).toBe('Approved by Ben for Ann');
    expect(seatVerdict(filled, { state: 'rejected', decidedAt: hours(1) })).toBe('Approved by Ben for Ann');
    expect(seatVerdict(filled, { state: 'rejected', decidedAt: now })).toBe('Rejected by Ben for Ann');
    expect(seatVerdict(seat(), { state: 'rejected', decidedAt: now })).toBeUndefined();
  });

  it('TSK-4 say what becomes of a seat that nobody has filled', () => {
    const vacant = seat({ isVacant: true });
    expect(openSeatWords(vacant, step())).toBe('Nobody can take it any more; an owner or admin may.');
    expect(openSeatWords(vacant, step({ isDone: true, isCurrent: false }))).toBe('Was not needed.');
    expect(openSeatWords(seat({ client: KIM }), step())).toBe('Decides by a link, now.');
    expect(openSeatWords(seat(), step({ isCurrent: false }))).toBe('Not their turn yet.');
    expect(stepSign(step({ isCurrent: false }), 'pending_review').word).toBe('Later');
    expect(stepSign(step({ isCurrent: false }), 'rejected').word).toBe('Not reached');
  });

  it('TSK-4 find the client whose turn it is, and none before or after it', () => {
    const client = step({ seats: [seat(), seat({ client: KIM })] });
    expect(clientInTurn([step({ isCurrent: false, isDone: true }), client])).toEqual(KIM);
    expect(clientInTurn([step(), { ...client, isCurrent: false }])).toBeUndefined();
    expect(
      clientInTurn([step({ seats: [seat({ client: KIM, decidedBy: 'Kim (by link)', at: now })] })]),
    ).toBeUndefined();
  });
});
