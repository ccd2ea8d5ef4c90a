import type { Campaign } from '#modules/campaigns/contract';
import type { Alert } from '#modules/alerts/contract';
import type { Approval } from '#modules/approvals/contract';
import type { ScheduleState } from '#modules/schedule/enums';
import type { Task, TaskRun } from '#modules/tasks/contract';
import type { ExperimentReport, ModelCall } from '#modules/models/contract';
import type { Tone } from './theme.ts';

export interface Sign {
  readonly tone: Tone;
  readonly word: string;
}

/** What a status means, in one colour and one word each. */
export const CAMPAIGN_SIGNS: Readonly<Record<Campaign['status'], Sign>> = {
  new: { tone: 'info', word: 'Waiting' },
  validated: { tone: 'info', word: 'Planned' },
  generating: { tone: 'info', word: 'Generating' },
  completed: { tone: 'good', word: 'Completed' },
  needs_assets: { tone: 'warning', word: 'Needs assets' },
  failed: { tone: 'bad', word: 'Failed' },
  cancelled: { tone: 'neutral', word: 'Cancelled' },
};

export const SEVERITY_SIGNS: Readonly<Record<Alert['severity'], Sign>> = {
  LOW: { tone: 'neutral', word: 'Low' },
  MEDIUM: { tone: 'warning', word: 'Medium' },
  HIGH: { tone: 'bad', word: 'High' },
  CRITICAL: { tone: 'bad', word: 'Critical' },
};

export const ALERT_SIGNS: Readonly<Record<Alert['state'], Sign>> = {
  open: { tone: 'warning', word: 'Open' },
  acknowledged: { tone: 'info', word: 'Acknowledged' },
  resolved: { tone: 'good', word: 'Resolved' },
};

export const APPROVAL_SIGNS: Readonly<Record<Approval['state'], Sign>> = {
  pending_review: { tone: 'info', word: 'Waiting' },
  approved: { tone: 'good', word: 'Approved' },
  rejected: { tone: 'bad', word: 'Rejected' },
  changes_requested: { tone: 'warning', word: 'Changes asked for' },
  void: { tone: 'neutral', word: 'Void' },
};

export const TASK_SIGNS: Readonly<Record<Task['status'], Sign>> = {
  NOT_EXECUTABLE: { tone: 'warning', word: 'Not ready' },
  READY_TO_RUN: { tone: 'info', word: 'Ready' },
  RUNNING: { tone: 'info', word: 'Running' },
  COMPLETED: { tone: 'good', word: 'Completed' },
  COMPLETED_PREVIEW: { tone: 'neutral', word: 'Previewed' },
  FAILED: { tone: 'bad', word: 'Failed' },
  SKIPPED: { tone: 'warning', word: 'Passed over' },
};

export const PRIORITY_SIGNS: Readonly<Record<Task['priority'], Sign>> = {
  LOW: { tone: 'neutral', word: 'Low' },
  MEDIUM: { tone: 'info', word: 'Medium' },
  HIGH: { tone: 'warning', word: 'High' },
  CRITICAL: { tone: 'bad', word: 'Critical' },
};

export const SCHEDULE_SIGNS: Readonly<Record<ScheduleState, Sign>> = {
  SCHEDULED: { tone: 'info', word: 'Planned' },
  IN_PROGRESS: { tone: 'info', word: 'Being done' },
  COMPLETED: { tone: 'good', word: 'Completed' },
  FAILED: { tone: 'bad', word: 'Failed' },
  SKIPPED: { tone: 'warning', word: 'Passed over' },
};

export const RUN_SIGNS: Readonly<Record<TaskRun['state'], Sign>> = {
  running: { tone: 'info', word: 'Running' },
  completed: { tone: 'good', word: 'Completed' },
  preview: { tone: 'neutral', word: 'Previewed' },
  failed: { tone: 'bad', word: 'Failed' },
  skipped: { tone: 'warning', word: 'Passed over' },
};

export const VERDICT_SIGNS = {
  passed: { tone: 'good', word: 'Passed' },
  repaired: { tone: 'warning', word: 'Repaired' },
  failed: { tone: 'bad', word: 'Failed' },
  pass: { tone: 'good', word: 'Pass' },
  warn: { tone: 'warning', word: 'Note' },
  fail: { tone: 'bad', word: 'Fail' },
} as const satisfies Record<string, Sign>;

const OUTCOME_SIGNS: Readonly<Record<NonNullable<ModelCall['outcome']>, Sign>> = {
  ok: { tone: 'good', word: 'Answered' },
  cached: { tone: 'good', word: 'From the cache' },
  flagged: { tone: 'warning', word: 'Flagged' },
  invalid: { tone: 'bad', word: 'Unusable answer' },
  failed: { tone: 'bad', word: 'Failed' },
  refused: { tone: 'warning', word: 'Refused' },
  skipped: { tone: 'neutral', word: 'Skipped' },
  cancelled: { tone: 'neutral', word: 'Cancelled' },
  unknown: { tone: 'warning', word: 'Not known' },
};

/** How a call of a model ended; one that has not ended is under way. */
export function outcomeSign({ outcome }: Pick<ModelCall, 'outcome'>): Sign {
  return outcome === null ? { tone: 'info', word: 'Under way' } : OUTCOME_SIGNS[outcome];
}

/** Whether a comparison takes in more work. */
export const EXPERIMENT_SIGNS: Readonly<Record<ExperimentReport['state'], Sign>> = {
  running: { tone: 'info', word: 'Running' },
  ended: { tone: 'neutral', word: 'Ended' },
};

/** What a comparison found. */
export const FINDING_SIGNS: Readonly<Record<ExperimentReport['verdict']['kind'], Sign>> = {
  too_early: { tone: 'neutral', word: 'No verdict' },
  no_difference: { tone: 'neutral', word: 'No difference' },
  winner: { tone: 'good', word: 'A winner' },
};
