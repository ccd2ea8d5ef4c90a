import { placeProblem } from './excerpt.ts';
import {
  detectKeyStyle,
  type FieldTable,
  foldKey,
  foldTable,
  type KeyStyle,
  nearestName,
  styleKey,
} from '#kernel/fold-key';
import { clip } from './parse-budget.ts';
import type { Problem } from '#kernel/text-problem';
import type { ProblemWords } from './problem.ts';
import {
  describeKind,
  plainValue,
  type JsonValue,
  type SourceEntry,
  type SourceNode,
} from './source-node.ts';
import type { SourceText } from './source-text.ts';

/** A value in a document: where it is in our words, in the writer's words, and in the text. */
export interface Place {
  /** Canonical path, camelCase: `products[0].targetVariants`. */
  readonly path: string;
  /** The same with the keys as written: `products[0].target_variants`. */
  readonly field: string;
  readonly node: SourceNode;
}

/** One pass over a document: problems and places are gathered while values are read. */
export interface Reading {
  readonly source: SourceText;
  readonly root: Place;
  readonly keyStyle: KeyStyle;
  readonly problems: Problem[];
  /** Canonical path to place, for checks that come later. */
  readonly places: Map<string, Place>;
}

export const MAX_PROBLEMS = 100;
const MAX_UNKNOWN_PER_GROUP = 25;

/** Starts reading a parsed document. */
export function startReading(source: SourceText, node: SourceNode): Reading {
  const root: Place = { path: '', field: '', node };
  const keys = node.kind === 'map' ? node.entries.map((entry) => entry.key) : [];
  return { source, root, keyStyle: detectKeyStyle(keys), problems: [], places: new Map([['', root]]) };
}

/** Adds a problem at a place; after 100 the rest is left out and said so. */
export function report(reading: Reading, place: Place, words: ProblemWords): void {
  if (reading.problems.length > MAX_PROBLEMS) return;
  if (reading.problems.length === MAX_PROBLEMS) {
    reading.problems.push({
      severity: 'warning',
      rule: 'document.more_problems',
      message: `More than ${MAX_PROBLEMS} problems were found; the rest is not listed.`,
      hint: 'Mend these first and check again.',
    });
    return;
  }
  reading.problems.push(problemAt(reading, place, words));
}

/** Adds an error at a place. */
export function reportError(
  reading: Reading,
  place: Place,
  rule: string,
  message: string,
  hint: string,
): void {
  report(reading, place, { severity: 'error', rule, message, hint });
}

/** Adds a warning at a place. */
export function reportWarning(
  reading: Reading,
  place: Place,
  rule: string,
  message: string,
  hint: string,
): void {
  report(reading, place, { severity: 'warning', rule, message, hint });
}

/** A problem with the position of a place; of a group only its first line is marked. */
export function problemAt(reading: Pick<Reading, 'source'>, place: Place, words: ProblemWords): Problem {
  const { node, field } = place;
  const first = node.kind === 'map' && node.entries[0] !== undefined ? node.entries[0] : undefined;
  const isBlock = first !== undefined && first.keyStart === node.start;
  const end = isBlock ? first.keyEnd : node.kind === 'scalar' ? node.end : node.start + 1;
  return placeProblem(reading.source, words, { start: node.start, end, field });
}

