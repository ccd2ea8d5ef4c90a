import { defineErrors } from '#kernel/errors';
import { readFileFor } from './read-file.ts';

const fileError = defineErrors({
  'cli.file_refused': { status: 400, retryable: false, message: '{file} cannot be read: {problem}' },
  'cli.not_json': {
    status: 400,
    retryable: false,
    message: '{file} is not a JSON object: {problem}.',
  },
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

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fileError('cli.not_json', { file, problem: (error as Error).message });
  }
}
