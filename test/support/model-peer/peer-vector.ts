const DIMENSIONS = 64;

/** The vector the peer gives for a text: hashed character trigrams, length 1. Texts that share trigrams lie close. */
export function peerVector(text: string, dimensions = DIMENSIONS): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  const padded = `  ${text.toLowerCase().trim()}  `;
  for (let start = 0; start + 3 <= padded.length; start += 1) {
    const slot = hash(padded.slice(start, start + 3)) % dimensions;
    vector[slot] = (vector[slot] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let state = 0x81_1c_9d_c5;
  for (const byte of Buffer.from(text)) state = Math.imul(state ^ byte, 0x01_00_01_93);
  return state >>> 0;
}
