import {
  itemPlace,
  linkPlaces,
  readFields,
  reportError,
  type Place,
  type Reading,
} from '#platform/structured-text/reading';
import { type FieldTable, foldKey, nearestName } from '#kernel/fold-key';
import { readList, readNumber, readText } from '#platform/structured-text/read-values';
import { defined } from '#platform/structured-text/defined';
import { COLOUR_NAMES, HOUSE_FONTS, type BrandDocument, type ColourName } from './brand-document.ts';

type Colours = BrandDocument['colours'];
type Hex = Colours['primary'];
type Font = BrandDocument['fonts']['display'];

const COLOUR_FIELDS = {
  primary: ['main', 'brand'],
  secondary: [],
  accent: ['action', 'highlight'],
  dark: ['darkest', 'ink'],
  light: ['lightest', 'paper'],
} as const satisfies FieldTable;

const FONT_FIELDS = {
  display: ['headline', 'heading', 'headings', 'title'],
  text: ['body', 'copy'],
} as const satisfies FieldTable;

const FAMILY_FIELDS = { family: ['name'], files: ['file', 'sources'] } as const satisfies FieldTable;
const FILE_FIELDS = { path: ['file', 'src'], weight: [] } as const satisfies FieldTable;

const DEFAULT_FONT: Font = { family: 'Inter' };

/** The colours of a kit; primary must be there. */
export function readColours(reading: Reading, place: Place | undefined, root: Place): Colours | undefined {
  if (place === undefined) {
    const hint = 'Add `colours: { primary: "#1a2b3c" }`.';
    reportError(reading, root, 'brand.no_colours', 'The brand has no colours.', hint);
    return undefined;
  }
  const fields = readFields(reading, place, COLOUR_FIELDS);
  if (fields === undefined) return undefined;
  const read = (name: ColourName): Hex | undefined => readHex(reading, fields.get(name));
  const [primary, secondary, accent, dark, light] = COLOUR_NAMES.map(read);
  if (fields.get('primary') === undefined) {
    const message = 'The primary colour is missing.';
    reportError(reading, place, 'brand.no_primary', message, 'Add `primary: "#1a2b3c"`.');
  }
  return primary === undefined ? undefined : { primary, ...defined({ secondary, accent, dark, light }) };
}

function readHex(reading: Reading, place: Place | undefined): Hex | undefined {
  if (place === undefined) return undefined;
  const text = place.node.kind === 'scalar' ? place.node.written.trim() : readText(reading, place);
  if (text === undefined) return undefined;
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1]?.toLowerCase();
  if (digits !== undefined) return `#${digits.length === 3 ? digits.replaceAll(/./g, '$&$&') : digits}`;
  const message = `"${text}" is not a colour.`;
  reportError(
    reading,
    place,
    'brand.colour',
    message,
    'Write three or six hexadecimal digits, such as "#0af" or "#1a2b3c".',
  );
  return undefined;
}

/** Headline and text families; Inter where the kit does not say. */
export function readFonts(reading: Reading, place: Place | undefined): BrandDocument['fonts'] {
  if (place === undefined) return { display: DEFAULT_FONT, text: DEFAULT_FONT };
  const isOne =
    place.node.kind !== 'map' || place.node.entries.some((entry) => foldKey(entry.key) === 'family');
  if (isOne) {
    const font = readFont(reading, place) ?? DEFAULT_FONT;
    linkPlaces(reading, 'fonts', 'fonts.display');
    linkPlaces(reading, 'fonts', 'fonts.text');
    return { display: font, text: font };
  }
  const fields = readFields(reading, place, FONT_FIELDS);
  const display = readFont(reading, fields?.get('display'));
  const text = readFont(reading, fields?.get('text'));
  if (display === undefined) linkPlaces(reading, 'fonts.text', 'fonts.display');
  if (text === undefined) linkPlaces(reading, 'fonts.display', 'fonts.text');
  return { display: display ?? text ?? DEFAULT_FONT, text: text ?? display ?? DEFAULT_FONT };
}

function readFont(reading: Reading, place: Place | undefined): Font | undefined {
  if (place === undefined) return undefined;
  if (place.node.kind !== 'map') return readHouseFamily(reading, place);
  const fields = readFields(reading, place, FAMILY_FIELDS);
  const familyAt = fields?.get('family');
  if (familyAt === undefined) {
    reportError(reading, place, 'font.no_family', 'The font has no family.', 'Add `family: …`.');
    return undefined;
  }
  const filesAt = fields?.get('files');
  if (filesAt === undefined) return readHouseFamily(reading, familyAt);
  const family = readText(reading, familyAt);
  const items =
    filesAt.node.kind === 'map' ? [itemPlace(reading, filesAt, 0, filesAt.node)] : readList(reading, filesAt);
  const files = items.flatMap((item) => readFontFile(reading, item) ?? []);
  return family === undefined ? undefined : { family, files };
}

function readHouseFamily(reading: Reading, place: Place): Font | undefined {
  const word = readText(reading, place);
  if (word === undefined) return undefined;
  const family = HOUSE_FONTS.find((name) => foldKey(name) === foldKey(word));
  if (family !== undefined) return { family };
  const near = nearestName(word, HOUSE_FONTS);
  const own = `Use one of ${HOUSE_FONTS.join(', ')}, or add your own: { family: ${word}, files: [{ path: font.woff2, weight: 400 }] }.`;
  const hint = near === undefined ? own : `Did you mean ${near}? ${own}`;
  reportError(reading, place, 'font.unknown', `The font "${word}" does not ship with AICMO.`, hint);
  return undefined;
}

function readFontFile(reading: Reading, place: Place): { path: string; weight: number } | undefined {
  if (place.node.kind === 'scalar') {
    const path = readText(reading, place);
    return path === undefined ? undefined : checkFontPath(reading, place, { path, weight: 400 });
  }
  const fields = readFields(reading, place, FILE_FIELDS);
  const pathAt = fields?.get('path');
  if (pathAt === undefined) {
    const message = 'The font file has no path.';
    reportError(reading, place, 'font.no_path', message, 'Write { path: font.woff2, weight: 400 }.');
    return undefined;
  }
  const path = readText(reading, pathAt);
  const weight = readWeight(reading, fields?.get('weight'));
  return path === undefined ? undefined : checkFontPath(reading, pathAt, { path, weight });
}

function readWeight(reading: Reading, place: Place | undefined): number {
  const weight = place === undefined ? 400 : readNumber(reading, place);
  if (weight === undefined || (Number.isInteger(weight) && weight >= 100 && weight <= 900))
    return weight ?? 400;
  const message = `${weight} is not a font weight.`;
  if (place !== undefined) {
    reportError(
      reading,
      place,
      'font.weight',
      message,
      'Write a whole number from 100 (thin) to 900 (black).',
    );
  }
  return 400;
}

function checkFontPath<T extends { readonly path: string }>(
  reading: Reading,
  place: Place,
  file: T,
): T | undefined {
  if (/\.(?:woff2?|ttf|otf)$/i.test(file.path)) return file;
  const message = `"${file.path}" is not a font file.`;
  reportError(reading, place, 'font.kind', message, 'Use a .woff2, .woff, .ttf or .otf file.');
  return undefined;
}
