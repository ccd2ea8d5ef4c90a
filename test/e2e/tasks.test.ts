import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, getTask, updateTask } from '#flows/index';
import {
  addAnalyst,
  ANALYST,
  addCampaign,
  hasBrowser,
  openOwnerStand,
  type OwnerStand,
  WORKSPACE,
} from '#test/browser';
import { valueOf } from '#test/campaign-records';
import { type Hands, KEYBOARD, POINTER } from '#test/hands';
import { ownName } from '#test/own-name';
import { axeFaults } from '#test/page-faults';
import { addDoneTask, freeSwot } from '#test/tasks';

const WAYS = [POINTER, KEYBOARD];
const button = (tab: Page, name: string | RegExp) => tab.getByRole('button', { name, exact: true });
const heading = (tab: Page, name: string | RegExp) => tab.getByRole('heading', { level: 1, name });
const dialog = (tab: Page) => tab.getByRole('dialog');

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('P03 tasks in a browser', () => {
  let stand: OwnerStand;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  afterAll(() => stand[Symbol.asyncDispose]());

  const newCampaign = (name: string): Promise<string> =>
    addCampaign(stand.house, {
      campaign_id: name.toLowerCase().replaceAll(' ', '-'),
      name,
      target_variants: 1,
    });

  const planned = async (hands: Hands, name: string): Promise<Page> => {
    const key = await newCampaign(name);
    const tab = await stand.open(`${WORKSPACE}/tasks`);
    await hands.press(button(tab, 'Plan a campaign').first());
    await hands.choose(dialog(tab).getByRole('combobox', { name: 'Campaign' }), name);
    await hands.press(dialog(tab).getByRole('button', { name: 'Plan tasks' }));
    await tab.locator('a.row-link', { hasText: `SWOT of ${name}` }).waitFor();
    await freeSwot(stand.house, key);
    return tab;
  };

  it.each(WAYS)(
    'TSK-1 TSK-2 EXE-1 EXE-2 EXP-1 lead from a plan over the inbox and a preview to work with its evidence, $name',
    async (hands) => {
      const name = ownName('Spring sale');
      const tab = await planned(hands, name);
      await hands.press(tab.locator('a.row-link', { hasText: `SWOT of ${name}` }));
      await heading(tab, `SWOT of ${name}`).waitFor();
      await tab.getByText('It waits for approval.').waitFor();
      expect((await button(tab, 'Preview').count()) + (await button(tab, 'Do it').count())).toBe(0);

      await hands.press(tab.getByRole('link', { name: /in the inbox/ }));
      const detail = tab.getByRole('article');
      await detail.getByText('SWOT analysis', { exact: true }).waitFor();
      await detail.getByText('Per quadrant').waitFor();
      await tab.keyboard.press('a');
      await tab.getByText(`Approved: SWOT of ${name}`).waitFor();

      await tab.goto(`${stand.address}${WORKSPACE}/tasks`);
      await hands.press(tab.locator('a.row-link', { hasText: `SWOT of ${name}` }));
      await tab.getByText('No work product yet').waitFor();
      await hands.press(button(tab, 'Preview'));
      // Nobody loads the page anew: what is made shows by itself.
      await tab.getByText('Preview only').waitFor();
      await hands.press(button(tab, 'Do it'));
      await hands.press(dialog(tab).getByRole('button', { name: 'Do it for good' }));
      await tab.getByText('Real run', { exact: true }).waitFor();
      expect(await button(tab, 'Do it').count()).toBe(0);

      const strengths = tab.getByRole('region', { name: 'Strengths' });
      await strengths.getByText('38 decibels less noise at 1 kHz').waitFor();
      await hands.press(strengths.getByRole('button', { name: /^Evidence/ }).first());
      const fact = dialog(tab);
      await fact.getByText('It rests on: Northlight lab report, 2026').waitFor();
      // The key goes to what has the focus, which comes a moment after the words.
      await tab.locator('[role="dialog"]:focus-within').waitFor();
      await tab.keyboard.press('Escape');
      await fact.waitFor({ state: 'detached' });
      await hands.press(strengths.getByRole('button', { name: /^Evidence/ }).first());
      await hands.press(fact.getByRole('link', { name: 'In the list of all evidence' }));
      await tab.locator('li:focus', { hasText: 'brief.products.hush-one.proofs.0' }).waitFor();
      expect(
        await valueOf<string>(
          stand.house.db,
          `select string_agg(state, ' ' order by id) from task_run where task_id = '${taskOf(tab)}'`,
        ),
      ).toBe('preview completed');
      await tab.close();
    },
    120_000,
  );

  it('EXP-1 the work is saved as Markdown and JSON, an earlier run is looked at and compared', async () => {
    const { done } = await addDoneTask(stand.house, await newCampaign(ownName('Saved work')));
    const tab = await stand.open(`${WORKSPACE}/tasks/${done.id}`);
    const save = async (name: string): Promise<string> => {
      const [file] = await Promise.all([tab.waitForEvent('download'), button(tab, name).click()]);
      return `${file.suggestedFilename()}\n${readFileSync(await file.path(), 'utf8')}`;
    };
    expect(await save('Markdown')).toMatch(/^saved-work(-\d)?-swot_analysis\.md\n# [^]*38 decibels/);
    const [fileName = '', ...json] = (await save('JSON')).split('\n');
    expect(fileName).toBe(`${done.campaignKey}-swot_analysis.json`);
    expect(JSON.parse(json.join('\n'))).toMatchObject({
      task: { id: done.id },
      isDryRun: false,
      product: { content: { moves: expect.any(Array) as unknown } },
      evidence: expect.arrayContaining([
        expect.objectContaining({ id: 'brief.products.hush-one.proofs.0' }),
      ]) as unknown,
    });
    await tab.getByRole('link', { name: 'Runs' }).click();
    const preview = tab.getByRole('row').filter({ hasText: 'Previewed' });
    await preview.getByRole('link').click();
    await tab.getByText('Preview only').waitFor();
    await POINTER.choose(tab.getByRole('combobox', { name: 'Compare with' }), await optionOf(tab));
    await tab.getByText('No line differs.').waitFor();
    expect(await axeFaults(tab)).toEqual([]);
    await tab.close();
  }, 120_000);

  it.each(WAYS)(
    'TSK-1 TSK-2 a change makes a revision that waits anew, with what the server refuses told at its field, $name',
    async (hands) => {
      const { waiting } = await addDoneTask(stand.house, await newCampaign(ownName('Changed')));
      const tab = await stand.open(`${WORKSPACE}/tasks/${waiting.id}`);
      await hands.press(tab.getByRole('link', { name: 'Edit', exact: true }));
      await heading(tab, /^Edit/).waitFor();
      await hands.press(button(tab, 'Add to Points'));
      const second = tab.getByRole('group', { name: 'Points 2' });
      await hands.choose(second.getByRole('combobox', { name: 'Quadrant' }), 'threats');
      await hands.write(second.getByRole('textbox', { name: 'Text' }), 'x');
      await hands.press(button(tab, 'Save'));
      await tab.getByText('It is not saved; what you typed is still here').waitFor();
      const text = second.getByRole('textbox', { name: 'Text' });
      expect(await text.getAttribute('aria-invalid')).toBe('true');
      await hands.write(text, 'A rival opens next door');
      await hands.press(button(tab, 'Save'));
      await tab.getByText('Revision 2 is saved. It waits for approval.').waitFor();
      const kept = await getTask(operator(), waiting);
      expect(kept).toMatchObject({ revision: 2, approvalState: 'pending_review' });
      expect(kept.payload).toMatchObject({
        points: [{ importance: 4 }, { quadrant: 'threats', text: 'A rival opens next door' }],
      });
      await tab.close();
    },
    90_000,
  );

  it('E2 of two who change a task at once neither loses a letter', async () => {
    const { waiting } = await addDoneTask(stand.house, await newCampaign(ownName('Both at once')));
    const tab = await stand.open(`${WORKSPACE}/tasks/${waiting.id}/edit`);
    await tab.getByLabel('Title').fill('Mine');
    await tab.getByLabel('Due on').fill('2031-05-01');
    await updateTask(operator(), { id: waiting.id, revision: 1, description: 'Theirs' });
    await tab.getByText('Somebody saved revision 2 meanwhile').waitFor();
    expect(await tab.getByLabel('Title').inputValue()).toBe('Mine');
    expect(await button(tab, 'Save').isDisabled()).toBe(true);
    expect(await axeFaults(tab)).toEqual([]);
    await button(tab, 'Put mine on top of theirs').click();
    expect(await tab.getByLabel('Description').inputValue()).toBe('Theirs');
    await button(tab, 'Save').click();
    await heading(tab, 'Mine').waitFor();
    expect(await getTask(operator(), waiting)).toMatchObject({
      revision: 3,
      title: 'Mine',
      description: 'Theirs',
    });
    await tab.close();
  }, 90_000);

  it('E1 E8 the list is filtered by its address, follows what others do, and the palette finds a task', async () => {
    const key = await newCampaign(ownName('Followed'));
    const { done, waiting } = await addDoneTask(stand.house, key);
    const tab = await stand.open(
      `${WORKSPACE}/tasks?campaignId=${waiting.campaignId}&type=swot_analysis&priority=HIGH&state=open`,
    );
    const titles = () => tab.locator('a.row-link').allTextContents();
    expect(await titles()).toEqual([waiting.title]);
    await updateTask(operator(), { id: waiting.id, revision: 1, title: 'Renamed behind the page' });
    await expect.poll(titles).toEqual(['Renamed behind the page']);
    await tab.keyboard.press('Control+k');
    await tab.getByRole('combobox', { name: 'Search or do' }).fill(done.title.slice(0, 20));
    await tab.getByRole('option', { name: new RegExp(done.title) }).click();
    await heading(tab, done.title).waitFor();
    await tab.close();
  }, 90_000);

  it('SEC-1 an analyst reads tasks and their work, and sees no button that changes anything', async () => {
    const { done, waiting } = await addDoneTask(stand.house, await newCampaign(ownName('Only read')));
    const desk = await stand.person(ANALYST);
    const verbs = /^(Plan|Propose|Preview|Do it|Do what|Edit|Drop|Save)/;
    for (const path of [
      '/tasks',
      `/tasks/${done.id}`,
      `/tasks/${waiting.id}`,
      `/tasks/${waiting.id}/edit`,
      '/tasks/new',
      `/campaigns/${done.campaignKey}/tasks`,
    ]) {
      const tab = await desk.open(`${WORKSPACE}${path}`);
      const main = tab.getByRole('main');
      expect([path, await main.getByRole('button', { name: verbs }).count()]).toEqual([path, 0]);
      expect([path, await main.getByRole('link', { name: verbs }).count()]).toEqual([path, 0]);
      await tab.close();
    }
    const read = await desk.open(`${WORKSPACE}/tasks/${done.id}`);
    await read.getByRole('region', { name: 'Strengths' }).waitFor();
    const status = await read.evaluate(
      `fetch('/api/v1/tasks/${done.id}/drop', { method: 'POST', headers: { 'content-type': 'application/json', 'x-aicmo-workspace': 'ws_default' }, body: '{}' }).then(({ status }) => status)`,
    );
    expect(status).toBe(403);
    await read.close();
  }, 90_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});

const taskOf = (tab: Page): string => new URL(tab.url()).pathname.split('/').at(-1) ?? '';

/** What the real run is called among those to compare with. */
async function optionOf(tab: Page): Promise<string> {
  const field = tab.getByRole('combobox', { name: 'Compare with' });
  await field.click();
  const name = (await tab.getByRole('option', { name: /^Real run/ }).textContent()) ?? '';
  await tab.keyboard.press('Escape');
  return name;
}
