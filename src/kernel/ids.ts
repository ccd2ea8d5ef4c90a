import { randomFillSync } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const RANDOM_CHARACTERS = 16;

/** Asked for at once: one request to the system costs as much for 16 bytes as for 4,096. */
const stock = new Uint8Array(256 * RANDOM_CHARACTERS);
let used = stock.length;

/** A new id `<prefix>_<26 characters>`: sortable by creation time (48 bits of milliseconds, 80 random bits). */
export function newId(prefix: string, nowMs: number = Date.now()): string {
  let time = '';
  let rest = nowMs;
  for (let i = 0; i < 10; i++) {
    time = (ALPHABET[rest % 32] ?? '0') + time;
    rest = Math.floor(rest / 32);
  }
  if (used === stock.length) {
    randomFillSync(stock);
    used = 0;
  }
  let random = '';
  for (const end = used + RANDOM_CHARACTERS; used < end; used++)
    random += ALPHABET[(stock[used] ?? 0) & 31] ?? '0';
  return `${prefix}_${time}${random}`;
}
