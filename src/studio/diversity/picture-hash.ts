const DHASH_WIDTH = 17;
const DHASH_HEIGHT = 16;
const PHASH_SIDE = 32;
const PHASH_TERMS = 8;

/** cos((2x + 1) u pi / 64) for u = 1..8 over x = 0..31. */
const COSINES = Array.from({ length: PHASH_TERMS }, (_, u) =>
  Float64Array.from({ length: PHASH_SIDE }, (_, x) =>
    Math.cos(((2 * x + 1) * (u + 1) * Math.PI) / (2 * PHASH_SIDE)),
  ),
);

/** Averages a square grey picture over the area of each target pixel; edges count by their share. */
export function shrinkGrey(grey: Float64Array, side: number, width: number, height: number): Float64Array {
  const columns = shares(side, width);
  const rows = shares(side, height);
  const result = new Float64Array(width * height);
  for (const [y, row] of rows.entries()) {
    for (const [x, column] of columns.entries()) {
      let sum = 0;
      for (const [j, rowShare] of row) {
        for (const [i, columnShare] of column) sum += (grey[j * side + i] ?? 0) * rowShare * columnShare;
      }
      result[y * width + x] = sum;
    }
  }
  return result;
}

/** For each target pixel the source pixels it covers and their share; the shares sum to 1. */
function shares(from: number, to: number): (readonly [number, number])[][] {
  const step = from / to;
  return Array.from({ length: to }, (_, target) => {
    const start = target * step;
    const end = start + step;
    const covered: (readonly [number, number])[] = [];
    for (let i = Math.floor(start); i < Math.min(from, Math.ceil(end)); i++) {
      const part = Math.min(end, i + 1) - Math.max(start, i);
      if (part > 1e-9) covered.push([i, part / step]);
    }
    return covered;
  });
}

/** Grey levels by which the right pixel must be brighter: without it, flat grounds give bits of rounding noise. */
const LEAST_STEP = 1;

/** dHash256 in 32 bytes: on 17x16 grey pixels, one bit for each neighbour pair where left < right. */
export function differenceHash(grey: Float64Array, side: number): Uint8Array {
  const small = shrinkGrey(grey, side, DHASH_WIDTH, DHASH_HEIGHT);
  const bits: boolean[] = [];
  for (let y = 0; y < DHASH_HEIGHT; y++) {
    for (let x = 0; x < DHASH_WIDTH - 1; x++) {
      const at = y * DHASH_WIDTH + x;
      bits.push((small[at] ?? 0) + LEAST_STEP < (small[at + 1] ?? 0));
    }
  }
  return packBits(bits);
}

/** pHash64 in 8 bytes: DCT coefficients u, v = 1..8 of 32x32 grey pixels against their median. */
export function perceptualHash(grey: Float64Array, side: number): Uint8Array {
  const small = shrinkGrey(grey, side, PHASH_SIDE, PHASH_SIDE);
  const terms = COSINES.flatMap((vertical) =>
    COSINES.map((horizontal) => {
      let sum = 0;
      for (let y = 0; y < PHASH_SIDE; y++) {
        let row = 0;
        for (let x = 0; x < PHASH_SIDE; x++) row += (small[y * PHASH_SIDE + x] ?? 0) * (horizontal[x] ?? 0);
        sum += row * (vertical[y] ?? 0);
      }
      return sum;
    }),
  );
  const sorted = terms.toSorted((a, b) => a - b);
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  return packBits(terms.map((term) => term > median));
}

function packBits(bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(bits.length / 8);
  for (const [i, bit] of bits.entries()) if (bit) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  return bytes;
}
