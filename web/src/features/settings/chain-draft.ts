import type { ApprovalChain, ChainStep, GivenChain, Seat } from '#modules/approvals/contract';
import { DECIDING_ROLES, type STEP_MODES, type SUBJECT_TYPES } from '#modules/approvals/enums';

/** A time as somebody writes it; an empty amount: none. */
export interface TimeDraft {
  readonly amount: number | '';
  readonly unit: 'hours' | 'days';
}

/** Who decides: `role:owner`, `person:<id>` or `client`, and of a client name and address. */
export interface SeatDraft {
  readonly key: number;
  readonly who: string;
  readonly name: string;
  readonly email: string;
}

export interface StepDraft {
  readonly key: number;
  readonly name: string;
  readonly mode: (typeof STEP_MODES)[number];
  readonly seats: readonly SeatDraft[];
  readonly due: TimeDraft;
  readonly remind: TimeDraft;
  readonly escalateTo: readonly SeatDraft[];
}

/** Steps of approvals as their form holds them. */
export interface ChainDraft {
  readonly name: string;
  readonly subjectTypes: readonly (typeof SUBJECT_TYPES)[number][];
  readonly brandIds: readonly string[] | null;
  readonly types: readonly string[] | null;
  readonly steps: readonly StepDraft[];
}

let keys = 0;
const HOURS = { hours: 1, days: 24 } as const;

export function newSeat(who = 'role:approver'): SeatDraft {
  return { key: ++keys, who, name: '', email: '' };
}

export function newStep(): StepDraft {
  const none: TimeDraft = { amount: '', unit: 'days' };
  return {
    key: ++keys,
    name: '',
    mode: 'any',
    seats: [newSeat()],
    due: none,
    remind: none,
    escalateTo: [],
  };
}

export function newDraft(): ChainDraft {
  return { name: '', subjectTypes: ['variant'], brandIds: null, types: null, steps: [newStep()] };
}

export function draftOf({ name, subjectTypes, brandIds, types, steps }: ApprovalChain): ChainDraft {
  return { name, subjectTypes, brandIds, types, steps: steps.map(stepDraftOf) };
}

function stepDraftOf({ name, mode, seats, hours, remindHours, escalateTo }: ChainStep): StepDraft {
  return {
    key: ++keys,
    name,
    mode,
    seats: seats.map(seatDraftOf),
    due: timeOf(hours),
    remind: timeOf(remindHours),
    escalateTo: escalateTo.map(seatDraftOf),
  };
}

function seatDraftOf(seat: Seat): SeatDraft {
  const empty = newSeat(whoOf(seat));
  return seat.kind === 'client' ? { ...empty, name: seat.name, email: seat.email } : empty;
}

/** Who a seat is for, as the form has it. */
export function whoOf(seat: Seat): string {
  if (seat.kind === 'role') return `role:${seat.role}`;
  return seat.kind === 'person' ? `person:${seat.personId}` : 'client';
}

/** Hours as somebody would write them: whole days as days. */
export function timeOf(hours: number | null): TimeDraft {
  if (hours === null) return { amount: '', unit: 'days' };
  return hours % 24 === 0 ? { amount: hours / 24, unit: 'days' } : { amount: hours, unit: 'hours' };
}

function hoursOf({ amount, unit }: TimeDraft): number | null {
  return amount === '' ? null : amount * HOURS[unit];
}

/** What is sent of a draft. Its lists keep their order, so that what is refused is found by its path. */
export function givenOf(draft: ChainDraft): GivenChain {
  const { name, subjectTypes, brandIds, types, steps } = draft;
  return {
    name,
    subjectTypes: [...subjectTypes],
    brandIds: brandIds === null ? null : [...brandIds],
    types: types === null || !isForTasksAlone(draft) ? null : [...types],
    steps: steps.map((step) => {
      const hours = hoursOf(step.due);
      return {
        name: step.name,
        mode: step.mode,
        seats: step.seats.map(givenSeat),
        hours,
        remindHours: hoursOf(step.remind),
        escalateTo: hours === null ? [] : step.escalateTo.map(givenSeat),
      };
    }),
  };
}

/** Whether types can be chosen: what is no task has none, so steps for some types are for tasks alone. */
export function isForTasksAlone({ subjectTypes }: Pick<ChainDraft, 'subjectTypes'>): boolean {
  return subjectTypes.length === 1 && subjectTypes[0] === 'task';
}

function givenSeat({ who, name, email }: SeatDraft): GivenChain['steps'][number]['seats'][number] {
  const role = DECIDING_ROLES.find((one) => who === `role:${one}`);
  if (role !== undefined) return { kind: 'role', role };
  if (who === 'client') return { kind: 'client', name, email };
  return { kind: 'person', personId: who.replace('person:', '') };
}

/** A list with one of it moved up or down. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** What can be told wrong before it is sent, by the path of the field as the server names it. */
export function problemsOf(draft: ChainDraft, takenNames: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  if (draft.name.trim() === '') found['name'] = 'Give it a name';
  else if (takenNames.includes(draft.name.trim()))
    found['name'] = 'There are steps of this name already: change those, or take another name';
  if (draft.subjectTypes.length === 0) found['subjectTypes'] = 'Choose at least one';
  for (const [index, step] of draft.steps.entries()) {
    const path = `steps.${index}`;
    if (step.name.trim() === '') found[`${path}.name`] = 'Give the step a name';
    for (const [number, { who, name, email }] of step.seats.entries()) {
      const place = `${path}.seats.${number}`;
      if (who === '') found[`${place}.personId`] = 'Choose who decides';
      if (who === 'client' && name.trim() === '') found[`${place}.name`] = 'Give their name';
      if (who === 'client' && email.trim() === '') found[`${place}.email`] = 'Give their address';
    }
  }
  return found;
}

/** The fields of people who may not decide, when the server has named one. */
export function noDeciderProblems(draft: ChainDraft, id: unknown): Record<string, string> {
  const seats = draft.steps.flatMap((step, index) => [
    ...step.seats.map(({ who }, number) => ({ who, path: `steps.${index}.seats.${number}.personId` })),
    ...step.escalateTo.map(({ who }) => ({ who, path: `steps.${index}.escalateTo` })),
  ]);
  const own = seats.filter(({ who }) => who === `person:${String(id)}`);
  return Object.fromEntries(own.map(({ path }) => [path, 'This person may not decide here any more']));
}
