import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, getTask, reviseTask } from '#flows/index';
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
import { ownKey } from '#test/own-name';
import { axeFaults } from '#test/page-faults';
import { addDoneTask } from '#test/tasks';

const button = (tab: Page, name: string) => tab.getByRole('button', { name, exact: true });
const MOVE = 'A move for the campaign 1';

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('EXE-2 revising work in a browser', () => {
  let stand: OwnerStand;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  const newDone = async (name: string): Promise<{ id: string }> => {
    const key = await addCampaign(stand.house, { campaign_id: ownKey(name), name, target_variants: 1 });
    return (await addDoneTask(stand.house, key)).done;
  };
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  it.each([POINTER, KEYBOARD])(
    'EXE-2 a person writes a text anew, sees what changes, says why, and finds it in the work, $name',
    async (hands) => {
      const done = await newDone('rewritten');
      const tab = await stand.open(`${WORKSPACE}/tasks/${done.id}`);
      await hands.press(tab.getByRole('link', { name: 'Revise the work' }));
      await tab.getByRole('heading', { level: 1, name: /^Revise / }).waitFor();
      await tab.getByText('No line differs.').waitFor();
      expect(await button(tab, 'Keep the revision').isDisabled()).toBe(true);
      await hands.write(tab.getByLabel(MOVE), 'Lead with the guarantee.');
      await tab.getByText('1 line added, 1 removed').waitFor();
      await hands.write(tab.getByLabel('Why'), 'The client asked');
      await hands.press(button(tab, 'Keep the revision'));
      await tab.getByText('Revised', { exact: true }).waitFor();
      await tab
        .getByText(/: The client asked/)
        .first()
        .waitFor();
      await tab.getByRole('list').getByText('Lead with the guarantee.').first().waitFor();
      await tab.getByText('Stated by a person').first().waitFor();
      const { lastRun } = await getTask(operator(), done);
      expect(lastRun).toMatchObject({ edited: ['content.moves.0.text'], comment: 'The client asked' });

      await hands.press(tab.getByRole('link', { name: 'Runs', exact: true }));
      await tab.getByRole('row').filter({ hasText: 'Revision' }).first().waitFor();
      await tab.close();
    },
    120_000,
  );

  it('EXE-2 what somebody else wrote meanwhile is not lost: one’s own goes on top of it', async () => {
    const done = await newDone('both');
    const tab = await stand.open(`${WORKSPACE}/tasks/${done.id}/revise`);
    await tab.getByLabel(MOVE).fill('Mine');
    await tab.getByLabel('Why').fill('I know better');
    const { runId } = await getTask(operator(), done);
    await reviseTask(operator(), {
      id: done.id,
      runId: runId ?? '',
      texts: [{ path: 'summary', text: 'Theirs' }],
      comment: 'Shorter',
    });
    await tab.getByText('There is newer work than you began with').waitFor();
    expect(await button(tab, 'Keep the revision').isDisabled()).toBe(true);
    expect(await axeFaults(tab)).toEqual([]);
    await button(tab, 'Put mine on top of theirs').click();
    expect(await tab.getByLabel('Summary').inputValue()).toBe('Theirs');
    expect(await tab.getByLabel(MOVE).inputValue()).toBe('Mine');
    await button(tab, 'Keep the revision').click();
    await tab.getByText('Revised', { exact: true }).waitFor();
    const { lastRun } = await getTask(operator(), done);
    expect(lastRun?.product).toMatchObject({ summary: 'Theirs' });
    expect(lastRun?.markdown).toMatch(/Theirs[^]*Mine/);
    await tab.close();
  }, 90_000);

  it('EXE-2 a text that cannot be taken is told at its field, and what was typed stays', async () => {
    const done = await newDone('too-long');
    const tab = await stand.open(`${WORKSPACE}/tasks/${done.id}/revise`);
    const summary = tab.getByLabel('Summary');
    await summary.fill('x'.repeat(1_201));
    await tab.getByLabel('Why').fill('Too much');
    await button(tab, 'Keep the revision').click();
    await tab.getByText('It is not saved; what you typed is still here').waitFor();
    await tab.getByText('It has 1201 characters; 1200 are the most.', { exact: true }).waitFor();
    expect(await summary.getAttribute('aria-invalid')).toBe('true');
    expect((await summary.inputValue()).length).toBe(1_201);
    await tab.close({ runBeforeUnload: false });
  }, 90_000);

  it('SEC-1 an analyst reads the work and cannot revise it', async () => {
    const done = await newDone('read-only');
    const desk = await stand.person(ANALYST);
    const tab = await desk.open(`${WORKSPACE}/tasks/${done.id}`);
    await tab.getByRole('region', { name: 'Strengths' }).waitFor();
    expect(await tab.getByRole('link', { name: 'Revise the work' }).count()).toBe(0);
    await tab.goto(`${stand.address}${WORKSPACE}/tasks/${done.id}/revise`);
    await tab.getByText('needs the permission tasks.write').waitFor();
    await tab.close();
  }, 90_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
