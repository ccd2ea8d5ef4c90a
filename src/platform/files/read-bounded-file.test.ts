import { execFileSync } from 'node:child_process';
import {
  appendFile,
  chmod,
  link,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBoundedFile, readBoundedFile, readOpenedFile } from './read-bounded-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aicmo-read-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const reasonOf = async (path: string, maxBytes?: number): Promise<string> => {
  const outcome = await readBoundedFile(path, maxBytes);
  return outcome.ok ? 'read' : outcome.reason;
};

describe('reading a file of a watched folder', () => {
  it('BRF-5: reads a regular file with its signature', async () => {
    await writeFile(at('a.yaml'), 'name: Spring\n');
    await utimes(at('a.yaml'), 1_000, 2_000);
    const outcome = await readBoundedFile(at('a.yaml'));
    expect(outcome).toMatchObject({ ok: true, signature: { size: 13, mtimeMs: 2_000_000 } });
    expect(outcome.ok && Buffer.from(outcome.bytes).toString()).toBe('name: Spring\n');
  });

  it('BRF-5: a symbolic link is refused, wherever it points', async () => {
    await writeFile(at('target.yaml'), 'x');
    await symlink(at('target.yaml'), at('inside.yaml'));
    await symlink('/etc/passwd', at('outside.yaml'));
    await symlink('/nowhere', at('dead.yaml'));
    await symlink(at('loop.yaml'), at('loop.yaml'));
    for (const name of ['inside.yaml', 'outside.yaml', 'dead.yaml', 'loop.yaml']) {
      expect(await reasonOf(at(name))).toBe('link');
    }
  });

  it('BRF-5: a hard link is refused', async () => {
    await writeFile(at('elsewhere'), 'secret');
    await link(at('elsewhere'), at('hard.yaml'));
    expect(await readBoundedFile(at('hard.yaml'))).toEqual({
      ok: false,
      reason: 'hard_link',
      message: 'The file is a hard link to a file that also lies elsewhere.',
      hint: 'Put a copy of the file here instead.',
    });
  });

  it('BRF-5: a named pipe is refused at once, without waiting for a writer', async () => {
    execFileSync('mkfifo', [at('pipe.yaml')]);
    const started = performance.now();
    expect(await reasonOf(at('pipe.yaml'))).toBe('fifo');
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('BRF-5: a folder, a socket, a device and a missing file are named', async () => {
    await mkdir(at('folder.yaml'));
    const server = createServer();
    await new Promise<void>((done) => server.listen(at('socket.yaml'), done));
    expect(await reasonOf(at('folder.yaml'))).toBe('directory');
    expect(await reasonOf(at('socket.yaml'))).toBe('socket');
    expect(await reasonOf('/dev/zero')).toBe('device');
    expect(await reasonOf(at('missing.yaml'))).toBe('missing');
    expect(await reasonOf(join(at('a.yaml'), 'x'))).toBe('missing');
    await new Promise((done) => server.close(done));
  });

  it('BRF-5: a file over the limit is refused before it is read', async () => {
    await writeFile(at('big.yaml'), Buffer.alloc(300 * 1024));
    expect(await readBoundedFile(at('big.yaml'))).toMatchObject({
      reason: 'too_large',
      message: 'The file has 307,200 bytes; the limit is 262,144.',
    });
    expect(await reasonOf(at('big.yaml'), 1_000_000)).toBe('read');
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['grown', (path) => appendFile(path, 'more')],
    ['cut', (path) => writeFile(path, 'x')],
    ['rewritten at the same size', (path) => writeFile(path, 'name: Summer\n')],
    ['removed', (path) => rm(path)],
    [
      'replaced by rename',
      async (path) => {
        await writeFile(`${path}.new`, 'name: Winter\n');
        await rename(`${path}.new`, path);
      },
    ],
  ])('BRF-5: a file that is %s while it is read is refused', async (how, change) => {
    const path = at(`changing-${how.length}.yaml`);
    await writeFile(path, 'name: Spring\n');
    await utimes(path, 1_000, 2_000);
    const opened = await openBoundedFile(path, 1_000);
    if (!opened.ok) throw new Error(opened.message);
    await change(path);
    expect(await readOpenedFile(opened)).toMatchObject({ ok: false, reason: 'changed' });
  });

  it.skipIf(process.getuid?.() === 0)(
    'BRF-5: an unreadable file is named (skipped as root, who may read all)',
    async () => {
      await writeFile(at('locked.yaml'), 'x');
      await chmod(at('locked.yaml'), 0);
      expect(await readBoundedFile(at('locked.yaml'))).toMatchObject({
        reason: 'unreadable',
        message: 'The file may not be read: permission denied.',
      });
    },
  );
});
