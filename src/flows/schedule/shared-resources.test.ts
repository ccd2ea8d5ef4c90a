import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/deps';
import { createTask } from '#flows/tasks/change-tasks';
import { fixedClock } from '#kernel/clock';
import { getCampaign } from '#modules/campaigns/index';
import { type CalendarRules, calendarRules, newCalendarRules } from '#modules/schedule/contract';
import type { Task } from '#modules/tasks/index';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { importKit } from '#test/kits';
import { approveTask } from '#test/tasks';
import { getCalendarRules, listDays, setCalendarRules } from './calendar-rules.ts';
import { applyCalendar, proposeCalendar } from './plan-calendar.ts';
import { putTask } from './put-task.ts';
import { listSchedule } from './read-schedule.ts';

let house: TestHouse;
let brandId: string;
/** A Monday; its week is planned. */
const MONDAY = new Date('2026-12-07T08:00:00Z');
const WEEK = { from: '2026-12-07', to: '2026-12-11' };
const ctx = () => contextFor({ ...house, clock: fixedClock(MONDAY) }, { kind: 'operator', via: 'cli' });
const at = (time: string): Date => new Date(`2026-12-${time}:00Z`);

beforeAll(async () => {
  house = await openTestHouse();
  await importKit(house);
  brandId = (await getCampaign(ctx(), { id: await newCampaign({ brand: 'northlight' }) })).brandId ?? '';
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.db.pool.query('delete from scheduled_task');
  await house.db.pool.query('delete from calendar_rules');
});

let count = 0;
async function newCampaign(brief: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const key = `shared-${++count}`;
  await handIn(house, smallBrief({ campaign_id: key, ...brief }), `${key}.json`);
  return key;
}

async function approved(
  campaignId: string,
  more: Partial<Parameters<typeof createTask>[1]> = {},
): Promise<Task> {
  const proposed = { type: 'swot_analysis', priority: 'MEDIUM', confidence: 1, reason: '' } as const;
  const made = await createTask(ctx(), { campaignId, ...proposed, dependsOn: [], minutes: 60, ...more });
  await approveTask(house, made);
  return made;
}

const setRules = (rules: Readonly<Record<string, unknown>>, whose = ''): Promise<CalendarRules> =>
  setCalendarRules(ctx(), { brandId: whose, rules: newCalendarRules.parse(rules) });
const all = async () =>
  (await listSchedule(ctx(), { from: new Date(0), to: new Date('2100-01-01'), limit: 1_000 })).items;

describe('what a person reads where work finds no place', () => {
  it.each<{
    name: string;
    rules: Readonly<Record<string, unknown>>;
    task?: Partial<Parameters<typeof createTask>[1]>;
    tasks?: number;
    conflicts: string[];
    resolutions: string[];
  }>([
    {
      name: 'a person has no time left',
      rules: { resources: [{ name: 'Mara', minutesPerDay: 90 }] },
      tasks: 6,
      conflicts: [
        '“Mara” has too little time left on 7 December 2026: 60 of 90 minutes are taken, and this takes 60; it is the same on 4 other days.',
      ],
      resolutions: ['Raise minutes per day of “Mara” from 90 to 120.', 'Plan up to 14 December 2026.'],
    },
    {
      name: 'a person has no time at all',
      rules: { resources: [{ name: 'Mara', minutesPerDay: 0 }] },
      conflicts: [
        '“Mara” has no time on 7 December 2026: 0 minutes a day are set; it is the same on 4 other days.',
      ],
      resolutions: ['Raise minutes per day of “Mara” from 0 to 60.'],
    },
    {
      name: 'an account takes no more',
      rules: { resources: [{ name: 'Instagram', tasksPerDay: 1 }] },
      tasks: 6,
      conflicts: [
        '“Instagram” has enough to do on 7 December 2026: 1 of 1 task; it is the same on 4 other days.',
      ],
      resolutions: ['Raise tasks per day of “Instagram” from 1 to 2.', 'Plan up to 14 December 2026.'],
    },
    {
      name: 'no tasks a day',
      rules: { maxTasksPerDay: 0 },
      conflicts: ['7 December 2026 takes no work: 0 tasks a day are set; it is the same on 4 other days.'],
      resolutions: ['Raise tasks per day from 0 to 1.'],
    },
    {
      name: 'hours that are shorter than the task',
      rules: { workingHours: { mon: [{ from: '09:00', to: '10:00' }] } },
      task: { minutes: 90 },
      conflicts: ['The longest working span (60 minutes) is shorter than the task (90 minutes).'],
      resolutions: ['Shorten it from 90 to 60 minutes.'],
    },
    {
      name: 'a deadline that has passed',
      rules: {},
      task: { dueAt: new Date('2026-12-01T12:00:00Z') },
      conflicts: ['Its deadline, 1 December 2026, 12:00, is over before anything can start.'],
      resolutions: ['Move the deadline to 7 December 2026, 10:00.'],
    },
  ])('SCH-2 $name', async ({ rules, task, tasks = 1, conflicts, resolutions }) => {
    await setRules(rules);
    const campaignId = await newCampaign();
    for (let n = 0; n < tasks; n++) await approved(campaignId, { title: 'Work', ...task });
    const { placements, unplaced } = await proposeCalendar(ctx(), { campaignId, ...WEEK });
    expect([placements.length, unplaced.length]).toEqual([tasks - 1, 1]);
    expect(unplaced[0]).toMatchObject({ title: 'Work', conflicts, resolutions });
  });

  it('SCH-2 the reasons of a place name who had no time before', async () => {
    await setRules({ resources: [{ name: 'Mara', minutesPerDay: 60 }] });
    const campaignId = await newCampaign();
    await approved(campaignId, { title: 'First', priority: 'HIGH' });
    await approved(campaignId, { title: 'Second' });
    const { placements } = await proposeCalendar(ctx(), { campaignId, ...WEEK });
    expect(placements.map(({ title, why }) => [title, why])).toEqual([
      ['First', ['On 7 December 2026, 09:00.']],
      [
        'Second',
        [
          'On 8 December 2026, 09:00.',
          '“Mara” has no time left on 7 December 2026: 60 of 60 minutes are taken.',
        ],
      ],
    ]);
  });
});

