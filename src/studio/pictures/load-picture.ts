import sharp, { type OutputInfo } from 'sharp';
import { defineErrors, messageOf } from '#kernel/errors';
import { sha256 } from '#kernel/hash';
import type { Picture } from '#studio/model';

const MAX_PIXELS = 40_000_000;
const MAX_BYTES = 30_000_000;
/** The longest side that is kept: more than any layout can show, at any ratio. */
const MAX_SIDE = 2400;

const pictureError = defineErrors({
  'pictures.not_a_picture': {
    status: 422,
    retryable: false,
    message:
      'This is not a PNG, JPEG, WebP, AVIF or GIF picture ({found}). Export it as PNG or JPEG and send it again.',
  },
  'pictures.too_large': {
    status: 413,
    retryable: false,
    message:
      'The picture is too large ({found}). Send at most 40 megapixels and 30 MB; 1600 pixels a side is enough.',
  },
  'pictures.damaged': {
    status: 422,
    retryable: false,
    message: 'The picture cannot be decoded: {reason}. Export it again and send the new file.',
  },
  'pictures.empty': {
    status: 422,
    retryable: false,
    message:
      'The picture is fully transparent: there is nothing to show. Send the one with the product in it.',
  },
});

const SIGNATURES: readonly (readonly [string, (bytes: Buffer) => boolean])[] = [
  ['png', (bytes) => bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['jpeg', (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff],
  [
    'webp',
    (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
  ],
  ['gif', (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))],
  ['avif', (bytes) => /^ftyp(avif|avis|mif1)/.test(bytes.toString('latin1', 4, 12))],
];

/**
 * A picture from untrusted bytes: recognised by its signature, decoded within bounds, turned upright, brought to sRGB
 * and re-encoded (PNG with alpha, else JPEG; always PNG where it is lossless), so nothing but pixels survives. A lossless
 * picture that is loaded again gives the same bytes. Throws `pictures.*`.
 */
export async function loadPicture(
  input: Uint8Array,
  options: { readonly isLossless?: boolean } = {},
): Promise<Picture> {
  const bytes = Buffer.from(input.buffer, input.byteOffset, input.byteLength);
  if (bytes.length > MAX_BYTES) {
    throw pictureError('pictures.too_large', { found: `${Math.ceil(bytes.length / 1e6)} MB` });
  }
  if (!SIGNATURES.some(([, matches]) => matches(bytes))) {
    throw pictureError('pictures.not_a_picture', { found: describeBytes(bytes) });
  }
  const { data, info } = await decode(bytes);
  if (data.length === 0) throw pictureError('pictures.empty');
  const alpha = alphaOf(data, info.channels);
  if (alpha === 'empty') throw pictureError('pictures.empty');
  const hasAlpha = alpha === 'some';
  const raw = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const plain = hasAlpha ? raw : raw.removeAlpha();
  const isPng = hasAlpha || options.isLossless === true;
  const encoded = isPng
    ? await plain.png({ compressionLevel: 6 }).toBuffer()
    : await plain.jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();
  const out = new Uint8Array(encoded);
  return { bytes: out, sha256: sha256(out), width: info.width, height: info.height, hasAlpha };
}

async function decode(bytes: Buffer): Promise<{ data: Buffer; info: OutputInfo }> {
  try {
    const source = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated', pages: 1 });
    const { width, height } = await source.metadata();
    if (width * height > MAX_PIXELS) {
      throw pictureError('pictures.too_large', { found: `${width} x ${height} pixels` });
    }
    return await source
      .autoOrient()
      .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    const reason = messageOf(error);
    if (/pixel limit/i.test(reason)) throw pictureError('pictures.too_large', { found: reason }, error);
    if (/too large/.test(reason)) throw error;
    throw pictureError('pictures.damaged', { reason: reason.split('\n')[0] ?? reason }, error);
  }
}

function alphaOf(data: Buffer, channels: number): 'none' | 'some' | 'empty' {
  let lowest = 255;
  let highest = 0;
  for (let i = 3; i < data.length; i += channels) {
    const value = data[i] ?? 255;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (highest < 8) return 'empty';
  return lowest < 250 ? 'some' : 'none';
}

function describeBytes(bytes: Buffer): string {
  if (bytes.length === 0) return 'the file is empty';
  const head = bytes.toString('utf8', 0, 300).trimStart().toLowerCase();
  if (head.startsWith('<svg') || (head.startsWith('<?xml') && head.includes('<svg')))
    return 'it is an SVG drawing';
  if (head.startsWith('<!doctype html') || head.startsWith('<html')) return 'it is a web page';
  if (head.startsWith('%pdf')) return 'it is a PDF';
  return `it begins with the bytes ${bytes.subarray(0, 4).toString('hex')}`;
}
