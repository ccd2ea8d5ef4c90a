import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create } from 'fontkit';
import { EMOJI_FAMILY, findHouseFamily, type HouseFamily } from './families.ts';

const require = createRequire(import.meta.url);

export type CodeRange = readonly [number, number];

/** One WOFF2 file of a house family with the code points it is meant to serve. */
export interface SubsetFile {
  readonly key: string;
  readonly family: string;
  readonly path: string;
  /** Undefined: the file serves whatever it has. */
  readonly ranges: readonly CodeRange[] | undefined;
}

const subsetLists = new Map<string, readonly SubsetFile[]>();

/** The subset files of a house family (a fixed, small set: the list is read once per process). */
export function subsetFilesOf(family: string): readonly SubsetFile[] {
  const known = subsetLists.get(family);
  if (known !== undefined) return known;
  const list = family === EMOJI_FAMILY ? [emojiFile()] : houseFiles(findHouseFamily(family));
  subsetLists.set(family, list);
  return list;
}

/** The bytes of a subset file. */
export async function readSubset(file: SubsetFile): Promise<Uint8Array> {
  return new Uint8Array(await readFile(file.path));
}

/** Every code point a font file has a glyph for; collections give the union. Throws when it is not a font. */
export function characterSetOf(bytes: Uint8Array): ReadonlySet<number> {
  const font = create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const sets = 'fonts' in font ? font.fonts.map((face) => face.characterSet) : [font.characterSet];
  return new Set(sets.flat());
}

/** Whether a subset is meant to serve a code point. */
export function serves(file: SubsetFile, code: number): boolean {
  return file.ranges === undefined || file.ranges.some(([from, to]) => code >= from && code <= to);
}

function emojiFile(): SubsetFile {
  const path = join(dirname(require.resolve('twemoji-colr-font/package.json')), 'twemoji.woff2');
  return { key: EMOJI_FAMILY, family: EMOJI_FAMILY, path, ranges: undefined };
}

function houseFiles(entry: HouseFamily | undefined): readonly SubsetFile[] {
  if (entry === undefined) return [];
  const unicodePath = require.resolve(`${entry.packageName}/unicode.json`);
  const unicode = JSON.parse(readFileSync(unicodePath, 'utf8')) as Record<string, string>;
  return Object.entries(unicode).map(([subset, ranges]) => {
    const name = subset.replaceAll(/[[\]]/g, '');
    return {
      key: `${entry.stem}/${name}`,
      family: entry.family,
      path: join(dirname(unicodePath), 'files', `${entry.stem}-${name}-wght-normal.woff2`),
      ranges: parseRanges(ranges),
    };
  });
}

function parseRanges(list: string): readonly CodeRange[] {
  return list.split(',').map((part) => {
    const [from = '0', to] = part.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to ?? from, 16)] as const;
  });
}
