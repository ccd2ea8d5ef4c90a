import { isMap, isScalar } from 'yaml';
import {
  type Collection,
  collectionAt,
  isCollection,
  nodeAt,
  type Path,
  type SourceDocument,
} from './source-document.ts';
import {
  colonAfter,
  dashBefore,
  commentStart,
  endOf,
  entryEnd,
  entryStart,
  gapBefore,
  lineEnd,
  lineStart,
  rangeOf,
  splice,
  startOf,
} from './text-places.ts';
import {
  type Given,
  type Spot,
  writeFlow,
  writeItem,
  writeJson,
  writeQuoted,
  writeText,
  writeValue,
} from './write-value.ts';

/** One change of a document. Paths are places in the text before it. */
export type Edit = EditHints &
  (
    | { readonly kind: 'put'; readonly path: Path; readonly value: Given }
    | {
        readonly kind: 'insert';
        readonly path: Path;
        readonly index: number;
        readonly key?: string;
        readonly value: Given;
      }
    | { readonly kind: 'remove'; readonly path: Path }
    /** Changes the place with the entry after it. */
    | { readonly kind: 'swap'; readonly path: Path }
    /** What stands at the path becomes the first entry of a list, and the value the second. */
    | { readonly kind: 'wrap'; readonly path: Path; readonly value: Given }
  );

interface EditHints {
  readonly isNumber?: boolean;
  readonly isInline?: boolean;
  readonly isQuoted?: boolean;
}

/** The text with the change cut into it, or undefined where that is not tried. */
export function cutEdit(source: SourceDocument, edit: Edit): string | undefined {
  if (edit.kind === 'put') return cutPut(source, edit);
  if (edit.kind === 'insert') return cutInsert(source, edit);
  if (edit.kind === 'wrap') return cutWrap(source, edit);
  const holder = collectionAt(source.doc, edit.path.slice(0, -1));
  const at = edit.path.at(-1) ?? 0;
  if (edit.kind === 'swap') return cutSwap(source, holder, at);
  return cutRemove(source, holder, at, edit.path.length === 1);
}

function cutPut(source: SourceDocument, edit: Edit & { kind: 'put' }): string | undefined {
  const { text } = source;
  const { value } = edit;
  const holder = collectionAt(source.doc, edit.path.slice(0, -1));
  const at = edit.path.at(-1) ?? 0;
  const node = nodeAt(source.doc, edit.path);
  const spot = spotIn(source, holder, edit);
  const isEmptyText = isScalar(node) && (node.value === '' || node.value === null);
  if (isScalar(node) && typeof value === 'string' && node.range?.[0] !== node.range?.[1]) {
    const [start, end] = rangeOf(node);
    const type = isEmptyText ? undefined : node.type;
    const isNumber = typeof node.value === 'number' || edit.isNumber === true;
    const written = source.isJson
      ? writeJson(value, { ...spot, isNumber })
      : writeText(value, { ...spot, type });
    // A block of text holds the end of its last line.
    return splice(text, start, end, `${written}${text[end - 1] === '\n' ? '\n' : ''}`);
  }
  if (spot.isFlow) {
    const [start, end] = rangeOf(node);
    return node === null || start === end
      ? undefined
      : splice(text, start, end, source.isJson ? writeJson(value, spot) : writeFlow(value, spot));
  }
  const start = isMap(holder) ? colonAfter(text, holder, at) : dashBefore(text, node);
  if (start === undefined) return undefined;
  const isBlank = node === null || (isScalar(node) && rangeOf(node)[0] === rangeOf(node)[1]);
  const end = isBlank ? start : Math.max(start, endOf(node));
  if (text.slice(start, node?.range?.[0] ?? start).includes('#')) return undefined;
  const written = isMap(holder) ? writeValue(value, spot) : writeItem(value, spot);
  return splice(text, start, end, `${written}${end > start && text[end - 1] === '\n' ? '\n' : ''}`);
}

function cutInsert(source: SourceDocument, edit: Edit & { kind: 'insert' }): string | undefined {
  const { text } = source;
  const { index, value } = edit;
  const holder = nodeAt(source.doc, edit.path);
  if (!isCollection(holder)) return startDocument(source, edit);
  const spot = spotIn(source, holder, edit);
  const key = source.isJson ? writeQuoted(edit.key ?? '') : (edit.key ?? '');
  const first = startOf(holder, 0);
  if (spot.isFlow) {
    const given = isMap(holder) ? `${key}:${writeValue(value, spot)}` : writeValue(value, spot).trimStart();
    if (first === undefined) {
      const [start, end] = rangeOf(holder);
      const [open, close] = isMap(holder) ? '{}' : '[]';
      const isBroken = (spot.step ?? '') !== '';
      const line = `\n${(spot.margin ?? '').slice((spot.step ?? '').length)}`;
      return splice(
        text,
        start,
        end,
        isBroken ? `${open}\n${spot.margin}${given}${line}${close}` : `${open}${given}${close}`,
      );
    }
    if (index === 0) return splice(text, first, first, `${given},${gapBefore(text, first) || ' '}`);
    const end = entryEnd(holder, index - 1);
    const gap = gapBefore(text, startOf(holder, index - 1) ?? end);
    return splice(text, end, end, `,${gap || ' '}${given}`);
  }
  if (first === undefined) return undefined;
  const margin = ' '.repeat(spot.column);
  const given = isMap(holder) ? `${key}:${writeValue(value, spot)}` : `-${writeItem(value, spot)}`;
  if (index === 0) {
    const start = isMap(holder) ? first : (dashBefore(text, holder.items[0] ?? null) ?? 1) - 1;
    return splice(text, start, start, `${given}\n${margin}`);
  }
  const at = lineEnd(text, entryEnd(holder, index - 1));
  const isLast = at > 0 && text[at - 1] !== '\n';
  return splice(text, at, at, isLast ? `\n${margin}${given}` : `${margin}${given}\n`);
}

