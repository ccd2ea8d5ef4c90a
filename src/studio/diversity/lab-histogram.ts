const L_BINS = 5;
const AB_BINS = 7;
const AB_RANGE = 80;

/** Bins of the colour histogram: 5 of lightness x 7 of a x 7 of b. */
export const LAB_BINS = L_BINS * AB_BINS * AB_BINS;

const LINEAR = Float64Array.from({ length: 256 }, (_, level) => {
  const c = level / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
});

/** CIE L*a*b* (D65) of an sRGB colour with levels 0 to 255. */
export function labOf(red: number, green: number, blue: number): readonly [number, number, number] {
  const r = LINEAR[red] ?? 0;
  const g = LINEAR[green] ?? 0;
  const b = LINEAR[blue] ?? 0;
  const x = labCurve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = labCurve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = labCurve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function labCurve(t: number): number {
  return t > 216 / 24389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29;
}

/** Shares of 65,535 per bin of RGB pixels (L 0..100, a and b -80..80); each pixel counts for its eight nearest bins. */
export function labHistogram(rgb: Uint8Array): Uint16Array {
  const sums = new Float64Array(LAB_BINS);
  const pixels = rgb.length / 3;
  for (let i = 0; i < rgb.length; i += 3) {
    const [l, a, b] = labOf(rgb[i] ?? 0, rgb[i + 1] ?? 0, rgb[i + 2] ?? 0);
    addPixel(sums, [
      place(l / 100, L_BINS),
      place((a + AB_RANGE) / (2 * AB_RANGE), AB_BINS),
      place((b + AB_RANGE) / (2 * AB_RANGE), AB_BINS),
    ]);
  }
  return Uint16Array.from(sums, (sum) => Math.round((65_535 * sum) / pixels));
}

type Place = readonly [bin: number, shareOfNext: number];

function place(t: number, bins: number): Place {
  const at = Math.min(1, Math.max(0, t)) * (bins - 1);
  const bin = Math.min(bins - 2, Math.floor(at));
  return [bin, at - bin];
}

function addPixel(sums: Float64Array, places: readonly [Place, Place, Place]): void {
  const [[l, nextL], [a, nextA], [b, nextB]] = places;
  for (let corner = 0; corner < 8; corner++) {
    const [dl, da, db] = [corner & 1, (corner >> 1) & 1, corner >> 2];
    const at = ((l + dl) * AB_BINS + a + da) * AB_BINS + b + db;
    const share = (dl ? nextL : 1 - nextL) * (da ? nextA : 1 - nextA) * (db ? nextB : 1 - nextB);
    sums[at] = (sums[at] ?? 0) + share;
  }
}
