import type { ModelCall, ModelsStatus } from '#modules/models/contract';
import { formatNumber } from '../../lib/words.ts';
import type { Tone } from '../../ui/theme.ts';

type Target = ModelsStatus['targets'][number];
type Outcome = NonNullable<ModelCall['outcome']>;

interface Sign {
  readonly tone: Tone;
  readonly word: string;
}

const OUTCOME_SIGNS: Readonly<Record<Outcome, Sign>> = {
  ok: { tone: 'good', word: 'Answered' },
  cached: { tone: 'good', word: 'From the cache' },
  flagged: { tone: 'warning', word: 'Flagged' },
  invalid: { tone: 'bad', word: 'Unusable answer' },
  failed: { tone: 'bad', word: 'Failed' },
  refused: { tone: 'warning', word: 'Refused' },
  skipped: { tone: 'neutral', word: 'Skipped' },
  cancelled: { tone: 'neutral', word: 'Cancelled' },
  unknown: { tone: 'warning', word: 'Not known' },
};

/** How an attempt ended; one that has not ended is under way. */
export function outcomeSign({ outcome }: Pick<ModelCall, 'outcome'>): Sign {
  return outcome === null ? { tone: 'info', word: 'Under way' } : OUTCOME_SIGNS[outcome];
}

/** Whether a target can be asked now. */
export function targetSign(target: Target): Sign {
  if (target.lacksKey) return { tone: 'warning', word: 'No key' };
  if (target.breaker.isOpen) return { tone: 'bad', word: 'Held back' };
  if (target.lately.calls > 0 && target.lately.ok === 0) return { tone: 'bad', word: 'Failing' };
  if (target.lately.failed > 0) return { tone: 'warning', word: 'Some fail' };
  return { tone: 'good', word: target.lately.calls > 0 ? 'Answers' : 'Ready' };
}

/** The price of a target in US dollars. Where it is not known, the configured ceiling is named as one. */
export function priceWords({ isFree, isPriceKnown, price }: Target): string {
  if (isFree) return 'Free';
  const perPicture = price.perImage === undefined ? '' : `, $${price.perImage} a picture`;
  const words = `$${price.inputPerMTok} in, $${price.outputPerMTok} out per million tokens${perPicture}`;
  return isPriceKnown ? words : `Not known; counted at most ${words}`;
}

export function millisecondWords(ms: number | null): string {
  if (ms === null) return 'No data';
  return ms < 1_000 ? `${formatNumber(ms)} ms` : `${formatNumber(ms / 1_000, ms % 1_000 === 0 ? 0 : 1)} s`;
}
