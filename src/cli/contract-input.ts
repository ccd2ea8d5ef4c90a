import { CommanderError } from 'commander';
import type { z } from 'zod';

interface Operation<Schema extends z.ZodType> {
  readonly '~orpc': { readonly inputSchema?: Schema | undefined };
}

/** The input of an operation as its contract takes it from everybody. What does not fit ends the command with 2. */
export function contractInput<Schema extends z.ZodType>(
  operation: Operation<Schema>,
  given: Readonly<Record<string, unknown>>,
): z.output<Schema> {
  const schema = operation['~orpc'].inputSchema;
  if (schema === undefined) throw new Error('an operation without input');
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `error: ${issue.path.map(String).map(asOption).join('.')}: ${issue.message}`,
  );
  throw wrongUsage(lines.join('\n'));
}

/** The error of a command line that cannot be meant; thrown inside a command, so that the house is closed first. */
export function wrongUsage(message: string): CommanderError {
  return new CommanderError(2, 'cli.usage', message);
}

function asOption(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
