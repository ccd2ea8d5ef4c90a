import { z } from 'zod';
import { operation } from '#kernel/operation';
import { PRIORITIES, TASK_STATUSES } from '#modules/tasks/contract';
import {
  MOST_DAYS,
  MOST_ITEMS,
  MOST_RESOURCES,
  OFF_KINDS,
  OUTLINE_PLACES,
  PAUSE_SCOPES,
  SCHEDULE_STATES,
  WEEKDAYS,
} from './enums.ts';
import { feedOperations } from './feed-contract.ts';

export { MOST_DAYS, MOST_ITEMS, OFF_KINDS, OUTLINE_PLACES, PAUSE_SCOPES, SCHEDULE_STATES, WEEKDAYS };
export { type CalendarFeed, type FeedInput, type NewCalendarFeed } from './feed-contract.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'looks like 2026-12-01')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'is no day of the calendar');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'looks like 09:00');
const span = z.object({ from: time, to: time }).refine(({ from, to }) => from < to, 'ends before it begins');

/** A person, an account or a room whose time tasks share. */
export const sharedResource = z.object({
  name: z.string().trim().min(1).max(80).describe('Of equal names it is the same, whatever brand has it.'),
  minutesPerDay: z.number().int().min(0).max(1_440).nullable().default(null).describe('No limit when null.'),
  tasksPerDay: z.number().int().min(0).max(1_000).nullable().default(null).describe('No limit when null.'),
  atOnce: z.number().int().min(1).max(50).default(1).describe('Tasks it takes at the same time.'),
  types: z
    .array(z.string().trim().min(1).max(80))
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe('Types of tasks that need it; every task when null.'),
});
export type SharedResource = z.output<typeof sharedResource>;

/** How the days of a brand are. */
export const calendarRules = z.object({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'is no time zone that there is; write it like Europe/Berlin')
    .default('UTC')
    .describe('IANA name, such as Europe/Berlin.'),
  workingHours: z
    .partialRecord(z.enum(WEEKDAYS), z.array(span).max(6))
    .default(() =>
      Object.fromEntries(WEEKDAYS.slice(0, 5).map((name) => [name, [{ from: '09:00', to: '17:00' }]])),
    ),
  maxTasksPerDay: z.number().int().min(0).max(1_000).default(5),
  minutesPerDay: z.number().int().min(0).max(100_000).nullable().default(null),
  blackouts: z
    .array(z.object({ from: day, to: day, reason: z.string().trim().min(1).max(200) }))
    .max(200)
    .default([]),
  /** Countries (`DE`) or parts of them (`DE-BY`) whose public holidays are free. */
  holidaysOf: z
    .array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'looks like DE or DE-BY'))
    .max(10)
    .default([]),
  resources: z.array(sharedResource).max(MOST_RESOURCES).default([]),
});
export type CalendarRules = z.output<typeof calendarRules>;

/** Rules that are set: a blackout that ends before it begins would free no day, and a name stands for one resource. */
export const newCalendarRules = calendarRules.superRefine(({ blackouts, resources }, check) => {
  for (const [index, { from, to }] of blackouts.entries())
    if (to < from)
      check.addIssue({
        code: 'custom',
        path: ['blackouts', index, 'to'],
        message: 'is before the first day',
      });
  const names = resources.map(({ name }) => name.toLowerCase());
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      check.addIssue({ code: 'custom', path: ['resources', index, 'name'], message: 'is there already' });
});

