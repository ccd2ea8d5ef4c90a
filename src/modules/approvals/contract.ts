import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { briefDetail } from '#modules/briefs/contract';
import { variant } from '#modules/creative/contract';
import { PRIORITIES, taskToApprove } from '#modules/tasks/contract';
import { chainOperations, stepProgress, stepStanding } from './chain-contract.ts';
import { APPROVAL_STATES, DECISIONS, SUBJECT_TYPES } from './enums.ts';

export { APPROVAL_STATES, DECISIONS, SUBJECT_TYPES };
export { givenChain } from './chain-contract.ts';
export type * from './chain-contract.ts';

/** So many at once, each told by itself. */
export const MOST_AT_ONCE = 200;

export const approval = z.object({
  id: z.string(),
  subjectType: z.enum(SUBJECT_TYPES),
  subjectId: z.string(),
  campaignId: z.string(),
  campaignKey: z.string(),
  campaignName: z.string(),
  revision: z.number().int().describe('Revision of the brief when it was asked for.'),
  title: z.string().describe('The headline of a variant, the name of a brief, the title of a task.'),
  detail: z
    .string()
    .describe('Product, language, channel; from where the brief came; or the type of a task.'),
  picture: z
    .object({ variantId: z.string(), ratio: z.string() })
    .nullable()
    .describe('One of its pictures, for a list.'),
  contentHash: z.string().describe('Of what would go out now. A decision names it.'),
  state: z.enum(APPROVAL_STATES),
  voidReason: z.string().nullable(),
  madeBy: z.string().describe('Who handed in the brief, or proposed the task.'),
  requestedAt: z.date(),
  decidedAt: z.date().nullable(),
  decidedBy: z.string().nullable(),
  comment: z.string().nullable().describe('What was said with the decision.'),
  openComments: z.number().int(),
  step: stepStanding
    .nullable()
    .describe('Where it stands in its steps; null: one decision is enough, or is made.'),
});
export type Approval = z.output<typeof approval>;

const spot = z.object({
  ratio: z
    .string()
    .regex(/^[\d.]{1,4}:\d{1,2}$/, 'looks like 4:5')
    .describe('Format of the picture.'),
  x: z.number().min(0).max(1).describe('Share of the width, from the left.'),
  y: z.number().min(0).max(1).describe('Share of the height, from the top.'),
});

export const approvalComment = z.object({
  id: z.string(),
  text: z.string(),
  spot: spot.nullable(),
  createdAt: z.date(),
  createdBy: z.string(),
  resolvedAt: z.date().nullable(),
  resolvedBy: z.string().nullable(),
});
export type ApprovalComment = z.output<typeof approvalComment>;

export const approvalDetail = approval.extend({
  variant: variant.nullable().describe('Exactly what would go out; null for others.'),
  brief: briefDetail.nullable(),
  task: taskToApprove.nullable().describe('Exactly what would be done; null for others.'),
  comments: z.array(approvalComment).describe('Oldest first, at most 500.'),
  steps: z
    .array(stepProgress)
    .describe('All its steps with what was decided in them; none: one decision is enough.'),
  mayDecide: z.boolean(),
  whyNot: z.string().nullable().describe('Why you cannot decide.'),
});
export type ApprovalDetail = z.output<typeof approvalDetail>;

const rules = z.object({
  needsSecondPerson: z
    .boolean()
    .describe('Whoever handed in a brief does not decide about it and what was made of it.'),
});
export const approvalPolicy = z.object({
  id: z.string(),
  name: z.string().trim().min(1).max(80).describe('One policy a name.'),
  types: z.array(z.string().max(80)).min(1).max(50).nullable().describe('Types of tasks; null: all.'),
  brandIds: z.array(z.string().max(200)).min(1).max(200).nullable().describe('Ids of brands; null: all.'),
  mostPriority: z.enum(PRIORITIES).describe('Tasks up to this priority.'),
  leastConfidence: z.number().min(0).max(1).describe('Tasks proposed with at least this confidence.'),
  mostMinutes: z.number().int().min(1).nullable().describe('Tasks of at most so much work; null: any.'),
  mostCostMicro: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .nullable()
    .default(null)
    .describe(
      'Tasks of types whose last runs cost at most so much each, in millionths of a US dollar; one that never ran is not let through. Null: any.',
    ),
  isOn: z.boolean(),
  madeBy: z.string(),
  createdAt: z.date(),
});
export type ApprovalPolicy = z.output<typeof approvalPolicy>;

const reference = z.object({ id: z.string().max(200) });
const contentHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'is not a hash')
  .describe('As you saw it.');
