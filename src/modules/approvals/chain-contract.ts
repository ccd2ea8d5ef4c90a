import { z } from 'zod';
import { operation } from '#kernel/operation';
import { email, linkToken, personName } from '#modules/accounts/contract';
import { DECIDING_ROLES, DECISIONS, STEP_MODES, SUBJECT_TYPES } from './enums.ts';

const reference = z.object({ id: z.string().max(200) });
const tags = ['Approvals'];
const hours = z
  .number()
  .int()
  .min(1)
  .max(24 * 365);

const roleSeat = z.object({
  kind: z.literal('role'),
  role: z.enum(DECIDING_ROLES).describe('Anybody who is this.'),
});
const personSeat = z.object({ kind: z.literal('person'), personId: z.string().max(200), name: z.string() });
const clientSeat = z.object({
  kind: z.literal('client'),
  email: email.describe('Of somebody without an account, who decides by a link.'),
  name: personName,
});
export const seat = z.discriminatedUnion('kind', [roleSeat, personSeat, clientSeat]);
export type Seat = z.output<typeof seat>;

const givenSeat = z.discriminatedUnion('kind', [roleSeat, personSeat.omit({ name: true }), clientSeat]);

const stepName = z.string().trim().min(1).max(80);
const step = z.object({
  name: stepName,
  mode: z.enum(STEP_MODES).describe('One of the seats is enough, or all of them are needed.'),
  seats: z.array(seat),
  hours: hours
    .nullable()
    .describe('Until when it is due, in hours from when it is reached; null: without an end.'),
  remindHours: hours
    .nullable()
    .describe('Who is asked is told again after so many hours, and again; null: never.'),
  escalateTo: z
    .array(seat)
    .describe('Who may decide as well once it is overdue; nobody named: owners and admins.'),
});
export type ChainStep = z.output<typeof step>;

export const approvalChain = z.object({
  id: z.string(),
  name: z.string(),
  subjectTypes: z.array(z.enum(SUBJECT_TYPES)),
  brandIds: z.array(z.string()).nullable().describe('Ids of brands; null: all.'),
  types: z.array(z.string()).nullable().describe('Types of tasks; null: all.'),
  steps: z.array(step),
  waiting: z.number().int().describe('How many approvals stand in its steps now.'),
  madeBy: z.string(),
  createdAt: z.date(),
});
export type ApprovalChain = z.output<typeof approvalChain>;

const givenStep = z.object({
  name: stepName,
  mode: z.enum(STEP_MODES).default('any'),
  seats: z.array(givenSeat).min(1, 'names nobody who decides').max(20),
  hours: hours.nullable().default(null),
  remindHours: hours.nullable().default(null),
  escalateTo: z.array(givenSeat).max(20).default([]),
});
export const givenChain = z
  .object({
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .describe('One chain a name; setting it again puts another in its place.'),
    subjectTypes: z.array(z.enum(SUBJECT_TYPES)).min(1).max(SUBJECT_TYPES.length),
    brandIds: z.array(z.string().max(200)).min(1).max(200).nullable().default(null),
    types: z.array(z.string().max(80)).min(1).max(50).nullable().default(null),
    steps: z.array(givenStep).min(1, 'has no step').max(10),
  })
  .refine(({ types, subjectTypes }) => types === null || subjectTypes.every((one) => one === 'task'), {
    path: ['types'],
    message: 'only tasks have types: name tasks alone, or leave the types out',
  });
export type GivenChain = z.output<typeof givenChain>;

/** Where an approval stands in its steps. */
export const stepStanding = z.object({
  number: z.number().int().describe('From 1.'),
  of: z.number().int(),
  name: z.string(),
  waitsFor: z.string().describe('Who decides now, in words.'),
  dueAt: z.date().nullable(),
  isOverdue: z.boolean(),
});
export type StepStanding = z.output<typeof stepStanding>;

/** One step of an approval with what was decided in it. */
export const stepProgress = z.object({
  name: z.string(),
  mode: z.enum(STEP_MODES),
  isDone: z.boolean(),
  isCurrent: z.boolean(),
  dueAt: z.date().nullable(),
  seats: z.array(
    z.object({
      who: z.string(),
      isVacant: z.boolean().describe('Nobody can take it any more; owners and admins may.'),
      decidedBy: z.string().nullable(),
      onBehalfOf: z.string().nullable(),
      at: z.date().nullable(),
      comment: z.string().nullable(),
      isYours: z.boolean().describe('You decided it yourself; while it waits on, you may take that back.'),
      client: z
        .object({ name: z.string(), email: z.string() })
        .nullable()
        .describe('The client whose seat it is, who decides by a link.'),
    }),
  ),
});
export type StepProgress = z.output<typeof stepProgress>;

/** Somebody who may decide in the workspace. */
export const decider = z.object({
  personId: z.string(),
  name: z.string(),
  role: z.enum(DECIDING_ROLES),
});
export type ListedDecider = z.output<typeof decider>;

export const delegation = z.object({
  id: z.string(),
  fromPerson: z.string(),
  fromName: z.string(),
  toPerson: z.string(),
  toName: z.string(),
  fromAt: z.date(),
  untilAt: z.date(),
  reason: z.string(),
  isNow: z.boolean(),
  madeBy: z.string(),
});
export type Delegation = z.output<typeof delegation>;

