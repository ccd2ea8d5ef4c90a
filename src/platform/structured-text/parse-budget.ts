import type { Fault } from './problem.ts';
import { findForbiddenCharacter } from './source-text.ts';

/** Bounds of one document: nesting, values after aliases are unfolded, uses of aliases. */
export const MAX_DEPTH = 32;
export const MAX_VALUES = 20_000;
export const MAX_ALIASES = 50;

/** Thrown inside a parser to leave it with what was found; never leaves the worker. */
export class ParseFault extends Error {
  override readonly name = 'ParseFault';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Ends the parse with a fault. */
export function fail(rule: string, start: number, end: number, message: string, hint: string): never {
  throw new ParseFault({ rule, start, end: Math.max(end, start + 1), message, hint });
}

/** Counts values and refuses nesting and amounts beyond the bounds. */
export function createBudget(): { readonly spend: (depth: number, start: number) => void } {
  let values = 0;
  return {
    spend(depth, start) {
      values += 1;
      if (depth > MAX_DEPTH) failDepth(start);
      if (values > MAX_VALUES) {
        const message = `The document holds more than ${MAX_VALUES.toLocaleString('en')} values.`;
        fail('text.too_many_values', start, start + 1, message, 'Split it into several documents.');
      }
    },
  };
}

/** Ends the parse because of nesting. */
export function failDepth(start: number): never {
  const message = `The document is nested deeper than ${MAX_DEPTH} levels here.`;
  return fail('text.too_deep', start, start + 1, message, 'Flatten the lists and groups.');
}

/** Refuses a key that stands twice in one group, and the key `__proto__`. */
export function checkKey(
  seen: Map<string, number>,
  key: string,
  span: { readonly start: number; readonly end: number },
  lineOf: (offset: number) => number,
): void {
  const first = seen.get(key);
  if (first !== undefined) {
    const message = `The key "${clip(key)}" stands twice in the same group; it is already on line ${lineOf(first)}.`;
    fail('text.duplicate_key', span.start, span.end, message, 'Keep one of the two and remove the other.');
  }
  if (key === '__proto__') {
    const message = 'The key "__proto__" is not allowed.';
    fail('text.forbidden_key', span.start, span.end, message, 'Remove it or give it another name.');
  }
  checkCharacters(key, span);
  seen.set(key, span.start);
}

/** Refuses control characters that came in by escapes such as `\u0000`. */
export function checkCharacters(value: string, span: { readonly start: number; readonly end: number }): void {
  const fault = findForbiddenCharacter(value, 0);
  if (fault !== undefined) fail(fault.rule, span.start, span.end, fault.message, fault.hint);
}

/** A name short enough for a sentence. */
export function clip(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > 40 ? `${flat.slice(0, 39)}…` : flat;
}
