import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { PERMISSIONS, ROLES } from '#kernel/permission';
import { email, linkToken, newPassword, personName } from '#modules/accounts/contract';

export const role = z.enum(ROLES);
const brandIds = z
  .array(z.string().max(100))
  .min(1)
  .max(200)
  .nullable()
  .describe('Ids of the brands that the person sees; null: all. Owners and admins see all.');
const workspaceName = z.string().trim().min(1).max(100);

export const workspace = z.object({ id: z.string(), name: z.string(), createdAt: z.date() });
export type Workspace = z.output<typeof workspace>;

export const membership = z.object({
  workspaceId: z.string(),
  workspaceName: z.string(),
  role,
  brandIds,
  permissions: z.array(z.enum(PERMISSIONS)),
});
export type Membership = z.output<typeof membership>;

export const account = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    hasSecondFactor: z.boolean(),
  }),
  signedInAt: z.date(),
  memberships: z.array(membership).describe('The first is where the person lands.'),
});
export type Account = z.output<typeof account>;

export const member = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  brandIds,
  hasSecondFactor: z.boolean(),
  joinedAt: z.date(),
  lastSeenAt: z
    .date()
    .nullable()
    .describe('When a session of theirs was last used, to the hour; null: none is open.'),
});
export type Member = z.output<typeof member>;

export const invitation = z.object({
  id: z.string(),
  email: z.string(),
  role,
  brandIds,
  createdAt: z.date(),
  createdBy: z.string(),
  expiresAt: z.date(),
});
export type Invitation = z.output<typeof invitation>;

const done = z.object({ done: z.literal(true) });
const reference = z.object({ id: z.string().max(200) });
const given = { role, brandIds: brandIds.default(null) };

export const workspacesContract = {
  account: operation(
    { needs: 'self', effect: 'read' },
    { method: 'GET', path: '/account', summary: 'Who you are, and what you may do where', tags: ['Account'] },
  ).output(account),
  setUp: operation(
    { needs: 'public', effect: 'write' },
    {
      method: 'POST',
      path: '/set-up',
      summary: 'Make the first account by the link that the first start shows',
      tags: ['Account'],
    },
  )
    .input(z.object({ token: linkToken, workspaceName, name: personName, email, password: newPassword }))
    .output(done),
  showInvitation: operation(
    { needs: 'public', effect: 'read' },
    { method: 'POST', path: '/invitations/show', summary: 'What an invitation is for', tags: ['People'] },
  )
    .input(z.object({ token: linkToken }))
    .output(
      z.object({
        workspaceName: z.string(),
        email: z.string(),
        role,
        invitedBy: z.string(),
        expiresAt: z.date(),
        hasAccount: z.boolean().describe('The invited person has an account: they sign in to accept.'),
      }),
    ),
  acceptInvitation: operation(
    { needs: 'public', effect: 'write' },
    {
      method: 'POST',
      path: '/invitations/accept',
      summary: 'Accept an invitation: with a new account, or signed in as the person it is for',
      tags: ['People'],
    },
  )
    .input(z.object({ token: linkToken, name: personName.optional(), password: newPassword.optional() }))
    .output(z.object({ workspaceId: z.string() })),
  create: operation(
    { needs: 'workspace.manage', effect: 'write' },
    { method: 'POST', path: '/workspaces', summary: 'Make another workspace; you own it', tags: ['People'] },
  )
    .input(z.object({ name: workspaceName }))
    .output(workspace),
  get: operation(
    { needs: 'people.read', effect: 'read' },
    { method: 'GET', path: '/workspace', summary: 'This workspace', tags: ['People'] },
  ).output(workspace),
  rename: operation(
    { needs: 'workspace.manage', effect: 'write' },
    { method: 'POST', path: '/workspace/name', summary: 'Rename this workspace', tags: ['People'] },
  )
    .input(z.object({ name: workspaceName }))
    .output(workspace),
  members: operation(
    { needs: 'people.read', effect: 'read' },
    { method: 'GET', path: '/people', summary: 'People of this workspace, newest first', tags: ['People'] },
  )
    .input(z.object(pageInput))
    .output(pageOf(member)),
  changeMember: operation(
    { needs: 'people.manage', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/people/{id}',
      summary: 'Change role and brands of a person',
      tags: ['People'],
    },
  )
    .input(reference.extend(given))
    .output(member),
  removeMember: operation(
    { needs: 'people.manage', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/people/{id}/remove',
      summary: 'Remove a person from this workspace; it ends for them at once',
      tags: ['People'],
    },
  )
    .input(reference)
    .output(done),
  invitations: operation(
    { needs: 'people.read', effect: 'read' },
    { method: 'GET', path: '/invitations', summary: 'Invitations that wait, newest first', tags: ['People'] },
  )
    .input(z.object(pageInput))
    .output(pageOf(invitation)),
  invite: operation(
    { needs: 'people.manage', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/invitations',
      summary: 'Invite a person; the answer holds the link for them, once',
      tags: ['People'],
    },
  )
    .input(z.object({ email, ...given }))
    .output(
      invitation.extend({
        link: z
          .string()
          .describe('Give it to the person yourself: AICMO sends no mail yet. It is shown here only.'),
      }),
    ),
  revokeInvitation: operation(
    { needs: 'people.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/invitations/{id}/revoke',
      summary: 'Take an invitation back',
      tags: ['People'],
    },
  )
    .input(reference)
    .output(done),
};
