/**
 * Draws a contact sheet: every layout in every ratio for one fixture brand and locale, as one PNG.
 * node scripts/contact-sheet.ts out.png --brand halden --locale de --theme dark --no-picture --layouts split,card
 */
import { parseArgs } from 'node:util';
import sharp, { type OverlayOptions } from 'sharp';
import { FIXTURE_BRANDS, type FixtureBrandName } from '#studio/fixtures/brands';
import { fixtureCopy } from '#studio/fixtures/copies';
import { drawScene } from '#studio/fixtures/pictures';
import { RATIOS, type Composition, type CreativeSpec, type Ratio } from '#studio/model';
import { composeCreative, createStudioRenderer, eligibleLayouts, palettesFor } from '#studio/render/index';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    brand: { type: 'string', default: 'halden' },
    locale: { type: 'string', default: 'en' },
    theme: { type: 'string' },
    palette: { type: 'string' },
    layouts: { type: 'string' },
    ratios: { type: 'string' },
    channel: { type: 'string', default: 'linkedin' },
    height: { type: 'string', default: '420' },
    columns: { type: 'string', default: '1' },
    product: { type: 'string', default: '0' },
    'no-picture': { type: 'boolean', default: false },
    'no-button': { type: 'boolean', default: false },
    hero: { type: 'boolean', default: false },
    photo: { type: 'boolean', default: false },
  },
});

const rowHeight = Number(values.height);
const brand = await FIXTURE_BRANDS[values.brand as FixtureBrandName]();
const copy = fixtureCopy(values.locale, values.channel as CreativeSpec['copy']['channel']);
const renderer = createStudioRenderer();
const first = Number(values.product);
const order = [...brand.products.slice(first), ...brand.products.slice(0, first)];
const photo = values.photo ? await drawScene('#b9c4c9', '#6d7f86') : undefined;
const products = order.map(({ name, picture }) =>
  values['no-picture'] ? { name } : { name, picture: photo ?? picture },
);
const palettes = palettesFor(brand.look).filter(
  (palette) =>
    (values.theme === undefined || palette.theme === values.theme) &&
    (values.palette === undefined || palette.name === values.palette),
);
const layouts = eligibleLayouts(copy, products).filter(
  (layout) => values.layouts === undefined || values.layouts.split(',').includes(layout.name),
);
const ratios = (values.ratios?.split(',') ?? RATIOS) as readonly Ratio[];
const hero = values.hero ? await drawScene('#c9bda6', '#7a5a3c') : undefined;

async function cellOf(
  layout: string,
  ratio: Ratio,
  index: number,
): Promise<{ picture: Composition; png: Buffer }> {
  const palette = palettes[index % palettes.length];
  if (palette === undefined) throw new Error('no palette of that name and theme');
  const picture = await composeCreative(renderer, {
    layout,
    palette: palette.name,
    theme: palette.theme,
    ratio,
    scale: rowHeight > 600 ? 1 : 0.5,
    copy,
    brand: brand.look,
    products,
    hasButton: !values['no-button'],
    seed: 'contact-sheet',
    ...(hero === undefined ? {} : { hero }),
  });
  const bad = picture.checks.filter((check) => check.verdict === 'fail');
  if (picture.verdict !== 'passed') {
    console.log(
      layout,
      ratio,
      palette.name,
      palette.theme,
      picture.verdict,
      picture.repairs.map((repair) => repair.step).join('; '),
      bad.map((check) => `${check.rule} ${check.message}`).join(' | '),
    );
  }
  const png = await sharp(picture.pixels, {
    raw: { width: picture.width, height: picture.height, channels: 4 },
  })
    .resize({ height: rowHeight })
    .png()
    .toBuffer();
  return { picture, png };
}

const gap = 16;
const columns = Number(values.columns);
const tiles: OverlayOptions[] = [];
let [sheetWidth, x, y] = [0, gap, gap];
for (const [index, layout] of layouts.entries()) {
  for (const ratio of ratios) {
    const { picture, png } = await cellOf(layout.name, ratio, index);
    tiles.push({ input: png, left: x, top: y });
    x += Math.round((picture.width / picture.height) * rowHeight) + gap;
    sheetWidth = Math.max(sheetWidth, x);
  }
  if ((index + 1) % columns === 0 || index === layouts.length - 1) {
    y += rowHeight + gap;
    x = gap;
  } else x += gap;
}
await sharp({ create: { width: sheetWidth, height: y, channels: 3, background: '#8a8a8a' } })
  .composite(tiles)
  .png()
  .toFile(positionals[0] ?? 'contact-sheet.png');
