import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { detectKeyStyle, type FieldTable, foldKey, foldTable, styleKey } from '#kernel/fold-key';
import {
  BRIEF_FIELDS,
  PRODUCT_FIELDS,
  PROOF_FIELDS,
  SCHEDULE_FIELDS,
  WRAPPER_KEYS,
} from '#modules/briefs/enums';
import { isCollection, isPlain, nodeAt, type Path, type SourceDocument, textOf } from './source-document.ts';

export type BriefField = keyof typeof BRIEF_FIELDS;
export type ProductField = keyof typeof PRODUCT_FIELDS;

/** What the text says at a field, or that only the text can show it. */
export type Shown<Value> = { readonly kind: 'here'; readonly value: Value } | Written;

/** A value that stands in the text between these places. */
export interface Written {
  readonly kind: 'written';
  readonly at: number;
  readonly end: number;
}

/** A field as the text has it. */
export interface Found {
  readonly name: string;
  /** Where the value stands; absent where the text does not have the field. */
  readonly path?: Path;
  readonly node: Node | null;
  /** The keys as written, as problems name them. */
  readonly field: string;
  /** Where the value stands in the text. */
  readonly written: Written;
  /** Written twice, or under an anchor: a change here would be half a change. */
  readonly isEntangled: boolean;
}

/** A group of known keys in the text: the brief, a product, the schedule. */
export interface Group {
  /** Where the group stands, or would; a product that is only a name has no group yet. */
  readonly path: Path;
  readonly node: Node | null;
  readonly field: string;
  readonly table: FieldTable;
  readonly found: ReadonlyMap<string, Found>;
}

/** What the products are written as: a list, a group of key to product, one product, or nothing. */
export interface Products {
  readonly shape: 'list' | 'keyed' | 'single' | 'none' | 'written';
  readonly written: Written;
  readonly path: Path;
  readonly groups: readonly Group[];
}

export interface BriefForm {
  readonly source: SourceDocument;
  readonly brief: Group;
  readonly schedule: Group | undefined;
  readonly products: Products;
  /** A name in the casing of this text. */
  named(name: string): string;
}

/** The form of a text, or undefined where the text is not a group of keys. */
export function readForm(source: SourceDocument): BriefForm | undefined {
  const root = source.doc.contents as Node | null;
  if (root !== null && (!isMap(root) || !isPlain(root))) return undefined;
  const { path, field } = unwrap(root);
  const brief = readGroup(source, { path, field }, BRIEF_FIELDS);
  const style = detectKeyStyle(keysOf(brief.node));
  const schedule = brief.found.get('schedule');
  return {
    source,
    brief,
    schedule:
      schedule?.path !== undefined && isMap(schedule.node) && !schedule.isEntangled
        ? readGroup(source, { path: schedule.path, field: schedule.field }, SCHEDULE_FIELDS)
        : undefined,
    products: readProducts(source, brief.found.get('products')),
    named: (name) => styleKey(name, style),
  };
}

function unwrap(root: Node | null): { path: Path; field: string } {
  const only = isMap(root) && root.items.length === 1 ? root.items[0] : undefined;
  const key = only === undefined ? '' : textOf(only.key as Node | null);
  const isWrapper =
    only !== undefined && isMap(only.value) && isPlain(only.value) && WRAPPER_KEYS.has(foldKey(key));
  return isWrapper ? { path: [0], field: key } : { path: [], field: '' };
}

function keysOf(node: Node | null): string[] {
  return isMap(node) ? node.items.map(({ key }) => textOf(key as Node | null)) : [];
}

/** Where a value stands in the text. */
export function writtenAt(node: Node | null): Written {
  return { kind: 'written', at: node?.range?.[0] ?? 0, end: node?.range?.[1] ?? 0 };
}

/** The known keys of a group by canonical name, whatever they are called in the text. */
export function readGroup(
  source: SourceDocument,
  place: { readonly path: Path; readonly field: string },
  table: FieldTable,
): Group {
  const node = nodeAt(source.doc, place.path);
  const names = foldTable(table);
  const found = new Map<string, Found>();
  keysOf(node).forEach((key, index) => {
    const name = names.get(foldKey(key));
    if (name === undefined) return;
    const path = [...place.path, index];
    const value = nodeAt(source.doc, path);
    found.set(name, {
      name,
      path,
      node: value,
      field: place.field === '' ? key : `${place.field}.${key}`,
      written: writtenAt(value ?? node),
      isEntangled: found.has(name) || !isPlain(value),
    });
  });
  return { ...place, node, table, found };
}