function startDocument(source: SourceDocument, edit: Edit & { kind: 'insert' }): string {
  const { text, isJson } = source;
  const key = edit.key ?? '';
  if (isJson) return `${JSON.stringify({ [key]: edit.value }, null, 2)}\n`;
  const spot: Spot = { isJson, isFlow: false, column: 0, ...hintsOf(edit) };
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${before}${key}:${writeValue(edit.value, spot)}\n`;
}

function cutWrap(source: SourceDocument, edit: Edit & { kind: 'wrap' }): string | undefined {
  const node = nodeAt(source.doc, edit.path);
  const spot = spotIn(source, collectionAt(source.doc, edit.path.slice(0, -1)), edit);
  if (!spot.isFlow || node === null) return undefined;
  const [start, end] = rangeOf(node);
  const held = source.text.slice(start, end);
  const given = source.isJson ? writeJson(edit.value, spot) : writeFlow(edit.value, spot);
  return splice(source.text, start, end, `[${held}, ${given}]`);
}

function cutRemove(
  source: SourceDocument,
  holder: Collection,
  at: number,
  isRoot: boolean,
): string | undefined {
  const { text } = source;
  const start = entryStart(text, holder, at);
  const end = entryEnd(holder, at);
  if (start === undefined) return undefined;
  const isFlow = holder.flow === true;
  if (holder.items.length === 1 && (isFlow || !isRoot)) {
    const [from] = rangeOf(holder);
    return splice(text, from, isFlow ? rangeOf(holder)[1] : endOf(holder), isMap(holder) ? '{}' : '[]');
  }
  if (isFlow) {
    const next = startOf(holder, at + 1);
    const [from, to] = at > 0 ? [entryEnd(holder, at - 1), end] : [start, next ?? end];
    const around = text.slice(from, start) + text.slice(end, to);
    return around.includes('#') ? undefined : splice(text, from, to, '');
  }
  const line = lineStart(text, start);
  if (text.slice(line, start).trim() === '') return splice(text, line, lineEnd(text, end), '');
  const next = startOf(holder, at + 1);
  // The first key behind a dash: the next one takes its place.
  if (next === undefined || text.slice(end, next).trim() !== '') return undefined;
  return splice(text, start, next, '');
}

function cutSwap(source: SourceDocument, holder: Collection, at: number): string | undefined {
  const { text } = source;
  const first = entryStart(text, holder, at);
  const second = startOf(holder, at + 1);
  if (first === undefined || second === undefined) return undefined;
  if (holder.flow === true) {
    const end = entryEnd(holder, at);
    const last = entryEnd(holder, at + 1);
    return splice(
      text,
      first,
      last,
      text.slice(second, last) + text.slice(end, second) + text.slice(first, end),
    );
  }
  // Comments above an entry go with it.
  const start = at === 0 ? commentStart(text, first) : lineEnd(text, entryEnd(holder, at - 1));
  const middle = lineEnd(text, entryEnd(holder, at));
  const end = lineEnd(text, entryEnd(holder, at + 1));
  if (text.slice(lineStart(text, first), first).trim() !== '') return undefined;
  const [gapA, blockA] = splitGap(text.slice(start, middle));
  const [gapB, blockB] = splitGap(text.slice(middle, end));
  const joined = blockB.endsWith('\n')
    ? gapA + blockB + gapB + blockA
    : `${gapA}${blockB}\n${gapB}${blockA.trimEnd()}`;
  return splice(text, start, end, joined);
}

/** Empty lines, and what follows them. */
function splitGap(text: string): readonly [gap: string, rest: string] {
  const gap = /^(?:[ \t]*\n)*/.exec(text)?.[0] ?? '';
  return [gap, text.slice(gap.length)];
}

function spotIn(source: SourceDocument, holder: Collection, edit: Edit): Spot {
  const { text, isJson } = source;
  const start = rangeOf(holder)[0];
  const isFlow = isJson || holder.flow === true;
  const column = start - lineStart(text, start);
  if (!isJson) return { isJson, isFlow, column, ...hintsOf(edit) };
  const step = text.includes('\n') ? (/\n([ \t]+)\S/.exec(text)?.[1] ?? '  ') : '';
  const outer = /^[ \t]*/.exec(text.slice(lineStart(text, start)))?.[0] ?? '';
  return { isJson, isFlow, column, step, margin: outer + step, ...hintsOf(edit) };
}

const hintsOf = ({ isNumber, isInline, isQuoted }: Edit): Partial<Spot> => ({ isNumber, isInline, isQuoted });
