import { positionAt } from './excerpt.ts';
import { checkCharacters, checkKey, createBudget, fail } from './parse-budget.ts';
import type { SourceEntry, SourceNode } from './source-node.ts';
import type { SourceText } from './source-text.ts';

// Single characters in the loop, not runs: nothing to backtrack over on a text that is never closed.
const STRING = /"(?:[^"\\\p{Cc}]|\u0085|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const UNCLOSED = /"(?:[^"\\\p{Cc}]|\u0085|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const SPACE = /[\t\n\r ]*/y;

interface Cursor {
  readonly source: SourceText;
  readonly text: string;
  at: number;
  readonly spend: (depth: number, start: number) => void;
}

/**
 * JSON by RFC 8259 with the place of every value; throws ParseFault. Not by the YAML parser, which would
 * accept comments and lose the exact place of a JSON error.
 */
export function parseJson(source: SourceText): SourceNode {
  const cursor: Cursor = { source, text: source.text, at: 0, spend: createBudget().spend };
  const root = readValue(cursor, 0);
  skipSpace(cursor);
  if (cursor.at < cursor.text.length) {
    const message = `${describeHere(cursor)} stands after the end of the JSON document.`;
    fail('json.trailing', cursor.at, cursor.at + 1, message, 'Keep one { … } per file and remove the rest.');
  }
  return root;
}

function readValue(cursor: Cursor, depth: number): SourceNode {
  skipSpace(cursor);
  const start = cursor.at;
  cursor.spend(depth, start);
  const sign = cursor.text[start];
  if (sign === '{') return readObject(cursor, depth);
  if (sign === '[') return readArray(cursor, depth);
  if (sign === '"') return scalar(start, cursor, readString(cursor));
  const number = match(cursor, NUMBER);
  if (number !== undefined) {
    const value = Number(number);
    if (!Number.isFinite(value)) {
      fail('text.number', start, cursor.at, `The number ${number} is too large.`, 'Write a smaller number.');
    }
    return { kind: 'scalar', value, written: number, start, end: cursor.at };
  }
  return readWord(cursor, start);
}

function readWord(cursor: Cursor, start: number): SourceNode {
  const word = match(cursor, WORD);
  if (word === 'true' || word === 'false') return scalar(start, cursor, word === 'true', word);
  if (word === 'null') return scalar(start, cursor, null, word);
  if (word !== undefined) {
    if (/^\s*$/.test(cursor.text.slice(0, start))) failNotJson(start, cursor.at);
    const message = `"${word}" needs quotation marks in JSON.`;
    fail('json.unquoted', start, cursor.at, message, `Write "${word}".`);
  }
  refuseForeign(cursor, start);
  if (start >= cursor.text.length) failAtEnd(cursor, 'a value');
  const message = `A value is expected here, but ${describeHere(cursor)} follows.`;
  fail(
    'json.value',
    start,
    start + 1,
    message,
    'Write a text in "…", a number, true, false, null, {…} or […].',
  );
}

function readObject(cursor: Cursor, depth: number): SourceNode {
  const start = cursor.at++;
  const entries: SourceEntry[] = [];
  const seen = new Map<string, number>();
  skipSpace(cursor);
  if (take(cursor, '}')) return { kind: 'map', entries, start, end: cursor.at };
  for (;;) {
    skipSpace(cursor);
    const keyStart = cursor.at;
    const key = readKey(cursor);
    const keyEnd = cursor.at;
    checkKey(seen, key, { start: keyStart, end: keyEnd }, (at) => positionAt(cursor.source, at).line);
    skipSpace(cursor);
    if (!take(cursor, ':')) {
      if (cursor.at >= cursor.text.length) failAtEnd(cursor, 'a colon and a value');
      const message = `A colon is expected after "${key}", but ${describeHere(cursor)} follows.`;
      fail('json.colon', cursor.at, cursor.at + 1, message, `Write "${key}": and the value.`);
    }
    entries.push({ key, keyStart, keyEnd, value: readValue(cursor, depth + 1) });
    if (endsList(cursor, '}')) return { kind: 'map', entries, start, end: cursor.at };
  }
}

function readArray(cursor: Cursor, depth: number): SourceNode {
  const start = cursor.at++;
  const items: SourceNode[] = [];
  skipSpace(cursor);
  if (take(cursor, ']')) return { kind: 'list', items, start, end: cursor.at };
  for (;;) {
    items.push(readValue(cursor, depth + 1));
    if (endsList(cursor, ']')) return { kind: 'list', items, start, end: cursor.at };
  }
}

