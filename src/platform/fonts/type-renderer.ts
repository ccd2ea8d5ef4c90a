import { Renderer } from '@takumi-rs/core';
import { defineErrors } from '#kernel/errors';
import { sha256 } from '#kernel/hash';
import { coverageOf, visibleCodes, type Coverage, type FamilyGlyphs, type GlyphSet } from './coverage.ts';
import { EMOJI_FAMILY, fallbackFamilies, findHouseFamily, SUBSTITUTE_FAMILY } from './families.ts';
import { characterSetOf, readSubset, serves, subsetFilesOf, type SubsetFile } from './font-files.ts';
import { sourcesOf, type TreeNode } from './tree.ts';

const fontError = defineErrors({
  'fonts.unreadable': {
    status: 422,
    retryable: false,
    message:
      'The font file of {family} (weight {weight}) cannot be read. Send a whole TTF, OTF, WOFF or WOFF2 file.',
  },
  'fonts.image_unregistered': {
    status: 500,
    retryable: false,
    message: 'The picture names sources that were not handed over: {sources}. This is a fault in a layout.',
  },
});

/** A family by name, or with the brand's own files. */
export interface FontSource {
  readonly family: string;
  readonly files?: readonly { readonly bytes: Uint8Array; readonly weight: number }[];
}

export interface TypeRequest {
  readonly fonts: readonly FontSource[];
  readonly locale: string;
  /** Every character that will be set, in any order. */
  readonly text: string;
}

export interface TreeImageData {
  readonly src: string;
  readonly data: Uint8Array;
  /** Cheap to decode and large: kept decoded, it would only push smaller things out. */
  readonly isRaw?: boolean;
}

export interface DrawOptions {
  readonly width: number;
  readonly height: number;
  /** Device pixels per unit of the tree; width and height are device pixels. */
  readonly pixelRatio?: number;
  readonly images?: readonly TreeImageData[];
  readonly lang?: string;
}

export interface MeasuredRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A laid-out node; `transform[4]` and `[5]` are its absolute position. */
export interface MeasuredTree {
  readonly width: number;
  readonly height: number;
  readonly transform: readonly [number, number, number, number, number, number];
  readonly children: readonly MeasuredTree[];
  readonly runs: readonly MeasuredRun[];
}

/** The renderer with the fonts of one request loaded. */
export interface PreparedType {
  /** The value of `fontFamily` for one of the requested fonts, fallbacks included. */
  stackFor(font: FontSource): string;
  /** What the stack of a font lacks for a text. */
  coverage(font: FontSource, text: string): Coverage;
  /** The house family standing in for a font that was asked for by an unknown name. */
  substituteFor(font: FontSource): string | undefined;
  measure(tree: TreeNode): Promise<MeasuredTree>;
  /** Straight RGBA, width * height * 4 bytes. Throws when the tree names an image that is not handed over. */
  draw(tree: TreeNode, options: DrawOptions): Promise<Uint8Array>;
}

export interface TypeRenderer {
  /** Loads only the font files that the text needs and returns a renderer that has them. */
  prepare(request: TypeRequest): Promise<PreparedType>;
}

/** Fonts registered in one Takumi renderer; Takumi cannot forget a font, so the whole shelf is replaced when full. */
interface Shelf {
  readonly renderer: Renderer;
  readonly files: Map<string, Promise<ReadonlySet<number>>>;
  bytes: number;
}

interface Family {
  readonly name: string;
  readonly glyphs: GlyphSet;
}

/**
 * A text renderer whose fonts come in as texts need them. `maxFontBytes` bounds the font files held (compressed
 * size, default 48 MB), `cacheMaxBytes` Takumi's rasters (default 8 MB).
 */
export function createTypeRenderer(
  options: { readonly maxFontBytes?: number; readonly cacheMaxBytes?: number } = {},
): TypeRenderer {
  const maxFontBytes = options.maxFontBytes ?? 48_000_000;
  const makeShelf = (): Shelf => ({
    renderer: new Renderer({ cacheMaxBytes: options.cacheMaxBytes ?? 8_000_000 }),
    files: new Map(),
    bytes: 0,
  });
  let shelf = makeShelf();
  return {
    async prepare(request) {
      if (shelf.bytes > maxFontBytes) shelf = makeShelf();
      return prepareOn(shelf, request);
    },
  };
}

async function prepareOn(shelf: Shelf, request: TypeRequest): Promise<PreparedType> {
  const codes = visibleCodes(request.text);
  const fallbacks = fallbackFamilies(request.locale, request.text);
  const stacks = new Map<string, readonly FamilyGlyphs[]>();
  for (const font of request.fonts) {
    stacks.set(font.family, await loadStack({ shelf, font, fallbacks, codes }));
  }
  const stackOf = (font: FontSource): readonly FamilyGlyphs[] => stacks.get(font.family) ?? [];
  const everyFamily = [...new Set([...stacks.values()].flat().map((entry) => entry.family))];
  return {
    stackFor: (font) =>
      stackOf(font)
        .map((entry) => `'${entry.family}'`)
        .join(', '),
    coverage: (font, text) => coverageOf(text, stackOf(font)),
    substituteFor: (font) =>
      font.files === undefined && findHouseFamily(font.family) === undefined ? SUBSTITUTE_FAMILY : undefined,
    measure: (tree) =>
      shelf.renderer.measure(tree as Parameters<Renderer['measure']>[0], {
        width: 4000,
        height: 4000,
        fontFamilies: everyFamily,
      }),
    draw: (tree, options) => drawOn(shelf, tree, { ...options, families: everyFamily }),
  };
}

