import type { ModelsStatus } from '#modules/models/contract';
import { formatSpan } from '../../lib/time.ts';
import { formatNumber } from '../../lib/words.ts';
import type { Sign } from '../../ui/tone.ts';

type Target = ModelsStatus['targets'][number];

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

/** From one time to another: in milliseconds and seconds, or in minutes where it took longer than one. */
export function tookWords({ startedAt, endedAt }: { startedAt: Date; endedAt: Date }): string {
  const ms = endedAt.getTime() - startedAt.getTime();
  return ms < 60_000 ? millisecondWords(ms) : formatSpan(startedAt, endedAt);
}
