import type { ApprovalDetail, StepProgress, StepStanding } from '#modules/approvals/contract';
import { formatAgo } from '../../lib/time.ts';
import { APPROVAL_SIGNS, type Sign } from '../../ui/tone.ts';

type Seat = StepProgress['seats'][number];

/** Where something stands in its steps: `Step 2 of 3 · Client · waits for Kim (client)`. */
export function standingWords({ number, of, name, waitsFor }: StepStanding): string {
  return `Step ${number} of ${of} · ${name} · waits for ${waitsFor}`;
}

/** When a step is due, or since when it should have been done: `due in 2 days`, `was due 3 hours ago`. */
export function dueWords(
  { dueAt, isOverdue }: Pick<StepStanding, 'dueAt' | 'isOverdue'>,
  now = new Date(),
): string | undefined {
  if (dueAt === null) return undefined;
  return `${isOverdue ? 'was due' : 'due'} ${formatAgo(dueAt, now)}`;
}

/** What approving does where there are steps; undefined where one decision is enough. */
export function approvingWords({ step }: Pick<ApprovalDetail, 'step'>): string | undefined {
  return step === null ? undefined : `Approve: step ${step.number} of ${step.of}`;
}

/** How a step stands, as a sign. */
export function stepSign({ isDone, isCurrent }: StepProgress, state: ApprovalDetail['state']): Sign {
  if (isDone) return { tone: 'good', word: 'Done' };
  if (isCurrent) return { tone: 'info', word: 'Now' };
  return { tone: 'neutral', word: state === 'pending_review' ? 'Later' : 'Not reached' };
}

/** Who decided for a seat, and what: `Approved by Ben for Ann`. Undefined where nobody has. */
export function seatVerdict(
  { decidedBy, onBehalfOf, at }: Seat,
  { state, decidedAt }: Pick<ApprovalDetail, 'state' | 'decidedAt'>,
): string | undefined {
  if (decidedBy === null || at === null) return undefined;
  // Whoever rejects or asks for changes ends it, in whatever step; all others have approved.
  const isTheEnd = state !== 'pending_review' && decidedAt?.getTime() === at.getTime();
  const verb = isTheEnd ? APPROVAL_SIGNS[state].word : 'Approved';
  return `${verb} by ${decidedBy}${onBehalfOf === null ? '' : ` for ${onBehalfOf}`}`;
}

/** What is to be said of a seat that nobody has filled. */
export function openSeatWords(seat: Seat, step: StepProgress): string {
  if (step.isDone) return 'Was not needed.';
  if (seat.isVacant) return 'Nobody can take it any more; an owner or admin may.';
  if (seat.client !== null) return step.isCurrent ? 'Decides by a link, now.' : 'Decides by a link.';
  return step.isCurrent ? 'Can decide now.' : 'Not their turn yet.';
}

/** The client whom something waits for now; undefined where it waits for none. */
export function clientInTurn(steps: readonly StepProgress[]): { name: string; email: string } | undefined {
  const open = steps.find(({ isCurrent }) => isCurrent)?.seats.filter(({ decidedBy }) => decidedBy === null);
  return open?.find(({ client }) => client !== null)?.client ?? undefined;
}
