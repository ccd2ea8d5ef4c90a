import { isMap, type Node } from 'yaml';
import { type Collection, isCollection } from './source-document.ts';

/** Where the value itself stands, without the comments after it. */
export function rangeOf(node: Node | null): readonly [start: number, end: number] {
  return [node?.range?.[0] ?? 0, node?.range?.[1] ?? 0];
}

/** Where an entry's key or value begins. */
export function startOf(holder: Collection, index: number): number | undefined {
  const node = isMap(holder) ? holder.items[index]?.key : holder.items[index];
  return (node as Node | null | undefined)?.range?.[0];
}

/** Where an entry begins, with its dash. */
export function entryStart(text: string, holder: Collection, index: number): number | undefined {
  if (isMap(holder) || holder.flow === true) return startOf(holder, index);
  const dash = dashBefore(text, holder.items[index] ?? null);
  return dash === undefined ? undefined : dash - 1;
}

export function entryEnd(holder: Collection, index: number): number {
  const node = isMap(holder) ? (holder.items[index]?.value ?? holder.items[index]?.key) : holder.items[index];
  return node == null ? 0 : endOf(node);
}

/** Where a value ends, without the comments after it. */
export function endOf(node: Node): number {
  if (!isCollection(node) || node.flow === true || node.items.length === 0) return rangeOf(node)[1];
  return entryEnd(node, node.items.length - 1);
}

export function colonAfter(text: string, holder: Collection, index: number): number | undefined {
  const key = isMap(holder) ? holder.items[index]?.key : undefined;
  const colon = key == null ? -1 : text.indexOf(':', rangeOf(key)[1]);
  return colon === -1 ? undefined : colon + 1;
}

/** The place behind the dash of an entry. */
export function dashBefore(text: string, item: Node | null): number | undefined {
  const before = text.slice(0, item?.range?.[0] ?? 0).trimEnd();
  return before.endsWith('-') ? before.length : undefined;
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** The start of the comments that stand right above a line, as far in as what stands on it. */
export function commentStart(text: string, at: number): number {
  const column = at - lineStart(text, at);
  let start = lineStart(text, at);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const line = text.slice(above, start);
    if (!line.trimStart().startsWith('#') || line.length - line.trimStart().length !== column) break;
    start = above;
  }
  return start;
}

/** The start of the line after the one that a value ends on. */
export function lineEnd(text: string, at: number): number {
  if (at > 0 && text[at - 1] === '\n') return at;
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

export const gapBefore = (text: string, at: number): string => /[ \t\n]*$/.exec(text.slice(0, at))?.[0] ?? '';

export const splice = (text: string, start: number, end: number, put: string): string =>
  text.slice(0, start) + put + text.slice(end);
