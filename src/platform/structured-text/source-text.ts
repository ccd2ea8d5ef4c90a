import { isUtf8 } from 'node:buffer';
import type { Fault } from './problem.ts';

/** A decoded document and where its lines start. */
export interface SourceText {
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export type DecodedText =
  | { readonly ok: true; readonly source: SourceText }
  | { readonly ok: false; readonly source: SourceText; readonly fault: Fault };

const SAVE_AS_UTF8 = 'Save the file as UTF-8 and put it back.';

/** Bytes or text of a document to checked text: UTF-8 with or without byte order mark, no control characters. */
export function decodeSource(input: Uint8Array | string, maxBytes: number): DecodedText {
  const size = typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength;
  if (size > maxBytes)
    return refuse('', 'file.too_large', tooLarge(size, maxBytes), 'Make the file smaller.');
  if (typeof input !== 'string') {
    const fault = findEncodingFault(input);
    if (fault !== undefined) return fault;
  }
  const decoded = typeof input === 'string' ? input : new TextDecoder().decode(input);
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
  if (text.trim() === '') {
    return refuse('', 'file.empty', 'The file is empty.', 'Write the document, or remove the file.');
  }
  const fault = findForbiddenCharacter(text, 0);
  if (fault !== undefined) return { ok: false, source: indexText(text), fault };
  return { ok: true, source: indexText(text) };
}

/** The text with the offset of each line's first character. */
export function indexText(text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { text, lineStarts };
}

/**
 * The first character that no text may hold: C0 and C1 controls other than tab and line breaks, DEL,
 * half of a surrogate pair. Offsets are moved by `start`, where the text begins in its document.
 */
export function findForbiddenCharacter(text: string, start: number): Fault | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const found = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F]|\p{Cs}/u.exec(text);
  if (found === null) return undefined;
  const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const [rule, message, hint] = describeForbidden(code);
  return { rule, message, hint, start: start + found.index, end: start + found.index + 1 };
}

function describeForbidden(code: string): readonly [string, string, string] {
  if (code === '0000') {
    const hint = 'Remove it; if the file is not plain text, save it as UTF-8 text.';
    return ['text.nul', 'A NUL character (U+0000) stands in the text.', hint];
  }
  if (/^D[89A-F]/.test(code) && code.length === 4) {
    const message = `Half of a character (the lone surrogate U+${code}) stands in the text.`;
    return ['text.surrogate', message, 'Write the whole character, or remove it.'];
  }
  const hint = 'Remove it; only letters, signs, tabs and line breaks belong in a text.';
  return ['text.control_character', `The control character U+${code} stands in the text.`, hint];
}

function findEncodingFault(bytes: Uint8Array): DecodedText | undefined {
  const [a, b, c, d] = bytes;
  const hasUtf16Mark = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  const looksUtf16 =
    bytes.length >= 4 && ((a === 0 && b !== 0 && c === 0) || (a !== 0 && b === 0 && c !== 0 && d === 0));
  if (hasUtf16Mark || looksUtf16) {
    return refuse('', 'file.utf16', 'The file is UTF-16, not UTF-8.', SAVE_AS_UTF8);
  }
  if (isUtf8(bytes)) return undefined;
  const { text, offset, byte } = findBrokenByte(bytes);
  const message = `The byte 0x${byte.toString(16).toUpperCase().padStart(2, '0')} is not UTF-8.`;
  return {
    ok: false,
    source: indexText(text),
    fault: { rule: 'file.not_utf8', message, hint: SAVE_AS_UTF8, start: offset, end: offset + 1 },
  };
}

function findBrokenByte(bytes: Uint8Array): { text: string; offset: number; byte: number } {
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let offset = 0;
  for (const character of text) {
    const isReal = bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd;
    if (character === '\uFFFD' && !isReal) break;
    at += Buffer.byteLength(character);
    offset += character.length;
  }
  return { text, offset, byte: bytes[at] ?? 0 };
}

function refuse(text: string, rule: string, message: string, hint: string): DecodedText {
  return { ok: false, source: indexText(text), fault: { rule, message, hint, start: -1, end: -1 } };
}

function tooLarge(size: number, limit: number): string {
  return `The file has ${size.toLocaleString('en')} bytes; the limit is ${limit.toLocaleString('en')}.`;
}
