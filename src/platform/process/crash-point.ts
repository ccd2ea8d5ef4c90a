interface CrashPlan {
  readonly label: string;
  remaining: number;
}

let plan: CrashPlan | undefined;

/** Arms one labelled place by `label:n`: the n-th pass kills this process with SIGKILL, as a power cut would. */
export function armCrashPoint(text: string | undefined): void {
  if (text === undefined) {
    plan = undefined;
    return;
  }
  const [label = '', times = '1'] = text.split(':');
  plan = { label, remaining: Number(times) };
}

/** A labelled place where a crash test may kill the process; does nothing unless it is armed. */
export function crashPoint(label: CrashLabel): void {
  if (plan === undefined || plan.label !== label) return;
  plan.remaining -= 1;
  if (plan.remaining <= 0) process.kill(process.pid, 'SIGKILL');
}

/** Every labelled place, in the order of a brief's way through the house. */
export const CRASH_LABELS = [
  'intake.before_commit',
  'intake.after_commit',
  'flow.started',
  'cell.copy_written',
  'cell.before_render',
  'cell.file_written',
  'cell.before_record',
  'cell.recorded',
  'flow.before_finish',
  'flow.finished',
  'manifest.before_rename',
  'alert.before_commit',
  'alert.file_written',
  'event.handled',
] as const;
/** Places that are passed only where a model is asked. */
export const MODEL_CRASH_LABELS = ['llm.before_call', 'llm.answered', 'llm.recorded'] as const;
export type CrashLabel = (typeof CRASH_LABELS)[number] | (typeof MODEL_CRASH_LABELS)[number];
