/**
 * Fails when the built dashboard is heavier than it may be: what a browser loads before any page, and for each page
 * (its own part and what it needs), in bytes of gzip. Run `npm run build` before; without a build it says so.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const KB = 1_000;
const MOST = { entry: 200 * KB, route: 400 * KB, styles: 60 * KB };

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

const dist = join(import.meta.dirname, '../web/dist');
const manifestFile = join(dist, '.vite/manifest.json');
if (!existsSync(manifestFile)) {
  console.error('The dashboard is not built: npm run build');
  process.exit(1);
}
const chunks = JSON.parse(readFileSync(manifestFile, 'utf8')) as Readonly<Record<string, Chunk>>;

const sizes = new Map<string, number>();
function sizeOf(file: string): number {
  const size = sizes.get(file) ?? gzipSync(readFileSync(join(dist, file))).byteLength;
  sizes.set(file, size);
  return size;
}

/** Every chunk that loads with this one, itself included. */
function withImports(name: string, found = new Set<string>()): Set<string> {
  if (!found.has(name)) {
    found.add(name);
    for (const other of chunks[name]?.imports ?? []) withImports(other, found);
  }
  return found;
}

function sum(names: ReadonlySet<string>, filesOf: (chunk: Chunk) => readonly string[]): number {
  const files = new Set([...names].flatMap((name) => filesOf(chunks[name] ?? { file: '' })));
  return [...files].reduce((total, file) => total + sizeOf(file), 0);
}
const scripts = ({ file }: Chunk): readonly string[] => [file];
const styles = ({ css = [] }: Chunk): readonly string[] => css;

const names = Object.keys(chunks);
const entry = names.find((name) => chunks[name]?.isEntry === true);
if (entry === undefined) throw new Error(`${manifestFile} names no entry`);
const base = withImports(entry);
// A page stands in the shell of a workspace.
const shell = names.find((name) => name.endsWith('src/shell/workspace.tsx'));
if (shell === undefined) throw new Error(`${manifestFile} names no shell`);
const framed = new Set([...base, ...withImports(shell)]);

const found: { what: string; bytes: number; most: number }[] = [
  { what: 'entry', bytes: sum(base, scripts), most: MOST.entry },
  { what: 'styles of the entry', bytes: sum(base, styles), most: MOST.styles },
  ...names
    .filter((name) => chunks[name]?.isDynamicEntry === true)
    .map((name) => {
      const loaded = new Set([...framed, ...withImports(name)]);
      return { what: name.replace(/^src\//, ''), bytes: sum(loaded, scripts), most: MOST.route };
    })
    .toSorted((one, other) => other.bytes - one.bytes),
];
const shown = process.argv.includes('--all') ? found : found.slice(0, 3);
for (const { what, bytes, most } of shown)
  console.log(`${(bytes / KB).toFixed(1).padStart(6)} of ${most / KB} kB gzip  ${what}`);
const over = found.filter(({ bytes, most }) => bytes > most);
if (over.length > 0) {
  console.error(
    `Too heavy: ${over.map(({ what }) => what).join(', ')}. Load what not every page needs lazily.`,
  );
  process.exit(1);
}
