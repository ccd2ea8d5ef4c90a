import { afterAll, beforeAll, expect, it } from 'vitest';
import { listAlerts } from '#modules/alerts/index';
import { setBudget } from '#modules/models/index';
import { contextFor } from '#flows/index';
import { openTestHouse, type TestHouse } from '#test/house';
import { checkBudgets } from './watch-budgets.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

it('GWY-3 ALR-1 a budget that runs out is told once, higher when it is used up, and cleared when there is room', async () => {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const budget = { scopeKind: 'workspace', scopeId: '', period: 'month', measure: 'cost' } as const;
  const set = (limit: number) => setBudget(ctx, { ...budget, limit });
  const { id } = await set(10_000_000);
  const spend = (micro: number) =>
    house.db.pool.query(
      `insert into llm_spend (workspace_id, budget_id, scope_id, period_start, spent) values ('ws_default', $1, '', date_trunc('month', now(), 'UTC'), $2)
       on conflict (workspace_id, budget_id, scope_id, period_start) do update set spent = excluded.spent`,
      [id, micro],
    );
  const known = new Map();
  const look = async () => {
    await checkBudgets(house, known);
    return (await listAlerts(ctx, { limit: 5 })).items[0];
  };
  await spend(7_900_000);
  expect(await look()).toBeUndefined();
  await spend(8_000_000);
  expect(await look()).toMatchObject({
    type: 'budget.low',
    severity: 'LOW',
    message: 'The model budget of the workspace (month) is nearly used up: 8.00 USD of 10.00 USD are spent.',
  });
  expect(await look()).toMatchObject({ count: 1 });
  await spend(10_000_000);
  expect(await look()).toMatchObject({
    severity: 'MEDIUM',
    state: 'open',
    message: expect.stringContaining('is used up: calls under it are refused') as string,
  });
  await set(50_000_000);
  expect(await look()).toMatchObject({ state: 'resolved', resolution: 'There is room in the budget again.' });
});
