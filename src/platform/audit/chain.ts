import { sha256 } from '#kernel/hash';

/** The hash that stands before the first entry. */
export const GENESIS = '0'.repeat(64);

/** A place on the chain: the number of its newest entry and that entry's hash; number 0 is the chain before its first. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** A link as it is stored or exported. */
export interface ChainLink {
  readonly sequence: number;
  readonly previousHash: string;
  readonly hash: string;
  /** The canonical JSON that was hashed. */
  readonly record: string;
}

/** The hash that a record has after another: SHA-256 of both as one UTF-8 text. */
export function hashAfter(previousHash: string, record: string): string {
  return sha256(previousHash + record);
}

/** The number that a record says it has; undefined where it says none. */
export function numberOf(record: string): number | undefined {
  const found = /,"sequence":(\d{1,15})\}$/.exec(record)?.[1];
  return found === undefined ? undefined : Number(found);
}
