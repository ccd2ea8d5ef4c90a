import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestHouse } from '#test/house';

export interface Manifest {
  readonly revision: number;
  readonly figures: Readonly<Record<string, number | null>>;
  readonly files: readonly {
    readonly path: string;
    readonly sha256: string;
    readonly variant: string;
    readonly bytes: number;
    readonly width: number;
    readonly height: number;
  }[];
  readonly variants: readonly { readonly key: string; readonly writer: string }[];
}

/** The manifest of a campaign's output folder, or undefined. */
export function readManifest(house: TestHouse, campaign: string): Manifest | undefined {
  const path = join(house.config.outputDir, campaign, 'manifest.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : undefined;
}

/** Every file under a campaign's output folder but the manifest, as `<campaign>/…`, sorted. */
export function listOutputs(house: TestHouse, campaign: string): string[] {
  const folder = join(house.config.outputDir, campaign);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'manifest.json')
    .map((entry) => join(entry.parentPath, entry.name).slice(house.config.outputDir.length + 1))
    .toSorted();
}
