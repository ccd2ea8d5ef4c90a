/**
 * Draws the logos and product pictures of `examples/`: `node scripts/draw-examples.ts [name …]`.
 * Everything comes from the geometry in `scripts/examples/`; the same version gives the same pictures.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawLogo, LOGOS } from './examples/logos.ts';
import { encodeProduct, renderProduct, type Product } from './examples/march.ts';
import { backpack } from './examples/products/backpack.ts';
import { coffeeBag, pourOver } from './examples/products/coffee.ts';
import { headphones } from './examples/products/headphones.ts';
import { lamp } from './examples/products/lamp.ts';
import { shoe } from './examples/products/shoe.ts';
import { jar, serum } from './examples/products/skincare.ts';
import { printSymbol, type BrandKey, type Print } from './examples/symbols.ts';

const OUT = join(import.meta.dirname, '..', 'examples');
const LONG_SIDE = 1680;

const PRODUCTS: Readonly<Record<string, readonly [(mark: Print) => Product, BrandKey]>> = {
  headphones: [headphones, 'northlight'],
  lamp: [lamp, 'northlight'],
  'coffee-bag': [coffeeBag, 'hayl'],
  'pour-over': [pourOver, 'hayl'],
  serum: [serum, 'amemori'],
  'cream-jar': [jar, 'amemori'],
  'trail-shoe': [shoe, 'rovento'],
  backpack: [backpack, 'rovento'],
};

async function drawProduct(name: string): Promise<void> {
  const entry = PRODUCTS[name];
  if (entry === undefined)
    throw new Error(`no drawing called ${name}; known: logos, ${Object.keys(PRODUCTS).join(', ')}`);
  const [build, brand] = entry;
  const picture = renderProduct(build(await printSymbol(brand)), LONG_SIDE);
  const bytes = await encodeProduct(picture);
  await writeFile(join(OUT, 'briefs', 'assets', `${name}.png`), bytes);
  console.log(`briefs/assets/${name}.png  ${Math.round(bytes.length / 1024)} KB`);
}

async function drawLogos(): Promise<void> {
  for (const plan of LOGOS) {
    const folder = join(OUT, 'brands', plan.key);
    await mkdir(folder, { recursive: true });
    const [onLight, onDark] = await drawLogo(plan);
    await writeFile(join(folder, 'logo-on-light.png'), onLight);
    await writeFile(join(folder, 'logo-on-dark.png'), onDark);
    console.log(`brands/${plan.key}  ${Math.round((onLight.length + onDark.length) / 1024)} KB`);
  }
}

const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : ['logos', ...Object.keys(PRODUCTS)];
await mkdir(join(OUT, 'briefs', 'assets'), { recursive: true });
for (const name of names) await (name === 'logos' ? drawLogos() : drawProduct(name));
