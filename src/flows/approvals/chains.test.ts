import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/deps';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import type { Role } from '#kernel/permission';
import {
  decideApproval,
  delegate,
  endDelegation,
  getApproval,
  isApproved,
  listApprovals,
  listChains,
  listDelegations,
  listPolicies,
  listWhoDecides,
  removeChain,
  setChain,
  setPolicy,
  removePolicy,
  withdrawDecision,
} from '#modules/approvals/index';
import type { Task } from '#modules/tasks/index';
import { changeMember, removeMember } from '#modules/workspaces/index';
import { withTransaction } from '#platform/db/database';
import { createTask, dropTask, updateTask } from '#flows/tasks/change-tasks';
import { getTask } from '#flows/tasks/read-tasks';
import { givenChain } from '#modules/approvals/contract';
import { drainAll } from '#test/drain-all';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { addMemberNamed } from '#test/people';
import { followDeciders, lookAtApprovals } from './watch-approvals.ts';

const HOUR = 3_600_000;
let house: TestHouse;
let now = new Date('2026-12-01T09:00:00Z');
const later = (hours: number): void => {
  now = new Date(now.getTime() + hours * HOUR);
};
const as = (actor: Actor) => ({ ...contextFor(house, actor), clock: { now: () => now } });
const operator = () => as({ kind: 'operator', via: 'cli' });
const person = (id: string, role: Role): Actor => ({ kind: 'user', id, name: NAMES[id] ?? id, role });
const NAMES: Readonly<Record<string, string>> = { ann: 'Ann', ben: 'Ben', cleo: 'Cleo', olga: 'Olga' };
const ann = () => as(person('ann', 'approver'));
const ben = () => as(person('ben', 'approver'));
const cleo = () => as(person('cleo', 'admin'));
const olga = () => as(person('olga', 'owner'));

beforeAll(async () => {
  house = await openTestHouse();
  await handIn(house, smallBrief({ campaign_id: 'in-steps' }));
  for (const [id, role] of [
    ['olga', 'owner'],
    ['cleo', 'admin'],
    ['ann', 'approver'],
    ['ben', 'approver'],
  ] as const)
    await addMemberNamed(house, { id, name: NAMES[id] ?? id, role });
});
afterAll(() => house.close());
// Nothing waits, nobody stands in and no policy holds that another test, or a first try of one, left.
beforeEach(async () => {
  for (const { id } of (await listChains(operator())).items) await removeChain(operator(), { id });
  for (const { id } of (await listPolicies(operator())).items) await removePolicy(operator(), { id });
  for (const { id } of (await listDelegations(operator())).items) await endDelegation(operator(), { id });
  const waiting = { state: 'pending_review', subjectType: 'task', limit: 200 } as const;
  for (const { subjectId } of (await listApprovals(operator(), waiting)).items)
    await dropTask(operator(), { id: subjectId });
  await house.db.pool.query('delete from member where not user_id = any($1)', [Object.keys(NAMES)]);
});

/** Somebody besides the four, for one test. */
const addPerson = async (name: string, role: Role): Promise<string> => {
  const id = newId('per');
  await addMemberNamed(house, { id, name, role });
  return id;
};

type Steps = Parameters<typeof setChain>[1]['steps'];
const seat = (personId: string) => ({ kind: 'person', personId }) as const;
const step = (more: Partial<Steps[number]> & Pick<Steps[number], 'seats'>): Steps[number] => ({
  name: 'Review',
  mode: 'any',
  hours: null,
  remindHours: null,
  escalateTo: [],
  ...more,
});
const chain = (steps: Steps, more: Partial<Parameters<typeof setChain>[1]> = {}) =>
  setChain(operator(), {
    name: 'Two looks',
    subjectTypes: ['task'],
    brandIds: null,
    types: null,
    steps,
    ...more,
  });

const propose = (): Promise<Task> =>
  createTask(operator(), {
    campaignId: 'in-steps',
    type: 'swot',
    priority: 'LOW',
    confidence: 0.9,
    reason: '',
    dependsOn: [],
  });
