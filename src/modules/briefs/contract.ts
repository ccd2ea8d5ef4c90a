import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { problemSchema } from '#kernel/text-problem';

export const submission = z.object({
  outcome: z.enum(['created', 'revised', 'unchanged']),
  campaignId: z.string(),
  campaignKey: z.string(),
  revision: z.number().int(),
  warnings: z.array(problemSchema),
});
export type Submission = z.output<typeof submission>;

export const briefRevision = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaignKey: z.string(),
  revision: z.number().int(),
  contentHash: z.string(),
  source: z.object({
    kind: z.enum(['folder', 'api', 'cli', 'form']),
    name: z.string(),
    restoredFrom: z.number().int().exactOptional().describe('The revision that this one brought back.'),
  }),
  warnings: z.array(problemSchema),
  createdAt: z.date(),
});
export type BriefRevision = z.output<typeof briefRevision>;

export const briefDetail = briefRevision.extend({
  text: z.string().describe('The brief as it was handed in, YAML or JSON.'),
});
export type BriefDetail = z.output<typeof briefDetail>;

export const briefRejection = z.object({
  id: z.string(),
  fileName: z.string(),
  problems: z.array(problemSchema),
  rejectedAt: z.date(),
});
export type BriefRejection = z.output<typeof briefRejection>;

const text = z.object({
  text: z.string().max(300_000).describe('The brief as YAML or JSON, at most 256 KB.'),
  fileName: z
    .string()
    .max(200)
    .regex(/^[^/\\\0]+\.(yaml|yml|json)$/i, 'must end in .yaml, .yml or .json and name no folder')
    .default('brief.yaml')
    .describe(
      'Its stem is the campaign id where the brief names none. Pictures are looked for in the briefs folder.',
    ),
});

export const briefsContract = {
  list: operation(
    { needs: 'briefs.read', effect: 'read' },
    { method: 'GET', path: '/briefs', summary: 'Revisions of briefs, newest first', tags: ['Briefs'] },
  )
    .input(
      z.object({
        ...pageInput,
        campaignId: z.string().max(200).optional().describe('Only of this campaign, by its id.'),
        text: z.string().max(200).optional().describe('Part of the key of the campaign.'),
        revision: z.coerce
          .number()
          .int()
          .min(1)
          .max(2_147_483_647)
          .optional()
          .describe('Only revisions of this number.'),
      }),
    )
    .output(pageOf(briefRevision)),
  get: operation(
    { needs: 'briefs.read', effect: 'read' },
    {
      method: 'GET',
      path: '/briefs/{id}',
      summary: 'One revision of a brief with its text',
      tags: ['Briefs'],
    },
  )
    .input(z.object({ id: z.string().max(200) }))
    .output(briefDetail),
  listRejected: operation(
    { needs: 'briefs.read', effect: 'read' },
    {
      method: 'GET',
      path: '/briefs/rejected',
      summary: 'Briefs that could not be taken, with file, line and column',
      tags: ['Briefs'],
    },
  )
    .input(z.object(pageInput))
    .output(pageOf(briefRejection)),
  check: operation(
    { needs: 'briefs.read', effect: 'read' },
    { method: 'POST', path: '/briefs/check', summary: 'Check a brief without taking it', tags: ['Briefs'] },
  )
    .input(text)
    .output(z.object({ isValid: z.boolean(), problems: z.array(problemSchema) })),
  submit: operation(
    { needs: 'briefs.write', effect: 'write' },
    {
      method: 'POST',
      path: '/briefs',
      summary: 'Take a brief: its campaign starts by itself',
      tags: ['Briefs'],
    },
  )
    .input(text)
    .output(submission),
  restore: operation(
    { needs: 'briefs.write', effect: 'write' },
    {
      method: 'POST',
      path: '/briefs/{id}/restore',
      summary: 'Bring a former revision of a brief back as a new one: its campaign is made anew',
      tags: ['Briefs'],
    },
  )
    .input(
      z.object({
        id: z.string().max(200).describe('Id of the revision that comes back.'),
        newest: z.number().int().min(1).describe('The newest revision of its campaign, as you saw it.'),
      }),
    )
    .output(submission),
};
