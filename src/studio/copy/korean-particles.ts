const SYLLABLE_START = 0xac00;
const SYLLABLE_END = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;
/** Whether the Sino-Korean reading of a digit ends in a consonant: 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGIT_FINALS = [21, 8, 0, 16, 0, 0, 1, 8, 8, 0] as const;

/**
 * The text with the particle that fits its last sound; `pair` is "after consonant/after vowel", such as `을/를`.
 * Undefined when the last letter does not tell how it is read (Latin names).
 */
export function withKoreanParticle(text: string, pair: string): string | undefined {
  const [closed, open] = pair.split('/');
  const final = finalOf(text);
  if (closed === undefined || open === undefined || final === undefined) return undefined;
  const takesOpen = final === 0 || (closed === '으로' && final === FINAL_RIEUL);
  return text + (takesOpen ? open : closed);
}

function finalOf(text: string): number | undefined {
  const last = Array.from(text).findLast((letter) => /[\p{L}\p{N}]/u.test(letter));
  if (last === undefined) return undefined;
  if (/^\d$/.test(last)) return DIGIT_FINALS[Number(last)];
  const point = last.codePointAt(0) ?? 0;
  if (point < SYLLABLE_START || point > SYLLABLE_END) return undefined;
  return (point - SYLLABLE_START) % FINALS;
}
