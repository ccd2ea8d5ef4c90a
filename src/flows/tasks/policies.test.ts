import { afterAll, beforeAll, expect, it } from 'vitest';
import { contextFor } from '#flows/deps';
import { listPolicies, removePolicy, setPolicy } from '#modules/approvals/index';
import type { Task } from '#modules/tasks/index';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { createTask, updateTask } from './change-tasks.ts';
import { getTask } from './read-tasks.ts';
import { runTask } from './run-task.ts';

let house: TestHouse;
const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });
const program = () =>
  contextFor(house, {
    kind: 'apiKey',
    id: 'key_1',
    name: 'ci',
    scopes: ['tasks.write', 'tasks.run', 'campaigns.read', 'tasks.read'],
  });
beforeAll(async () => {
  house = await openTestHouse();
  await handIn(house, smallBrief({ campaign_id: 'by-policy' }));
});
afterAll(() => house.close());

const propose = (more: Partial<Parameters<typeof createTask>[1]> = {}): Promise<Task> =>
  createTask(program(), {
    campaignId: 'by-policy',
    type: 'swot',
    priority: 'LOW',
    confidence: 0.9,
    reason: '',
    dependsOn: [],
    ...more,
  });
const small = {
  name: 'Small research',
  types: ['swot'],
  brandIds: null,
  mostPriority: 'MEDIUM',
  leastConfidence: 0.8,
  mostMinutes: 120,
  mostCostMicro: null,
  isOn: true,
} as const;

it('TSK-3 without a policy everything waits; with one what fits is approved, and the record names it', async () => {
  expect((await propose()).approvalState).toBe('pending_review');
  const policy = await setPolicy(ctx(), { ...small, types: [...small.types] });
  expect(policy.types).toEqual(['swot_analysis']);
  const made = await propose();
  expect(made).toMatchObject({ approvalState: 'approved', status: 'READY_TO_RUN' });
  const { rows } = await house.db.pool.query<{ record: string }>(
    `select record from audit_entry where action = 'approval.decided' order by sequence desc limit 1`,
  );
  const { entry } = JSON.parse(rows[0]?.record ?? '{}') as { entry: { actor: object; after: object } };
  expect(entry.actor).toMatchObject({ kind: 'system', id: 'policy Small research' });
  expect(entry.after).toMatchObject({ state: 'approved', policy: 'Small research', policyId: policy.id });
  // It runs, whoever asks: exactly what was approved.
  await expect(runTask(program(), { id: made.id })).resolves.toMatchObject({ state: 'running' });
});

it.each([
  ['another type', { type: 'kpi_definition' }],
  ['a higher priority', { priority: 'HIGH' }],
  ['less confidence', { confidence: 0.5 }],
  ['more work', { minutes: 240 }],
] as const)('TSK-3 %s waits for a person', async (_name, more) => {
  expect((await propose(more)).approvalState).toBe('pending_review');
});

it('TSK-3 a change is looked at anew: it waits where it does not fit any more', async () => {
  const made = await propose();
  const changed = await updateTask(ctx(), { id: made.id, revision: 1, minutes: 500, title: 'Larger' });
  expect(changed).toMatchObject({ revision: 2, approvalState: 'pending_review' });
  const again = await updateTask(ctx(), { id: made.id, revision: 2, minutes: 60, title: 'Small again' });
  expect(again).toMatchObject({ revision: 3, approvalState: 'approved' });
});

it('TSK-3 switched off or removed it approves nothing, and what it approved stays so', async () => {
  const before = await propose();
  await setPolicy(ctx(), { ...small, types: [...small.types], isOn: false });
  expect((await propose()).approvalState).toBe('pending_review');
  const { items } = await listPolicies(ctx());
  expect(items.map(({ name, isOn }) => [name, isOn])).toEqual([['Small research', false]]);
  await removePolicy(ctx(), { id: items[0]?.id ?? '' });
  await expect(removePolicy(ctx(), { id: 'apo_none' })).rejects.toMatchObject({
    code: 'approvals.policy_unknown',
  });
  expect((await getTask(ctx(), before)).approvalState).toBe('approved');
  await expect(setPolicy(program(), { ...small, types: null })).rejects.toMatchObject({
    code: 'auth.forbidden',
  });
});

it('TSK-3 a limit of cost looks at what the last runs of the type cost; a type that never ran waits for a person', async () => {
  await house.db.pool.query(`delete from approval_policy`);
  await setPolicy(ctx(), { ...small, types: null, mostMinutes: null, mostCostMicro: 200_000 });
  const dear = await propose({ type: 'kpi_definition' });
  expect(dear.approvalState).toBe('pending_review');
  const run = async (costMicro: number): Promise<void> => {
    await house.db.pool.query(
      `insert into task_run (workspace_id, id, task_id, revision, is_dry_run, state, log, cost_micro, made_by, started_at)
        values ('ws_default', 'trn_' || $1::text, $2, 1, true, 'preview', '[]', $1::bigint, '{"kind":"system","part":"t"}', now())`,
      [costMicro, dear.id],
    );
  };
  await run(150_000);
  expect((await propose({ type: 'kpi_definition' })).approvalState).toBe('approved');
  await run(300_000);
  expect((await propose({ type: 'kpi_definition' })).approvalState).toBe('pending_review');
});
