import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { createBrand } from '#modules/brands/index';
import { addKnowledge, listKnowledge, proposeKnowledge } from '#modules/knowledge/index';
import { withTransaction } from '#platform/db/database';
import { addAnalyst, ANALYST, hasBrowser, openOwnerStand, type OwnerStand, WORKSPACE } from '#test/browser';
import { KEYBOARD, POINTER } from '#test/hands';
import { ownName } from '#test/own-name';

const button = (tab: Page, name: string) => tab.getByRole('button', { name, exact: true });
const item = (tab: Page, statement: string) => tab.locator('li[data-item]', { hasText: statement });

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('FBK-5 P10 what has been learnt about a brand, in a browser', () => {
  let stand: OwnerStand;
  let brandId: string;
  let page: string;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  const propose = (statement: string): Promise<number> =>
    withTransaction(stand.house.db, (tx) =>
      proposeKnowledge(tx, operator(), {
        brandId,
        taskRunId: 'trn_1',
        items: [
          { statement, confidence: 0.6, evidence: [{ text: '62 of 100 asked', source: 'Survey, May 2026' }] },
        ],
      }),
    );
  const kept = async (state?: 'forgotten') =>
    (await listKnowledge(operator(), { brandId, limit: 50, state })).items;
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  beforeEach(async () => {
    const brand = await createBrand(operator(), { name: ownName('Northlight') });
    brandId = brand.id;
    page = `${WORKSPACE}/brands/${brand.key}/learning`;
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  it('FBK-5 an empty place says what feeds it; a person adds an item, which is confirmed by that', async () => {
    const tab = await stand.open(page);
    await tab.getByRole('heading', { name: 'Nothing is known yet' }).waitFor();
    await button(tab, 'Add an item').click();
    const form = tab.getByRole('dialog');
    await form.getByLabel('What is known').fill('Commuters buy on Mondays');
    await form.getByLabel('What led to it').fill('41 % of orders');
    await form.getByLabel('Source').fill('Shop report, May 2026');
    await form.getByLabel('Confidence (per cent)').fill('75');
    await button(tab, 'Add it').click();
    const added = item(tab, 'Commuters buy on Mondays');
    await added.getByText('Confirmed', { exact: true }).waitFor();
    await added.getByText('75 % sure').waitFor();
    await added.getByText('41 % of orders').waitFor();
    expect(await kept()).toMatchObject([{ confidence: 0.75, state: 'confirmed' }]);
    await tab.close();
  }, 60_000);

  it.each([POINTER, KEYBOARD])(
    'FBK-5 what a task found appears by itself, is confirmed, corrected, forgotten and brought back, $name',
    async (hands) => {
      const [said, right] = ['Walkers read slowly', 'Walkers read at home'];
      const tab = await stand.open(page);
      await propose(said);
      const shown = item(tab, said);
      await shown.getByText('Proposed', { exact: true }).waitFor();
      await shown.getByText('Found by a task').waitFor();
      await hands.press(shown.getByRole('button', { name: 'Confirm' }));
      await shown.getByText('Confirmed', { exact: true }).waitFor();

      await hands.press(shown.getByRole('button', { name: 'Correct' }));
      await hands.write(tab.getByRole('dialog').getByLabel('What is right'), right);
      await hands.press(button(tab, 'Correct it'));
      const corrected = item(tab, right);
      await corrected.getByText('Corrected', { exact: true }).waitFor();
      await corrected.getByText(`Before it was corrected: “${said}”`).waitFor();

      await hands.press(corrected.getByRole('button', { name: 'Forget' }));
      await hands.press(button(tab, 'Forget it'));
      await corrected.waitFor({ state: 'detached' });
      expect((await kept('forgotten')).map(({ statement }) => statement)).toContain(right);
      expect(await propose(right)).toBe(0);

      await hands.turn(tab.getByRole('radiogroup', { name: 'State' }), 'Forgotten');
      await tab.waitForURL(/state=forgotten/);
      await hands.press(corrected.getByRole('button', { name: 'Bring back' }));
      await corrected.waitFor({ state: 'detached' });
      expect((await kept()).map(({ statement }) => statement)).toContain(right);
      await tab.close();
    },
    90_000,
  );

  it('SEC-1 an analyst reads what was learnt and decides nothing', async () => {
    await addKnowledge(operator(), {
      brandId,
      statement: 'Commuters buy on Mondays',
      evidence: [{ text: '41 % of orders', source: 'Shop report, May 2026' }],
      confidence: 0.75,
    });
    const desk = await stand.person(ANALYST);
    const tab = await desk.open(page);
    await item(tab, 'Commuters buy on Mondays').waitFor();
    const verbs = /^(Add|Confirm|Correct|Forget|Bring)/;
    expect(await tab.getByRole('main').getByRole('button', { name: verbs }).count()).toBe(0);
    await tab.close();
  }, 60_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
