import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { CHOSEN_KINDS, MOST_COUNTED, NOTIFICATION_KINDS } from './enums.ts';

const position = z
  .string()
  .regex(/^\d{1,19}:\d{1,18}$/, 'It is the position of a notification, or `next` of the page before');

export const notification = z.object({
  id: z.string().describe('That of the newest event it tells of.'),
  position: position.describe('Its place in the order of all events.'),
  kind: z.enum(NOTIFICATION_KINDS),
  text: z.string().describe('A sentence, true when it is read.'),
  at: z.date(),
  isRead: z.boolean(),
  link: z
    .object({
      path: z.string().describe('Page of the dashboard, below `/w/<workspace>`.'),
      search: z.record(z.string(), z.string()),
    })
    .describe('Where the thing is.'),
});
export type Notification = z.output<typeof notification>;

const unread = z.object({
  unread: z.number().int().describe(`At most ${MOST_COUNTED}, which says ${MOST_COUNTED} or more.`),
});
export type Unread = z.output<typeof unread>;

const choice = z.object({
  hidden: z
    .array(z.enum(CHOSEN_KINDS))
    .max(CHOSEN_KINDS.length)
    .describe('Kinds you are not told of in this workspace.'),
});
export type NotificationChoice = z.output<typeof choice>;

const tags = ['Notifications'];

export const notificationsContract = {
  list: operation(
    { needs: 'self', effect: 'read' },
    {
      method: 'GET',
      path: '/notifications',
      summary: 'What happened in the workspace that concerns you, newest first',
      tags,
    },
  )
    .input(
      z.object({
        ...pageInput,
        after: position.optional().describe('`next` of the page before.'),
        unreadOnly: z.stringbool().or(z.boolean()).default(false).describe('Only those you have not read.'),
      }),
    )
    .output(pageOf(notification).describe('A page may hold fewer than `limit` and still have a `next`.')),
  count: operation(
    { needs: 'self', effect: 'read' },
    {
      method: 'GET',
      path: '/notifications/count',
      summary: 'How many notifications you have not read',
      tags,
    },
  ).output(unread),
  markRead: operation(
    { needs: 'self', effect: 'write' },
    {
      method: 'POST',
      path: '/notifications/read',
      summary: 'Mark notifications as read: single ones, or all up to one',
      tags,
    },
  )
    .input(
      z
        .object({
          upTo: position.optional().describe('This one and all before it.'),
          ids: z.array(z.string().max(200)).min(1).max(200).optional().describe('Single ones.'),
        })
        .refine(({ upTo, ids }) => (upTo === undefined) !== (ids === undefined), {
          error: 'Name either `upTo` or `ids`',
        }),
    )
    .output(unread),
  choice: operation(
    { needs: 'self', effect: 'read' },
    {
      method: 'GET',
      path: '/notifications/choice',
      summary: 'Which kinds of notifications you have switched off',
      tags,
    },
  ).output(choice),
  choose: operation(
    { needs: 'self', effect: 'write' },
    {
      method: 'POST',
      path: '/notifications/choice',
      summary: 'Switch kinds of notifications off, in place of those that were',
      tags,
    },
  )
    .input(choice)
    .output(choice),
};