/** The place of a canonical path, or of its nearest ancestor that was read. */
export function placeOf(reading: Pick<Reading, 'places' | 'root'>, path: string): Place {
  for (let at = path; at !== ''; at = at.replace(/(?:\.[^.[\]]*|\[\d+\]|^[^.[]+)$/, '')) {
    const place = reading.places.get(at);
    if (place !== undefined) return place;
  }
  return reading.root;
}

/** The place of an entry of a list. */
export function itemPlace(reading: Reading, list: Place, index: number, node: SourceNode): Place {
  return keep(reading, { path: `${list.path}[${index}]`, field: `${list.field}[${index}]`, node });
}

/** The place of an entry of a group whose keys are free (locales, markets); the canonical key may differ. */
export function entryPlace(reading: Reading, map: Place, entry: SourceEntry, key: string = entry.key): Place {
  return keep(reading, {
    path: map.path === '' ? key : `${map.path}.${key}`,
    field: map.field === '' ? clip(entry.key) : `${map.field}.${clip(entry.key)}`,
    node: entry.value,
  });
}

/** The place of an entry of a group that counts as a list: `products: { watch: … }` is `products[0]`. */
export function listedEntryPlace(reading: Reading, map: Place, entry: SourceEntry, index: number): Place {
  const field = `${map.field}.${clip(entry.key)}`;
  return keep(reading, { path: `${map.path}[${index}]`, field, node: entry.value });
}

/** A place that marks an entry's key instead of its value. */
export function keyPlace(map: Place, entry: SourceEntry): Place {
  const node: SourceNode = {
    kind: 'scalar',
    value: entry.key,
    written: entry.key,
    start: entry.keyStart,
    end: entry.keyEnd,
  };
  const field = map.field === '' ? clip(entry.key) : `${map.field}.${clip(entry.key)}`;
  return { path: map.path, field, node };
}

/** A group whose known keys have been told apart from the others. */
export interface KnownFields<Name extends string> {
  /** The value, or undefined where it is absent or empty. */
  get(name: Name): Place | undefined;
  /** Keys that are not known, with their values, as written. */
  readonly extra: Record<string, JsonValue>;
  /** The name of a field in the casing of this document. */
  named(name: Name): string;
}

/** Reads a group of known keys. Undefined, with an error, when the value is not a group. */
export function readFields<const Table extends FieldTable>(
  reading: Reading,
  place: Place,
  table: Table,
): KnownFields<keyof Table & string> | undefined {
  const { node } = place;
  if (node.kind !== 'map') {
    const example = styleKey(Object.keys(table)[0] ?? 'key', reading.keyStyle);
    const message = `A group of keys is expected here, but this is ${describeKind(node)}.`;
    reportError(reading, place, 'field.kind', message, `Write \`${example}: …\` and the other keys.`);
    return undefined;
  }
  const canonical = foldTable(table);
  const found = new Map<string, Place>();
  const extra: [string, JsonValue][] = [];
  for (const entry of node.entries) {
    const name = canonical.get(foldKey(entry.key));
    if (name === undefined) {
      extra.push([entry.key, plainValue(entry.value)]);
      if (extra.length <= MAX_UNKNOWN_PER_GROUP) warnUnknown(reading, place, entry, table);
    } else if (found.has(name)) {
      const other = found.get(name)?.field ?? name;
      const message = `"${clip(entry.key)}" and "${other}" mean the same field.`;
      reportError(reading, keyPlace(place, entry), 'field.twice', message, 'Keep one of the two.');
    } else {
      found.set(name, entryPlace(reading, place, entry, name));
      if (entry.value.kind === 'scalar' && entry.value.value === null) warnEmpty(reading, place, entry);
    }
  }
  return {
    get: (name) => {
      const value = found.get(name);
      return value?.node.kind === 'scalar' && value.node.value === null ? undefined : value;
    },
    extra: Object.fromEntries(extra),
    named: (name) => styleKey(name, reading.keyStyle),
  };
}

function warnUnknown(reading: Reading, map: Place, entry: SourceEntry, table: FieldTable): void {
  const spellings = Object.entries(table).flatMap(([name, others]) => [name, ...others]);
  const near = nearestName(entry.key, spellings);
  const hint =
    near === undefined
      ? 'Nothing is done with it; remove it, or leave it as a note.'
      : `Did you mean "${styleKey(near, reading.keyStyle)}"?`;
  const message = `The key "${clip(entry.key)}" is not known; it is kept but not used.`;
  reportWarning(reading, keyPlace(map, entry), 'field.unknown', message, hint);
}

function warnEmpty(reading: Reading, map: Place, entry: SourceEntry): void {
  const hidden = commentAfter(reading.source, entry.value.start);
  const message = `"${clip(entry.key)}" has no value${hidden === undefined ? '' : `: ${hidden} is a comment`}.`;
  const hint =
    hidden === undefined
      ? 'Give it a value, or remove the line.'
      : `Put it in quotation marks: ${clip(entry.key)}: "${hidden}".`;
  reportWarning(reading, keyPlace(map, entry), 'field.empty', message, hint);
}

/** The word that looks like a value after an empty place but is a YAML comment: `#1a2b3c`, `#summer`. */
export function commentAfter(source: SourceText, offset: number): string | undefined {
  const rest = source.text.slice(offset, offset + 80).split('\n')[0] ?? '';
  return /^[\s:-]*(#[\p{L}\p{N}_-]+)\s*$/u.exec(rest)?.[1];
}

/** Makes places that were read under the path `from` known under `to` as well. */
export function linkPlaces(reading: Reading, from: string, to: string): void {
  const isInside = (path: string): boolean =>
    path === from || path.startsWith(`${from}.`) || path.startsWith(`${from}[`);
  // Gathered first: the new paths may lie under the old one.
  const inside = [...reading.places].filter(([path]) => isInside(path));
  for (const [path, place] of inside) reading.places.set(`${to}${path.slice(from.length)}`, place);
}

function keep(reading: Reading, place: Place): Place {
  reading.places.set(place.path, place);
  return place;
}
