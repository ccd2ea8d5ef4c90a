import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Packages whose index would drag every component of any page into the entry. */
const PACKAGES = ['@mantine/core', '@mantine/hooks'] as const;

/**
 * Points each named import of Mantine to the file that holds it. Without this the entry carries what only one lazy
 * page uses; no setting of the bundler keeps it out.
 */
export function oneFilePerComponent(root: string): Plugin {
  const homes = new Map(
    PACKAGES.map((name) => [name as string, homesOf(join(root, 'node_modules', name, 'esm'))]),
  );
  const statement = /import\s*\{([^}]*)\}\s*from\s*["'](@mantine\/(?:core|hooks))["'];?/g;
  return {
    name: 'one-file-per-component',
    enforce: 'post',
    transform(code, id) {
      if (!/\.(m?js|tsx?)(\?|$)/.test(id) || !code.includes('@mantine/')) return undefined;
      const out = code.replaceAll(statement, (whole, names: string, from: string) =>
        split(names, homes.get(from), whole),
      );
      return out === code ? undefined : { code: out, map: null };
    },
  };
}

function split(names: string, homes: ReadonlyMap<string, string> | undefined, whole: string): string {
  const lines = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const [exported = '', local = exported] = name.split(/\s+as\s+/);
      const home = homes?.get(exported);
      return home === undefined
        ? undefined
        : `import { ${exported} as ${local} } from ${JSON.stringify(home)};`;
    });
  return lines.some((line) => line === undefined) ? whole : lines.join('\n');
}

/** Which file each export of an index comes from. */
function homesOf(folder: string): ReadonlyMap<string, string> {
  const index = readFileSync(join(folder, 'index.mjs'), 'utf8');
  const found = new Map<string, string>();
  for (const [, names = '', file = ''] of index.matchAll(/import\s*\{([^}]*)\}\s*from\s*"([^"]+)"/g)) {
    // What the index only hands on keeps the name of its own package.
    const home = file.startsWith('.') ? join(folder, file) : file;
    for (const name of names.split(',')) found.set(name.trim(), home);
  }
  return found;
}
