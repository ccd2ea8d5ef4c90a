import { z } from 'zod';
import { CHANNELS } from '#studio/model';
import { type CalendarEntry, fillSlots, PURPOSES } from '#agents/work/methods/calendar-entries';
import {
  type Calendar,
  calendar,
  dayWords,
  pausesOf,
  renderCalendar,
  weekOf,
} from '#agents/work/methods/calendar-page';
import { addDays, daysBetween, listDays } from '#agents/work/methods/campaign-days';
import { type Cadence, cadenceOf } from '#agents/work/methods/channel-cadence';
import { planSlots } from '#agents/work/methods/post-slots';
import { isBare } from '#agents/work/methods/social-posts';
import type { BriefMaterial, WorkMaterial } from '#agents/work/material';
import { defineTaskType, type Finding, type WorkRequest } from '#agents/work/task-type';
import { workProductOf } from '#agents/work/work-product';

const channel = z.enum(CHANNELS);
const day = z.iso.date();
const input = z.object({
  channels: z
    .array(channel)
    .max(9)
    .default([])
    .describe('Empty: the networks of the brief, without mail and adverts.'),
  cadence: z
    .array(
      z.object({
        channel,
        perWeek: z.number().min(0).max(21),
        source: z.string().trim().max(200).optional(),
      }),
    )
    .max(9)
    .default([])
    .describe('Posts a week, where the brand knows better than the starting values.'),
  bestTimes: z
    .array(
      z.object({
        channel,
        weekday: z.number().int().min(1).max(7),
        time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it like 08:30.'),
        source: z.string().trim().max(200).optional(),
      }),
    )
    .max(40)
    .default([])
    .describe('From past results; weekday 1 is Monday, time in the brand’s zone, best first.'),
  events: z
    .array(z.object({ date: day, name: z.string().trim().min(2).max(120) }))
    .max(60)
    .default([])
    .describe('Days that belong to something else.'),
  onRestDays: z
    .boolean()
    .default(false)
    .describe('True only where the audience asks for posts at the weekend.'),
  minutes: z
    .object({
      ready: z.number().min(1).max(600),
      made: z.number().min(1).max(600),
      replies: z.number().min(0).max(600),
    })
    .optional()
    .describe('Of work on a post from an approved variant, on one that is to be made, and on its replies.'),
});
type Input = z.output<typeof input>;

/** Minutes where the team has not measured its own; assumed. */
const MINUTES = { ready: 15, made: 40, replies: 15 };
const UNKNOWN_END_DAYS = 28;
/** Half a year; longer plans are out of date before they are done. */
const MOST_DAYS = 184;

export const taskType = defineTaskType<Input, Calendar>({
  type: 'social_calendar',
  aliases: [],
  title: 'Social calendar',
  purpose: 'Says what goes out where and when, from the first to the last day, with a reason for each date.',
  input,
  content: calendar,
  needs: ['brief'],
  reads: [],
  minutes: 60,
  propose({ brief }) {
    if (brief === null || networksOf(brief, { channels: [] }).length === 0) return undefined;
    const { start, end } = brief.schedule ?? {};
    const networks = networksOf(brief, { channels: [] });
    return {
      title: `Social calendar of ${brief.name}${start === undefined || end === undefined ? '' : `, ${start} to ${end}`}`,
      description: `Dates, purposes and texts for ${networks.join(', ')}.`,
      payload: input.parse({}),
      priority: 'HIGH',
      confidence: end === undefined ? 0.6 : 0.85,
      reason:
        end === undefined
          ? `The brief names ${networks.join(', ')} and no last day: what goes out first has to be agreed.`
          : `The brief runs until ${end} on ${networks.join(', ')}: somebody has to know what goes out on which day.`,
    };
  },
  check: ({ material, input }) => (material.brief === null ? [] : findGaps(material.brief, material, input)),
  write: writeProduct,
  wordable: () => [],
  render: ({ content: made }) => renderCalendar(made),
});

function networksOf(brief: BriefMaterial, { channels }: Pick<Input, 'channels'>) {
  return channels.length > 0 ? channels : brief.channels.filter((one) => one !== 'email' && one !== 'ads');
}

function spanOf({ brief, today }: Pick<WorkMaterial, 'brief' | 'today'>): {
  first: string;
  last: string;
  hasEnd: boolean;
  isCut: boolean;
} {
  const start = brief?.schedule?.start ?? today;
  const end = brief?.schedule?.end;
  const first = start < today && (end ?? today) >= today ? today : start;
  const last = end ?? addDays(first, UNKNOWN_END_DAYS - 1);
  const isCut = daysBetween(first, last) > MOST_DAYS;
  return {
    first,
    last: isCut ? addDays(first, MOST_DAYS - 1) : last,
    hasEnd: end !== undefined && !isCut,
    isCut,
  };
}

