import { canonicalJson, sha256 } from '#kernel/hash';
import { maskValue } from './mask-value.ts';

/** A record, or as much of it as a change is about; null where there was or is none. */
export type Fields = Readonly<Record<string, unknown>> | null;

export interface Change {
  readonly before: Fields;
  readonly after: Fields;
}

/** Larger values stand on the chain as hash and size: it is kept for ever, and read whole to be verified. */
const MOST_CHARACTERS = 8_192;

/**
 * The fields that differ, masked, before and after; all fields where there was no record before or is none after.
 * A field that only one side has is null on the other.
 */
export function changedFields(before: Fields, after: Fields): Change {
  if (before === null || after === null) return { before: present(before), after: present(after) };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => canonicalJson(before[name] ?? null) !== canonicalJson(after[name] ?? null),
  );
  const side = (fields: Readonly<Record<string, unknown>>): Fields =>
    present(Object.fromEntries(names.map((name) => [name, fields[name] ?? null])));
  return { before: side(before), after: side(after) };
}

function present(fields: Fields): Fields {
  if (fields === null) return null;
  const masked = maskValue(fields) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(masked).map(([name, value]) => [name, shorten(value)]));
}

function shorten(value: unknown): unknown {
  const text = canonicalJson(value);
  return text.length <= MOST_CHARACTERS ? value : { sha256: sha256(text), characters: text.length };
}
