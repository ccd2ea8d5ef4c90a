import type { z } from 'zod';
import { defineErrors } from '#kernel/errors';
import { readFileFor } from './read-file.ts';

const fileError = defineErrors({
  'cli.file_refused': { status: 400, retryable: false, message: '{file} cannot be read: {problem}' },
  'cli.not_json': {
    status: 400,
    retryable: false,
    message: '{file} is not a JSON object: {problem}.',
  },
  'cli.file_invalid': { status: 400, retryable: false, message: '{file} cannot be taken:\n{problems}' },
});

/** The object of a JSON file of at most 256 KB. Throws `cli.not_json` or `cli.file_refused`. */
export async function readJsonFile(file: string): Promise<Record<string, unknown>> {
  const read = await readFileFor(file);
  if (!read.ok) {
    const problem = read.problems.map(({ message, hint }) => [message, hint ?? ''].join('. ')).join(' ');
    throw fileError('cli.file_refused', { file, problem });
  }
  const text = new TextDecoder().decode(read.bytes);
  const value = parse(text, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fileError('cli.not_json', { file, problem: 'it holds something else' });
  return value as Record<string, unknown>;
}

/** The same held to a schema; `more` is what does not come from the file. Throws `cli.file_invalid` as well. */
export async function readJsonAs<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  more: Readonly<Record<string, unknown>> = {},
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse({ ...(await readJsonFile(file)), ...more });
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .map(({ path, message }) => `  ${path.map(String).join('.')}: ${message}`)
    .join('\n');
  throw fileError('cli.file_invalid', { file, problems });
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fileError('cli.not_json', { file, problem: (error as Error).message });
  }
}