const approve = async (ctx: ReturnType<typeof as>, id: string) =>
  decideApproval(ctx, { id, contentHash: (await getApproval(ctx, { id })).contentHash, decision: 'approve' });
const mayRun = async (taskId: string): Promise<boolean> =>
  withTransaction(house.db, (tx) => isApproved(tx, operator(), { type: 'task', id: taskId }));
const told = async (): Promise<{ person: string; reason: string; count: number; step: string }[]> => {
  const { rows } = await house.db.pool.query<{ payload: Record<string, unknown> }>(
    `select payload from event where type = 'approval.awaited' and payload ? 'step' order by xid, position`,
  );
  return rows.map(({ payload }) => ({
    person: String(payload['personId']),
    reason: String(payload['reason']),
    count: Number(payload['count']),
    step: String(payload['step']),
  }));
};
const newlyTold = async (): ReturnType<typeof told> => {
  const before = (await told()).length;
  await lookAtApprovals({ ...house, clock: { now: () => now } });
  return (await told()).slice(before);
};

describe('steps one after the other', () => {
  it('TSK-4 nothing is approved before the last step, and nobody decides out of turn', async () => {
    await chain([
      step({ name: 'Agency', seats: [seat('ann')] }),
      step({ name: 'Owner', seats: [{ kind: 'role', role: 'owner' }] }),
    ]);
    const { id, approvalId } = await propose();
    const waiting = await getApproval(ann(), { id: approvalId });
    expect(waiting).toMatchObject({
      mayDecide: true,
      step: { number: 1, of: 2, name: 'Agency', waitsFor: 'Ann' },
    });
    await expect(approve(ben(), approvalId)).rejects.toMatchObject({ code: 'approvals.not_allowed' });
    expect((await getApproval(olga(), { id: approvalId })).whyNot).toBe('the step “Agency” waits for Ann');
    expect(await approve(ann(), approvalId)).toMatchObject({
      state: 'pending_review',
      step: { number: 2, waitsFor: 'an owner' },
    });
    expect(await mayRun(id)).toBe(false);
    expect((await getTask(operator(), { id })).why).toContain('step 2 of 2, by an owner');
    await expect(approve(ann(), approvalId)).rejects.toThrow('waits for an owner');
    expect(await approve(olga(), approvalId)).toMatchObject({
      state: 'approved',
      step: null,
      decidedBy: 'Olga',
    });
    expect(await mayRun(id)).toBe(true);
    const { steps } = await getApproval(ann(), { id: approvalId });
    expect(steps.map(({ isDone, seats }) => [isDone, seats[0]?.decidedBy])).toEqual([
      [true, 'Ann'],
      [true, 'Olga'],
    ]);
  });

  it('TSK-4 all of the seats are needed where a step says so, each by another person', async () => {
    await chain([
      step({
        mode: 'all',
        seats: [
          { kind: 'role', role: 'approver' },
          { kind: 'role', role: 'approver' },
        ],
      }),
    ]);
    const { approvalId } = await propose();
    expect(await approve(ann(), approvalId)).toMatchObject({ state: 'pending_review' });
    await expect(approve(ann(), approvalId)).rejects.toThrow('you have decided in the step');
    expect(await approve(ben(), approvalId)).toMatchObject({ state: 'approved' });
  });

  it('TSK-4 rejecting in any step ends it; taken back, it begins at the first step', async () => {
    await chain([step({ name: 'One', seats: [seat('ann')] }), step({ name: 'Two', seats: [seat('ben')] })]);
    const { approvalId: id } = await propose();
    await approve(ann(), id);
    const { contentHash } = await getApproval(ben(), { id });
    const no = await decideApproval(ben(), { id, contentHash, decision: 'reject', comment: 'Too late.' });
    expect(no).toMatchObject({ state: 'rejected', comment: 'Too late.', step: null });
    expect(await withdrawDecision(ben(), { id })).toMatchObject({
      state: 'pending_review',
      step: { name: 'One' },
    });
  });

  it('TSK-4 one takes back what one decided while it waits on', async () => {
    await chain([step({ name: 'One', seats: [seat('ann')] }), step({ name: 'Two', seats: [seat('ben')] })]);
    const { approvalId: id } = await propose();
    await approve(ann(), id);
    const yours = async (ctx: ReturnType<typeof as>) =>
      (await getApproval(ctx, { id })).steps.map(({ seats }) => seats[0]?.isYours);
    expect([await yours(ann()), await yours(ben())]).toEqual([
      [true, false],
      [false, false],
    ]);
    await expect(withdrawDecision(ben(), { id })).rejects.toMatchObject({ code: 'approvals.not_decided' });
    expect(await withdrawDecision(ann(), { id })).toMatchObject({ step: { name: 'One', waitsFor: 'Ann' } });
  });

  it('TSK-2 TSK-4 what is changed after a step begins anew, and the old decisions count for nothing', async () => {
    await chain([step({ name: 'One', seats: [seat('ann')] }), step({ name: 'Two', seats: [seat('ben')] })]);
    const { id, approvalId, revision } = await propose();
    const old = (await getApproval(ann(), { id: approvalId })).contentHash;
    await approve(ann(), approvalId);
    await updateTask(operator(), { id, revision, title: 'Another title' });
    expect(await getApproval(ben(), { id: approvalId })).toMatchObject({
      step: { name: 'One' },
      mayDecide: false,
    });
    await expect(
      decideApproval(ann(), { id: approvalId, contentHash: old, decision: 'approve' }),
    ).rejects.toMatchObject({ code: 'approvals.changed' });
    // Also where it was changed behind the back of the house.
    await approve(ann(), approvalId);
    await house.db.pool.query(`update task set title = 'By hand' where id = $1`, [id]);
    expect(await getApproval(ben(), { id: approvalId })).toMatchObject({
      step: { name: 'One' },
      mayDecide: false,
    });
    await expect(approve(ben(), approvalId)).rejects.toThrow('waits for Ann');
    await approve(ann(), approvalId);
    expect(await approve(ben(), approvalId)).toMatchObject({ state: 'approved' });
    expect(await mayRun(id)).toBe(true);
  });

  it('TSK-3 TSK-4 no policy approves what people are to look at in steps', async () => {
    await setPolicy(operator(), {
      name: 'All',
      types: null,
      brandIds: null,
      mostPriority: 'CRITICAL',
      leastConfidence: 0,
      mostMinutes: null,
      mostCostMicro: null,
      isOn: true,
    });
    await chain([step({ seats: [seat('ann')] })]);
    expect((await propose()).approvalState).toBe('pending_review');
  });

  it('TSK-4 a chain for a brand or type goes before one for all, and a new one leaves what waits as it was', async () => {
    await chain([step({ name: 'For all', seats: [seat('ann')] })], { name: 'All' });
    const before = await propose();
    await chain([step({ name: 'For SWOT', seats: [seat('ben')] })], {
      name: 'SWOT',
      types: ['swot_analysis'],
    });
    const after = await propose();
    expect((await getApproval(ann(), { id: after.approvalId })).step?.name).toBe('For SWOT');
    await chain([step({ name: 'Anew', seats: [seat('cleo')] })], { name: 'All' });
    expect((await getApproval(ann(), { id: before.approvalId })).step?.name).toBe('For all');
    expect(await approve(ann(), before.approvalId)).toMatchObject({ state: 'approved' });
    const mine = await listApprovals(ben(), { limit: 50, mine: true });
    expect(mine.items.map(({ id }) => id)).toContain(after.approvalId);
    expect((await listApprovals(ann(), { limit: 50, mine: true })).items.map(({ id }) => id)).not.toContain(
      after.approvalId,
    );
  });

  it('TSK-4 a chain names people who may decide, and at least one step', async () => {
    const step0 = step({ seats: [seat('ann')] });
    const both = { name: 'x', subjectTypes: ['task', 'variant'], types: ['swot'], steps: [step0] };
    expect(givenChain.safeParse(both).error?.issues).toMatchObject([
      { path: ['types'], message: 'only tasks have types: name tasks alone, or leave the types out' },
    ]);
    await expect(chain([step({ seats: [seat('nobody')] })])).rejects.toMatchObject({
      code: 'approvals.no_decider',
    });
  });
});

