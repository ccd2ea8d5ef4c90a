import type { z } from 'zod';
import { clip } from './parse-budget.ts';
import { placeOf, reportError, type Reading } from './reading.ts';

/** Reports what a zod schema finds in a value that was read, at the place each value came from. */
export function reportSchemaIssues(reading: Reading, schema: z.ZodType, value: unknown): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys') reportUnknownKeys(reading, issue);
    else reportIssue(reading, issue, valueAt(value, issue.path));
  }
}

function reportIssue(reading: Reading, issue: z.core.$ZodIssue, value: unknown): void {
  const { message, hint } = explainIssue(issue, value);
  const place = placeOf(reading, writePath(issue.path));
  reportError(reading, place, `field.${issue.code}`, message, hint);
}

/** Each unknown key at its own line. */
function reportUnknownKeys(reading: Reading, issue: z.core.$ZodIssueUnrecognizedKeys): void {
  for (const key of issue.keys) {
    const place = placeOf(reading, writePath([...issue.path, key]));
    const message = `The key "${clip(key)}" is not known here.`;
    const hint = 'Compare its spelling with the example documents, or remove it.';
    reportError(reading, place, 'field.unknown', message, hint);
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
  const key = issue.path.at(-1);
  if (issue.code === 'invalid_type' && value === undefined && typeof key === 'string')
    return { message: `"${clip(key)}" is missing.`, hint: `Add \`${clip(key)}: …\`.` };
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
