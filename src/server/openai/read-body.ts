import type { z } from 'zod';
import { openaiError } from './openai-failure.ts';

/** A field that would change the answer and is not supported, unless it asks for what happens anyway. */
export interface Unsupported {
  readonly param: string;
  readonly isAsked: (value: unknown) => boolean;
  /** Completes the sentence "`param` is not supported here:". */
  readonly why: string;
}

/** What walks through bodies later on calls itself once a level. */
const MOST_LEVELS = 100;

/** Reads a body by its shape; fields that the shape does not have are ignored. Throws `openai.*` with the field. */
export function readBody<Shape extends z.ZodType>(
  shape: Shape,
  body: unknown,
  unsupported: readonly Unsupported[] = [],
): z.output<Shape> {
  if (isDeeperThan(body, MOST_LEVELS))
    throw openaiError('openai.request_invalid', { problems: `it has more than ${MOST_LEVELS} levels` });
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  for (const { param, isAsked, why } of unsupported) {
    const value = fields[param];
    if (value !== undefined && value !== null && isAsked(value))
      throw openaiError('openai.unsupported', { param, why });
  }
  const read = shape.safeParse(body);
  if (read.success) return read.data;
  const issues = read.error.issues.slice(0, 10).map(({ path, message }) => ({ at: placeOf(path), message }));
  throw invalid(issues.map(({ at, message }) => `${at}: ${message}`).join('; '), issues[0]?.at);
}

/** A field that is wrong for another reason than its shape. */
export function invalid(problems: string, param?: string): Error {
  return openaiError('openai.request_invalid', param === undefined ? { problems } : { problems, param });
}

/** `messages[3].content`, as OpenAI writes it. */
function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place === '' ? 'body' : place.replace(/^\./, '');
}

/** Whether a value has more levels; it does not call itself, or depth would be its own undoing. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    level = level.flatMap((inner) =>
      typeof inner === 'object' && inner !== null ? (Object.values(inner) as unknown[]) : [],
    );
  }
  return false;
}