/** After a value: true at the closing bracket, false after a comma; anything else is a fault. */
function endsList(cursor: Cursor, close: string): boolean {
  skipSpace(cursor);
  if (take(cursor, close)) return true;
  const comma = cursor.at;
  if (take(cursor, ',')) {
    skipSpace(cursor);
    if (cursor.text[cursor.at] === close) {
      fail(
        'json.comma',
        comma,
        comma + 1,
        `A comma stands before the closing ${close}.`,
        'Remove the comma.',
      );
    }
    return false;
  }
  if (cursor.at >= cursor.text.length) failAtEnd(cursor, `a comma or ${close}`);
  const message = `A comma or ${close} is expected here, but ${describeHere(cursor)} follows.`;
  return fail('json.comma', cursor.at, cursor.at + 1, message, 'Put a comma between two entries.');
}

function readKey(cursor: Cursor): string {
  if (cursor.text[cursor.at] === '"') return readString(cursor);
  if (cursor.at >= cursor.text.length) failAtEnd(cursor, 'a key');
  const start = cursor.at;
  refuseForeign(cursor, start);
  const word = match(cursor, WORD);
  if (word !== undefined) {
    fail(
      'json.unquoted',
      start,
      cursor.at,
      `The key ${word} needs quotation marks in JSON.`,
      `Write "${word}".`,
    );
  }
  const message = `A key in double quotation marks is expected here, but ${describeHere(cursor)} follows.`;
  return fail('json.key', start, start + 1, message, 'Write "key": value.');
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  const token = match(cursor, STRING);
  if (token === undefined) {
    match(cursor, UNCLOSED);
    const { at } = cursor;
    const sign = cursor.text[at];
    if (sign === '\\') {
      const message = `"${cursor.text.slice(at, at + 2)}" is not an escape that JSON knows.`;
      fail('json.escape', at, at + 2, message, String.raw`Write \\ for a backslash.`);
    }
    if (sign === '\t')
      fail('json.tab', at, at + 1, 'A tab stands inside a JSON text.', String.raw`Write \t.`);
    const message = 'A text is opened here with a quotation mark that is never closed.';
    fail(
      'json.open_text',
      start,
      at,
      message,
      'Close it with " on the same line; the file may be half-written.',
    );
  }
  const value = JSON.parse(token) as string;
  checkCharacters(value, { start, end: cursor.at });
  return value;
}

/** What other languages allow and JSON does not: single quotation marks, comments. */
function refuseForeign(cursor: Cursor, start: number): void {
  const sign = cursor.text[start];
  if (sign === "'") {
    const message = 'JSON takes double quotation marks only.';
    fail('json.quote', start, start + 1, message, 'Write "text" instead of \'text\'.');
  }
  if (sign === '#' || sign === '/') {
    const hint = 'Remove it, or rename the file to .yaml, where # starts a comment.';
    fail('json.comment', start, start + 1, 'JSON has no comments.', hint);
  }
}

function failNotJson(start: number, end: number): never {
  const hint = 'Start with { and write "key": value, or rename the file to .yaml.';
  return fail('json.not_json', start, end, 'This is not JSON, although the name ends with .json.', hint);
}

function failAtEnd(cursor: Cursor, expected: string): never {
  const end = cursor.text.trimEnd().length;
  const message = `The JSON document ends too early: ${expected} is expected.`;
  return fail(
    'json.ends_early',
    Math.max(0, end - 1),
    end,
    message,
    'Complete it; the file may be half-written.',
  );
}

function describeHere(cursor: Cursor): string {
  const character = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 32);
  if (character === '"') return 'a text';
  if (character === '/' || character === '#') return 'a comment';
  return `"${character}"`;
}

function scalar(start: number, cursor: Cursor, value: string | boolean | null, written?: string): SourceNode {
  return { kind: 'scalar', value, written: written ?? String(value), start, end: cursor.at };
}

function take(cursor: Cursor, sign: string): boolean {
  if (cursor.text[cursor.at] !== sign) return false;
  cursor.at += 1;
  return true;
}

function skipSpace(cursor: Cursor): void {
  match(cursor, SPACE);
}

function match(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}
