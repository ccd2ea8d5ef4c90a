import type { BriefRevision } from '#modules/briefs/contract';

/** By which way a revision of a brief came, in words. */
export function sayWay({ kind, restoredFrom }: BriefRevision['source']): string {
  return restoredFrom === undefined ? kind : `${kind}, from revision ${restoredFrom}`;
}

/** Where a revision of a brief came from, in words. */
export function sayOrigin({ kind, name, restoredFrom }: BriefRevision['source']): string {
  const file = `${name}, by ${kind}`;
  return restoredFrom === undefined ? file : `${file}, restored from revision ${restoredFrom}`;
}