describe('time', () => {
  it('TSK-4 tells, reminds, and after its time lets others decide, each told once together', async () => {
    await chain([step({ name: 'Legal', seats: [seat('ann')], hours: 48, remindHours: 20 })]);
    const [one, two] = [await propose(), await propose()];
    expect(await newlyTold()).toEqual([{ person: 'ann', reason: 'step', count: 2, step: 'Legal' }]);
    expect(await newlyTold()).toEqual([]);
    later(21);
    expect(await newlyTold()).toEqual([{ person: 'ann', reason: 'reminder', count: 2, step: 'Legal' }]);
    // Nothing ran for longer than another reminder and the deadline: it is told once, as what it is now.
    later(40);
    await approve(ann(), two.approvalId);
    const overdue = await newlyTold();
    expect(overdue.map(({ person: who }) => who).toSorted()).toEqual(['ann', 'cleo', 'olga']);
    expect(overdue.every(({ reason, count }) => reason === 'overdue' && count === 1)).toBe(true);
    expect((await getApproval(cleo(), { id: one.approvalId })).step).toMatchObject({ isOverdue: true });
    expect(await approve(cleo(), one.approvalId)).toMatchObject({ state: 'approved', decidedBy: 'Cleo' });
    const { steps } = await getApproval(cleo(), { id: one.approvalId });
    expect(steps[0]?.seats.at(-1)).toMatchObject({ decidedBy: 'Cleo', onBehalfOf: 'Ann' });
  });

  it('TSK-4 an escalation names who may decide then', async () => {
    await chain([step({ name: 'Legal', seats: [seat('ann')], hours: 1, escalateTo: [seat('ben')] })]);
    const { approvalId } = await propose();
    await expect(approve(ben(), approvalId)).rejects.toThrow('waits for Ann');
    later(2);
    // Overdue is overdue, also before a worker has looked.
    await expect(approve(olga(), approvalId)).rejects.toThrow('waits for Ann');
    expect(await approve(ben(), approvalId)).toMatchObject({ state: 'approved' });
  });

  it('TSK-4 sixty days of waiting, with reminders every week, and then a decision', async () => {
    await chain([step({ name: 'Board', seats: [seat('ben')], remindHours: 24 * 7 })]);
    const { id, approvalId } = await propose();
    await newlyTold();
    let reminders = 0;
    for (let day = 0; day < 60; day++) {
      later(24);
      reminders += (await newlyTold()).length;
    }
    expect(reminders).toBe(8);
    expect(await approve(ben(), approvalId)).toMatchObject({ state: 'approved' });
    expect(await mayRun(id)).toBe(true);
  });
});

