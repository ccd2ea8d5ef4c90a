import type { Role } from '#kernel/permission';

/** What each role is for, in one sentence. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner: 'Everything, with the keys of the secrets.',
  admin: 'Everything but the keys of the secrets.',
  strategist: 'Writes briefs, runs campaigns, handles alerts and drafts messages.',
  approver: 'Sees the work and handles alerts.',
  analyst: 'Sees the work and its figures, changes nothing.',
};
