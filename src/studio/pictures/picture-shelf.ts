import sharp, { type Sharp } from 'sharp';
import { hexOfRgb } from '#studio/colour/colour';
import type { Box, Hex, Picture } from '#studio/model';
import { createByteLru, type ByteLru } from './byte-lru.ts';

// One thread a picture: callers run two or three lanes. Inputs are buffers, so a cache of files would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

export interface Foot {
  readonly from: number;
  readonly to: number;
}

/** What a layout must know of a picture before it can place it. */
export interface PictureShape {
  /** The part that is not transparent, in pixels of the picture. */
  readonly trim: Box;
  /** Width over height of that part. */
  readonly aspect: number;
  /** Where the thing touches the ground, as shares of the trimmed width, from left to right. */
  readonly feet: readonly Foot[];
  /** Mean colour of what is opaque. */
  readonly tone: Hex;
  readonly isCutout: boolean;
}

export interface RasterRequest {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  /** `exact`: the trimmed part fills the size. `cover`: cropped to it around what draws the eye. */
  readonly fit: 'exact' | 'cover';
}

/** Straight RGBA. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A sized picture as an uncompressed PNG: cheap to make and to read, and parsed off the main thread. */
export interface SizedPng {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Decoded and sized pictures, kept within a budget of bytes: what it gives is shared and must not be changed. */
export interface PictureShelf {
  inspect(picture: Picture): Promise<PictureShape>;
  raster(request: RasterRequest): Promise<Raster>;
  png(request: RasterRequest): Promise<SizedPng>;
}

const INSPECT_SIDE = 320;
/** Decoded working size: no layout shows a product larger. */
const WORK_SIDE = 1500;
/** Bare pixels are asked for logos only: some dozens of sizes. */
const MAX_RASTER_BYTES = 4_000_000;

/**
 * Makes an empty shelf; `maxBytes` is for decoded pictures (a third) and sized ones. A product in ten languages, all
 * layouts and three ratios asks for 55 MB of sizes, again and again: with less, each size is made anew each time.
 */
export function createPictureShelf(maxBytes = 108_000_000): PictureShelf {
  const shapes = createByteLru<PictureShape>(200_000);
  const bases = createByteLru<Promise<Raster>>(maxBytes / 3);
  const sizedPngs = createByteLru<Promise<SizedPng>>((maxBytes * 2) / 3);
  const rasters = createByteLru<Promise<Raster>>(MAX_RASTER_BYTES);
  const shelf: PictureShelf = {
    async inspect(picture) {
      const known = shapes.get(picture.sha256);
      if (known !== undefined) return known;
      const shape = await inspectPicture(picture);
      shapes.set(picture.sha256, shape, 400);
      return shape;
    },
    raster: (request) => remember(rasters, request, () => makeRaster(shelf, bases, request)),
    png: (request) => remember(sizedPngs, request, (key) => makePng(shelf, bases, request, key)),
  };
  return shelf;
}

function remember<Sized>(
  lru: ByteLru<Promise<Sized>>,
  request: RasterRequest,
  make: (key: string) => Promise<Sized>,
): Promise<Sized> {
  const { width, height } = sizeOf(request);
  const key = `picture:${request.picture.sha256}/${width}x${height}/${request.fit}`;
  const known = lru.get(key);
  if (known !== undefined) return known;
  const making = make(key);
  lru.set(key, making, width * height * 4);
  return making;
}

type Bases = ByteLru<Promise<Raster>>;

function sizeOf(request: RasterRequest): { width: number; height: number } {
  return {
    width: Math.max(1, Math.round(request.width)),
    height: Math.max(1, Math.round(request.height)),
  };
}

async function makePng(
  shelf: PictureShelf,
  bases: Bases,
  request: RasterRequest,
  key: string,
): Promise<SizedPng> {
  const { width, height } = sizeOf(request);
  const resized = await resizedFrom(shelf, bases, request);
  const bytes = await resized.png({ compressionLevel: 0, adaptiveFiltering: false }).toBuffer();
  return { key, width, height, bytes };
}

async function makeRaster(shelf: PictureShelf, bases: Bases, request: RasterRequest): Promise<Raster> {
  const { width, height } = sizeOf(request);
  const resized = await resizedFrom(shelf, bases, request);
  const data = await resized.raw().toBuffer();
  return { width, height, data };
}

async function resizedFrom(shelf: PictureShelf, bases: Bases, request: RasterRequest): Promise<Sharp> {
  const { picture, fit } = request;
  const { width, height } = sizeOf(request);
  let base = bases.get(picture.sha256);
  if (base === undefined) {
    const { trim } = await shelf.inspect(picture);
    base = decodeTrimmed(picture, trim);
    bases.set(picture.sha256, base, estimateBytes(trim));
  }
  const source = await base;
  return sharp(source.data, { raw: { width: source.width, height: source.height, channels: 4 } }).resize(
    width,
    height,
    fit === 'exact' ? { fit: 'fill' } : { fit: 'cover', position: 'attention' },
  );
}

function estimateBytes(trim: Box): number {
  const shrink = Math.min(1, WORK_SIDE / Math.max(trim.width, trim.height));
  return Math.round(trim.width * shrink) * Math.round(trim.height * shrink) * 4;
}

async function decodeTrimmed(picture: Picture, trim: Box): Promise<Raster> {
  const { data, info } = await sharp(picture.bytes, { limitInputPixels: 40_000_000 })
    .extract({ left: trim.x, top: trim.y, width: trim.width, height: trim.height })
    .resize(WORK_SIDE, WORK_SIDE, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

async function inspectPicture(picture: Picture): Promise<PictureShape> {
  const { data, info } = await sharp(picture.bytes, { limitInputPixels: 40_000_000 })
    .resize(INSPECT_SIDE, INSPECT_SIDE, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const alphaAt = (x: number, y: number): number => data[(y * info.width + x) * 4 + 3] ?? 0;
  let [left, top, right, bottom] = [info.width, info.height, -1, -1];
  let [r, g, b, weight] = [0, 0, 0, 0];
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      const alpha = alphaAt(x, y);
      if (alpha < 12) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      const at = (y * info.width + x) * 4;
      r += (data[at] ?? 0) * alpha;
      g += (data[at + 1] ?? 0) * alpha;
      b += (data[at + 2] ?? 0) * alpha;
      weight += alpha;
    }
  }
  const isCutout = picture.hasAlpha && right >= 0;
  if (!isCutout) [left, top, right, bottom] = [0, 0, info.width - 1, info.height - 1];
  const trim = scaleBox({ left, top, right, bottom }, picture, info);
  const safeWeight = Math.max(1, weight);
  return {
    trim,
    aspect: trim.width / trim.height,
    feet: isCutout ? feetOf(alphaAt, { left, right, top, bottom }) : [{ from: 0, to: 1 }],
    tone: hexOfRgb(r / safeWeight, g / safeWeight, b / safeWeight),
    isCutout,
  };
}

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function scaleBox(edges: Edges, picture: Picture, small: { width: number; height: number }): Box {
  const sx = picture.width / small.width;
  const sy = picture.height / small.height;
  const x = Math.floor(edges.left * sx);
  const y = Math.floor(edges.top * sy);
  return {
    x,
    y,
    width: Math.max(1, Math.min(picture.width - x, Math.ceil((edges.right + 1) * sx) - x)),
    height: Math.max(1, Math.min(picture.height - y, Math.ceil((edges.bottom + 1) * sy) - y)),
  };
}

/** Stretches of columns that are opaque in the lowest twentieth; gaps under a tenth of the width are closed. */
function feetOf(alphaAt: (x: number, y: number) => number, edges: Edges): readonly Foot[] {
  const { left, right, top, bottom } = edges;
  const width = right - left + 1;
  const from = bottom - Math.max(1, Math.round((bottom - top) * 0.05));
  const stretches: { first: number; last: number }[] = [];
  for (let x = left; x <= right; x++) {
    let isSolid = false;
    for (let y = from; y <= bottom && !isSolid; y++) isSolid = alphaAt(x, y) >= 128;
    if (!isSolid) continue;
    const open = stretches.at(-1);
    if (open !== undefined && x - open.last <= width * 0.1) open.last = x;
    else stretches.push({ first: x, last: x });
  }
  const feet = stretches
    .filter(({ first, last }) => last - first >= width * 0.02)
    .map(({ first, last }) => ({ from: (first - left) / width, to: (last + 1 - left) / width }));
  return feet.length > 0 ? feet : [{ from: 0.2, to: 0.8 }];
}
