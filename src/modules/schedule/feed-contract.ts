import { z } from 'zod';
import { operation } from '#kernel/operation';
import { MOST_FEED_NAME, PAUSE_SCOPES } from './enums.ts';

export const calendarFeed = z.object({
  id: z.string(),
  name: z.string(),
  scope: z.enum(PAUSE_SCOPES),
  scopeId: z.string().describe('Of the brand or campaign; empty for all of the calendar.'),
  madeBy: z.string(),
  isOwn: z.boolean().describe('Whether you made it.'),
  createdAt: z.date(),
  lastReadAt: z.date().nullable().describe('To the minute; null: nobody has read it yet.'),
});
export type CalendarFeed = z.output<typeof calendarFeed>;

export const newCalendarFeed = calendarFeed.extend({
  url: z
    .string()
    .describe('The link. It is shown here and never again: only the hash of its secret is kept.'),
});
export type NewCalendarFeed = z.output<typeof newCalendarFeed>;

const feedInput = z.object({
  name: z.string().trim().min(1).max(MOST_FEED_NAME).describe('Which program reads it.'),
  scope: z.enum(PAUSE_SCOPES).default('workspace'),
  scopeId: z
    .string()
    .max(200)
    .default('')
    .describe('Id or key of the brand or campaign; empty for all of the calendar.'),
});
export type FeedInput = z.output<typeof feedInput>;

const tags = ['Schedule'];

export const feedOperations = {
  feeds: operation(
    { needs: 'views.keep', effect: 'read' },
    {
      method: 'GET',
      path: '/schedule/feeds',
      summary: 'Links by which other programs read the calendar: your own, or all where you may see people',
      tags,
    },
  ).output(z.object({ items: z.array(calendarFeed) })),
  makeFeed: operation(
    { needs: 'views.keep', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/schedule/feeds',
      summary: 'Make a link by which another program reads the calendar; it is shown once',
      tags,
    },
  )
    .input(feedInput)
    .output(newCalendarFeed),
  revokeFeed: operation(
    { needs: 'views.keep', effect: 'write' },
    {
      method: 'POST',
      path: '/schedule/feeds/{id}/revoke',
      summary: 'End a link to the calendar; it shows nothing from then on',
      tags,
    },
  ).input(z.object({ id: z.string().max(200) })),
};