describe('a time that a person chose', () => {
  it('SCH-4 tells every limit that it breaks, whenever the other work of the day begins', async () => {
    await setRules({
      maxTasksPerDay: 2,
      resources: [
        { name: 'Mara', minutesPerDay: 420 },
        { name: 'Studio', atOnce: 2 },
        { name: 'Instagram', minutesPerDay: 60, types: ['email_rewrite'] },
      ],
    });
    const [one, another] = [await newCampaign(), await newCampaign()];
    const check = async (time: string): Promise<string[]> =>
      (await putTask(ctx(), { taskId: asked.id, runAt: at(time), onlyCheck: true })).conflicts;
    const asked = await approved(one);
    for (const [time, minutes] of [
      ['08T13:00', 240],
      ['08T10:00', 180],
    ] as const) {
      const { id: taskId } = await approved(another, { minutes });
      await putTask(ctx(), { taskId, runAt: at(time), onlyCheck: false });
    }
    const full = [
      '8 December 2026 is full (2 of 2 tasks).',
      '“Mara” has no time left on 8 December 2026: 420 of 420 minutes are taken.',
    ];
    expect(await check('08T09:00')).toEqual(full);
    expect(await check('08T17:00')).toEqual([
      'It is fixed on 8 December 2026, 17:00, and not all of it lies in working hours.',
      ...full,
    ]);
    await setRules({ resources: [{ name: 'Mara' }] });
    expect(await check('08T09:00')).toEqual([]);
    expect(await check('08T10:30')).toEqual([
      '“Mara” has no 60 free minutes in one piece on 8 December 2026.',
    ]);
  });
});