export const approvalLink = z.object({
  id: z.string(),
  approvalId: z.string(),
  name: z.string(),
  email: z.string(),
  madeBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  revokedAt: z.date().nullable(),
  firstOpenedAt: z.date().nullable(),
  lastOpenedAt: z.date().nullable(),
});
export type ApprovalLink = z.output<typeof approvalLink>;

/** What somebody with a link sees: that one thing, as it would go out. */
export const reviewItem = z.object({
  workspaceName: z.string(),
  forName: z.string(),
  expiresAt: z.date(),
  subjectType: z.enum(SUBJECT_TYPES),
  campaignName: z.string(),
  title: z.string(),
  detail: z.string(),
  contentHash: z.string(),
  state: z.string(),
  words: z
    .array(z.object({ label: z.string(), text: z.string() }))
    .describe('Every text that would go out, or what would be done.'),
  locale: z.string().nullable().describe('Language of the texts, for their direction.'),
  pictures: z.array(
    z.object({ ratio: z.string(), width: z.number(), height: z.number(), altText: z.string() }),
  ),
  comments: z.array(z.object({ by: z.string(), text: z.string(), at: z.date() })).describe('Their own.'),
  mayDecide: z.boolean(),
  whyNot: z.string().nullable(),
  decided: z
    .object({ decision: z.enum(DECISIONS), comment: z.string().nullable(), at: z.date() })
    .nullable()
    .describe('What they have decided by a link; null: nothing yet.'),
});
export type ReviewItem = z.output<typeof reviewItem>;

const commentText = z.string().trim().min(1).max(2_000);
const token = linkToken.describe('What stands after the # of the link.');

export const chainOperations = {
  chains: operation(
    { needs: 'approvals.read', effect: 'read' },
    { method: 'GET', path: '/approval-chains', summary: 'Steps that approvals go through', tags },
  ).output(z.object({ items: z.array(approvalChain) })),
  setChain: operation(
    { needs: 'workspace.manage', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/approval-chains',
      summary: 'Set the steps of approvals; what waits already keeps the steps it was asked under',
      tags,
    },
  )
    .input(givenChain)
    .output(approvalChain),
  removeChain: operation(
    { needs: 'workspace.manage', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/approval-chains/{id}/remove',
      summary: 'Remove steps; what waits already keeps them',
      tags,
    },
  ).input(reference),
  deciders: operation(
    { needs: 'approvals.decide', effect: 'read' },
    {
      method: 'GET',
      path: '/approval-deciders',
      summary: 'People who may decide here, whom steps and delegations can name',
      tags,
    },
  ).output(z.object({ items: z.array(decider).describe('At most 1000.') })),
  delegations: operation(
    { needs: 'approvals.read', effect: 'read' },
    { method: 'GET', path: '/approval-delegations', summary: 'Who decides for whom, now and later', tags },
  ).output(z.object({ items: z.array(delegation) })),
  delegate: operation(
    { needs: 'approvals.decide', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/approval-delegations',
      summary: 'Let somebody who may decide do it for you for a time; admins also for others',
      tags,
    },
  )
    .input(
      z.object({
        fromPerson: z
          .string()
          .max(200)
          .optional()
          .describe('Id or e-mail address; yourself where it is left out.'),
        toPerson: z.string().max(200).describe('Id or e-mail address.'),
        fromAt: z.coerce.date().optional().describe('Now where it is left out.'),
        untilAt: z.coerce.date(),
        reason: z.string().trim().min(1).max(200),
      }),
    )
    .output(delegation),
  endDelegation: operation(
    { needs: 'approvals.decide', effect: 'write' },
    { method: 'POST', path: '/approval-delegations/{id}/end', summary: 'End it at once', tags },
  ).input(reference),
  links: operation(
    { needs: 'approvals.read', effect: 'read' },
    { method: 'GET', path: '/approvals/{id}/links', summary: 'Links by which clients see it', tags },
  )
    .input(reference)
    .output(z.object({ items: z.array(approvalLink) })),
  makeLink: operation(
    { needs: 'approvals.decide', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/approvals/{id}/links',
      summary: 'Make a link by which somebody without an account sees it and decides; shown once',
      tags,
    },
  )
    .input(
      reference.extend({
        name: personName.describe('Who it is for.'),
        email,
        days: z.number().int().min(1).max(90).default(14),
      }),
    )
    .output(approvalLink.extend({ link: z.string() })),
  revokeLink: operation(
    { needs: 'approvals.decide', effect: 'write' },
    { method: 'POST', path: '/approvals/{id}/links/{linkId}/revoke', summary: 'End a link at once', tags },
  ).input(reference.extend({ linkId: z.string().max(200) })),
  review: operation(
    { needs: 'public', effect: 'read' },
    { method: 'POST', path: '/review', summary: 'What a link shows', tags },
  )
    .input(z.object({ token }))
    .output(reviewItem),
  decideReview: operation(
    { needs: 'public', effect: 'write' },
    { method: 'POST', path: '/review/decide', summary: 'Decide by a link', tags },
  )
    .input(
      z.object({
        token,
        contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'is not a hash'),
        decision: z.enum(DECISIONS),
        comment: commentText.optional(),
      }),
    )
    .output(reviewItem),
  commentReview: operation(
    { needs: 'public', effect: 'write' },
    { method: 'POST', path: '/review/comment', summary: 'Comment by a link', tags },
  )
    .input(z.object({ token, text: commentText }))
    .output(reviewItem),
};
