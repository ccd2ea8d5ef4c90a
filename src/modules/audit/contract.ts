import { z } from 'zod';
import { BREAK_KINDS } from '#kernel/chain-break';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { ACTOR_KINDS } from './enums.ts';

export { ACTOR_KINDS };

const fields = z.record(z.string(), z.unknown()).nullable();

/** What an entry says, as it lies in its record. */
export const auditRecord = z.object({
  id: z.string().describe('That of the event in the history of the record.'),
  workspaceId: z.string(),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(ACTOR_KINDS),
    id: z.string().nullable().describe('null: the operator at this machine.'),
    via: z.string().nullable().describe('How it came: cli, http, mcp, folder, or the id of a run.'),
  }),
  action: z.string().describe('Such as `alert.resolved`.'),
  subject: z.object({ type: z.string(), id: z.string() }),
  before: fields.describe('The fields that changed, as they were; null: there was no record.'),
  after: fields.describe('The same as they are since; null: there is no record any more.'),
  requestId: z.string().nullable(),
});

export const auditEntry = auditRecord.extend({
  sequence: z.number().int().describe('From 1, without gaps.'),
  previousHash: z.string(),
  hash: z.string().describe('SHA-256 of the hash before and the record, as one text.'),
});
export type AuditEntry = z.output<typeof auditEntry>;

export const chainHead = z.object({
  sequence: z.number().int().describe('Number of the newest entry; 0: there is none.'),
  hash: z.string(),
});

/** A head in one word, as `aicmo audit head` prints it. */
export const headText = z
  .string()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/, 'A head is a number, a colon and 64 hexadecimal digits')
  .describe('`number:hash` of a head that was kept elsewhere.');

export const verification = z.object({
  isWhole: z.boolean(),
  entries: z.number().int().describe('Entries that hold, from the first one on.'),
  head: chainHead.describe('The last place that holds.'),
  break: z
    .object({
      sequence: z.number().int().describe('Number of the first entry that is not as it was written.'),
      kind: z.enum(BREAK_KINDS),
      detail: z.string(),
    })
    .nullable(),
});
export type Verification = z.output<typeof verification>;

const time = z.iso.datetime({ offset: true, error: 'It is a time such as 2026-11-01T00:00:00Z' });

const filters = {
  actorKind: z.enum(ACTOR_KINDS).optional(),
  actorId: z.string().max(200).optional(),
  action: z.string().max(200).optional().describe('Such as `alert.resolved`.'),
  subjectType: z.string().max(200).optional(),
  subjectId: z.string().max(200).optional(),
  from: time.optional().describe('Not before this time.'),
  until: time.optional().describe('Before this time.'),
};

export const auditContract = {
  list: operation(
    { needs: 'audit.read', effect: 'read' },
    {
      method: 'GET',
      path: '/audit/entries',
      summary: 'Entries of the audit chain, newest first',
      tags: ['Audit'],
    },
  )
    .input(
      z.object({
        ...pageInput,
        after: z
          .string()
          .regex(/^\d{1,15}$/, 'It is `next` of the page before, a number')
          .optional()
          .describe('`next` of the page before.'),
        ...filters,
      }),
    )
    .output(pageOf(auditEntry)),
  get: operation(
    { needs: 'audit.read', effect: 'read' },
    {
      method: 'GET',
      path: '/audit/entries/{sequence}',
      summary: 'One entry of the audit chain',
      tags: ['Audit'],
    },
  )
    .input(z.object({ sequence: z.string().max(200).describe('Number of the entry.') }))
    .output(auditEntry),
  head: operation(
    { needs: 'audit.read', effect: 'read' },
    {
      method: 'GET',
      path: '/audit/head',
      summary: 'Number and hash of the newest entry, to keep elsewhere',
      tags: ['Audit'],
    },
  ).output(chainHead),
  verify: operation(
    { needs: 'audit.read', effect: 'read' },
    {
      method: 'GET',
      path: '/audit/verify',
      summary: 'Follow the whole audit chain, and compare it with a head that was kept elsewhere',
      tags: ['Audit'],
    },
  )
    .input(z.object({ head: headText.optional() }))
    .output(verification),
};
