import type { ApprovalChain, ChainStep, Seat } from '#modules/approvals/contract';
import { capitalised, counted } from '../../lib/words.ts';
import type { WorkNames } from './use-work-names.ts';

const SUBJECT_WORDS = { brief: 'briefs', variant: 'variants', task: 'tasks' } as const;

const listed = (names: readonly string[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat('en', { type }).format(names);

/** What steps are for: `Briefs and variants of Northlight`, `Tasks of type SWOT analysis of every brand`. */
export function scopeWords(
  { subjectTypes, brandIds, types }: Pick<ApprovalChain, 'subjectTypes' | 'brandIds' | 'types'>,
  names: WorkNames,
): string {
  // What is no task has no type: steps for some types are for tasks alone, whatever else they name.
  const what =
    types === null
      ? listed(
          subjectTypes.map((kind) => SUBJECT_WORDS[kind]),
          'conjunction',
        )
      : `tasks of type ${listed(
          types.map((type) => names.types.get(type) ?? type),
          'disjunction',
        )}`;
  const brands = brandIds?.map((id) => names.brands.get(id) ?? id);
  const whose = brands === undefined ? ' of every brand' : ` of ${listed(brands, 'disjunction')}`;
  return capitalised(what + whose);
}

/** Who decides in a step: `any approver or Ann`, `each of Ben and any owner`. */
export function seatsWords({ seats, mode }: Pick<ChainStep, 'seats' | 'mode'>): string {
  const names = seats.map(seatWords);
  if (names.length < 2) return names[0] ?? 'nobody';
  return mode === 'all' ? `each of ${listed(names, 'conjunction')}` : listed(names, 'disjunction');
}

export function seatWords(seat: Seat): string {
  if (seat.kind === 'role') return seat.role === 'approver' ? 'any approver' : `any ${seat.role}`;
  return seat.kind === 'person' ? seat.name : `${seat.name} (client, ${seat.email})`;
}

/** Deadline, reminders and what follows, as sentences. Empty where a step may wait for ever. */
export function timeWords({
  hours,
  remindHours,
  escalateTo,
}: Pick<ChainStep, 'hours' | 'remindHours' | 'escalateTo'>): string {
  const above =
    escalateTo.length === 0 ? 'any owner or admin' : listed(escalateTo.map(seatWords), 'disjunction');
  return [
    ...(hours === null ? [] : [`Due after ${hoursWords(hours)}; then ${above} may decide as well.`]),
    ...(remindHours === null ? [] : [`A reminder every ${hoursWords(remindHours, true)}.`]),
  ].join(' ');
}

/** Hours in words: `36 hours`, `2 days`; after `every`, one stands without its number. */
export function hoursWords(hours: number, isEvery = false): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return isEvery && count === 1 ? unit : counted(count, unit);
}
