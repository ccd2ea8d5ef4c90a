import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, createTask, getTask, putTask, updateTask } from '#flows/index';
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
import { ownName } from '#test/own-name';
import { addDoneTask, approveTask } from '#test/tasks';

const column = (tab: Page, name: string) => tab.getByRole('region', { name: new RegExp(`^${name} `) });

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('P03 tasks as a board and as a timeline', () => {
  let stand: OwnerStand;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  const newCampaign = (title: string): Promise<string> => {
    const name = ownName(title);
    const key = name.toLowerCase().replaceAll(' ', '-');
    return addCampaign(stand.house, { campaign_id: key, name, target_variants: 1 });
  };

  it.each([POINTER, KEYBOARD])(
    'TSK-1 the board follows a task from approval over a preview to done, $name',
    async (hands) => {
      const key = await newCampaign('Board');
      const made = await createTask(operator(), {
        campaignId: key,
        type: 'swot_analysis',
        title: `Strengths of ${key}`,
        priority: 'HIGH',
        confidence: 1,
        reason: '',
        dependsOn: [],
        dueAt: new Date('2030-11-26T12:00:00Z'),
      });
      const tab = await stand.open(`${WORKSPACE}/campaigns/${key}/tasks`);
      await hands.turn(tab.getByRole('radiogroup', { name: 'Show as' }), 'Board');
      await tab.waitForURL(/as=board/);
      const card = (name: string) => column(tab, name).locator(`[data-task="${made.id}"]`);
      const move = tab.getByRole('button', { name: `Move to: ${made.title}` });
      await card('To approve').getByText('Due Nov 26, 2030').waitFor();
      await card('To approve').getByText('High').waitFor();
      expect(await column(tab, 'To approve').getByRole('heading').textContent()).toBe('To approve 1');

      await hands.pick(move, /^Approved/);
      await tab.waitForURL(new RegExp(`open=${made.approvalId}`));
      await tab.getByRole('article').getByText('Per quadrant').waitFor();
      await tab.keyboard.press('a');
      await tab.getByText(`Approved: ${made.title}`).waitFor();
      await tab.goBack();

      await card('Ready').waitFor();
      await hands.pick(move, /^Previewed/);
      await card('Previewed').waitFor();
      await hands.pick(move, /^Done/);
      await hands.press(tab.getByRole('dialog').getByRole('button', { name: 'Do it for good' }));
      await card('Done').waitFor();
      expect(await getTask(operator(), made)).toMatchObject({ status: 'COMPLETED' });
      await tab.close();
    },
    120_000,
  );

  it('TSK-1 a card offers only what can be done, and the board follows what others do', async () => {
    const key = await newCampaign('Followed board');
    const { done, waiting } = await addDoneTask(stand.house, key);
    const tab = await stand.open(`${WORKSPACE}/tasks?campaignId=${done.campaignId}&as=board`);
    // It is done, and another task comes after it: there is nowhere to move it.
    await column(tab, 'Done').getByText(done.title).waitFor();
    expect(await tab.getByRole('button', { name: `Move to: ${done.title}` }).count()).toBe(0);
    await tab.getByRole('button', { name: `Move to: ${waiting.title}` }).click();
    expect(await tab.getByRole('menuitem').allTextContents()).toEqual([
      'Approved: decide in the inbox',
      'Dropped…',
    ]);
    await tab.keyboard.press('Escape');
    await approveTask(stand.house, waiting);
    await column(tab, 'Ready').getByText(waiting.title).waitFor();
    await updateTask(operator(), { id: waiting.id, revision: 1, title: 'Renamed behind the board' });
    await column(tab, 'To approve').getByText('Renamed behind the board').waitFor();
    await tab.close();
  }, 90_000);

  it('TSK-1 a board of many tasks says how many of how many it shows', async () => {
    const key = await newCampaign('Many tasks');
    for (let n = 0; n < 22; n++)
      await createTask(operator(), {
        campaignId: key,
        type: 'swot_analysis',
        title: `Work ${n}`,
        priority: 'MEDIUM',
        confidence: 1,
        reason: '',
        dependsOn: [],
      });
    const tab = await stand.open(`${WORKSPACE}/campaigns/${key}/tasks?as=board`);
    const waits = column(tab, 'To approve');
    await waits.getByText('20 of 22').waitFor();
    expect(await waits.getByRole('listitem').count()).toBe(20);
    await waits.getByRole('button', { name: 'Show all 22' }).click();
    expect(await waits.getByRole('listitem').count()).toBe(22);
    await tab.close();
  }, 90_000);

  it('TSK-1 SCH-4 the timeline tells of each task when it is planned, what it comes after and when it is due', async () => {
    const key = await newCampaign('In time');
    const { done, waiting } = await addDoneTask(stand.house, key);
    const runAt = new Date(Date.now() + 2 * 86_400_000);
    const tab = await stand.open(`${WORKSPACE}/campaigns/${key}/tasks?as=timeline`);
    const row = (title: string) =>
      tab
        .getByRole('region', { name: 'Timeline' })
        .getByRole('listitem')
        .filter({
          has: tab.getByRole('link', { name: title, exact: true }),
        });
    await row(waiting.title)
      .getByText(`At no time yet, step 2, after ${done.title}, due Nov 26, 2030`)
      .waitFor();
    expect(await tab.locator('.timeline-bar[data-step]').count()).toBeGreaterThan(1);
    // Put into the calendar behind the page.
    await putTask(operator(), { taskId: waiting.id, runAt, onlyCheck: false });
    await row(waiting.title)
      .getByText(
        new RegExp(`^${String(runAt.getFullYear())}|, ${String(runAt.getFullYear())}, .*after ${done.title}`),
      )
      .waitFor();
    const titles = await tab.locator('.timeline-title').allTextContents();
    expect(titles.indexOf(done.title)).toBeLessThan(titles.indexOf(waiting.title));
    await KEYBOARD.press(tab.getByRole('link', { name: waiting.title, exact: true }));
    await tab.getByRole('heading', { level: 1, name: waiting.title }).waitFor();
    await tab.close();
  }, 90_000);

  it('SEC-1 an analyst sees the board, and no way to move a card but to the inbox', async () => {
    const key = await newCampaign('Board to read');
    const { waiting } = await addDoneTask(stand.house, key);
    const desk = await stand.person(ANALYST);
    const tab = await desk.open(`${WORKSPACE}/campaigns/${key}/tasks?as=board`);
    await column(tab, 'To approve').getByText(waiting.title).waitFor();
    await tab.getByRole('button', { name: `Move to: ${waiting.title}` }).click();
    expect(await tab.getByRole('menuitem').allTextContents()).toEqual(['Approved: decide in the inbox']);
    await tab.close();
  }, 90_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});