function readProducts(source: SourceDocument, found: Found | undefined): Products {
  if (found?.path === undefined) return { shape: 'none', written: writtenAt(null), path: [], groups: [] };
  const { node, path, written, field } = found;
  const group = (to: Path, name: string): Group =>
    readGroup(source, { path: to, field: name }, PRODUCT_FIELDS);
  if (found.isEntangled) return { shape: 'written', written, path, groups: [] };
  if (isSeq(node)) {
    const groups = node.items.map((_, index) => group([...path, index], `${field}[${index}]`));
    return { shape: 'list', written, path, groups };
  }
  if (isMap(node) && node.items.length > 0 && node.items.every(({ value }) => isMap(value))) {
    const groups = keysOf(node).map((key, index) => group([...path, index], `${field}.${key}`));
    return { shape: 'keyed', written, path, groups };
  }
  if (isMap(node) || textOf(node) !== '')
    return { shape: 'single', written, path, groups: [group(path, field)] };
  return { shape: 'none', written, path, groups: [] };
}

/** Whether a product can be worked on here: a group of keys, a plain name, or nothing yet. */
export function isOpen(product: Group): boolean {
  return isPlain(product.node) && (product.node === null || isMap(product.node) || isScalar(product.node));
}

/** A field that holds one text. A product that is only a name has that name. */
export function textIn(group: Group | undefined, name: string): Shown<string> {
  if (group === undefined) return { kind: 'here', value: '' };
  if (name === 'name' && group.table === PRODUCT_FIELDS && isScalar(group.node))
    return { kind: 'here', value: textOf(group.node) };
  return textAt(group.found.get(name));
}

function textAt(found: Found | undefined): Shown<string> {
  if (found === undefined) return { kind: 'here', value: '' };
  if (found.isEntangled || isCollection(found.node)) return found.written;
  return { kind: 'here', value: textOf(found.node) };
}

/** A field that is a group of two texts, such as a quote; undefined where the text has it in another way. */
export function partsIn(
  group: Group,
  name: string,
  { source, table }: { source: SourceDocument; table: FieldTable },
): Group | undefined {
  const found = group.found.get(name);
  if (found?.path === undefined || found.isEntangled || !isMap(found.node)) return undefined;
  return readGroup(source, { path: found.path, field: found.field }, table);
}

/** A field that holds short words: a list, or one text with commas between them. */
export function wordsIn(group: Group, name: string): Shown<readonly string[]> {
  const found = group.found.get(name);
  if (found === undefined) return { kind: 'here', value: [] };
  const { node } = found;
  const items = isSeq(node) ? (node.items as (Node | null)[]) : undefined;
  const isOdd = items?.some((item) => !isScalar(item) || !isPlain(item) || textOf(item) === '') ?? false;
  if (found.isEntangled || isMap(node) || isOdd) return found.written;
  const words =
    items?.map(textOf) ??
    textOf(node)
      .split(',')
      .map((word) => word.trim());
  return { kind: 'here', value: words.filter((word) => word !== '') };
}

/** An entry of a list of texts, and its own name in problems. */
export interface Row {
  /** Where its text stands. */
  readonly path: Path;
  /** Where the entry stands: the same, unless it is a group. */
  readonly entry: Path;
  readonly field: string;
  readonly shown: Shown<string>;
  /** Who says so, of a proof. */
  readonly source: Shown<string>;
}

const NOTHING: Shown<string> = { kind: 'here', value: '' };

/** A field that holds several texts. Of a proof that is a group, the row is its text. */
export function rowsIn(group: Group, name: string, source: SourceDocument): Shown<readonly Row[]> {
  const found = group.found.get(name);
  if (found?.path === undefined || (!isCollection(found.node) && textOf(found.node) === ''))
    return { kind: 'here', value: [] };
  const { node, path, field } = found;
  if (found.isEntangled || (isMap(node) && name !== 'proofs')) return found.written;
  const places = isSeq(node)
    ? node.items.map((item, index) => ({
        node: item as Node | null,
        path: [...path, index],
        field: `${field}[${index}]`,
      }))
    : [{ node, path, field }];
  return {
    kind: 'here',
    value: places.map((place): Row => {
      const { path: entry } = place;
      const isGroup = name === 'proofs' && isMap(place.node) && isPlain(place.node);
      const parts = isGroup ? readGroup(source, place, PROOF_FIELDS).found : undefined;
      const inner = parts?.get('text');
      if (inner?.path !== undefined)
        return {
          entry,
          path: inner.path,
          field: place.field,
          shown: textAt(inner),
          source: textAt(parts?.get('source')),
        };
      const isText = !isCollection(place.node) && isPlain(place.node);
      const shown: Shown<string> = isText
        ? { kind: 'here', value: textOf(place.node) }
        : writtenAt(place.node);
      return { entry, path: entry, field: place.field, shown, source: NOTHING };
    }),
  };
}
