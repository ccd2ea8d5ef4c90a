import { z } from 'zod';
import { findTaskType, TASK_TYPES } from '#agents/work/registry';
import type { TaskType } from '#agents/work/task-type';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import type { TaskTypeSummary } from './contract.ts';
import { taskError } from './errors.ts';

/** What kinds of work there are. */
export function listTaskTypes(ctx: Context): { items: TaskTypeSummary[] } {
  authorise(ctx, 'tasks.read');
  return { items: TASK_TYPES.map(summaryOf) };
}

/** A type by its name or an alias. Throws `tasks.type_unknown`. */
export function needTaskType(name: string): TaskType {
  const type = findTaskType(name);
  if (type === undefined) throw taskError('tasks.type_unknown', { type: name });
  return type;
}

/** What a type is called; its name where this version does not have it. */
export function titleOfType(type: string): string {
  return findTaskType(type)?.title ?? type;
}

/** A payload with its defaults. Throws `tasks.payload_invalid`. */
export function readPayload(type: TaskType, payload: unknown): Record<string, unknown> {
  const parsed = type.input.safeParse(payload);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const issues = parsed.error.issues.slice(0, 10).map(({ path, message }) => ({
    field: ['payload', ...path].map(String).join('.'),
    message,
  }));
  const problems = issues.map(({ field, message }) => `${field.replace('payload.', '')}: ${message}`);
  throw taskError('tasks.payload_invalid', { type: type.type, problems: problems.join('; '), issues });
}

function summaryOf(type: TaskType): TaskTypeSummary {
  const { $schema: _unused, ...payload } = z.toJSONSchema(type.input, { io: 'input' });
  return {
    type: type.type,
    aliases: [...type.aliases],
    title: type.title,
    purpose: type.purpose,
    minutes: type.minutes,
    needs: [...type.needs],
    reads: [...type.reads],
    payload: payload as TaskTypeSummary['payload'],
  };
}
