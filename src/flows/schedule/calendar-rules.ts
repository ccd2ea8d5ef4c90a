import { findTaskType } from '#agents/work/registry';
import { sha256 } from '#kernel/hash';
import { DAY_MS, dayText } from '#kernel/zone';
import { getBrand } from '#modules/brands/index';
import {
  type CalendarDay,
  type CalendarRules,
  calendarRules,
  holidaysOf,
  isMarket,
  MOST_DAYS,
  type PlanRequest,
  rulesStore,
  scheduleError,
  WEEKDAYS,
} from '#modules/schedule/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';

/** How the days of a brand are; those of the workspace, or the first ones, where it has none of its own. */
export async function getCalendarRules(
  ctx: Context,
  { brandId }: { brandId: string },
): Promise<CalendarRules> {
  authorise(ctx, 'tasks.read');
  return readRules(ctx, brandId);
}

/**
 * Sets how the days of a brand are. What stands in the calendar stays until it is planned anew. Throws `brands.unknown` and
 * `schedule.rules_invalid`.
 */
export async function setCalendarRules(
  ctx: Context,
  input: { brandId: string; rules: CalendarRules },
): Promise<CalendarRules> {
  authorise(ctx, 'tasks.run');
  const rules = await checkNames(input.rules);
  return withTransaction(ctx.db, async (tx) => {
    const brandId =
      input.brandId === '' ? '' : (await getBrand({ ...ctx, db: tx }, { id: input.brandId })).id;
    const before = await readRules({ ...ctx, db: tx }, brandId);
    await rulesStore.saveRules(tx, ctx.workspaceId, { brandId, rules, at: ctx.clock.now() });
    await appendEvent(tx, ctx, {
      type: 'schedule.rules_set',
      subject: brandId === '' ? { type: 'workspace', id: ctx.workspaceId } : { type: 'brand', id: brandId },
      payload: {},
      before: { rules: auditedRules(before) },
      after: { rules: auditedRules(rules) },
    });
    return rules;
  });
}

/** The rules with types by their own names. Throws `schedule.rules_invalid` for what is not known, field by field. */
async function checkNames(rules: CalendarRules): Promise<CalendarRules> {
  const issues: { field: string; message: string }[] = [];
  for (const [index, market] of rules.holidaysOf.entries())
    if (!(await isMarket(market)))
      issues.push({
        field: `rules.holidaysOf.${index}`,
        message: `${market} is no country, or part of one, whose holidays are known`,
      });
  const resources = rules.resources.map((resource, index) => {
    const types = resource.types?.map((name, n) => {
      const type = findTaskType(name)?.type;
      if (type === undefined)
        issues.push({
          field: `rules.resources.${index}.types.${n}`,
          message: `${name} is no type of task`,
        });
      return type ?? name;
    });
    return { ...resource, types: types === undefined ? null : [...new Set(types)] };
  });
  if (issues.length === 0) return { ...rules, resources };
  const problems = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw scheduleError('schedule.rules_invalid', { problems, issues });
}

/** Without what people wrote: names of people do not belong on a chain that forgets nothing. */
function auditedRules({ blackouts, resources, ...rules }: CalendarRules): Record<string, unknown> {
  return {
    ...rules,
    blackouts: blackouts.map(({ reason, ...days }) => ({ ...days, reasonHash: sha256(reason) })),
    resources: resources.map(({ name, ...limits }) => ({ ...limits, nameHash: sha256(name) })),
  };
}

/** Which days of a stretch are worked, when, and what they are called where they are free. Throws `schedule.range_*`. */
export async function listDays(
  ctx: Context,
  input: { brandId: string; from: string; to: string },
): Promise<{ timeZone: string; items: CalendarDay[] }> {
  authorise(ctx, 'tasks.read');
  checkRange(input);
  const { rules, holidays } = await rulesFor(ctx, input);
  const items: CalendarDay[] = [];
  for (let at = Date.parse(input.from); at <= Date.parse(input.to); at += DAY_MS) {
    const day = dayText(at / DAY_MS);
    const off = [
      ...holidays.filter(({ date }) => date === day).map(({ name }) => ({ kind: 'holiday' as const, name })),
      ...rules.blackouts
        .filter(({ from, to }) => from <= day && day <= to)
        .map(({ reason }) => ({ kind: 'blackout' as const, name: reason })),
    ];
    const spans = rules.workingHours[weekdayOf(at)] ?? [];
    const isWorked = off.length === 0 && spans.length > 0 && rules.maxTasksPerDay > 0;
    items.push({ day, isWorked, spans, off });
  }
  return { timeZone: rules.timeZone, items };
}

/** Of midnight UTC of a day. */
function weekdayOf(at: number): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(new Date(at).getUTCDay() + 6) % 7] ?? 'mon';
}

/** Throws `schedule.range_backwards` and `schedule.range_too_long`. */
export function checkRange({ from, to }: { from: string; to: string }): void {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw scheduleError('schedule.range_backwards', { from, to });
  if (days > MOST_DAYS) throw scheduleError('schedule.range_too_long', { from, to, days, most: MOST_DAYS });
}

/** The rules of a brand with the public holidays of a stretch of days. */
export async function rulesFor(
  ctx: Context,
  { brandId, from, to }: { brandId: string; from: string; to: string },
): Promise<{ rules: CalendarRules; holidays: { date: string; name: string }[] }> {
  const rules = await readRules(ctx, brandId);
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const all = [];
  for (const market of rules.holidaysOf)
    for (const { date, name } of (await holidaysOf(market, years)) ?? [])
      if (date >= from && date <= to) all.push({ date, name: `${name} (${market})` });
  return { rules, holidays: all };
}

/** The rules as the planner takes them. */
export function spansOf(
  rules: CalendarRules,
): Pick<PlanRequest, 'timeZone' | 'workingHours' | 'blackouts' | 'maxTasksPerDay' | 'minutesPerDay'> {
  const { timeZone, workingHours, blackouts, maxTasksPerDay, minutesPerDay } = rules;
  return {
    timeZone,
    workingHours,
    blackouts,
    maxTasksPerDay,
    ...(minutesPerDay === null ? {} : { minutesPerDay }),
  };
}

async function readRules(ctx: Context, brandId: string): Promise<CalendarRules> {
  return calendarRules.parse((await rulesStore.findRules(ctx.db, ctx.workspaceId, brandId)) ?? {});
}
