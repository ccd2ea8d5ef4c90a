/** One wrong brief and every line a person sees about its errors; the tables beside this file are tests. */
export interface BadInput {
  readonly title: string;
  readonly fileName: string;
  readonly text: string;
  readonly says: readonly string[];
}
