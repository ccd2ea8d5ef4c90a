import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  contextFor,
  createTask,
  getCalendarRules,
  listPauses,
  listSchedule,
  listTray,
  putTask,
  removeTask,
  resumeWork,
  setCalendarRules,
} from '#flows/index';
import { getCampaign } from '#modules/campaigns/index';
import { calendarRules } from '#modules/schedule/contract';
import type { ScheduledTask } from '#modules/schedule/index';
import {
  addAnalyst,
  addCampaign,
  ANALYST,
  hasBrowser,
  openOwnerStand,
  type OwnerStand,
  WORKSPACE,
} from '#test/browser';
import { type Hands, KEYBOARD, POINTER } from '#test/hands';
import { axeFaults } from '#test/page-faults';
import { addPlacedTasks, approveTask } from '#test/tasks';

const WAYS = [POINTER, KEYBOARD];
const RULES = { timeZone: 'Europe/Berlin', maxTasksPerDay: 1, holidaysOf: ['DE'] };
const button = (place: Page | ReturnType<Page['getByRole']>, name: string | RegExp) =>
  place.getByRole('button', { name, exact: true });
const dialog = (tab: Page) => tab.getByRole('dialog');
/** An item in a grid or list, by its title. */
const item = (tab: Page, title: string) => tab.locator('.calendar-main').getByRole('button', { name: title });

