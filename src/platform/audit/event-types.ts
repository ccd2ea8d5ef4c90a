/**
 * Every type of event there is, declared once. `audited`: a change by decision, which goes on the audit chain as well.
 * `progress`: what follows from a decision by itself, in numbers that must not queue on the head of the chain.
 */
export const EVENT_TYPES = {
  'alert.acknowledged': 'audited',
  'alert.raised': 'audited',
  // The same problem seen again, every minute where it lasts; the alert keeps the count.
  'alert.repeated': 'progress',
  'alert.resolved': 'audited',
  // What a run made waits for people: follows from its end.
  'approval.awaited': 'progress',
  'approval.chain_removed': 'audited',
  'approval.chain_set': 'audited',
  'approval.comment_resolved': 'audited',
  'approval.commented': 'audited',
  'approval.decided': 'audited',
  'approval.delegated': 'audited',
  'approval.delegation_ended': 'audited',
  // The time of a step has run out: others may decide as well.
  'approval.escalated': 'audited',
  'approval.link_made': 'audited',
  'approval.link_opened': 'audited',
  'approval.link_revoked': 'audited',
  'approval.policy_removed': 'audited',
  'approval.policy_set': 'audited',
  // A task was changed, so what was decided about it does not hold.
  'approval.reopened': 'audited',
  // That something waits follows from the brief, one a cell.
  'approval.requested': 'progress',
  'approval.rules_set': 'audited',
  'approval.voided': 'audited',
  // A decision in one step of several.
  'approval.voted': 'audited',
  'brand.created': 'audited',
  'brand.edited': 'audited',
  'brand.imported': 'audited',
  'brief.refused': 'audited',
  'brief.refusal_cleared': 'audited',
  'brief.submitted': 'audited',
  'budget.removed': 'audited',
  'budget.set': 'audited',
  // One a cell; the cell keeps who wrote and what was measured.
  'campaign.cell_finished': 'progress',
  'campaign.created': 'audited',
  'campaign.status_changed': 'audited',
  // It changes nothing: the run is kept with its results, its calls with who asked for them.
  'evaluation.finished': 'progress',
  'experiment.ended': 'audited',
  'experiment.started': 'audited',
  'invitation.accepted': 'audited',
  'invitation.created': 'audited',
  'invitation.revoked': 'audited',
  'key.created': 'audited',
  'key.revoked': 'audited',
  'knowledge.added': 'audited',
  'knowledge.decided': 'audited',
  'member.added': 'audited',
  'member.changed': 'audited',
  'member.removed': 'audited',
  'message.drafted': 'audited',
  'message.edited': 'audited',
  'models.key.removed': 'audited',
  'models.key.set': 'audited',
  'models.record.set': 'audited',
  'models.target.reset': 'audited',
  'models.target.set': 'audited',
  'models.use_case.reset': 'audited',
  'models.use_case.set': 'audited',
  // What a person has read and wants to be told: it decides nothing, and their other browsers follow it.
  'notification.chosen': 'progress',
  'notification.read': 'progress',
  'password.changed': 'audited',
  'password.link_made': 'audited',
  'person.renamed': 'audited',
  'proof.given': 'audited',
  'proof.refused': 'audited',
  'prompt.activated': 'audited',
  'prompt.added': 'audited',
  'second_factor.removed': 'audited',
  'second_factor.set': 'audited',
  // What runs is put into the calendar, moved, taken out.
  'schedule.begun': 'progress',
  'schedule.feed_made': 'audited',
  'schedule.feed_revoked': 'audited',
  'schedule.missed': 'audited',
  'schedule.paused': 'audited',
  'schedule.planned': 'audited',
  'schedule.put': 'audited',
  'schedule.removed': 'audited',
  'schedule.resumed': 'audited',
  'schedule.rules_set': 'audited',
  'secret.data_rotated': 'audited',
  'secret.master_rotated': 'audited',
  'session.ended': 'audited',
  'session.started': 'audited',
  'source.added': 'audited',
  'source.read': 'audited',
  'source.removed': 'audited',
  'task.changed': 'audited',
  'task.created': 'audited',
  'task.dropped': 'audited',
  'task.revised': 'audited',
  'task.run_ended': 'audited',
  'task.run_started': 'audited',
  'view.removed': 'audited',
  'view.saved': 'audited',
  'workspace.created': 'audited',
  'workspace.renamed': 'audited',
} as const satisfies Readonly<Record<string, 'audited' | 'progress'>>;
export type EventType = keyof typeof EVENT_TYPES;

/** Whether events of a type go on the audit chain. Throws for a type that is not declared. */
export function isAudited(type: EventType): boolean {
  if (!Object.hasOwn(EVENT_TYPES, type)) throw new Error(`the event type ${type as string} is not declared`);
  return EVENT_TYPES[type] === 'audited';
}
