import { defineErrors } from '#kernel/errors';

export const workspaceError = defineErrors({
  'workspaces.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no workspace {id}, or you do not belong to it.',
  },
  'workspaces.none': {
    status: 403,
    retryable: false,
    message: 'You belong to no workspace. Ask an owner or admin to invite you.',
  },
  'workspaces.not_invited': {
    status: 403,
    retryable: false,
    message: 'Nobody has invited {email}. Ask an owner or admin of your workspace for an invitation.',
  },
  'workspaces.not_verified': {
    status: 403,
    retryable: false,
    message:
      'The identity provider has not verified your e-mail address, so it does not tell who you are here.',
  },
  'workspaces.setup_done': {
    status: 409,
    retryable: false,
    message: 'AICMO is set up already. Sign in, or let `aicmo user reset-password` make you a link.',
  },
  'workspaces.setup_link_invalid': {
    status: 404,
    retryable: false,
    message: 'This link is not the newest one. `aicmo user setup-link` shows a new one.',
  },
  'people.unknown': { status: 404, retryable: false, message: 'Nobody in this workspace has the id {id}.' },
  'people.last_owner': {
    status: 409,
    retryable: false,
    message: '{name} is the last owner of this workspace. Make somebody else an owner first.',
  },
  'people.owner_needed': {
    status: 403,
    retryable: false,
    message: 'Only an owner can make, change or remove an owner.',
  },
  'people.brands_of_role': {
    status: 400,
    retryable: false,
    message:
      'A person who is {role} sees all brands. Choose strategist, approver or analyst to limit them to some.',
  },
  'people.brand_unknown': {
    status: 400,
    retryable: false,
    message: 'There is no brand {id} in this workspace. `aicmo brand list` shows the ones there are.',
  },
  'people.member_already': {
    status: 409,
    retryable: false,
    message: '{email} belongs to this workspace already.',
  },
  'invitations.pending': {
    status: 409,
    retryable: false,
    message: '{email} is invited already. Take that invitation back to make a new link.',
  },
  'invitations.unknown': {
    status: 404,
    retryable: false,
    message: 'This invitation is not valid, or not any more. Ask for a new one.',
  },
  'invitations.sign_in': {
    status: 403,
    retryable: false,
    message: 'There is an account for {email}. Sign in with it, then open the link again.',
  },
  'invitations.other_person': {
    status: 403,
    retryable: false,
    message: 'This invitation is for somebody else than you. Sign out, then open the link again.',
  },
  'invitations.incomplete': {
    status: 400,
    retryable: false,
    message: 'A new account needs a name and a password.',
  },
});
