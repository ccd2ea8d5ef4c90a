import type { z } from 'zod';
import { placeOf, reportError, type Reading } from './reading.ts';

/** Reports what a zod schema finds in a value that was read, at the place each value came from. */
export function reportSchemaIssues(reading: Reading, schema: z.ZodType, value: unknown): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  for (const issue of result.error.issues) {
    const path = writePath(issue.path);
    const { message, hint } = explainIssue(issue, valueAt(value, issue.path));
    reportError(reading, placeOf(reading, path), `field.${issue.code}`, message, hint);
  }
}

/** A path as in `products[0].benefits[1].de`. */
export function writePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = Reflect.get(at, part);
  }
  return at;
}

function explainIssue(issue: z.core.$ZodIssue, value: unknown): { message: string; hint: string } {
  if (issue.code === 'too_big' || issue.code === 'too_small') return explainSize(issue, value);
  if (issue.code === 'custom') {
    const hint: unknown = issue.params?.['hint'];
    return { message: `${issue.message}.`, hint: typeof hint === 'string' ? hint : 'Change the value.' };
  }
  return { message: `${issue.message}.`, hint: 'Compare the value with the example documents.' };
}

function explainSize(
  issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall,
  value: unknown,
): { message: string; hint: string } {
  const isBig = issue.code === 'too_big';
  const limit = Number(isBig ? issue.maximum : issue.minimum).toLocaleString('en');
  const bound = isBig ? 'most' : 'least';
  if (typeof value === 'string') {
    const message = `The text has ${value.length.toLocaleString('en')} characters; at ${bound} ${limit} are allowed.`;
    return { message, hint: isBig ? `Shorten it to ${limit} characters.` : 'Write more.' };
  }
  if (Array.isArray(value) && value.length === 0) {
    const message = `The list is empty; at least ${limit} ${limit === '1' ? 'entry is' : 'entries are'} needed.`;
    return { message, hint: `Write at least ${limit}.` };
  }
  if (Array.isArray(value)) {
    const message = `The list has ${value.length.toLocaleString('en')} entries; at ${bound} ${limit} are allowed.`;
    return { message, hint: isBig ? `Keep ${limit} entries or fewer.` : `Write at least ${limit}.` };
  }
  const message = `${String(value)} is too ${isBig ? 'large' : 'small'}; at ${bound} ${limit} is allowed.`;
  return { message, hint: `Write a number of at ${bound} ${limit}.` };
}
