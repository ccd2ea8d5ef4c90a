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
  'key.created': 'audited',
  'key.revoked': 'audited',
  'message.drafted': 'audited',
  'models.key.removed': 'audited',
  'models.key.set': 'audited',
  'models.record.set': 'audited',
  'models.target.reset': 'audited',
  'models.target.set': 'audited',
  'models.use_case.reset': 'audited',
  'models.use_case.set': 'audited',
  'prompt.activated': 'audited',
  'prompt.added': 'audited',
  'secret.data_rotated': 'audited',
  'secret.master_rotated': 'audited',
} as const satisfies Readonly<Record<string, 'audited' | 'progress'>>;
export type EventType = keyof typeof EVENT_TYPES;

/** Whether events of a type go on the audit chain. Throws for a type that is not declared. */
export function isAudited(type: EventType): boolean {
  if (!Object.hasOwn(EVENT_TYPES, type)) throw new Error(`the event type ${type as string} is not declared`);
  return EVENT_TYPES[type] === 'audited';
}
