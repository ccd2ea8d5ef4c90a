import { z } from 'zod';
import { CHANNELS } from '#studio/model';
import type { FactBook } from '#agents/work/facts';
import { statement } from '#agents/work/work-product';
import type { Block } from '#agents/work/work-page';
import { calendarEntry, type CalendarEntry, PURPOSES } from './calendar-entries.ts';
import { type PlanDay, WEEKDAYS } from './campaign-days.ts';

const week = z.object({
  from: z.string(),
  to: z.string(),
  posts: z.number(),
  minutes: z.number(),
  free: z.array(z.string()),
  rest: z.array(z.string()),
});
const cadence = z.object({
  channel: z.enum(CHANNELS),
  perWeek: z.number(),
  source: z.string(),
  isAssumed: z.boolean(),
});
/** A calendar, week by week. */
export const calendar = z.object({
  from: z.string(),
  to: z.string(),
  entries: z.array(calendarEntry),
  weeks: z.array(week),
  mix: z.array(z.object({ purpose: z.enum(PURPOSES), posts: z.number() })),
  cadence: z.array(cadence),
  pauses: z.array(statement).describe('Days without a post, and why.'),
});
export type Calendar = z.output<typeof calendar>;

interface Minutes {
  readonly ready: number;
  readonly made: number;
  readonly replies: number;
}

/** The calendar as something to read. */
export function renderCalendar(made: Calendar): Block[] {
  return [
    ...made.weeks.flatMap((one) => renderWeek(one, made)),
    { kind: 'heading', text: 'Cadence and mix' },
    {
      kind: 'table',
      columns: ['Channel', 'Posts a week', 'Who says so'],
      rows: made.cadence.map(({ channel: name, perWeek, source }) => [name, String(perWeek), source]),
    },
    {
      kind: 'table',
      caption: 'Posts by purpose',
      columns: ['Purpose', 'Posts', 'Share'],
      rows: made.mix.map(({ purpose, posts }) => [
        purpose,
        String(posts),
        `${Math.round((100 * posts) / Math.max(1, made.entries.length))} %`,
      ]),
    },
    ...(made.pauses.length === 0
      ? []
      : [
          { kind: 'heading' as const, text: 'Days without a post' },
          {
            kind: 'list' as const,
            items: made.pauses.map(({ text, facts, basis }) => ({
              text,
              facts,
              isAssumed: basis === 'assumed',
            })),
          },
        ]),
    { kind: 'heading', text: 'What the texts rest on' },
    {
      kind: 'list',
      items: [...new Map(made.entries.map((entry) => [entry.text, entry])).values()].map(
        ({ text, facts }) => ({ text, facts }),
      ),
    },
  ];
}

function renderWeek(
  { from, to, posts, minutes, free, rest }: Calendar['weeks'][number],
  { entries }: Calendar,
): Block[] {
  const own = entries.filter(({ date }) => date >= from && date <= to);
  const words = [
    `${posts} posts, about ${Math.round(minutes / 6) / 10} hours.`,
    free.length === 0 ? '' : `Free for what cannot be planned: ${free.map(dayWords).join(', ')}.`,
    rest.length === 0 ? '' : `No posts: ${rest.join(', ')}.`,
  ];
  return [
    { kind: 'heading', text: `${dayWords(from)} to ${dayWords(to)}` },
    { kind: 'text', text: words.filter((part) => part !== '').join(' ') },
    ...(own.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: ['Day', 'Time', 'Channel', 'Purpose', 'Says', 'Why then'],
            rows: own.map((entry) => [
              dayWords(entry.date),
              `${entry.time}${entry.isTimeKnown ? '' : ' (assumed)'}`,
              entry.channel,
              `${entry.purpose}: ${entry.product}`,
              `${entry.text}${entry.variantId === null ? '' : `\n${entry.variantId}, ${entry.isApproved ? 'approved' : 'in review'}`}`,
              entry.why,
            ]),
          },
        ]),
  ];
}

/** `Fri 27 Nov`, as plans write days. */
export function dayWords(date: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(',', '');
}

/** Posts, work and free days of one week. */
export function weekOf(
  days: readonly PlanDay[],
  {
    entries,
    free,
    minutes,
  }: { entries: readonly CalendarEntry[]; free: readonly string[]; minutes: Minutes },
): Calendar['weeks'][number] {
  const dates = new Set(days.map(({ date }) => date));
  const own = entries.filter(({ date }) => dates.has(date));
  const work = own.reduce(
    (sum, { isApproved }) => sum + (isApproved ? minutes.ready : minutes.made) + minutes.replies,
    0,
  );
  return {
    from: days[0]?.date ?? '',
    to: days.at(-1)?.date ?? '',
    posts: own.length,
    minutes: work,
    free: free.filter((date) => dates.has(date)),
    rest: days.flatMap(({ date, holiday }) =>
      holiday === undefined ? [] : [`${dayWords(date)}, ${holiday.name} (${holiday.market})`],
    ),
  };
}

/** Days without a post, and why. */
export function pausesOf(
  days: readonly PlanDay[],
  {
    events,
    facts,
    free,
  }: { events: readonly { date: string; name: string }[]; facts: FactBook; free: readonly string[] },
): Calendar['pauses'] {
  const holidays = days.flatMap(({ date, holiday }) => {
    const id = `calendar.${holiday?.market ?? ''}.${date}`;
    return holiday === undefined || !facts.has(id)
      ? []
      : [
          {
            text: `${dayWords(date)}: ${holiday.name} in ${holiday.market}, people are not where adverts find them.`,
            basis: 'derived' as const,
            facts: [id],
          },
        ];
  });
  const weekdays = [
    ...new Set(
      days
        .filter(({ rest, holiday }) => rest !== undefined && holiday === undefined)
        .map(({ weekday, rest }) => `${WEEKDAYS[weekday - 1] ?? ''} (${rest ?? ''})`),
    ),
  ];
  const markets = facts.get('brief.markets');
  return [
    ...(weekdays.length === 0
      ? []
      : [
          {
            text: `${weekdays.join(', ')}: no post outside working days unless the audience asks for it.`,
            basis: markets === undefined ? ('assumed' as const) : ('derived' as const),
            facts: markets === undefined ? [] : [markets.id],
          },
        ]),
    ...holidays,
    ...events.map(({ date, name }, index) => ({
      text: `${dayWords(date)}: belongs to ${name}.`,
      basis: 'stated' as const,
      facts: [`input.events.${index}.date`, `input.events.${index}.name`],
    })),
    ...(free.length === 0
      ? []
      : [
          {
            text: `${free.map(dayWords).join(', ')}: free for replies, news and what went well and deserves a second post.`.slice(
              0,
              1_000,
            ),
            basis: 'assumed' as const,
            facts: [],
          },
        ]),
  ];
}
