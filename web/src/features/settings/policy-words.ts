import type { ApprovalPolicy } from '#modules/approvals/contract';
import { effortWords } from '../../lib/effort-words.ts';
import { formatMicro, formatShare } from '../../lib/words.ts';
import type { WorkNames } from './use-work-names.ts';

export type GivenPolicy = Omit<ApprovalPolicy, 'id' | 'madeBy' | 'createdAt'>;

/** What a policy lets through, as a sentence. */
export function policyWords(policy: Omit<GivenPolicy, 'name' | 'isOn'>, names: WorkNames): string {
  const { types, brandIds, mostPriority, leastConfidence, mostMinutes, mostCostMicro } = policy;
  const named = (ids: readonly string[], known: ReadonlyMap<string, string>): string =>
    new Intl.ListFormat('en', { type: 'disjunction' }).format(ids.map((id) => known.get(id) ?? id));
  const held = [
    ...(leastConfidence > 0 ? [`at least ${formatShare(leastConfidence, 1)} confidence`] : []),
    ...(mostMinutes === null ? [] : [`at most ${effortWords(mostMinutes)} of work`]),
    ...(mostCostMicro === null ? [] : [`last runs that cost at most ${formatMicro(mostCostMicro)} each`]),
  ];
  const whose = brandIds === null ? '' : ` of the brand ${named(brandIds, names.brands)}`;
  const what = types === null ? 'Tasks of every type' : `Tasks of type ${named(types, names.types)}`;
  const urgency =
    mostPriority === 'CRITICAL' ? ' of any priority' : ` up to the priority ${mostPriority.toLowerCase()}`;
  const limits =
    held.length === 0 ? '' : `, with ${new Intl.ListFormat('en', { type: 'conjunction' }).format(held)},`;
  return `${what}${whose}${urgency}${limits} are approved without a person.`;
}
