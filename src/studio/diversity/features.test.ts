import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeFeatures, encodeFeatures, extractFeatures, type Features } from './features.ts';
import { labHistogram, labOf } from './lab-histogram.ts';
import { compareFeatures } from './likeness.ts';
import { itemsOf } from './invented-features.ts';
import { shrinkGrey } from './picture-hash.ts';
import { measureDiversity } from './report.ts';
import { countGrams, indexTexts, normaliseText } from './text-grams.ts';

interface Look {
  readonly ground: string;
  readonly ink: string;
  /** Shapes of the layout on a field of 100 x 100. */
  readonly shapes: string;
}

const BASE: Look = {
  ground: '#12324f',
  ink: '#f2c14e',
  shapes:
    '<circle cx="32" cy="60" r="24"/><rect x="60" y="14" width="32" height="7"/><rect x="60" y="26" width="24" height="7"/>',
};
const CARD =
  '<rect x="10" y="52" width="80" height="38" rx="6"/><rect x="10" y="10" width="50" height="10"/>';
const STRIPES = '<path d="M0 100L60 0H80L20 100ZM40 100L100 0V30L60 100Z"/>';
const TOP = '<rect width="100" height="34"/><circle cx="78" cy="70" r="16"/>';

const draw = (look: Look): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="540" height="540" viewBox="0 0 100 100"><rect width="100" height="100" fill="${look.ground}"/><g fill="${look.ink}">${look.shapes}</g></svg>`,
    ),
  )
    .png()
    .toBuffer();

async function featuresOf(picture: Buffer, text: string): Promise<Features> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return extractFeatures({ pixels: data, width: info.width, height: info.height, text });
}

const look = async (change: Partial<Look>, text = 'Quiet evenings on one charge'): Promise<Features> =>
  featuresOf(await draw({ ...BASE, ...change }), text);

test('CRE-5 recompressed and resized pictures stay near-duplicates', async () => {
  const png = await draw(BASE);
  const text = 'Quiet evenings on one charge';
  const group = await Promise.all([
    featuresOf(png, text),
    featuresOf(await sharp(png).jpeg({ quality: 40 }).toBuffer(), text),
    featuresOf(await sharp(png).resize(135).toBuffer(), text),
  ]);
  const report = measureDiversity(itemsOf(group));
  expect(report.nearUnique).toBe(1);
  expect(report.effective).toBeLessThan(1.05);
});

test('CRE-5 other colours are seen although the brightness hashes stay', async () => {
  const other = await sharp(await draw(BASE))
    .modulate({ hue: 120 })
    .png()
    .toBuffer();
  const likeness = compareFeatures(await look({}), await featuresOf(other, 'Quiet evenings on one charge'));
  expect(likeness.axes.structure).toBeGreaterThan(0.8);
  expect(likeness.axes.colour).toBeLessThan(0.4);
});

test('CRE-5 another layout, palette and text is nearly unrelated', async () => {
  const other = await look(
    { ground: '#f7efe2', ink: '#b4412c', shapes: STRIPES },
    'Coffee for two, in four minutes',
  );
  expect(compareFeatures(await look({}), other).similarity).toBeLessThan(0.2);
});

test('CRE-5 sets with known truth: copies, palettes only, layouts only, all different', async () => {
  const palettes = [
    ['#12324f', '#f2c14e'],
    ['#f7efe2', '#b4412c'],
    ['#e9d8cf', '#2f6a63'],
    ['#2b1238', '#d7f26b'],
  ] as const;
  const layouts = [BASE.shapes, CARD, STRIPES, TOP];
  const texts = [
    'Quiet evenings on one charge',
    'Ear pads you change yourself',
    'Why does the train never stop?',
    '38 dB less noise, tested',
  ];
  const measure = async (features: Promise<Features>[]): Promise<number> =>
    measureDiversity(itemsOf(await Promise.all(features))).effective;
  const four = [0, 1, 2, 3] as const;
  const palette = (i: 0 | 1 | 2 | 3): Pick<Look, 'ground' | 'ink'> => ({
    ground: palettes[i][0],
    ink: palettes[i][1],
  });
  const copies = await measure(four.map(() => look({})));
  const palettesOnly = await measure(four.map((i) => look(palette(i))));
  const layoutsOnly = await measure(four.map((i) => look({ shapes: layouts[i] ?? '' })));
  const all = await measure(four.map((i) => look({ ...palette(i), shapes: layouts[i] ?? '' }, texts[i])));
  expect(copies).toBeCloseTo(1, 6);
  expect(palettesOnly).toBeGreaterThan(1.05);
  expect(palettesOnly).toBeLessThan(2.4);
  expect(layoutsOnly).toBeGreaterThan(1.4);
  expect(layoutsOnly).toBeLessThan(2.4);
  expect(all).toBeGreaterThan(3.4);
});

test('CRE-5 features come back from their bytes as they were', async () => {
  const features = await look({}, 'ヘッドホン — Ruhe für 1.299 €');
  const bytes = encodeFeatures(features);
  expect(decodeFeatures(bytes)).toEqual(features);
  expect(decodeFeatures(Buffer.concat([Buffer.alloc(3), bytes]).subarray(3))).toEqual(features);
  expect(bytes.length).toBeLessThan(700);
});

test('CRE-5 cut bytes and another version are refused with the reason', async () => {
  const bytes = encodeFeatures(await look({}));
  expect(() => decodeFeatures(bytes.subarray(0, 100))).toThrow('100 bytes, at least 531 expected');
  expect(() => decodeFeatures(Uint8Array.from(bytes, (byte, i) => (i === 0 ? 9 : byte)))).toThrow(
    'version 9',
  );
});

test('CRE-5 clear pixels count as white', async () => {
  const clear = await extractFeatures({
    pixels: new Uint8Array(16 * 16 * 4),
    width: 16,
    height: 16,
    text: '',
  });
  const white = await extractFeatures({
    pixels: new Uint8Array(16 * 16 * 4).fill(255),
    width: 16,
    height: 16,
    text: '',
  });
  expect(clear).toEqual(white);
});

test('CRE-5 the colour histogram knows L*a*b* and sums to one', () => {
  const [l, a, b] = labOf(255, 0, 0);
  expect([l, a, b].map((x) => Math.round(x * 10) / 10)).toEqual([53.2, 80.1, 67.2]);
  expect(labOf(255, 255, 255)[0]).toBeCloseTo(100, 3);
  const total = labHistogram(Uint8Array.from([255, 0, 0, 12, 80, 200, 0, 0, 0])).reduce(
    (sum, x) => sum + x,
    0,
  );
  expect(Math.abs(total - 65_535)).toBeLessThan(20);
});

test('CRE-5 shrinking keeps the mean brightness', () => {
  const grey = Float64Array.from({ length: 64 * 64 }, (_, i) => (i * 37) % 256);
  const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  expect(mean(shrinkGrey(grey, 64, 17, 16))).toBeCloseTo(mean(grey), 6);
});

test('CRE-5 text is compared by its characters, in any script', () => {
  expect(normaliseText('  Ｔｈｅ\nQuiet   Evening ')).toBe('the quiet evening');
  expect([...countGrams('ab').keys()]).toEqual([' ab', 'ab ', ' ab ']);
  expect(countGrams('').size).toBe(0);
  const index = indexTexts(['静かな夜を', '静かな夜', 'เย็นวันศุกร์', '静かな夜を', '']);
  expect(index.distinct).toBe(4);
  expect(index.cosine(0, 1)).toBeGreaterThan(0.5);
  expect(index.cosine(0, 2)).toBe(0);
  expect(index.cosine(0, 3)).toBe(0);
  expect([...index.textOf]).toEqual([0, 1, 2, 0, 3]);
});

test('CRE-5 many distinct texts give the cosines of the table', () => {
  const texts = Array.from({ length: 2_100 }, (_, i) => `variant ${i} says word${i % 7} and word${i % 11}`);
  const many = indexTexts(texts);
  const few = indexTexts(texts.slice(0, 50));
  for (const [a, b] of [
    [0, 7],
    [3, 49],
    [12, 23],
  ] as const) {
    expect(many.cosine(a, b)).toBeCloseTo(few.cosine(a, b), 5);
  }
});
