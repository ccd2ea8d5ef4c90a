import type { ScoreName } from '#modules/evaluations/contract';
import { formatShare } from '../../lib/words.ts';

/** What each score is the share of. */
export const SCORE_WORDS: Readonly<Record<ScoreName, { readonly label: string; readonly of: string }>> = {
  schema: { label: 'Form', of: 'answers that had the form at once; a repair turn makes half' },
  facts: { label: 'Facts', of: 'texts that say only what the facts say' },
  words: { label: 'Words', of: 'texts without banned and risky words' },
  length: { label: 'Length', of: 'texts that keep the lengths of the channel' },
  language: { label: 'Language', of: 'texts in the language that was asked for' },
  headlines: { label: 'Headlines', of: 'texts whose headline stands in no other one' },
  expectations: { label: 'Expected', of: 'what the case expects' },
};

/** A score from 0 to 1; null: there was nothing to measure. */
export function scoreWords(score: number | null): string {
  return score === null ? 'not measured' : formatShare(score, 1);
}
