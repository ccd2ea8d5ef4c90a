import type { Problem } from '#kernel/text-problem';

/** A problem before its place is known. */
export type ProblemWords = Pick<Problem, 'severity' | 'rule' | 'message' | 'hint'>;

/** What a parser found, in offsets of the text. */
export interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
  readonly start: number;
  readonly end: number;
}
