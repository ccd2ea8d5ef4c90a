import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A brief's text with what it says and where: YAML, or JSON, which is read as YAML and stays JSON. */
export interface SourceDocument {
  readonly text: string;
  readonly isJson: boolean;
  readonly doc: Document.Parsed;
}

/** Where a value stands: in each group or list from the root on, the place of the entry. */
export type Path = readonly number[];
export type Collection = YAMLMap<Node | null, Node | null> | YAMLSeq<Node | null>;

/** The text as a document, or undefined where it is not one. Blank text is a document with nothing in it. */
export function parseSource(text: string, fileName: string): SourceDocument | undefined {
  const isNamedJson = /\.json$/i.test(fileName);
  const isJson = isNamedJson || (/^\s*\{/.test(text) && isJsonText(text));
  if (isNamedJson && text.trim() !== '' && !isJsonText(text)) return undefined;
  const doc = parseQuietly(text);
  return doc === undefined ? undefined : { text, isJson, doc };
}

function parseQuietly(text: string): Document.Parsed | undefined {
  try {
    const doc = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      // The server tells of keys that stand twice; the library's own check takes quadratic time.
      uniqueKeys: false,
      merge: false,
      prettyErrors: false,
      resolveKnownTags: false,
    });
    return doc.errors.length > 0 ? undefined : doc;
  } catch (error) {
    // Groups in groups in groups: the stack ends before the text does.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function isCollection(node: unknown): node is Collection {
  return isMap(node) || isSeq(node);
}

/** The value at a path, or null where nothing stands there. */
export function nodeAt(doc: Document.Parsed | Document, path: Path): Node | null {
  let node = doc.contents as Node | null;
  for (const index of path) {
    if (!isCollection(node)) return null;
    node = isMap(node)
      ? ((node.items[index]?.value ?? null) as Node | null)
      : ((node.items[index] ?? null) as Node | null);
  }
  return node;
}

/** The group or list at a path. Throws where there is none: paths come from the same text. */
export function collectionAt(doc: Document.Parsed | Document, path: Path): Collection {
  const node = nodeAt(doc, path);
  if (!isCollection(node)) throw new Error(`No group stands at ${path.join('.')}`);
  return node;
}

/** A single value as it is written: numbers keep their zeros, nothing is an empty text. */
export function textOf(node: Node | null): string {
  if (!isScalar(node) || node.value === null) return '';
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** A value that a form can change without a change elsewhere: no anchor, alias or tag. */
export function isPlain(node: Node | null): boolean {
  return node === null || (!isAlias(node) && node.anchor === undefined && node.tag === undefined);
}

/** What a document says, to compare two: single values as texts, so that `3` and `"3"` are the same. */
export function sayingOf(node: Node | null, isRoot = true): unknown {
  if (isAlias(node)) return { alias: node.source };
  if (isMap(node)) {
    const pairs = node.items.map((pair) => [
      sayingOf(pair.key as Node | null, false),
      sayingOf(pair.value as Node | null, false),
    ]);
    // A document without its last key is an empty one.
    return isRoot && pairs.length === 0 ? null : { anchor: node.anchor ?? '', pairs };
  }
  if (isSeq(node))
    return {
      anchor: node.anchor ?? '',
      items: node.items.map((item) => sayingOf(item as Node | null, false)),
    };
  if (!isScalar(node) || node.value === null) return null;
  return node.anchor === undefined ? textOf(node) : { anchor: node.anchor, text: textOf(node) };
}