describe('work of several campaigns and brands', () => {
  it('SCH-2 planning one campaign counts what stands for another', async () => {
    await setRules({ resources: [{ name: 'Mara', minutesPerDay: 60 }] });
    const [one, another] = [await newCampaign(), await newCampaign()];
    for (let n = 0; n < 3; n++) await approved(one);
    for (let n = 0; n < 3; n++) await approved(another);
    const first = await applyCalendar(ctx(), { campaignId: one, ...WEEK });
    expect(first.unplaced).toEqual([]);
    const second = await applyCalendar(ctx(), { campaignId: another, ...WEEK });
    expect([second.placements.length, second.unplaced.length]).toEqual([2, 1]);
    const days = (await all()).map(({ runAt }) => runAt.toISOString().slice(0, 10));
    expect(days).toEqual(['2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10', '2026-12-11']);
  });

  it('SCH-2 work that was done that day counts, a preview of it does not', async () => {
    await setRules({ resources: [{ name: 'Mara', minutesPerDay: 60 }] });
    const [one, another] = [await newCampaign(), await newCampaign()];
    const done = await approved(one);
    await putTask(ctx(), { taskId: done.id, runAt: at('07T09:00'), onlyCheck: false });
    const asked = await approved(another);
    const conflicts = async (): Promise<string[]> =>
      (await putTask(ctx(), { taskId: asked.id, runAt: at('07T14:00'), onlyCheck: true })).conflicts;
    const end = (isDryRun: boolean) =>
      house.db.pool.query(`update scheduled_task set state = 'COMPLETED', is_dry_run = $1`, [isDryRun]);
    await end(false);
    expect(await conflicts()).toEqual([
      '“Mara” has no time left on 7 December 2026: 60 of 60 minutes are taken.',
    ]);
    await end(true);
    expect(await conflicts()).toEqual([]);
  });

  it('SCH-2 of equal names it is the same person for all brands; tasks of a day are limited for the brand that has its own', async () => {
    await setRules({ resources: [{ name: 'Mara', minutesPerDay: 120, types: ['swot_analysis'] }] });
    await setRules({ maxTasksPerDay: 1, resources: [{ name: 'mara', minutesPerDay: 90 }] }, brandId);
    const [ours, others] = [await newCampaign({ brand: 'northlight' }), await newCampaign()];
    const put = async (campaignId: string, time: string, more = {}): Promise<string[]> => {
      const { id: taskId } = await approved(campaignId, more);
      return (await putTask(ctx(), { taskId, runAt: at(time), onlyCheck: false })).conflicts;
    };
    expect(await put(others, '08T09:00', { type: 'email_rewrite' })).toEqual([]);
    expect(await put(others, '08T10:00')).toEqual([]);
    // Neither of the two counts in the one task a day of the brand.
    expect(await put(ours, '08T11:00')).toEqual([
      '“mara” has too little time left on 8 December 2026: 60 of 90 minutes are taken, and this takes 60.',
    ]);
    expect(await put(ours, '08T12:00', { minutes: 30 })).toEqual([
      '8 December 2026 is full (1 of 1 task).',
      '“mara” has no time left on 8 December 2026: 120 of 90 minutes are taken.',
    ]);
  });

  const TYPES = ['swot_analysis', 'email_rewrite', 'kpi_definition'];
  const resource = fc.record({
    minutesPerDay: fc.constantFrom(null, 0, 60, 120, 200),
    tasksPerDay: fc.constantFrom(null, 1, 2),
    atOnce: fc.integer({ min: 1, max: 2 }),
    types: fc.constantFrom(null, ['swot_analysis'], ['email_rewrite', 'kpi_definition']),
  });

  it('SCH-2 whatever the limits, no day has more than a person and a day take, campaign after campaign', async () => {
    const campaigns = [await newCampaign(), await newCampaign({ brand: 'northlight' }), await newCampaign()];
    for (const [n, campaignId] of [...campaigns, ...campaigns, ...campaigns].entries())
      await approved(campaignId, {
        type: TYPES[(n * 2 + (n > 4 ? 1 : 0)) % 3] ?? '',
        minutes: 30 + (n % 4) * 30,
      });
    let placed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(resource, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.shuffledSubarray([0, 1, 2], { minLength: 2 }),
        async (made, maxTasksPerDay, order) => {
          await house.db.pool.query('delete from scheduled_task');
          const rules = await setRules({
            maxTasksPerDay,
            resources: made.map((one, n) => ({ ...one, name: `Person ${n}` })),
          });
          for (const n of order)
            await applyCalendar(ctx(), { campaignId: campaigns[n], from: WEEK.from, to: '2026-12-09' });
          const items = await all();
          placed += items.length;
          expect(tooMuch(rules, items)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
    expect(placed).toBeGreaterThan(20);
  }, 120_000);
});

/** Days that have more than they or a person take, counted by hand. */
function tooMuch(rules: CalendarRules, items: Awaited<ReturnType<typeof all>>): string[] {
  const found: string[] = [];
  for (const [day, its] of Map.groupBy(items, ({ runAt }) => runAt.toISOString().slice(0, 10))) {
    if (its.length > rules.maxTasksPerDay) found.push(`${day}: ${its.length} tasks`);
    for (const { name, types, minutesPerDay, tasksPerDay, atOnce } of rules.resources) {
      const of = its.filter(({ type }) => types === null || types.includes(type));
      const minutes = of.reduce(
        (sum, { runAt, endAt }) => sum + (endAt.getTime() - runAt.getTime()) / 60_000,
        0,
      );
      if (minutes > (minutesPerDay ?? Infinity)) found.push(`${day} ${name}: ${minutes} minutes`);
      if (of.length > (tasksPerDay ?? Infinity)) found.push(`${day} ${name}: ${of.length} tasks`);
      for (const { runAt } of of)
        if (of.filter((other) => other.runAt <= runAt && runAt < other.endAt).length > atOnce)
          found.push(`${day} ${name}: more than ${atOnce} at once`);
    }
  }
  return found;
}

describe('rules that cannot be set', () => {
  it.each<[Readonly<Record<string, unknown>>, string, string]>([
    [
      { holidaysOf: ['DE', 'XX'] },
      'rules.holidaysOf.1',
      'XX is no country, or part of one, whose holidays are known',
    ],
    [
      { holidaysOf: ['DE-XX'] },
      'rules.holidaysOf.0',
      'DE-XX is no country, or part of one, whose holidays are known',
    ],
    [
      { resources: [{ name: 'Mara' }, { name: 'Jo', types: ['swot', 'juggling'] }] },
      'rules.resources.1.types.1',
      'juggling is no type of task',
    ],
  ])('SCH-2 %j names the field', async (rules, field, message) => {
    await expect(setRules(rules)).rejects.toMatchObject({
      code: 'schedule.rules_invalid',
      message: `These days cannot be set: ${field}: ${message}.`,
      details: { issues: [{ field, message }] },
    });
    expect(await getCalendarRules(ctx(), { brandId: '' })).toEqual(calendarRules.parse({}));
  });

  it.each<[Readonly<Record<string, unknown>>, string, string]>([
    [
      { timeZone: 'Europe/Nowhere' },
      'timeZone',
      'is no time zone that there is; write it like Europe/Berlin',
    ],
    [{ resources: [{ name: 'Mara' }, { name: ' mara ' }] }, 'resources.1.name', 'is there already'],
    [
      { blackouts: [{ from: '2026-12-02', to: '2026-12-01', reason: 'x' }] },
      'blackouts.0.to',
      'is before the first day',
    ],
  ])('SCH-2 %j is refused at its field', (rules, field, message) => {
    const issues = newCalendarRules.safeParse(rules).error?.issues ?? [];
    expect(issues.map(({ path, message: told }) => [path.join('.'), told])).toEqual([[field, message]]);
  });

  it('SCH-2 rules that were kept before there were resources are read, and types keep their own names', async () => {
    await house.db.pool.query(
      `insert into calendar_rules (workspace_id, brand_id, rules, updated_at) select id, '', '{"timeZone": "Asia/Tokyo", "holidaysOf": ["XX"]}', now() from workspace`,
    );
    const kept = await getCalendarRules(ctx(), { brandId: '' });
    expect(kept).toMatchObject({ timeZone: 'Asia/Tokyo', holidaysOf: ['XX'], resources: [] });
    const set = await setRules({ resources: [{ name: ' Mara ', types: ['swot', 'swot_analysis'] }] });
    expect(set.resources).toEqual([
      { name: 'Mara', minutesPerDay: null, tasksPerDay: null, atOnce: 1, types: ['swot_analysis'] },
    ]);
  });

  it('SCH-2 holidays of a brand are those of its own rules', async () => {
    await setRules({ holidaysOf: ['DE'] });
    await setRules({ holidaysOf: ['FR'] }, brandId);
    const offOf = async (whose: string, day: string): Promise<string[]> =>
      (await listDays(ctx(), { brandId: whose, from: day, to: day })).items.flatMap(({ off }) =>
        off.map(({ name }) => name),
      );
    expect(await offOf('', '2026-12-26')).toEqual(['Boxing Day (DE)']);
    expect(await offOf(brandId, '2026-12-26')).toEqual([]);
    expect(await offOf('', '2026-07-14')).toEqual([]);
    expect(await offOf(brandId, '2026-07-14')).toEqual(['Bastille Day (FR)']);
    const [ours, others] = [await newCampaign({ brand: 'northlight' }), await newCampaign()];
    for (const campaignId of [ours, others]) await approved(campaignId);
    const day = { from: '2027-07-14', to: '2027-07-15' };
    const [french, german] = [
      await proposeCalendar(ctx(), { campaignId: ours, ...day }),
      await proposeCalendar(ctx(), { campaignId: others, ...day }),
    ];
    expect(french.placements.map(({ why }) => why)).toEqual([
      ['On 15 July 2027, 09:00.', '14 July 2027 is a holiday (Bastille Day (FR)).'],
    ]);
    expect(german.placements.map(({ why }) => why)).toEqual([['On 14 July 2027, 09:00.']]);
  });
});