async function drawOn(
  shelf: Shelf,
  tree: TreeNode,
  options: DrawOptions & { readonly families: string[] },
): Promise<Uint8Array> {
  const images = options.images ?? [];
  const known = new Set(images.map((image) => image.src));
  const unknown = sourcesOf(tree).filter((src) => !known.has(src));
  if (unknown.length > 0) throw fontError('fonts.image_unregistered', { sources: unknown.join(', ') });
  return shelf.renderer.render(tree as Parameters<Renderer['render']>[0], {
    width: options.width,
    height: options.height,
    devicePixelRatio: options.pixelRatio ?? 1,
    format: 'raw',
    images: images.map(({ src, data, isRaw }) => ({
      src,
      data,
      ...(isRaw === true ? { cache: 'none' as const } : {}),
    })),
    fontFamilies: options.families,
    ...(options.lang === undefined ? {} : { lang: options.lang }),
  });
}

/** Walks the stack family by family, loading files only for characters that nothing before it has. */
async function loadStack(input: {
  shelf: Shelf;
  font: FontSource;
  fallbacks: readonly string[];
  codes: ReadonlySet<number>;
}): Promise<readonly FamilyGlyphs[]> {
  const first = await loadFirst(input.shelf, input.font, input.codes);
  const stack: FamilyGlyphs[] = [{ family: first.name, glyphs: first.glyphs }];
  let left = without(input.codes, first.glyphs);
  for (const family of input.fallbacks) {
    if (left.size === 0) break;
    const glyphs = await loadHouse(input.shelf, family, left);
    const rest = without(left, glyphs);
    if (rest.size < left.size) stack.push({ family, glyphs });
    left = rest;
  }
  return stack;
}

async function loadFirst(shelf: Shelf, font: FontSource, codes: ReadonlySet<number>): Promise<Family> {
  if (font.files !== undefined && font.files.length > 0) return loadOwn(shelf, font.family, font.files);
  const family = findHouseFamily(font.family)?.family ?? SUBSTITUTE_FAMILY;
  // The Latin file is always there, so that spaces, digits and punctuation come from the brand's font.
  return { name: family, glyphs: await loadHouse(shelf, family, new Set([...codes, 0x20, 0x41])) };
}

async function loadOwn(
  shelf: Shelf,
  family: string,
  files: NonNullable<FontSource['files']>,
): Promise<Family> {
  // Two brands may send different files under one family name: the registered name carries the content.
  const name = `${family.replaceAll(/['"\\]/g, '')} ${sha256(files.map((file) => sha256(file.bytes)).join()).slice(0, 8)}`;
  const sets: ReadonlySet<number>[] = [];
  for (const file of files) {
    const key = `${name}/${file.weight}`;
    sets.push(
      await remember(shelf, key, async () => {
        try {
          const glyphs = characterSetOf(file.bytes);
          await shelf.renderer.registerFont({
            name,
            weight: file.weight,
            style: 'normal',
            data: Buffer.from(file.bytes),
          });
          shelf.bytes += file.bytes.length;
          return glyphs;
        } catch (error) {
          throw fontError('fonts.unreadable', { family, weight: file.weight }, error);
        }
      }),
    );
  }
  return { name, glyphs: union(sets) };
}

async function loadHouse(shelf: Shelf, family: string, codes: ReadonlySet<number>): Promise<GlyphSet> {
  const needed = subsetFilesOf(family).filter((file) => [...codes].some((code) => serves(file, code)));
  const sets = await Promise.all(
    needed.map((file) => remember(shelf, file.key, () => registerSubset(shelf, file))),
  );
  return union(sets);
}

async function registerSubset(shelf: Shelf, file: SubsetFile): Promise<ReadonlySet<number>> {
  const bytes = await readSubset(file);
  await shelf.renderer.registerFont({
    name: file.family,
    data: bytes,
    ...(file.family === EMOJI_FAMILY ? { generic: 'emoji' as const } : {}),
    ...(file.ranges === undefined
      ? {}
      : { unicodeRange: file.ranges.map(([from, to]): [number, number] => [from, to]) }),
  });
  shelf.bytes += bytes.length;
  return characterSetOf(bytes);
}

/** One load per file even when several renders ask at once; a failed load is forgotten. */
function remember(
  shelf: Shelf,
  key: string,
  load: () => Promise<ReadonlySet<number>>,
): Promise<ReadonlySet<number>> {
  const known = shelf.files.get(key);
  if (known !== undefined) return known;
  const loading = load();
  shelf.files.set(key, loading);
  loading.catch(() => shelf.files.delete(key));
  return loading;
}

function without(codes: ReadonlySet<number>, glyphs: GlyphSet): ReadonlySet<number> {
  return new Set([...codes].filter((code) => !glyphs.has(code)));
}

/** A view over the sets: copying the thousands of code points of a CJK font for every render would cost more than it. */
function union(sets: readonly ReadonlySet<number>[]): GlyphSet {
  return { has: (code) => sets.some((set) => set.has(code)) };
}
