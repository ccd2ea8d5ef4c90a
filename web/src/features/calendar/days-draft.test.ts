import { expect, it } from 'vitest';
import { calendarRules } from '#modules/schedule/contract';
import { type DaysDraft, draftOf, NEW_RESOURCE, problemWithin, readDraft, refusalOf } from './days-draft.ts';

const first = draftOf(calendarRules.parse({}));
const mara = { ...NEW_RESOURCE, name: 'Mara' };
const problemsOf = (change: Partial<DaysDraft>): unknown => {
  const read = readDraft({ ...first, ...change });
  return 'problems' in read ? read.problems : {};
};

it('SCH-2 people and accounts are read as they were typed: an empty limit is none, no types are all', () => {
  const resources = [
    { name: 'Mara', minutesPerDay: 420, tasksPerDay: null, atOnce: 1, types: null },
    { name: 'Instagram', minutesPerDay: null, tasksPerDay: 2, atOnce: 3, types: ['swot_analysis'] },
  ];
  const rules = calendarRules.parse({ resources });
  expect(draftOf(rules).resources).toMatchObject([{ tasksPerDay: '', types: [] }, { minutesPerDay: '' }]);
  expect(readDraft(draftOf(rules))).toEqual({ rules });
});

it('SCH-2 what only the server knows is told at its field', () => {
  const issues = [{ field: 'rules.holidaysOf.1', message: 'XX is no country' }];
  expect(problemWithin(refusalOf({ issues }), 'holidaysOf')).toBe('XX is no country.');
  expect(refusalOf({})).toEqual({});
});

it('SCH-4 rules that are typed come back as they were', () => {
  expect(readDraft(first)).toEqual({ rules: calendarRules.parse({}) });
  expect(readDraft({ ...first, maxTasksPerDay: 0, minutesPerDay: 90 })).toMatchObject({
    rules: { maxTasksPerDay: 0, minutesPerDay: 90 },
  });
});

it.each<[Partial<DaysDraft>, Record<string, string>]>([
  [{ timeZone: 'Europe/Nowhere' }, { timeZone: 'There is no such time zone. Write it like Europe/Berlin.' }],
  [
    { workingHours: { mon: [{ from: '17:00', to: '09:00' }] } },
    { 'workingHours.mon.0': 'It ends before it begins.' },
  ],
  [
    { workingHours: { tue: [{ from: '9', to: '10:00' }] } },
    { 'workingHours.tue.0.from': 'It looks like 09:00.' },
  ],
  [{ maxTasksPerDay: '' }, { maxTasksPerDay: 'Give a number; 0 plans nothing.' }],
  [{ maxTasksPerDay: 5_000 }, { maxTasksPerDay: 'It is at most 1,000.' }],
  [{ minutesPerDay: -1 }, { minutesPerDay: 'It is at least 0.' }],
  [
    { blackouts: [{ from: '2026-12-24', to: '2026-12-23', reason: 'Rest' }] },
    { 'blackouts.0.to': 'It is before the first day.' },
  ],
  [
    { blackouts: [{ from: '2026-12-24', to: '2026-12-25', reason: '' }] },
    { 'blackouts.0.reason': 'Give a reason.' },
  ],
  [
    { blackouts: [{ from: '', to: '2026-12-25', reason: 'x' }] },
    { 'blackouts.0.from': 'It looks like 2026-12-01.' },
  ],
  [{ resources: [NEW_RESOURCE] }, { 'resources.0.name': 'Give a name.' }],
  [{ resources: [mara, { ...mara, name: 'mara ' }] }, { 'resources.1.name': 'It is there already.' }],
  [
    { resources: [{ ...mara, minutesPerDay: 1_441, tasksPerDay: -1, atOnce: 0 }] },
    {
      'resources.0.minutesPerDay': 'It is at most 1,440.',
      'resources.0.tasksPerDay': 'It is at least 0.',
      'resources.0.atOnce': 'It is at least 1.',
    },
  ],
  [{ resources: [{ ...mara, atOnce: '' }] }, { 'resources.0.atOnce': 'Give a whole number.' }],
  [{ holidaysOf: ['Germany'] }, { 'holidaysOf.0': 'It looks like DE or DE-BY.' }],
])('SCH-4 says in plain words what is wrong with %j', (change, problems) => {
  expect(problemsOf(change)).toMatchObject(problems);
});
