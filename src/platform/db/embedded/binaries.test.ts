import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { findBinaries, restoreSymlinks } from './binaries.ts';

const root = makeTempFolder('binaries');
afterAll(() => removeFolder(root));

describe('the programs of PostgreSQL', () => {
  it('DEV-1 are found where npm put them', () => {
    expect(existsSync(join(findBinaries(), 'bin/postgres'))).toBe(true);
  });

  it('DEV-1 get their library links back when npm ran without install scripts', () => {
    const native = join(root, 'native');
    mkdirSync(join(native, 'lib'), { recursive: true });
    writeFileSync(join(native, 'lib/libpq.so.5.18'), 'library');
    const links = [
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
      { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
    ];
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
    restoreSymlinks(root, native);
    restoreSymlinks(root, native);
    expect(readFileSync(join(native, 'lib/libpq.so'), 'utf8')).toBe('library');
    expect(readlinkSync(join(native, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('DEV-1 say what to do when the links cannot be made', () => {
    const native = join(root, 'bare');
    mkdirSync(native);
    const links = [{ source: 'bare/lib/a.so.1', target: 'bare/missing/a.so' }];
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(links));
    expect(() => restoreSymlinks(root, native)).toThrow(/libraries are not linked.*npm ci.*DATABASE_URL/s);
  });
});
