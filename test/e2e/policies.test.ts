import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor, createTask } from '#flows/index';
import { listPolicies, removePolicy, setPolicy } from '#modules/approvals/index';
import type { Task } from '#modules/tasks/index';
import {
  addAnalyst,
  addCampaign,
  ANALYST,
  hasBrowser,
  openOwnerStand,
  type OwnerStand,
  WORKSPACE,
} from '#test/browser';
import { KEYBOARD, POINTER } from '#test/hands';

const button = (tab: Page, name: string) => tab.getByRole('button', { name, exact: true });
const PAGE = `${WORKSPACE}/settings/policies`;

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('TSK-3 approval policies in a browser', () => {
  let stand: OwnerStand;
  let campaignId: string;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  const propose = (title: string): Promise<Task> =>
    createTask(operator(), {
      campaignId,
      type: 'swot_analysis',
      title,
      priority: 'LOW',
      confidence: 0.9,
      reason: '',
      minutes: 30,
      dependsOn: [],
    });
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
    campaignId = await addCampaign(stand.house, { target_variants: 1 });
  }, 120_000);
  beforeEach(async () => {
    for (const { id } of (await listPolicies(operator())).items) await removePolicy(operator(), { id });
    // Who proved an hour ago who they are would be asked for it again.
    await stand.house.db.pool.query('update person_session set proved_at = now()');
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  it.each([POINTER, KEYBOARD])(
    'TSK-3 none is there at first; one is made, lets a task through, is switched off and removed, $name',
    async (hands) => {
      const tab = await stand.open(PAGE);
      await tab.getByRole('heading', { name: 'No policy' }).waitFor();
      await tab.getByText('Briefs and variants are always decided by people').waitFor();
      expect((await propose('Before')).approvalState).toBe('pending_review');

      await hands.press(button(tab, 'Make a policy'));
      const form = tab.getByRole('dialog');
      await hands.write(form.getByLabel('Name'), 'Small things');
      await hands.choose(form.getByRole('combobox', { name: 'Types of tasks' }), 'SWOT analysis');
      await hands.choose(form.getByRole('combobox', { name: 'Priority, at most' }), 'Low');
      await hands.write(form.getByLabel('Confidence, at least (per cent)'), '80');
      await form
        .getByText('Tasks of type SWOT analysis up to the priority low, with at least 80.0 % confidence')
        .waitFor();
      await hands.press(form.getByRole('button', { name: 'Make the policy' }));
      await tab.getByRole('heading', { name: 'Small things' }).waitFor();
      expect((await listPolicies(operator())).items).toMatchObject([
        {
          name: 'Small things',
          types: ['swot_analysis'],
          brandIds: null,
          mostPriority: 'LOW',
          leastConfidence: 0.8,
          mostMinutes: 60,
          isOn: true,
        },
      ]);
      expect((await propose('Let through')).approvalState).toBe('approved');

      await hands.press(button(tab, 'Switch off: Small things'));
      await tab.getByText('Off: it approves nothing').waitFor();
      expect((await propose('Off')).approvalState).toBe('pending_review');
      await hands.press(button(tab, 'Remove'));
      await hands.press(button(tab, 'Remove the policy'));
      await tab.getByRole('heading', { name: 'No policy' }).waitFor();
      expect((await listPolicies(operator())).items).toEqual([]);
      await tab.close();
    },
    90_000,
  );

  it('TSK-3 a policy is changed under its name, after a fresh proof', async () => {
    const tab = await stand.open(PAGE);
    await button(tab, 'Make a policy').click();
    await tab.getByRole('dialog').getByLabel('Name').fill('To be changed');
    await button(tab, 'Make the policy').click();
    // The form shows its sentence before it is kept, so that the heading is waited for.
    await tab.getByRole('heading', { name: 'To be changed' }).waitFor();
    await tab.getByText('Tasks of every type up to the priority medium').waitFor();
    await stand.house.db.pool.query(`update person_session set proved_at = now() - interval '1 hour'`);
    await button(tab, 'Change: To be changed').click();
    await tab.getByLabel('Work, at most (minutes)').fill('');
    await button(tab, 'Change the policy').click();
    await tab.getByRole('dialog', { name: 'Confirm it is you' }).waitFor();
    expect((await listPolicies(operator())).items).toMatchObject([{ mostMinutes: 60 }]);
    await tab.keyboard.press('Escape');
    await tab.close();
  }, 60_000);

  it('SEC-1 an analyst reads the policies and changes none', async () => {
    await setPolicy(operator(), {
      name: 'Only read',
      types: null,
      brandIds: null,
      mostPriority: 'LOW',
      leastConfidence: 0.9,
      mostMinutes: null,
      mostCostMicro: null,
      isOn: true,
    });
    const desk = await stand.person(ANALYST);
    const tab = await desk.open(PAGE);
    await tab.getByRole('heading', { name: 'Only read' }).waitFor();
    expect(await tab.getByRole('main').getByRole('button').count()).toBe(0);
    await tab.close();
  }, 60_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