// Without a browser on this machine there is nothing to work with.
describe.skipIf(!hasBrowser)('P06 the calendar in a browser', () => {
  let stand: OwnerStand;
  const operator = () => contextFor(stand.house, { kind: 'operator', via: 'cli' });
  beforeAll(async () => {
    stand = await openOwnerStand();
    await addAnalyst(stand.house);
  }, 120_000);
  // One task a day for all campaigns: nothing that another test, or a first try, planned or paused may be left.
  beforeEach(async () => {
    for (const pause of (await listPauses(operator())).items) await resumeWork(operator(), pause);
    for (const { taskId } of await placesOf()) await removeTask(operator(), { taskId });
    await setCalendarRules(operator(), { brandId: '', rules: calendarRules.parse(RULES) });
  });
  afterAll(() => stand[Symbol.asyncDispose]());

  let count = 0;
  const newCampaign = async (): Promise<{ id: string; key: string; name: string }> => {
    const name = `Season ${++count}`;
    const key = await addCampaign(stand.house, { campaign_id: `season-${count}`, name, target_variants: 1 });
    return getCampaign(operator(), { id: key });
  };
  /** What stands in the calendar, of a campaign or of all. */
  const placesOf = async (campaignId?: string): Promise<ScheduledTask[]> => {
    const whole = { from: new Date('2020-01-01'), to: new Date('2100-01-01'), limit: 100 };
    return (await listSchedule(operator(), { campaignId, ...whole })).items;
  };
  const timesOf = async (campaignId: string): Promise<string[]> =>
    (await placesOf(campaignId)).map(({ runAt }) => runAt.toISOString());
  const open = (campaign: { id: string }, search: string) =>
    stand.open(`${WORKSPACE}/calendar?campaignId=${campaign.id}&${search}`);

  it.each(WAYS)(
    'SCH-2 SCH-4 approved work is planned by a dialog that shows where it would stand first, $name',
    async (hands) => {
      const campaign = await newCampaign();
      const base = { campaignId: campaign.id, type: 'swot_analysis', confidence: 1, reason: '' } as const;
      for (const title of ['First work', 'Second work'])
        await approveTask(
          stand.house,
          await createTask(operator(), { ...base, title, priority: 'HIGH', dependsOn: [] }),
        );
      const tab = await open(campaign, 'day=2031-01-13&view=agenda');
      await tab.getByText('Times are those of Europe/Berlin').waitFor();
      await hands.press(button(tab, 'Plan'));
      await writeDay(hands, dialog(tab).getByLabel('From'), '2031-01-13');
      await writeDay(hands, dialog(tab).getByLabel('To'), '2031-01-17');
      await hands.press(button(dialog(tab), 'Show the plan'));
      await dialog(tab).getByText('2 tasks would stand in the calendar').waitFor();
      expect(await placesOf(campaign.id)).toEqual([]);
      await hands.press(button(dialog(tab), 'Plan it'));
      await tab.getByText('2 tasks stand in the calendar.').waitFor();
      await item(tab, 'First work').waitFor();
      // From nine on in Berlin.
      expect(await timesOf(campaign.id)).toEqual(['2031-01-13T08:00:00.000Z', '2031-01-14T08:00:00.000Z']);
      await tab.close();
    },
    120_000,
  );

  it.each(WAYS)(
    'SCH-4 UI-3 a task is moved by the dialog of its card, told what that breaks before it is done, $name',
    async (hands) => {
      const campaign = await newCampaign();
      const [monday, tuesday] = ['2031-02-03', '2031-02-04'];
      const [early, late] = [`${monday}T08:00:00.000Z`, `${tuesday}T08:00:00.000Z`];
      const [first, second] = await addPlacedTasks(stand.house, campaign.id, {
        from: new Date(early),
        days: 2,
      });
      const tab = await open(campaign, `day=${monday}&view=agenda`);
      await hands.press(item(tab, second?.title ?? ''));
      await dialog(tab).getByText('Really begun').waitFor();
      await dialog(tab).getByText('By a person; planning does not move it').waitFor();
      await hands.press(button(dialog(tab), 'Move…'));
      await dialog(tab).getByText('It breaks nothing.').waitFor();
      await writeDay(hands, dialog(tab).getByLabel('Day'), monday);
      await dialog(tab).getByText('What that breaks').waitFor();
      await dialog(tab)
        .getByText(/at most 1|1 task|a day/)
        .first()
        .waitFor();
      expect(await timesOf(campaign.id)).toEqual([early, late]);
      expect(await axeFaults(tab)).toEqual([]);
      await hands.press(button(dialog(tab), 'Move anyway'));
      await tab.getByText(`${second?.title} stands at 09:00 on Monday`).waitFor();
      expect(await timesOf(campaign.id)).toEqual([early, early]);
      await hands.press(button(tab, 'Undo'));
      await expect.poll(() => timesOf(campaign.id)).toEqual([early, late]);
      expect((await placesOf(campaign.id)).map(({ taskId }) => taskId)).toEqual([first?.id, second?.id]);
      await tab.close();
    },
    120_000,
  );

  it('SCH-4 a task that is dropped on another day of the month keeps its time of day; what that breaks is asked first', async () => {
    const campaign = await newCampaign();
    // The clock is put forward on 30 March 2031.
    const [first] = await addPlacedTasks(stand.house, campaign.id, {
      from: new Date('2031-03-27T08:00:00Z'),
      days: 2,
    });
    const tab = await open(campaign, 'day=2031-03-27');
    const dayOf = (name: string) => tab.locator('.calendar-main').getByRole('button', { name });
    const moved = item(tab, first?.title ?? '');
    await moved.dragTo(dayOf('Monday, March 31, 2031'), { targetPosition: { x: 60, y: 120 } });
    await tab.getByText(`${first?.title} stands at 09:00 on Monday, March 31, 2031.`).waitFor();
    expect(await timesOf(campaign.id)).toEqual(['2031-03-28T08:00:00.000Z', '2031-03-31T07:00:00.000Z']);

    await moved.dragTo(dayOf('Sunday, March 30, 2031, no work is planned'), {
      targetPosition: { x: 60, y: 120 },
    });
    await dialog(tab).getByText('Nothing has moved yet.').waitFor();
    await dialog(tab).getByText('What that breaks').waitFor();
    expect(await axeFaults(tab)).toEqual([]);
    await button(dialog(tab), 'Leave it').click();
    expect(await timesOf(campaign.id)).toEqual(['2031-03-28T08:00:00.000Z', '2031-03-31T07:00:00.000Z']);
    await moved.dragTo(dayOf('Sunday, March 30, 2031, no work is planned'), {
      targetPosition: { x: 60, y: 120 },
    });
    await button(dialog(tab), 'Move anyway').click();
    await expect
      .poll(() => timesOf(campaign.id))
      .toEqual(['2031-03-28T08:00:00.000Z', '2031-03-30T07:00:00.000Z']);
    await tab.close();
  }, 120_000);

  it('SCH-4 a task is dropped on an hour of the week and on a day of its campaign, and out of the tray', async () => {
    const campaign = await newCampaign();
    const [first] = await addPlacedTasks(stand.house, campaign.id, {
      from: new Date('2031-04-07T08:00:00Z'),
      days: 1,
    });
    const tab = await open(campaign, 'day=2031-04-07&view=week');
    const hour = tab.locator('.calendar-main').getByRole('button', { name: /2031-04-09 11:00/ });
    await item(tab, first?.title ?? '').dragTo(hour.first());
    await expect.poll(async () => (await timesOf(campaign.id))[0]?.slice(0, 10)).toBe('2031-04-09');
    await tab.goto(
      `${stand.address}${WORKSPACE}/calendar?campaignId=${campaign.id}&day=2031-04-07&view=resources`,
    );
    await item(tab, first?.title ?? '').dragTo(
      tab.locator('.calendar-main').getByRole('button', { name: 'April 7, 2031' }),
    );
    await expect.poll(async () => (await timesOf(campaign.id))[0]?.slice(0, 10)).toBe('2031-04-07');
    await tab.goto(`${stand.address}${WORKSPACE}/calendar?campaignId=${campaign.id}&day=2031-04-07`);
    await tab
      .locator('.tray-task', { hasText: 'What helps in market 2' })
      .dragTo(tab.locator('.calendar-main').getByRole('button', { name: 'Thursday, April 10, 2031' }));
    await item(tab, 'What helps in market 2').waitFor();
    // Work begins at nine there.
    expect(await timesOf(campaign.id)).toContain('2031-04-10T07:00:00.000Z');
    await tab.close();
  }, 120_000);

  it.each(WAYS)(
    'SCH-4 a task that is taken out lies in the tray, and is put at a time from there, $name',
    async (hands) => {
      const campaign = await newCampaign();
      const [monday, tuesday] = ['2031-05-05', '2031-05-06'];
      const [only] = await addPlacedTasks(stand.house, campaign.id, {
        from: new Date(`${monday}T07:00:00Z`),
        days: 1,
      });
      const title = only?.title ?? '';
      const tab = await open(campaign, `day=${monday}&view=day`);
      await hands.press(item(tab, title));
      await hands.press(button(dialog(tab), 'Take out of the calendar'));
      await hands.press(button(dialog(tab).last(), 'Take it out'));
      const tray = tab.locator('.tray-task', { hasText: title });
      await tray.waitFor();
      expect(await placesOf(campaign.id)).toEqual([]);
      expect(
        (await listTray(operator(), { campaignId: campaign.id })).items.map((each) => each.title),
      ).toContain(title);
      await hands.press(button(tray, 'Put at a time…'));
      await writeDay(hands, dialog(tab).getByLabel('Day'), tuesday);
      await dialog(tab).getByText('It breaks nothing.').waitFor();
      await hands.press(button(dialog(tab), 'Put it'));
      await expect.poll(() => timesOf(campaign.id)).toEqual([`${tuesday}T07:00:00.000Z`]);
      await tab.close();
    },
    120_000,
  );

  it.each(WAYS)(
    'SCH-3 everything is paused with a reason, told on every page it concerns, and resumed, $name',
    async (hands) => {
      const campaign = await newCampaign();
      const tab = await open(campaign, 'view=agenda');
      await hands.pick(button(tab, 'Pause…'), 'Everything');
      await hands.write(dialog(tab).getByLabel('Reason'), 'The shop is closed.');
      await hands.press(button(dialog(tab), 'Pause'));
      await tab.getByText('Everything is paused').waitFor();
      await tab.getByText('The shop is closed.').waitFor();
      expect((await listPauses(operator())).items).toMatchObject([
        { scope: 'workspace', reason: 'The shop is closed.' },
      ]);
      expect(await axeFaults(tab)).toEqual([]);
      const other = await stand.open(`${WORKSPACE}/campaigns/${campaign.key}/tasks`);
      await other.getByText('Everything is paused').waitFor();
      await tab.bringToFront();
      await hands.press(button(tab, 'Resume'));
      await hands.press(button(dialog(tab), 'Resume'));
      await tab.getByText('Everything is paused').waitFor({ state: 'detached' });
      // Nobody loads the other page anew.
      await other.getByText('Everything is paused').waitFor({ state: 'detached' });
      expect((await listPauses(operator())).items).toEqual([]);
      await other.close();
      await tab.close();
    },
    120_000,
  );

  it.each(WAYS)(
    'SCH-2 the days are set by a form that tells at its fields what is wrong, $name',
    async (hands) => {
      const tab = await stand.open(`${WORKSPACE}/calendar?day=2031-12-01`);
      await hands.press(button(tab, 'Days and hours'));
      const zone = dialog(tab).getByRole('combobox', { name: 'Time zone' });
      await hands.write(zone, 'Europe/Nowhere');
      await tab.keyboard.press('Tab');
      await hands.write(dialog(tab).getByLabel('Monday, to'), '08:00');
      await hands.press(button(dialog(tab), 'Save'));
      await dialog(tab).getByText('There is no such time zone. Write it like Europe/Berlin.').waitFor();
      await dialog(tab).getByText('It ends before it begins.').waitFor();
      expect(await zone.getAttribute('aria-invalid')).toBe('true');
      expect(await axeFaults(tab)).toEqual([]);
      expect(await getCalendarRules(operator(), { brandId: '' })).toMatchObject(RULES);
      await hands.write(zone, 'America/New_York');
      await tab.keyboard.press('Tab');
      await hands.write(dialog(tab).getByLabel('Monday, to'), '12:30');
      await hands.write(dialog(tab).getByLabel('Tasks a day'), '0');
      await dialog(tab).getByText('With 0 tasks a day nothing is planned.').waitFor();
      await hands.press(button(dialog(tab), 'Save'));
      await tab.getByText('Times are those of America/New_York').waitFor();
      expect(await getCalendarRules(operator(), { brandId: '' })).toMatchObject({
        timeZone: 'America/New_York',
        maxTasksPerDay: 0,
        workingHours: { mon: [{ from: '09:00', to: '12:30' }] },
      });
      await tab.close();
    },
    120_000,
  );

  it.each(WAYS)(
    'SCH-2 people whose time is shared are added, told at their fields what is wrong, and removed, $name',
    async (hands) => {
      const tab = await stand.open(`${WORKSPACE}/calendar?day=2031-12-01`);
      await hands.press(button(tab, 'Days and hours'));
      await hands.press(button(dialog(tab), 'Add a person or account'));
      await hands.press(button(dialog(tab), 'Add a person or account'));
      const [mara, second] = [1, 2].map((n) =>
        dialog(tab).getByRole('group', { name: `Person or account ${n}`, exact: true }),
      ) as [Locator, Locator];
      await hands.write(mara.getByLabel('Minutes a day'), '420');
      await hands.choose(
        mara.getByRole('combobox', { name: 'Types of tasks that need it' }),
        'SWOT analysis',
      );
      await hands.press(button(second, 'Remove person or account 2'));
      await second.waitFor({ state: 'detached' });
      await hands.press(button(dialog(tab), 'Save'));
      await mara.getByText('Give a name.').waitFor();
      expect(await axeFaults(tab)).toEqual([]);
      await hands.write(mara.getByLabel('Name'), 'Mara');
      const holidays = dialog(tab).getByRole('combobox', { name: 'Public holidays of' });
      await hands.write(holidays, 'XX');
      await hands.press(button(dialog(tab), 'Save'));
      await dialog(tab).getByText('XX is no country, or part of one, whose holidays are known.').waitFor();
      expect(await getCalendarRules(operator(), { brandId: '' })).toMatchObject({ resources: [] });
      await holidays.press('Backspace');
      await hands.press(button(dialog(tab), 'Save'));
      await tab.getByText('The days are set.').waitFor();
      expect(await getCalendarRules(operator(), { brandId: '' })).toMatchObject({
        holidaysOf: ['DE'],
        resources: [{ name: 'Mara', minutesPerDay: 420, tasksPerDay: null, types: ['swot_analysis'] }],
      });
      await tab.close();
    },
    120_000,
  );

  it('SCH-4 UI-1 times are those of the calendar in whatever zone the browser is, and it follows what others do', async () => {
    const campaign = await newCampaign();
    const [only] = await addPlacedTasks(stand.house, campaign.id, {
      from: new Date('2031-06-02T22:30:00Z'),
      days: 1,
    });
    const tab = await open(campaign, 'day=2031-06-02&view=week');
    // Half past ten in the evening UTC is half past midnight of the next day in Berlin.
    await item(tab, only?.title ?? '')
      .getByText('00:30')
      .waitFor();
    await putTask(operator(), {
      taskId: only?.id ?? '',
      runAt: new Date('2031-06-04T10:00:00Z'),
      onlyCheck: false,
    });
    await item(tab, only?.title ?? '')
      .getByText('12:00')
      .waitFor();
    expect(await axeFaults(tab)).toEqual([]);
    await tab.close();
  }, 90_000);

  it('SEC-1 an analyst sees the calendar, and no button that moves, plans or pauses', async () => {
    const campaign = await newCampaign();
    const [only] = await addPlacedTasks(stand.house, campaign.id, {
      from: new Date('2031-07-07T08:00:00Z'),
      days: 1,
    });
    const desk = await stand.person(ANALYST);
    const verbs = /^(Plan$|Pause|Move|Take out|Put|Resume|Save)/;
    const tab = await desk.open(`${WORKSPACE}/calendar?campaignId=${campaign.id}&day=2031-07-07`);
    const shown = item(tab, only?.title ?? '');
    expect(await shown.getAttribute('draggable')).toBe('false');
    await shown.click();
    await dialog(tab).getByText('Really begun').waitFor();
    expect(await tab.getByRole('button', { name: verbs }).allTextContents()).toEqual([]);
    await tab.close();
  }, 90_000);

  it('UI-1 asks no other origin, breaks no policy and throws nothing', () => {
    expect(stand.faults).toEqual([]);
  });
});

/** A field for a day takes letters one by one from keys, in the order of its language. */
async function writeDay(hands: Hands, field: ReturnType<Page['getByLabel']>, day: string): Promise<void> {
  if (hands === POINTER) return field.fill(day);
  const [year = '', month = '', date = ''] = day.split('-');
  await field.focus();
  await field.page().keyboard.type(`${month}${date}${year}`);
}
