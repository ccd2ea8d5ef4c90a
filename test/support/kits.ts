import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextFor } from '#flows/index';
import { importBrand } from '#modules/brands/index';
import type { TestHouse } from '#test/house';
import { drawPicture } from '#test/pictures';

/** Imports a kit `northlight` with a logo and any further fields of a brand.yaml. */
export async function importKit(
  house: TestHouse,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const folder = join(house.folder, 'kit');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'logo.png'), await drawPicture('png', '#204060'));
  const logo = { on_light: 'logo.png', on_dark: 'logo.png' };
  const kit = { key: 'northlight', name: 'Northlight', colours: { primary: '#204060' }, logo, ...changes };
  writeFileSync(join(folder, 'brand.yaml'), JSON.stringify(kit));
  await importBrand(contextFor(house, { kind: 'operator', via: 'cli' }), { folder });
}
