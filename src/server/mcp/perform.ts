import { type AnyProcedure, call } from '@orpc/server';
import type { z } from 'zod';
import { defineErrors } from '#kernel/errors';
import type { ApiContext } from '#server/router';

/** An operation of the API to be carried out, with its input as it came. */
export interface Performance {
  readonly operation: AnyProcedure;
  readonly input: Readonly<Record<string, unknown>>;
  /** A narrower shape of the operation's answer; what it does not name is left out. */
  readonly view: z.ZodType | undefined;
}

/** An answer as JSON has it: times are ISO strings. */
export type Answer = Record<string, unknown>;

/** An assistant reads all that it is given: a page holds about as much as 15,000 words. */
export const PAGE_CHARACTERS = 60_000;
const MOST_CHARACTERS = 1_000_000;

export const mcpError = defineErrors({
  'mcp.answer_too_large': {
    status: 413,
    retryable: false,
    message:
      'The answer has {characters} characters, more than an assistant is given. Read it with the command line or the HTTP API.',
  },
});

/**
 * Carries out an operation as the HTTP API does: input and output pass through its contract. A page that is too
 * large is asked for again with fewer items. Throws what the operation throws, and `mcp.answer_too_large`.
 */
export async function perform(performance: Performance, context: ApiContext): Promise<Answer> {
  const { operation, input, view } = performance;
  const found: unknown = await call(operation, input, { context });
  const text = JSON.stringify(view === undefined ? found : view.parse(found));
  const answer = JSON.parse(text) as Answer;
  const count = Array.isArray(answer['items']) ? answer['items'].length : 1;
  if (text.length > PAGE_CHARACTERS && count > 1) {
    const limit = Math.max(1, Math.min(count - 1, Math.floor((count * PAGE_CHARACTERS) / text.length)));
    return perform({ ...performance, input: { ...input, limit } }, context);
  }
  if (text.length > MOST_CHARACTERS) throw mcpError('mcp.answer_too_large', { characters: text.length });
  return answer;
}
