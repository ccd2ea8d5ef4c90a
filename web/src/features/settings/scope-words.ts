import type { KeyScope } from '#kernel/permission';

/** What a key may with each scope, in one sentence. */
export const SCOPE_WORDS: Readonly<Record<KeyScope, string>> = {
  'briefs.read': 'See briefs and what was refused.',
  'briefs.write': 'Check briefs and hand them in.',
  'brands.read': 'See brands and their kits.',
  'brands.write': 'Import and change brand kits.',
  'campaigns.read': 'See campaigns, their state and history.',
  'campaigns.run': 'Resume and cancel campaigns.',
  'variants.read': 'See variants, their pictures and checks.',
  'tasks.read': 'Read tasks and their work products',
  'tasks.write': 'Propose, change and drop tasks',
  'tasks.run': 'Do approved tasks',
  'approvals.read': 'See what waits for a decision and what was decided.',
  'approvals.comment': 'Comment on what waits.',
  'alerts.read': 'See alerts and their context.',
  'alerts.handle': 'Acknowledge and resolve alerts.',
  'messages.read': 'See drafted messages.',
  'messages.draft': 'Draft messages. None is sent.',
  'llm.use': 'Call models through AICMO. This can cost money.',
  'llm.read': 'See models, calls, cost and budgets.',
  'llm.manage': 'Change models, budgets, prompts and the keys of providers.',
  'audit.read': 'Read, verify and export the audit chain.',
  'people.read': 'See the people of the workspace.',
};
