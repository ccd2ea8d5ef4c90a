const SHOWN = '[secret]';
/** Fewer letters of a key at a cut tell nobody anything. */
const LEAST_TELLING = 4;

/**
 * A provider's words without the key it was sent: providers repeat it in their refusals, and the words go on record
 * and into logs. A key that the shortened text ends in the middle of is taken out as well.
 */
export function withoutKey(detail: string, key: string): string {
  const whole = detail.replaceAll(key, SHOWN);
  if (!whole.endsWith('…')) return whole;
  for (let length = key.length - 1; length >= LEAST_TELLING; length--) {
    const start = `${key.slice(0, length)}…`;
    if (whole.endsWith(start)) return `${whole.slice(0, -start.length)}${SHOWN}…`;
  }
  return whole;
}
