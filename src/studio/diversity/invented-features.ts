import type { DiversityItem } from './report.ts';
import { FEATURE_VERSION, type Features } from './features.ts';
import { LAB_BINS } from './lab-histogram.ts';
import { seededRandom } from '#kernel/random';

/** Parity of the common bits of two numbers: rows of this differ in exactly half their bits (Hadamard). */
const parity = (a: number, b: number): boolean => {
  let x = a & b;
  let odd = false;
  for (; x > 0; x &= x - 1) odd = !odd;
  return odd;
};

function hadamardRow(row: number, bits: number): Uint8Array {
  const bytes = new Uint8Array(bits / 8);
  for (let i = 0; i < bits; i++) if (parity(row, i)) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  return bytes;
}

function oneColour(bin: number): Uint16Array {
  const lab = new Uint16Array(LAB_BINS);
  lab[bin % LAB_BINS] = 65_535;
  return lab;
}

/** Features that share nothing with those of another number below 64: half the bits, other colours, other letters. */
export function unrelatedFeatures(number: number): Features {
  const word = String.fromCodePoint(0x4e00 + number * 3, 0x4e01 + number * 3, 0x4e02 + number * 3);
  return {
    version: FEATURE_VERSION,
    dHash: hadamardRow(number, 256),
    pHash: hadamardRow(number, 64),
    lab: oneColour(number),
    text: `${word} ${word}`,
  };
}

/** Features of a random picture and a text of random words: pairs are a little alike, as real ones are. */
export function randomFeatures(random: () => number): Features {
  const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => random() * 256);
  const words = Array.from({ length: 12 }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '');
  const lab = new Uint16Array(LAB_BINS);
  for (let k = 0; k < 12; k++) lab[Math.floor(random() * LAB_BINS)] = 2_000 + Math.floor(random() * 8_000);
  return { version: FEATURE_VERSION, dHash: bytes(32), pHash: bytes(8), lab, text: words.join(' ') };
}

const WORDS =
  'quiet evening train lamp light charge week noise sleep shade table price proof gift winter summer morning coffee roast cedar rain skin trail rock grip metre weather pocket strap seam'.split(
    ' ',
  );

/** Copies of the features with up to `bits` bits of the hashes turned. */
export function shiftedFeatures(features: Features, bits: number, random: () => number): Features {
  const dHash = Uint8Array.from(features.dHash);
  for (let k = 0; k < bits; k++) {
    const at = Math.floor(random() * dHash.length);
    dHash[at] = (dHash[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return { ...features, dHash };
}

/** Items `item-000`, `item-001`, … of the features; each its own pixels. */
export function itemsOf(features: readonly Features[]): DiversityItem[] {
  return features.map((feature, i) => {
    const id = `item-${String(i).padStart(5, '0')}`;
    return { id, sha256: id, features: feature };
  });
}

/** Items like a real batch of one group: layouts x palettes x texts, slightly shifted. */
export function batchOf(count: number, seed: string): DiversityItem[] {
  const random = seededRandom(seed);
  const bases = Array.from({ length: 24 }, () => randomFeatures(random));
  const texts = Array.from({ length: 40 }, () => randomFeatures(random).text);
  return itemsOf(
    Array.from({ length: count }, () => {
      const base = bases[Math.floor(random() * bases.length)] as Features;
      const colours = bases[Math.floor(random() * bases.length)] as Features;
      const text = texts[Math.floor(random() * texts.length)] ?? '';
      return { ...shiftedFeatures(base, Math.floor(random() * 60), random), lab: colours.lab, text };
    }),
  );
}