const commentText = z.string().trim().min(1).max(2_000);
const decision = {
  decision: z.enum(DECISIONS),
  comment: commentText.optional().describe('Needed unless you approve.'),
};
const tags = ['Approvals'];

export const approvalsContract = {
  list: operation(
    { needs: 'approvals.read', effect: 'read' },
    {
      method: 'GET',
      path: '/approvals',
      summary: 'What waits for people and what they decided, newest first',
      tags,
    },
  )
    .input(
      z.object({
        ...pageInput,
        state: z.enum(APPROVAL_STATES).optional(),
        subjectType: z.enum(SUBJECT_TYPES).optional(),
        campaignId: z.string().max(200).optional(),
        mine: z
          .stringbool()
          .or(z.boolean())
          .optional()
          .describe('Only what you may decide now: whose turn is not yours is left out.'),
      }),
    )
    .output(pageOf(approval)),
  counts: operation(
    { needs: 'approvals.read', effect: 'read' },
    { method: 'GET', path: '/approvals/counts', summary: 'How many stand in each state', tags },
  )
    .input(z.object({ campaignId: z.string().max(200).optional() }))
    .output(z.record(z.enum(APPROVAL_STATES), z.number().int())),
  rules: operation(
    { needs: 'approvals.read', effect: 'read' },
    { method: 'GET', path: '/approvals/rules', summary: 'Whether a second person is needed', tags },
  ).output(rules),
  setRules: operation(
    { needs: 'workspace.manage', effect: 'write', fresh: true },
    { method: 'POST', path: '/approvals/rules', summary: 'Ask for a second person, or do not', tags },
  )
    .input(rules)
    .output(rules),
  policies: operation(
    { needs: 'approvals.read', effect: 'read' },
    { method: 'GET', path: '/approval-policies', summary: 'Which tasks are approved without a person', tags },
  ).output(z.object({ items: z.array(approvalPolicy) })),
  setPolicy: operation(
    { needs: 'workspace.manage', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/approval-policies',
      summary: 'Let tasks of a kind through without a person; what waits already stays waiting',
      tags,
    },
  )
    .input(approvalPolicy.omit({ id: true, madeBy: true, createdAt: true }))
    .output(approvalPolicy),
  removePolicy: operation(
    { needs: 'workspace.manage', effect: 'write' },
    { method: 'POST', path: '/approval-policies/{id}/remove', summary: 'Remove a policy', tags },
  ).input(reference),
  get: operation(
    { needs: 'approvals.read', effect: 'read' },
    { method: 'GET', path: '/approvals/{id}', summary: 'Exactly what would go out, with comments', tags },
  )
    .input(reference)
    .output(approvalDetail),
  decide: operation(
    { needs: 'approvals.decide', effect: 'write' },
    {
      method: 'POST',
      path: '/approvals/{id}/decide',
      summary: 'Approve, reject or ask for changes, bound to what you saw',
      tags,
    },
  )
    .input(reference.extend({ contentHash, ...decision }))
    .output(approval),
  decideMany: operation(
    { needs: 'approvals.decide', effect: 'write' },
    {
      method: 'POST',
      path: '/approvals/decide',
      summary: 'Decide alike on several; each is told by itself',
      tags,
    },
  )
    .input(
      z.object({
        items: z
          .array(z.object({ id: z.string().max(200), contentHash }))
          .min(1)
          .max(MOST_AT_ONCE),
        ...decision,
      }),
    )
    .output(
      z.object({
        items: z.array(
          z.object({
            id: z.string(),
            isDone: z.boolean(),
            code: z.string().nullable().describe('Why not, as an error code.'),
            detail: z.string().nullable(),
          }),
        ),
      }),
    ),
  withdraw: operation(
    { needs: 'approvals.decide', effect: 'write' },
    {
      method: 'POST',
      path: '/approvals/{id}/withdraw',
      summary: 'Take a decision back: it waits again',
      tags,
    },
  )
    .input(reference)
    .output(approval),
  comment: operation(
    { needs: 'approvals.comment', effect: 'write' },
    {
      method: 'POST',
      path: '/approvals/{id}/comments',
      summary: 'Comment, also on a spot of a picture',
      tags,
    },
  )
    .input(reference.extend({ text: commentText, spot: spot.optional() }))
    .output(approvalComment),
  resolveComment: operation(
    { needs: 'approvals.comment', effect: 'write' },
    {
      method: 'POST',
      path: '/approvals/{id}/comments/{commentId}/resolve',
      summary: 'Say that a comment is dealt with',
      tags,
    },
  )
    .input(reference.extend({ commentId: z.string().max(200) }))
    .output(approvalComment),
  ...chainOperations,
};
