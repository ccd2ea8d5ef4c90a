import type { z } from 'zod';
import { httpError } from '#platform/http/problem';

/** What a route outside the contract is given, in its shape. Throws `http.input_invalid` with every field that is wrong. */
export function checkInput<Input>(schema: z.ZodType<Input>, given: unknown): Input {
  const input = schema.safeParse(given);
  if (input.success) return input.data;
  const issues = input.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  const problems = issues.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw httpError('http.input_invalid', { problems, issues });
}
