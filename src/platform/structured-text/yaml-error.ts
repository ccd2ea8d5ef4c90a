import type { YAMLError } from 'yaml';
import { fail } from './parse-budget.ts';

interface Explanation {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

const HALF_WRITTEN = 'the file may be half-written';

const BY_CODE: Readonly<Record<string, Explanation>> = {
  TAB_AS_INDENT: {
    rule: 'yaml.tab',
    message: 'A tab is used to indent this line.',
    hint: 'Indent with spaces, two per level.',
  },
  BAD_INDENT: {
    rule: 'yaml.indent',
    message: 'This line is indented differently from its neighbours.',
    hint: 'Start all keys of one group, and all dashes of one list, in the same column.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    rule: 'yaml.colon_in_text',
    message: 'A second colon on this line makes it unclear what is key and what is text.',
    hint: 'Put the text in quotation marks: message: "Big news: it is here".',
  },
  MULTILINE_IMPLICIT_KEY: {
    rule: 'yaml.no_colon',
    message: 'This line has neither a colon nor a dash.',
    hint: 'Write `key: value`, `- entry`, or indent the line if it continues the text above.',
  },
  BAD_DQ_ESCAPE: {
    rule: 'yaml.escape',
    message: 'This backslash does not start an escape that YAML knows.',
    hint: String.raw`Write \\ for a backslash, or use single quotation marks.`,
  },
  TAG_RESOLVE_FAILED: {
    rule: 'yaml.tag',
    message: 'Tags (words that start with !) are not understood.',
    hint: 'Put the text in quotation marks if it starts with !, or remove the tag.',
  },
  BAD_DIRECTIVE: {
    rule: 'yaml.directive',
    message: 'A line that starts with % is a YAML directive, and this one is not known.',
    hint: 'Remove the line, or put the text in quotation marks.',
  },
  KEY_OVER_1024_CHARS: {
    rule: 'yaml.long_key',
    message: 'This key is longer than 1,024 characters.',
    hint: 'Shorten the key; a long text belongs after the colon.',
  },
  UNEXPECTED_TOKEN: {
    rule: 'yaml.unexpected',
    message: 'Something stands here that does not belong to the value before it.',
    hint: "Put the whole text in one pair of quotation marks; write '' for an apostrophe inside '…'.",
  },
  MULTIPLE_ANCHORS: {
    rule: 'yaml.anchor',
    message: 'A value has more than one anchor (&name).',
    hint: 'Keep one, or put the text in quotation marks if it starts with &.',
  },
  BLOCK_IN_FLOW: {
    rule: 'yaml.block_in_brackets',
    message: 'A dash list or key group stands inside brackets.',
    hint: 'Inside [ ] and { } separate entries by commas, or close the bracket first.',
  },
};

/** Ends the parse with the library's error in plain words and the place where a person would look. */
export function explainYamlError(text: string, error: YAMLError): never {
  const [start, end] = error.pos;
  const opened = /^Missing closing (["'])quote/.exec(error.message)?.[1];
  if (opened !== undefined) return explainOpenQuote(text, opened, start);
  if (error.code === 'BAD_SCALAR_START') {
    const sign = text[start] ?? '';
    const message = `A text cannot start with ${sign} unless it is in quotation marks.`;
    return fail('yaml.reserved_sign', start, start + 1, message, `Write "${sign}…" with quotation marks.`);
  }
  if (error.message.startsWith('Flow ') || /^Expected .*flow/i.test(error.message)) {
    return explainOpenBracket(text, start);
  }
  if (error.code === 'MISSING_CHAR') return explainMissing(text, error.message, start, end);
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') explainDeeperLine(text, start);
  if (error.code === 'UNEXPECTED_TOKEN') explainUnexpected(text, start, end);
  const known = BY_CODE[error.code];
  if (known !== undefined) return fail(known.rule, start, end, known.message, known.hint);
  const message = `This is not valid YAML: ${error.message}.`;
  return fail('yaml.syntax', start, end, message, 'Compare the line with the example briefs.');
}

/** A line that goes deeper than the value above it reads as part of that value. */
function explainDeeperLine(text: string, start: number): void {
  const lineEnd = text.indexOf('\n', start);
  const line = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
  if (lineEnd === -1 || /:(?:\s|$)/.test(line)) return;
  const rest = text.slice(lineEnd + 1);
  const key = /^\s+([^\s:#-][^:\n]{0,60}):(?:\s|$)/.exec(rest);
  if (key === null) return;
  const at = lineEnd + 1 + key[0].indexOf(key[1] ?? '');
  const message =
    'This line is indented deeper than the keys above it, so it reads as part of the text before.';
  const hint = 'Start it in the same column as the key above.';
  fail('yaml.indent', at, at + (key[1] ?? '').length, message, hint);
}

/** Words after a value: a text that starts with `*`, or entries in brackets without a comma. */
function explainUnexpected(text: string, start: number, end: number): void {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const alias = /(?:^|[:\-[{,]\s+)(\*\S+)\s+$/.exec(before)?.[1];
  if (alias !== undefined) {
    const at = start - before.length + before.lastIndexOf(alias);
    const message = 'A text cannot start with * unless it is in quotation marks.';
    fail('yaml.reserved_sign', at, at + alias.length, message, `Write "${alias} …" with quotation marks.`);
  }
  if (text[start] === ',') {
    fail(
      'yaml.comma',
      start,
      end,
      'There is a comma too many.',
      'Remove the comma, or write the entry before it.',
    );
  }
  const opened = (before.match(/[[{]/g) ?? []).length > (before.match(/[\]}]/g) ?? []).length;
  if (!opened || /,\s*$/.test(before)) return;
  const message = 'A comma is missing before this entry.';
  fail('yaml.comma', start, end, message, 'Inside [ ] and { } separate entries by commas.');
}

function explainOpenQuote(text: string, quote: string, end: number): never {
  const start = findOpening(text, quote, end);
  const message = `A text is opened here with ${quote} and never closed.`;
  return fail('yaml.open_quote', start, start + 1, message, `Close it with ${quote}; ${HALF_WRITTEN}.`);
}

/** The last line whose value starts with the quotation mark and holds no second one. */
function findOpening(text: string, quote: string, end: number): number {
  const starts = [...text.slice(0, end).matchAll(/(?:^|[:\-[{,?]\s*|\n\s*)(["'])/g)];
  const found = starts
    .filter((start) => start[1] === quote)
    .map((start) => start.index + start[0].length - 1)
    .findLast((at) => {
      const lineEnd = text.indexOf('\n', at);
      const rest = text.slice(at + 1, lineEnd === -1 ? end : lineEnd);
      return !rest.includes(quote);
    });
  return found ?? Math.max(0, end - 1);
}

function explainOpenBracket(text: string, at: number): never {
  const before = text.slice(0, at);
  let depth = 0;
  for (let i = before.length - 1; i >= 0; i--) {
    const sign = before[i];
    if (sign === ']' || sign === '}') depth += 1;
    if (sign !== '[' && sign !== '{') continue;
    if (depth === 0) {
      const close = sign === '[' ? ']' : '}';
      const message = `The bracket ${sign} is opened here and not closed before the next key.`;
      return fail('yaml.open_bracket', i, i + 1, message, `Close it with ${close}; ${HALF_WRITTEN}.`);
    }
    depth -= 1;
  }
  return fail('yaml.open_bracket', at, at + 1, 'A bracket is not closed.', `Close it; ${HALF_WRITTEN}.`);
}

function explainMissing(text: string, detail: string, start: number, end: number): never {
  if (detail.includes('map values')) {
    const word = text.slice(start, end).split('\n')[0] ?? '';
    const message = 'This line has no colon.';
    const hint = `Write \`${word.slice(0, 30)}: value\`; ${HALF_WRITTEN}.`;
    return fail('yaml.no_colon', start, end, message, hint);
  }
  if (/\bby , |comma|Missing ,/.test(detail)) {
    const message = 'A comma is missing between two entries.';
    return fail('yaml.comma', start, end, message, 'Inside [ ] and { } separate entries by commas.');
  }
  return fail('yaml.missing', start, end, `${detail}.`, `Add what is missing; ${HALF_WRITTEN}.`);
}
