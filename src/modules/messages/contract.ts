import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { AUDIENCES } from './enums.ts';

export { AUDIENCES };

export const messageBody = z.object({
  situation: z.string(),
  impact: z.string(),
  actions: z.array(z.string()),
  eta: z.string(),
  escalation: z.string(),
  nextUpdate: z.string(),
});

export const message = z.object({
  id: z.string(),
  alertId: z.string(),
  audience: z.enum(AUDIENCES),
  state: z.enum(['draft', 'approved', 'sent']).describe('Nothing is sent: a person takes it from here.'),
  writer: z
    .string()
    .describe(
      '`template`: written by code; `edited by …`: changed by a person; else provider and model that worded it.',
    ),
  subject: z.string(),
  body: messageBody,
  contextHash: z.string().describe('SHA-256 of the alert context it was written from.'),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Message = z.output<typeof message>;
export type Audience = Message['audience'];

const line = z.string().trim().min(1).max(2_000);
const editedBody = messageBody.extend({
  situation: line,
  impact: line,
  actions: z.array(line).max(20),
  eta: line,
  escalation: line,
  nextUpdate: line,
});

export const messagesContract = {
  list: operation(
    { needs: 'messages.read', effect: 'read' },
    {
      method: 'GET',
      path: '/messages',
      summary: 'Drafted stakeholder messages, newest first',
      tags: ['Messages'],
    },
  )
    .input(z.object({ ...pageInput, alertId: z.string().max(200).optional() }))
    .output(pageOf(message)),
  edit: operation(
    { needs: 'messages.draft', effect: 'write' },
    {
      method: 'POST',
      path: '/messages/{id}',
      summary: 'Change the words of a draft, as you saw it',
      tags: ['Messages'],
    },
  )
    .input(
      z.object({
        id: z.string().max(200),
        subject: z.string().trim().min(1).max(300),
        body: editedBody,
        updatedAt: z.coerce.date().describe('`updatedAt` of the draft that you changed.'),
      }),
    )
    .output(message),
  draft: operation(
    { needs: 'messages.draft', effect: 'write' },
    {
      method: 'POST',
      path: '/alerts/{alertId}/draft',
      summary: 'Draft the message of an alert anew for an audience',
      tags: ['Messages'],
    },
  )
    .input(z.object({ alertId: z.string().max(200), audience: z.enum(AUDIENCES).default('team') }))
    .output(message),
};
