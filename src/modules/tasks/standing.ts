import { describeActor } from '#kernel/actor';
import { findTaskType } from '#agents/work/registry';
import type { Finding, TaskType } from '#agents/work/task-type';
import type { Classification, Task, TaskFinding } from './contract.ts';
import { mayRun, statusOf } from './rules.ts';
import type { StoredTask } from './store.ts';
import { titleOfType } from './task-types.ts';

/** What of a task's approval counts here. */
export interface TaskApproval {
  readonly id: string;
  readonly state: string;
  readonly decidedBy: string | null;
  readonly comment: string | null;
  /** Where it stands in its steps; null: it has none. */
  readonly step: { readonly number: number; readonly of: number; readonly waitsFor: string } | null;
}

/** A task with what its standing depends on. */
export interface Surroundings {
  readonly task: StoredTask;
  readonly approval: TaskApproval | undefined;
  /** The tasks before it that were not dropped. */
  readonly before: readonly Pick<StoredTask, 'id' | 'title' | 'execution'>[];
  readonly now: Date;
  /** What previews are enough for: a preview. */
  readonly isDryRun: boolean;
}

/**
 * Whether a task can be done, field by field. `looked` is what its type found in payload and material; without it only
 * what the campaign says of itself is looked at.
 */
export function classify(given: Surroundings, looked?: readonly Finding[]): Classification {
  const type = findTaskType(given.task.type);
  const findings = [
    ofType(given.task, type),
    ofApproval(given.approval),
    ofCampaign(given.task),
    ...given.before.map((before) => ofDependency(before, given.isDryRun)),
    ...ofDueDate(given),
    ...(looked === undefined ? ofNeeds(given.task, type) : looked.map(fromType)),
  ];
  const isBlocked = findings.some(({ verdict }) => verdict === 'blocks');
  const { execution } = given.task;
  return { status: statusOf(execution, isBlocked), mayRun: mayRun(execution, isBlocked), findings };
}

/** A task as it is shown. `problem`: how its last run ended, where that failed or was passed over. */
export function describeTask(given: Surroundings, problem: string | null = null): Task {
  const { task, approval } = given;
  const { status, findings } = classify(given);
  const inTheWay = findings.find(({ verdict }) => verdict === 'blocks')?.message ?? null;
  return {
    id: task.id,
    campaignId: task.campaignId,
    campaignKey: task.campaignKey,
    campaignName: task.campaignName,
    brandId: task.brandId,
    type: task.type,
    typeTitle: titleOfType(task.type),
    title: task.title,
    priority: task.priority,
    confidence: task.confidence,
    reason: task.reason,
    source: task.source,
    dependsOn: [...task.dependsOn],
    dueAt: task.dueAt,
    minutes: task.minutes,
    revision: task.revision,
    status,
    why: problem ?? inTheWay,
    approvalId: approval?.id ?? '',
    approvalState: approval?.state ?? 'void',
    runId: task.runId,
    madeBy: describeActor(task.madeBy),
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
  };
}

function ofType(task: StoredTask, type: TaskType | undefined): TaskFinding {
  if (type !== undefined) return { field: 'type', verdict: 'ok', message: `${type.title}: ${type.purpose}` };
  return { field: 'type', verdict: 'blocks', message: `This version of AICMO has no type ${task.type}.` };
}

const WAITING: Readonly<Record<string, string>> = {
  pending_review: 'It waits for approval.',
  rejected: 'It was rejected',
  changes_requested: 'Changes were asked for',
  void: 'It was changed after it was approved, and waits for approval again.',
};

function ofApproval(approval: TaskApproval | undefined): TaskFinding {
  const field = 'approval';
  if (approval?.state === 'approved')
    return { field, verdict: 'ok', message: `Approved by ${approval.decidedBy ?? 'a person'}.` };
  const step = approval?.step ?? null;
  if (step !== null)
    return {
      field,
      verdict: 'blocks',
      message: `It waits for approval: step ${step.number} of ${step.of}, by ${step.waitsFor}.`,
    };
  const words = WAITING[approval?.state ?? 'void'] ?? 'It is not approved.';
  const comment = approval?.comment ?? null;
  const message = words.endsWith('.') ? words : `${words}${comment === null ? '.' : `: ${comment}`}`;
  return { field, verdict: 'blocks', message };
}

function ofCampaign(task: StoredTask): TaskFinding {
  if (task.campaignStatus === 'cancelled')
    return { field: 'campaign', verdict: 'blocks', message: 'Its campaign is cancelled.' };
  return {
    field: 'campaign',
    verdict: 'ok',
    message: `Campaign ${task.campaignKey} is ${task.campaignStatus.replace('_', ' ')}.`,
  };
}

function ofDependency(before: Surroundings['before'][number], isDryRun: boolean): TaskFinding {
  const field = `dependsOn.${before.id}`;
  const isDone = before.execution === 'completed' || (isDryRun && before.execution === 'preview');
  if (isDone) return { field, verdict: 'ok', message: `Done before it: ${before.title}.` };
  return { field, verdict: 'blocks', message: `It comes after “${before.title}”, which is not done yet.` };
}

function ofDueDate({ task, now }: Surroundings): TaskFinding[] {
  if (task.dueAt === null || task.dueAt > now) return [];
  return [
    {
      field: 'dueAt',
      verdict: 'weakens',
      message: `It was due on ${task.dueAt.toISOString().slice(0, 10)}.`,
    },
  ];
}

/** What the campaign says of itself; the brief is always there. */
function ofNeeds(task: StoredTask, type: TaskType | undefined): TaskFinding[] {
  const lacks = { brand: task.brandId === null, brief: false, variants: task.variantCount === 0 };
  return (type?.needs ?? [])
    .filter((need) => lacks[need])
    .map((need) => ({ field: need, verdict: 'blocks', message: LACKING[need] }));
}

const LACKING = {
  brand: 'The campaign has no brand kit.',
  brief: 'The campaign has no brief.',
  variants: 'The campaign has no variants yet.',
} as const;

function fromType({ field, severity, message }: Finding): TaskFinding {
  return { field, verdict: severity, message };
}
