import sharp from 'sharp';
import { defineErrors } from '#kernel/errors';
import { LAB_BINS, labHistogram } from './lab-histogram.ts';
import { differenceHash, perceptualHash } from './picture-hash.ts';
import { normaliseText } from './text-grams.ts';

const diversityError = defineErrors({
  'diversity.features_unreadable': {
    status: 500,
    retryable: false,
    message: 'The stored features of a variant cannot be read: {reason}. Render the variant again.',
  },
});

/** Changes whenever the same picture or text would give other features; only equal versions are compared. */
export const FEATURE_VERSION = 1;

const SIDE = 64;
const HASH_BYTES = 32 + 8;
const HEAD_BYTES = 1 + HASH_BYTES + 2 * LAB_BINS;

/** What diversity is measured on: the look of a rendered picture and the words with it. */
export interface Features {
  readonly version: number;
  /** 256 bits in 32 bytes. */
  readonly dHash: Uint8Array;
  /** 64 bits in 8 bytes. */
  readonly pHash: Uint8Array;
  /** Shares of 65,535 over 5 x 7 x 7 bins of L*a*b*. */
  readonly lab: Uint16Array;
  /** Normalised headline, body and call to action. */
  readonly text: string;
}

export interface FeatureInput {
  /** Straight RGBA, width * height * 4 bytes; clear parts count as white. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Headline, body and call to action with a space between. */
  readonly text: string;
}

/** Features of one rendered variant, all from a single cubic resize to 64 x 64. */
export async function extractFeatures(input: FeatureInput): Promise<Features> {
  const { pixels, width, height } = input;
  const rgb = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .resize(SIDE, SIDE, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
  const grey = Float64Array.from({ length: SIDE * SIDE }, (_, i) => greyAt(rgb, i * 3));
  return {
    version: FEATURE_VERSION,
    dHash: differenceHash(grey, SIDE),
    pHash: perceptualHash(grey, SIDE),
    lab: labHistogram(rgb),
    text: normaliseText(input.text),
  };
}

/** Luma by Rec. 601 of the pixel at a byte offset. */
function greyAt(rgb: Uint8Array, at: number): number {
  return 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
}

/** Features as bytes for a database column (531 and the text in UTF-8); `decodeFeatures` gives the same back. */
export function encodeFeatures(features: Features): Uint8Array {
  const text = new TextEncoder().encode(features.text);
  const bytes = new Uint8Array(HEAD_BYTES + text.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = features.version;
  bytes.set(features.dHash, 1);
  bytes.set(features.pHash, 1 + features.dHash.length);
  for (const [i, share] of features.lab.entries()) view.setUint16(1 + HASH_BYTES + 2 * i, share, true);
  bytes.set(text, HEAD_BYTES);
  return bytes;
}

/** Features from the bytes of `encodeFeatures`. Throws `diversity.features_unreadable` for a cut or foreign value. */
export function decodeFeatures(bytes: Uint8Array): Features {
  if (bytes.length < HEAD_BYTES) {
    const reason = `${bytes.length} bytes, at least ${HEAD_BYTES} expected`;
    throw diversityError('diversity.features_unreadable', { reason });
  }
  const version = bytes[0] ?? 0;
  if (version !== FEATURE_VERSION) {
    const reason = `version ${version}, ${FEATURE_VERSION} expected`;
    throw diversityError('diversity.features_unreadable', { reason });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    version,
    dHash: Uint8Array.from(bytes.subarray(1, 33)),
    pHash: Uint8Array.from(bytes.subarray(33, 41)),
    lab: Uint16Array.from({ length: LAB_BINS }, (_, i) => view.getUint16(1 + HASH_BYTES + 2 * i, true)),
    text: new TextDecoder().decode(bytes.subarray(HEAD_BYTES)),
  };
}
