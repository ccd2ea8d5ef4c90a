import { isMap, isScalar, isSeq } from 'yaml';
import { type FieldTable, foldKey, foldTable } from '#kernel/fold-key';
import { PROOF_FIELDS, SCHEDULE_FIELDS } from '#modules/briefs/enums';
import {
  type BriefForm,
  type Found,
  type Group,
  partsIn,
  readGroup,
  type Row,
  textIn,
  wordsIn,
} from './brief-text.ts';
import type { Edit } from './cut-edit.ts';
import { editSource } from './edit-source.ts';
import { isCollection, nodeAt, type Path, type SourceDocument, textOf } from './source-document.ts';
import type { Given } from './write-value.ts';

/** Writes one text into a field; an empty one takes the key out. Returns the text of the brief. */
export function writeText(form: BriefForm, group: Group, name: string, value: string): string {
  const found = group.found.get(name);
  const isNumber = name === 'targetVariants';
  if (found?.path !== undefined) {
    if (value === textOf(found.node)) return form.source.text;
    return edited(
      form,
      value === '' ? removal(group, found) : { kind: 'put', path: found.path, value, isNumber },
    );
  }
  const isPlainName = name === 'name' && isScalar(group.node);
  if (isPlainName) return edited(form, { kind: 'put', path: group.path, value });
  if (value === '') return form.source.text;
  return insertField(form, group, { name, value, isNumber });
}

/** Writes the words of a field: words that stay keep their quotes, places and comments. */
export function writeWords(form: BriefForm, group: Group, name: string, words: readonly string[]): string {
  const found = group.found.get(name);
  if (found?.path === undefined)
    return words.length === 0
      ? form.source.text
      : insertField(form, group, { name, value: words, isInline: true });
  const { path } = found;
  if (words.length === 0) return edited(form, removal(group, found));
  if (!isSeq(found.node)) {
    const isJoined =
      isScalar(found.node) && textOf(found.node) !== '' && words.every((word) => !word.includes(','));
    return edited(form, { kind: 'put', path, value: isJoined ? words.join(', ') : words, isInline: true });
  }
  const shown = wordsIn(group, name);
  const before = shown.kind === 'here' ? shown.value : [];
  const edits = wordEdits(path, before, words);
  return edits.reduce((source: SourceDocument, edit) => editSource(source, edit), form.source).text;
}

/** What turns one list of words into another: the same beginning and the same end stay. */
function wordEdits(path: Path, before: readonly string[], after: readonly string[]): Edit[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const old = before.length - head - tail;
  const fresh = after.slice(head, after.length - tail);
  const puts = fresh
    .slice(0, old)
    .map((value, n): Edit => ({ kind: 'put', path: [...path, head + n], value }));
  const inserts = fresh
    .slice(old)
    .map((value, n): Edit => ({ kind: 'insert', path, index: head + old + n, value }));
  const removes = Array.from({ length: Math.max(0, old - fresh.length) }, (_, n): Edit => ({
    kind: 'remove',
    path: [...path, head + old - 1 - n],
  }));
  return [...puts, ...inserts, ...removes];
}

/** Adds a text at the end of a list; a single text becomes the first of two. */
export function addRow(form: BriefForm, group: Group, name: string, value: string): string {
  const found = group.found.get(name);
  if (found?.path === undefined) return insertField(form, group, { name, value: [value] });
  const { node, path } = found;
  if (isSeq(node)) return edited(form, { kind: 'insert', path, index: node.items.length, value });
  if (isMap(node) || textOf(node) !== '') return edited(form, { kind: 'wrap', path, value });
  return edited(form, { kind: 'put', path, value: [value] });
}

/** Changes the text of an entry. */
export function writeRow(form: BriefForm, path: Path, value: string): string {
  return edited(form, { kind: 'put', path, value });
}

/** Writes who says what a proof says; an empty text takes it out. A proof that is a plain text becomes a group. */
export function writeProofSource(form: BriefForm, row: Row, value: string): string {
  const { entry, shown } = row;
  if (shown.kind === 'written') return form.source.text;
  const node = nodeAt(form.source.doc, entry);
  if (isMap(node)) {
    const group = readGroup(form.source, { path: entry, field: row.field }, PROOF_FIELDS);
    return writeText(form, group, 'source', value);
  }
  if (value === '') return form.source.text;
  const [text, source] = [form.named('text'), form.named('source')];
  return edited(form, { kind: 'put', path: entry, value: { [text]: shown.value, [source]: value } });
}

/** Writes one of the texts of a field that is a group, such as a quote; the last one takes the key with it. */
export function writePart(
  form: BriefForm,
  at: { group: Group; field: string; table: FieldTable },
  part: string,
  value: string,
): string {
  const { group, field, table } = at;
  const parts = partsIn(group, field, { source: form.source, table });
  const found = group.found.get(field);
  if (parts === undefined) {
    if (value === '') return form.source.text;
    const given = { [form.named(part)]: value };
    return found?.path === undefined
      ? insertField(form, group, { name: field, value: given })
      : edited(form, { kind: 'put', path: found.path, value: given });
  }
  const isLast = isMap(parts.node) && parts.node.items.length === 1 && parts.found.has(part);
  if (value === '' && isLast && found !== undefined) return edited(form, removal(group, found));
  return writeText(form, parts, part, value);
}

