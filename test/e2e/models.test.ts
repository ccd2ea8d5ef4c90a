import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilledStand, hasBrowser, openFilledStand } from '#test/browser';
import { valueOf } from '#test/campaign-records';

const BASE = '/w/ws_default/models';

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 the pages of models in a browser', () => {
  let stand: FilledStand;
  beforeAll(async () => {
    stand = await openFilledStand();
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it('UI-4 a budget is set by keys alone, and is the one that the database has', async () => {
    const tab = await stand.open(`${BASE}/budgets`);
    await tab.getByRole('button', { name: 'Set a budget' }).press('Enter');
    // A dialog takes the focus when it has opened; what is typed before goes astray.
    await tab.locator('[role=dialog] :focus').waitFor();
    await tab.getByRole('textbox', { name: 'Limit' }).focus();
    await tab.keyboard.type('12.5');
    await tab.keyboard.press('Enter');
    await tab.getByRole('cell', { name: '$12.50' }).waitFor();
    expect(await valueOf<string>(stand.house.db, 'select limit_value::text from llm_budget')).toBe(
      '12500000',
    );
    await tab.close();
  });

  it('UI-1 the attempts in the list are those of the database, and one opens', async () => {
    const count = await valueOf<number>(stand.house.db, 'select count(*)::int from llm_call');
    const tab = await stand.open(`${BASE}/calls`);
    if (count === 0) await tab.getByText('No model was called yet').waitFor();
    else {
      await tab.getByText(`${count} attempt`).waitFor();
      await tab.locator('a.row-link').first().click();
      await tab.getByRole('heading', { level: 2, name: 'Attempts of this request' }).waitFor();
    }
    await tab.close();
  });

  it('UI-1 no page of models asks another origin, breaks its policy or throws', () => {
    expect(stand.faults).toEqual([]);
  });
});
