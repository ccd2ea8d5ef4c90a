import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderProblem } from '#platform/structured-text/render-problem';
import { handInFile } from './hand-in-file.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aicmo-hand-in-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);

async function said(name: string): Promise<string[]> {
  const file = await handInFile(at(name), 'folder');
  if (file.ok) throw new Error(`${name} was taken`);
  expect(file.problem.rule).toBe(`file.${file.reason}`);
  return renderProblem(file.problem, { fileName: name }).split('\n');
}

describe('the brief in a file', () => {
  it('BRF-3: is handed in with its name, its folder for pictures, and its signature', async () => {
    const text = 'products: [Watch]\n';
    await writeFile(at('spring.yaml'), text);
    const file = await handInFile(at('spring.yaml'), 'cli');
    expect(file).toMatchObject({
      ok: true,
      handed: { fileName: 'spring.yaml', assetRoot: folder, source: { kind: 'cli', name: 'spring.yaml' } },
      signature: { size: Buffer.byteLength(text) },
    });
    expect(file.ok && new TextDecoder().decode(file.handed.bytes)).toBe(text);
  });

  it('BRF-5: a link, a hard link, a pipe, a folder, a missing and a large file each have their words', async () => {
    await symlink('/etc/passwd', at('link.yaml'));
    await writeFile(at('other'), 'name: x\n');
    await link(at('other'), at('hard.yaml'));
    execFileSync('mkfifo', [at('pipe.yaml')]);
    await mkdir(at('folder.yaml'));
    await writeFile(at('large.yaml'), Buffer.alloc(300_000, 'a'));
    expect(await said('link.yaml')).toEqual([
      'link.yaml: error: The file is a symbolic link; links are not followed.',
      '  hint: Put a copy of the file here instead.',
    ]);
    expect(await said('hard.yaml')).toEqual([
      'hard.yaml: error: The file is a hard link to a file that also lies elsewhere.',
      '  hint: Put a copy of the file here instead.',
    ]);
    expect(await said('pipe.yaml')).toEqual([
      'pipe.yaml: error: This is a named pipe (FIFO), not a file.',
      '  hint: Put a regular file here.',
    ]);
    expect(await said('folder.yaml')).toEqual([
      'folder.yaml: error: This is a folder, not a file.',
      '  hint: Rename the folder, or put the file itself here.',
    ]);
    expect(await said('missing.yaml')).toEqual([
      'missing.yaml: error: The file does not exist.',
      '  hint: Check the name and the folder.',
    ]);
    expect(await said('large.yaml')).toEqual([
      'large.yaml: error: The file has 300,000 bytes; the limit is 262,144.',
      '  hint: Make the file smaller.',
    ]);
  });

  it.skipIf(process.getuid?.() === 0)(
    'BRF-5: a file without the right to read (skipped as root)',
    async () => {
      await writeFile(at('locked.yaml'), 'name: x\n');
      await chmod(at('locked.yaml'), 0);
      expect(await said('locked.yaml')).toEqual([
        'locked.yaml: error: The file may not be read: permission denied.',
        '  hint: Give the account of AICMO the right to read it.',
      ]);
    },
  );
});