function findGaps(brief: BriefMaterial, { today }: WorkMaterial, input: Input): Finding[] {
  const { first, last } = spanOf({ brief, today });
  return [
    ...(networksOf(brief, input).length === 0
      ? [
          {
            field: 'channels',
            severity: 'blocks' as const,
            message: 'The brief names no network but mail and adverts: name the channels in the payload.',
          },
        ]
      : []),
    ...(first > last
      ? [
          {
            field: 'brief.schedule',
            severity: 'blocks' as const,
            message: `The last day ${last} is before the first ${first}: correct the dates in the brief.`,
          },
        ]
      : []),
    ...(brief.schedule?.end === undefined
      ? [
          {
            field: 'brief.schedule.end',
            severity: 'weakens' as const,
            message: `The brief names no last day, so ${UNKNOWN_END_DAYS} days are planned: add it.`,
          },
        ]
      : []),
    ...(input.bestTimes.length === 0
      ? [
          {
            field: 'bestTimes',
            severity: 'weakens' as const,
            message: 'No past result is known, so times are assumed: add the days and hours that did best.',
          },
        ]
      : []),
  ];
}

function writeProduct({ material, facts, input }: WorkRequest<Input>) {
  const { brief } = material;
  if (brief === null) throw new Error('examine lets no request without a brief through');
  const span = spanOf(material);
  const cadences = cadenceOf(networksOf(brief, input), input.cadence);
  const days = listDays(span, {
    markets: brief.markets,
    holidays: material.holidays,
    onRestDays: input.onRestDays,
  });
  const plan = planSlots(days, {
    cadence: cadences,
    bestTimes: input.bestTimes,
    events: input.events.map(({ date }) => date),
    hasEnd: span.hasEnd,
  });
  const entries = fillSlots(plan.slots, {
    material: { ...material, brief },
    facts,
    products: brief.products,
  });
  const minutes = input.minutes ?? MINUTES;
  const weeks = [...Map.groupBy(days, ({ week: monday }) => monday).values()].map((own) =>
    weekOf(own, { entries, free: plan.free, minutes }),
  );
  const mix = PURPOSES.map((purpose) => ({
    purpose,
    posts: entries.filter((entry) => entry.purpose === purpose).length,
  }));
  return workProductOf(calendar).parse({
    summary: summaryOf({ brief, span, entries, weeks, mix }),
    method: `Each channel's posts a week are spread over the days on which every market works (days off by CLDR, public holidays left out); days of past results come first, the first and the last working day always. One working day a week stays free. Purposes follow the third of the campaign: first be known, then be believed, then ask. Variants come before new texts, approved ones first, none twice while another is left. Times are local in the brand's zone; where no result is known, 08:30 and 12:30 take turns, so that there is one after some weeks.`,
    confidence: confidenceOf(entries, cadences),
    missing: [...missingTexts(entries, brief), ...missingOf({ material, brief, input, span })],
    wouldChange: [
      'Clicks by day and hour after the first two weeks: the better of the two trial times takes over.',
      'An event of the brand or the news that belongs on one of the free days.',
    ],
    next: nextOf(entries, brief),
    content: {
      from: span.first,
      to: span.last,
      entries,
      weeks,
      mix,
      cadence: cadences,
      pauses: pausesOf(days, { events: input.events, facts, free: plan.free }),
    },
  });
}

type Told = {
  brief: BriefMaterial;
  span: ReturnType<typeof spanOf>;
  entries: readonly CalendarEntry[];
  weeks: Calendar['weeks'];
  mix: Calendar['mix'];
};