/** Takes the n-th text out; with the last one goes the key. */
export function removeRow(form: BriefForm, group: Group, name: string, index: number): string {
  const found = group.found.get(name);
  if (found?.path === undefined) return form.source.text;
  const isLast = !isSeq(found.node) || found.node.items.length === 1;
  return edited(form, isLast ? removal(group, found) : { kind: 'remove', path: [...found.path, index] });
}

/** The first or last day: where the brief has it, else beside the other one, else in a new schedule. */
export function dayIn(form: BriefForm, day: 'start' | 'end'): { group: Group; name: string } {
  const flat = day === 'start' ? 'startsOn' : 'endsOn';
  const { brief, schedule } = form;
  if (schedule?.found.has(day) === true) return { group: schedule, name: day };
  const isFlat = brief.found.has('startsOn') || brief.found.has('endsOn');
  if (brief.found.has(flat) || (schedule === undefined && isFlat)) return { group: brief, name: flat };
  return schedule === undefined ? { group: brief, name: flat } : { group: schedule, name: day };
}

/** Writes the first or last day; where nothing is said yet, a schedule is begun. */
export function writeDay(form: BriefForm, day: 'start' | 'end', value: string): string {
  const { group, name } = dayIn(form, day);
  const isNew = group === form.brief && !group.found.has('startsOn') && !group.found.has('endsOn');
  if (!isNew || form.brief.found.has('schedule')) return writeText(form, group, name, value);
  return value === ''
    ? form.source.text
    : insertField(form, form.brief, { name: 'schedule', value: { [day]: value } });
}

/** Adds a product without a name at the end. */
export function addProduct(form: BriefForm): string {
  const { shape, path, groups } = form.products;
  const value = { [form.named('name')]: '' };
  if (shape === 'list') return edited(form, { kind: 'insert', path, index: groups.length, value });
  if (shape === 'keyed') {
    const key = form.named(`product${groups.length + 1}`);
    return edited(form, { kind: 'insert', path, index: groups.length, key, value });
  }
  if (shape === 'single') return edited(form, { kind: 'wrap', path, value });
  const found = form.brief.found.get('products');
  if (found?.path !== undefined) return edited(form, { kind: 'put', path: found.path, value: [value] });
  return insertField(form, form.brief, { name: 'products', value: [value] });
}

/** Takes a product out; with the last one goes the key. */
export function removeProduct(form: BriefForm, index: number): string {
  const { groups, path } = form.products;
  const found = form.brief.found.get('products');
  if (groups.length === 1 && found !== undefined) return edited(form, removal(form.brief, found));
  return edited(form, { kind: 'remove', path: [...path, index] });
}

/** Changes the place of a product with the one after it. */
export function swapProducts(form: BriefForm, index: number): string {
  return edited(form, { kind: 'swap', path: [...form.products.path, index] });
}

function edited(form: BriefForm, edit: Edit): string {
  return editSource(form.source, edit).text;
}

/** Takes a key out; a schedule without its last day goes as a whole. */
function removal(group: Group, found: Found): Edit {
  const isWhole = group.table === SCHEDULE_FIELDS && isMap(group.node) && group.node.items.length === 1;
  return { kind: 'remove', path: isWhole ? group.path : (found.path ?? []) };
}

interface NewField {
  readonly name: string;
  readonly value: Given;
  readonly isNumber?: boolean;
  readonly isInline?: boolean;
}

function insertField(form: BriefForm, group: Group, { name, value, ...hints }: NewField): string {
  const key = form.named(name);
  if (!isMap(group.node) && group.path.length > 0) {
    const plain = textIn(group, 'name');
    const own = plain.kind === 'here' && plain.value !== '' ? { [form.named('name')]: plain.value } : {};
    return edited(form, { kind: 'put', path: group.path, value: { ...own, [key]: value }, ...hints });
  }
  return edited(form, {
    kind: 'insert',
    path: group.path,
    index: placeFor(form, group, name),
    key,
    value,
    ...hints,
  });
}

/** Behind the key that comes before it in the table; at the start where none does, unless a comment stands there. */
function placeFor(form: BriefForm, group: Group, name: string): number {
  const holder = nodeAt(form.source.doc, group.path);
  if (!isCollection(holder) || !isMap(holder)) return 0;
  const names = Object.keys(group.table);
  const canonical = foldTable(group.table);
  const ranks = holder.items.map(({ key }) => names.indexOf(canonical.get(foldKey(textOf(key))) ?? ''));
  const rank = names.indexOf(name);
  const before = ranks.filter((other) => other !== -1 && other < rank);
  if (before.length > 0) return ranks.lastIndexOf(Math.max(...before)) + 1;
  const start = holder.items[0]?.key?.range?.[0] ?? 0;
  return group.path.length === 0 && form.source.text.slice(0, start).includes('#') ? holder.items.length : 0;
}
