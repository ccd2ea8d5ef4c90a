/** A parsed document with the place of every value; offsets count UTF-16 units of the text. */
export type SourceNode = SourceMap | SourceList | SourceScalar;

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SourceScalar extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The characters as written, without quotes: `007` where the value is 7. */
  readonly written: string;
}

export interface SourceList extends Span {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
}

export interface SourceEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: SourceNode;
}

export interface SourceMap extends Span {
  readonly kind: 'map';
  readonly entries: readonly SourceEntry[];
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** The plain value of a node. */
export function plainValue(node: SourceNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plainValue);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plainValue(entry.value)]));
}

/** The kind of a node in a person's words. */
export function describeKind(node: SourceNode): string {
  if (node.kind === 'map') return 'a group of keys';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'empty';
  if (typeof node.value === 'string') return 'a text';
  return typeof node.value === 'number' ? 'a number' : 'true or false';
}