function summaryOf({ brief, span, entries, weeks, mix }: Told): string {
  const busiest = weeks.toSorted((a, b) => b.minutes - a.minutes)[0];
  const approved = entries.filter(({ isApproved }) => isApproved).length;
  const variants = entries.filter(({ variantId }) => variantId !== null).length;
  const first = entries[0];
  const last = entries.at(-1);
  return [
    `${entries.length} posts of ${brief.name} from ${dayWords(span.first)} to ${dayWords(span.last)} on ${[...new Set(entries.map(({ channel: name }) => name))].join(', ')}: ${mix.map(({ purpose, posts }) => `${purpose} ${posts}`).join(', ')}.`,
    first === undefined || last === undefined
      ? ''
      : `It opens on ${dayWords(first.date)} with “${first.text}” and ends on ${dayWords(last.date)} with “${last.text}”.`,
    busiest === undefined ? '' : `The busiest week takes ${Math.round(busiest.minutes / 6) / 10} hours.`,
    `From variants: ${variants}, approved of them: ${approved}; the other texts are to be made.`,
    brief.products.every(isBare)
      ? 'The brief says nothing of the products yet: fill the first week only and keep the other dates as places.'
      : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function confidenceOf(
  entries: readonly CalendarEntry[],
  cadences: readonly Cadence[],
): { level: 'low' | 'medium' | 'high'; because: string } {
  const known = entries.filter(({ isTimeKnown }) => isTimeKnown).length;
  const stated = cadences.filter(({ isAssumed }) => !isAssumed).length;
  const share = entries.length === 0 ? 0 : known / entries.length;
  return {
    level: share >= 0.8 && stated === cadences.length ? 'high' : share >= 0.5 ? 'medium' : 'low',
    because: `${known} of ${entries.length} times come from results, ${stated} of ${cadences.length} cadences have a source.`,
  };
}

/** What the brief would have to say, so that no post is the same again. */
function missingTexts(entries: readonly CalendarEntry[], { products }: BriefMaterial) {
  const different = new Set(entries.map(({ text }) => text)).size;
  const bare = products.filter(isBare).map(({ name }) => name);
  return [
    ...(bare.length === 0
      ? []
      : [
          {
            what: `The brief says nothing of ${bare.join(', ')} but the name: their posts rest on the campaign's message and the brand's values.`,
            where: 'brief.products.benefits, features, proofs',
            gain: 'Posts that say what the product does. Until then fill the first week only and keep the other dates as places.',
          },
        ]),
    ...(different === entries.length
      ? []
      : [
          {
            what: `The facts carry ${different} different texts for ${entries.length} posts; the others say one of them again.`,
            where: 'brief.products',
            gain: 'More benefits, features, proofs and problems, or fewer posts a week.',
          },
        ]),
  ];
}

function missingOf({
  material,
  brief,
  input,
  span,
}: {
  material: WorkMaterial;
  brief: BriefMaterial;
  input: Input;
  span: Told['span'];
}) {
  return [
    ...(input.bestTimes.length === 0
      ? [
          {
            what: 'Days and hours on which earlier posts did best, by channel.',
            where: 'bestTimes',
            gain: 'Dates by result instead of two trial times that take turns.',
          },
        ]
      : []),
    ...(input.cadence.length === 0
      ? [
          {
            what: 'How often the brand posts today, by channel.',
            where: 'cadence',
            gain: 'A rhythm that the team and the audience know.',
          },
        ]
      : []),
    ...(brief.schedule?.end === undefined
      ? [
          {
            what: 'The last day of the campaign.',
            where: 'brief.schedule.end',
            gain: 'A last third that asks for the order.',
          },
        ]
      : []),
    ...(span.isCut
      ? [
          {
            what: `The campaign is longer than ${MOST_DAYS} days; the rest is not planned.`,
            where: 'brief.schedule',
            gain: 'Plan it from the results of the first half.',
          },
        ]
      : []),
    ...(material.holidays.length === 0
      ? [
          {
            what: `No public holiday of ${brief.markets.join(', ') || 'the markets'} is known in this span.`,
            where: 'the house’s holiday calendar',
            gain: 'If one is lacking there, its day would be left out.',
          },
        ]
      : []),
    ...(input.minutes === undefined
      ? [
          {
            what: 'How many minutes the team spends on a post and its replies.',
            where: 'minutes',
            gain: `Effort by your own figures; ${MINUTES.ready} ready, ${MINUTES.made} new and ${MINUTES.replies} for replies are assumed.`,
          },
        ]
      : []),
  ];
}

function nextOf(entries: readonly CalendarEntry[], { campaignId }: BriefMaterial): string[] {
  const open = entries.filter(({ variantId }) => variantId === null);
  const review = entries.filter(({ variantId, isApproved }) => variantId !== null && !isApproved);
  return [
    ...(review.length === 0
      ? []
      : [
          `Approve the variants in review before their day; the first is ${review[0]?.variantId ?? ''} on ${dayWords(review[0]?.date ?? '')}.`,
        ]),
    ...(open.length === 0
      ? []
      : [
          `Make the ${open.length} open posts (\`aicmo campaign resume ${campaignId}\`), the first by ${dayWords(open[0]?.date ?? '')}.`,
        ]),
    'After two weeks compare clicks of both trial times, and put the better one into bestTimes.',
  ];
}