describe('people who stand in', () => {
  it('TSK-4 somebody decides for somebody else for a time, on record, and not after it', async () => {
    await chain([step({ seats: [seat('ann')] })]);
    const given = { toPerson: 'ben', untilAt: new Date(now.getTime() + 24 * HOUR), reason: 'On holiday' };
    await expect(delegate(ben(), { ...given, fromPerson: 'ann', toPerson: 'cleo' })).rejects.toMatchObject({
      code: 'approvals.not_yours',
    });
    await expect(delegate(ann(), { ...given, toPerson: 'ann' })).rejects.toMatchObject({
      code: 'approvals.delegation_self',
    });
    await expect(delegate(ann(), { ...given, untilAt: now })).rejects.toMatchObject({
      code: 'approvals.delegation_time',
    });
    const made = await delegate(ann(), given);
    expect(made).toMatchObject({ fromName: 'Ann', toName: 'Ben', isNow: true });
    const first = await propose();
    expect((await newlyTold()).map(({ person: who }) => who)).toEqual(['ann', 'ben']);
    expect((await listApprovals(ben(), { limit: 5, mine: true })).items.map(({ id }) => id)).toContain(
      first.approvalId,
    );
    await approve(ben(), first.approvalId);
    const { steps } = await getApproval(ann(), { id: first.approvalId });
    expect(steps[0]?.seats[0]).toMatchObject({ who: 'Ann', decidedBy: 'Ben', onBehalfOf: 'Ann' });
    const second = await propose();
    later(25);
    await expect(approve(ben(), second.approvalId)).rejects.toThrow('waits for Ann');
    const again = await delegate(cleo(), {
      ...given,
      fromPerson: 'ann',
      untilAt: new Date(now.getTime() + HOUR),
    });
    await endDelegation(ben(), { id: again.id });
    await expect(approve(ben(), second.approvalId)).rejects.toThrow('waits for Ann');
  });

  it('TSK-4 who may decide is listed by name, without others', async () => {
    const zoe = await addPerson('Zoe', 'analyst');
    const { items } = await listWhoDecides(ann());
    expect(items.slice(0, 4)).toEqual([
      { personId: 'ann', name: 'Ann', role: 'approver' },
      { personId: 'ben', name: 'Ben', role: 'approver' },
      { personId: 'cleo', name: 'Cleo', role: 'admin' },
      { personId: 'olga', name: 'Olga', role: 'owner' },
    ]);
    expect(items.map(({ personId }) => personId)).not.toContain(zoe);
    await expect(listWhoDecides(as(person(zoe, 'analyst')))).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
  });

  it('TSK-4 where an approver is removed, owners and admins may decide, and are told so', async () => {
    const dora = await addPerson('Dora', 'approver');
    await chain([step({ name: 'Legal', seats: [seat(dora)] })]);
    const { approvalId } = await propose();
    await newlyTold();
    await expect(approve(olga(), approvalId)).rejects.toThrow('waits for Dora');
    await removeMember(operator(), { id: dora });
    await drainAll(house.db, [followDeciders({ ...house, clock: { now: () => now } })]);
    expect((await newlyTold()).map(({ person: who }) => who).toSorted()).toEqual(['cleo', 'olga']);
    const { steps, mayDecide } = await getApproval(olga(), { id: approvalId });
    expect(mayDecide).toBe(true);
    expect(steps[0]?.seats[0]).toMatchObject({ who: 'Dora', isVacant: true });
    expect(await approve(olga(), approvalId)).toMatchObject({ state: 'approved' });
  });

  it('TSK-4 where a step needs more approvers than there are, owners and admins may take what is left', async () => {
    const approver = { kind: 'role', role: 'approver' } as const;
    await chain([step({ mode: 'all', seats: [approver, approver, approver] })]);
    const { approvalId } = await propose();
    await expect(approve(olga(), approvalId)).rejects.toThrow('waits for an approver');
    await approve(ann(), approvalId);
    await expect(approve(olga(), approvalId)).rejects.toThrow('waits for an approver');
    await approve(ben(), approvalId);
    expect((await getApproval(olga(), { id: approvalId })).steps[0]?.seats.at(-1)).toMatchObject({
      isVacant: true,
    });
    expect((await listApprovals(olga(), { limit: 5, mine: true })).items.map(({ id }) => id)).toContain(
      approvalId,
    );
    expect(await approve(olga(), approvalId)).toMatchObject({ state: 'approved' });
  });

  it('TSK-4 so too where an approver may not decide any more', async () => {
    const emil = await addPerson('Emil', 'approver');
    await chain([step({ name: 'Legal', seats: [seat(emil)] })]);
    const { approvalId } = await propose();
    await changeMember(operator(), { id: emil, role: 'analyst', brandIds: null });
    await expect(approve(as(person(emil, 'analyst')), approvalId)).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    expect(await approve(cleo(), approvalId)).toMatchObject({ state: 'approved' });
  });
});
