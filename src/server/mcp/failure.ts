import type { CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { isUnknownError, type Problem, problemOf } from '#platform/http/problem';
import type { ApiContext } from '#server/router';

/** What a tool answers when it could not do what was asked. */
export const toolFailure = z.object({
  code: z.string().describe('Stable name of the error, as in the HTTP API.'),
  message: z.string(),
  retryable: z.boolean().describe('Whether the same call may succeed later.'),
  requestId: z.string().describe('Under which the log knows the call.'),
  details: z.record(z.string(), z.unknown()),
});

/** The problem of anything thrown. An error nobody foresaw is logged here, once, and tells only the request id. */
export function noteProblem(error: unknown, context: ApiContext, asked: string): Problem {
  if (isUnknownError(error)) context.log.error({ err: error, asked }, 'operation failed');
  return problemOf(error, context.requestId);
}

/** A problem as the answer of a tool: the sentence as text, the rest as data. */
export function failedResult(problem: Problem): CallToolResult {
  const { code, detail, retryable, instance, details } = problem;
  const failure: z.output<typeof toolFailure> = {
    code,
    message: detail,
    retryable,
    requestId: instance,
    details: JSON.parse(JSON.stringify(details)) as Record<string, unknown>,
  };
  return { isError: true, content: [{ type: 'text', text: detail }], structuredContent: failure };
}
