import { sha256 } from '#kernel/hash';
import { sourceError } from './errors.ts';
import { readHtml } from './read-html.ts';
import type { ReadText } from './store.ts';

const MOST_CHARACTERS = 200_000;
const MOST_TITLE = 200;
/** Where a page may name its own encoding (HTML standard, prescan). */
const PRESCAN = 1_024;
const META_CHARSET = /<meta[^>]{0,300}charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{1,40})/i;
/** Signs that are not seen: of control, of direction, and such as hide words from readers. */
const UNSEEN = /[\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** The plain text of a page or file as it is kept. Throws `sources.not_text`, `sources.empty` and `sources.too_deep`. */
export function readText(given: {
  bytes: Uint8Array;
  isHtml: boolean;
  place: string;
  charset?: string | undefined;
}): ReadText {
  const { bytes, isHtml, place } = given;
  const decoded = decode(bytes, given.charset ?? (isHtml ? charsetIn(bytes) : undefined));
  if (decoded.includes('\0')) throw sourceError('sources.not_text', { place });
  const read = isHtml ? readHtml(decoded, place) : { title: '', text: decoded };
  const text = tidied(read.text).slice(0, MOST_CHARACTERS);
  if (!/[\p{L}\p{N}]/u.test(text)) throw sourceError('sources.empty', { place });
  const title = (tidied(read.title) || place).slice(0, MOST_TITLE);
  return { title, text, hash: sha256(text), size: bytes.length };
}

/** By the mark at its beginning, else as it is named, else as UTF-8, else as Windows wrote it (as browsers do). */
function decode(bytes: Uint8Array, named: string | undefined): string {
  for (const charset of [markOf(bytes) ?? named ?? 'utf-8', 'utf-8'])
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // An unknown name, or bytes that it does not fit: the next one.
    }
  return new TextDecoder('windows-1252').decode(bytes);
}

function markOf([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function charsetIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, PRESCAN)).toString('latin1');
  return META_CHARSET.exec(start)?.[1];
}

/** Lines without signs that are not seen, and without empty lines. */
function tidied(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replaceAll('\t', ' ').replaceAll(UNSEEN, '').trim())
    .filter((line) => line !== '')
    .join('\n');
}