export const scheduledTask = z.object({
  id: z.string(),
  taskId: z.string(),
  title: z.string(),
  type: z.string(),
  priority: z.enum(PRIORITIES),
  campaignId: z.string(),
  campaignName: z.string(),
  brandId: z.string().nullable(),
  runAt: z.date(),
  endAt: z.date().describe('When its work is expected to be done.'),
  windowEnd: z.date().describe('The latest instant at which it may begin.'),
  state: z.enum(SCHEDULE_STATES),
  isFixed: z.boolean().describe('Put there by a person: planning anew does not move it.'),
  isDryRun: z.boolean(),
  why: z.array(z.string()).describe('Why it stands there.'),
  problem: z.string().nullable().describe('What stood in the way last, or why it was passed over.'),
  attempts: z.number().int(),
  taskRunId: z.string().nullable(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
});
export type ScheduledTask = z.output<typeof scheduledTask>;

const told = z.array(z.string());
export const placement = z.object({
  taskId: z.string(),
  title: z.string(),
  runAt: z.date(),
  endAt: z.date(),
  windowEnd: z.date(),
  isFixed: z.boolean(),
  why: told,
});
export const unplaced = z.object({
  taskId: z.string(),
  title: z.string(),
  conflicts: told.describe('What stands in the way.'),
  resolutions: told.describe('What would give it a place; each was tried out.'),
});
export const proposedPlan = z.object({
  timeZone: z.string(),
  isCut: z
    .boolean()
    .describe('There is more approved work than is planned at once: 10,000 tasks, the newest.'),
  placements: z.array(placement),
  unplaced: z.array(unplaced),
  fixedConflicts: z.array(z.object({ taskId: z.string(), title: z.string(), conflicts: told })),
  moved: z.number().int().describe('Tasks that stand at another time than in the calendar now.'),
});
export type ProposedPlan = z.output<typeof proposedPlan>;

export const trayTask = z.object({
  taskId: z.string(),
  title: z.string(),
  campaignName: z.string(),
  priority: z.enum(PRIORITIES),
  minutes: z.number().int(),
  status: z.enum(TASK_STATUSES),
  why: z.string().nullable(),
});

export const calendarDay = z.object({
  day: z.string(),
  isWorked: z.boolean().describe('Work may be planned on it.'),
  spans: z.array(z.object({ from: z.string(), to: z.string() })).describe('Working hours, by its own clock.'),
  off: z
    .array(z.object({ kind: z.enum(OFF_KINDS), name: z.string() }))
    .describe('Holidays and blackouts of the day.'),
});
export type CalendarDay = z.output<typeof calendarDay>;

const hiddenItems = z.object({
  at: z.date().describe('When the first of them begins.'),
  campaignId: z.string(),
  brandId: z.string().nullable(),
  count: z.number().int(),
});
export const calendarOutline = z.object({
  timeZone: z.string(),
  items: z.array(scheduledTask),
  more: z.array(hiddenItems).describe('What has no room in its place.'),
  rowsLeft: z.number().int().describe('Campaigns or brands that are left out; 0 where places are no rows.'),
  isCut: z.boolean().describe('There are more than are counted.'),
});
export type CalendarOutline = z.output<typeof calendarOutline>;

export const pause = z.object({
  scope: z.enum(PAUSE_SCOPES),
  scopeId: z.string().describe('Of the brand or campaign; empty for everything.'),
  reason: z.string(),
  by: z.string(),
  at: z.date(),
});
export type Pause = z.output<typeof pause>;

const range = {
  from: day.describe('First day, in the time zone of the calendar.'),
  to: day.describe('Last day.'),
};
const campaignId = z
  .string()
  .max(200)
  .optional()
  .describe('Id or key of a campaign; all where it is left out.');
const taskId = z.string().max(200).describe('Id of the task.');
const scope = {
  scope: z.enum(PAUSE_SCOPES),
  scopeId: z.string().max(200).default('').describe('Of the brand or campaign; empty for everything.'),
};
const tags = ['Schedule'];

export const scheduleContract = {
  list: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/schedule', summary: 'What stands in the calendar, by time', tags },
  )
    .input(
      z.object({
        from: z.coerce.date().describe('What ends after this instant,'),
        to: z.coerce.date().describe('and begins before that one.'),
        campaignId,
        limit: z.coerce.number().int().min(1).max(MOST_ITEMS).default(1_000),
      }),
    )
    .output(
      z.object({
        items: z.array(scheduledTask),
        isCut: z.boolean().describe('There are more than `limit`.'),
      }),
    ),
  tray: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/schedule/tray', summary: 'Work that stands at no time yet', tags },
  )
    .input(z.object({ campaignId }))
    .output(z.object({ items: z.array(trayTask) })),
  propose: operation(
    { needs: 'tasks.read', effect: 'read' },
    {
      method: 'POST',
      path: '/schedule/propose',
      summary: 'Where approved work would stand; nothing is kept',
      tags,
    },
  )
    .input(z.object({ ...range, campaignId }))
    .output(proposedPlan),
  apply: operation(
    { needs: 'tasks.run', effect: 'write' },
    { method: 'POST', path: '/schedule/apply', summary: 'Plan approved work into the calendar', tags },
  )
    .input(z.object({ ...range, campaignId, dryRun: z.boolean().optional() }))
    .output(proposedPlan),
  put: operation(
    { needs: 'tasks.run', effect: 'write' },
    {
      method: 'POST',
      path: '/schedule/put',
      summary: 'Put one task at a time; planning anew does not move it',
      tags,
    },
  )
    .input(
      z.object({
        taskId,
        runAt: z.coerce.date(),
        windowEnd: z.coerce
          .date()
          .optional()
          .describe('The latest instant at which it may begin; a day later at first.'),
        dryRun: z.boolean().optional(),
        onlyCheck: z.boolean().default(false).describe('Only say what would be broken.'),
      }),
    )
    .output(z.object({ item: scheduledTask.nullable(), conflicts: told })),
  remove: operation(
    { needs: 'tasks.run', effect: 'write' },
    { method: 'POST', path: '/schedule/remove', summary: 'Take a task out of the calendar', tags },
  ).input(z.object({ taskId })),
  rules: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/schedule/rules', summary: 'How the days of a brand are', tags },
  )
    .input(z.object({ brandId: z.string().max(200).default('') }))
    .output(calendarRules),
  setRules: operation(
    { needs: 'tasks.run', effect: 'write' },
    { method: 'POST', path: '/schedule/rules', summary: 'Set how the days of a brand are', tags },
  )
    .input(z.object({ brandId: z.string().max(200).default(''), rules: newCalendarRules }))
    .output(calendarRules),
  outline: operation(
    { needs: 'tasks.read', effect: 'read' },
    {
      method: 'GET',
      path: '/schedule/outline',
      summary: 'The first of each day, hour or row, and how many more there are',
      tags,
    },
  )
    .input(
      z.object({
        ...range,
        campaignId,
        by: z.enum(OUTLINE_PLACES).default('day').describe('What shares a place.'),
        most: z.coerce.number().int().min(2).max(50).default(4).describe('So many a place has room for.'),
      }),
    )
    .output(calendarOutline),
  days: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/schedule/days', summary: 'Which days are worked, day by day', tags },
  )
    .input(z.object({ ...range, brandId: z.string().max(200).default('') }))
    .output(z.object({ timeZone: z.string(), items: z.array(calendarDay) })),
  pauses: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/pauses', summary: 'What is paused', tags },
  ).output(z.object({ items: z.array(pause) })),
  pause: operation(
    { needs: 'tasks.run', effect: 'write' },
    { method: 'POST', path: '/pauses', summary: 'Pause everything, a brand or a campaign at once', tags },
  )
    .input(z.object({ ...scope, reason: z.string().trim().min(1).max(500) }))
    .output(pause),
  resume: operation(
    { needs: 'tasks.run', effect: 'write' },
    { method: 'POST', path: '/pauses/end', summary: 'End a pause', tags },
  ).input(z.object(scope)),
  ...feedOperations,
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
