import type { Task, TaskDetail, TaskRun } from '#modules/tasks/contract';
import { formatSpan } from '../../lib/time.ts';
import { counted, formatNumber } from '../../lib/words.ts';

export const SOURCE_WORDS: Readonly<Record<Task['source'], string>> = {
  plan: 'by the plan of its campaign',
  person: 'by a person',
  program: 'by a program',
};

/** Where a fact lies in the house. */
const FACT_PLACES: Readonly<Record<string, string>> = {
  brief: 'Brief',
  brand: 'Brand kit',
  variant: 'Variant',
  knowledge: 'What was learnt',
  source: 'Page or file of others',
  work: 'Earlier work',
  calendar: 'Calendar',
  input: 'Payload of this task',
  person: 'Stated by a person',
};

export function factPlace(source: string): string {
  return FACT_PLACES[source] ?? source;
}

export function tookWords({ durationMs, startedAt, endedAt }: TaskRun): string {
  if (durationMs === null || endedAt === null) return 'Not ended';
  if (durationMs < 1_000) return `${formatNumber(durationMs)} ms`;
  return durationMs < 60_000 ? `${formatNumber(durationMs / 1_000, 1)} s` : formatSpan(startedAt, endedAt);
}

/** What a run was: a preview does not count, a revision is a person's word on a real run. */
export function runKind({ isDryRun, revisesId }: Pick<TaskRun, 'isDryRun' | 'revisesId'>): string {
  if (revisesId !== null) return 'Revision';
  return isDryRun ? 'Preview' : 'Real run';
}

/** What keeps a task from being done; nothing where it can be. A preview is content with previews before it. */
export function whyNotRun(
  task: Pick<TaskDetail, 'status' | 'classification' | 'before'>,
  { isDryRun }: { isDryRun: boolean },
): string[] {
  if (task.status === 'RUNNING') return ['It is being done right now.'];
  if (task.status === 'COMPLETED') return ['It is done. Change it to have it done anew.'];
  const isPreviewed = (field: string): boolean =>
    task.before.some(({ id, status }) => field === `dependsOn.${id}` && status === 'COMPLETED_PREVIEW');
  return task.classification.findings
    .filter(({ verdict, field }) => verdict === 'blocks' && !(isDryRun && isPreviewed(field)))
    .map(({ message }) => message);
}

/** What a plan came to, in a sentence. */
export function planWords({
  added,
  present,
}: {
  added: readonly unknown[];
  present: readonly unknown[];
}): string {
  const before =
    present.length === 0 ? '' : ` ${counted(present.length, 'task')} of the plan stay as they are.`;
  return added.length === 0
    ? `The plan has all that this campaign needs.${before}`
    : `${counted(added.length, 'task waits', 'tasks wait')} for approval now.${before}`;
}

/** The name of a file of a task's work, without its ending. */
export function fileStem(task: Pick<Task, 'campaignKey' | 'type'>, run: Pick<TaskRun, 'isDryRun'>): string {
  const name = `${task.campaignKey}-${task.type}`.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  return run.isDryRun ? `${name}-preview` : name;
}
