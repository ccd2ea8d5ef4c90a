import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#kernel/errors';
import { contextFor } from '#flows/index';
import { importBrand } from '#modules/brands/index';
import type { House } from './house.ts';

/**
 * Imports every new or changed kit of the brands folder; a bad kit, and one whose edits the folder would undo, is logged
 * and stops no other. Returns the keys that changed.
 */
export async function importBrands(house: House): Promise<string[]> {
  const { brandsDir } = house.config;
  if (!existsSync(brandsDir)) return [];
  const ctx = contextFor(house, { kind: 'operator', via: 'folder' });
  const changed: string[] = [];
  for (const entry of readdirSync(brandsDir, { withFileTypes: true })) {
    if (!entry.isDirectory() || !existsSync(join(brandsDir, entry.name, 'brand.yaml'))) continue;
    try {
      const { brand, hasChanged } = await importBrand(ctx, { folder: join(brandsDir, entry.name) });
      if (hasChanged) changed.push(brand.key);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const isEdited = error.code === 'brands.edited';
      const said = isEdited
        ? 'the edited kit stands; its folder was passed over'
        : 'a brand kit was not imported';
      house.log.warn({ err: error, brand: entry.name }, said);
    }
  }
  return changed;
}
