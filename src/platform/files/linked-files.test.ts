import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLinkedPicture } from './read-linked-picture.ts';
import { resolveInside } from './resolve-inside.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let base = '';
let root = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'aicmo-links-'));
  root = join(base, 'briefs');
  await mkdir(join(root, 'images'), { recursive: true });
  await mkdir(join(base, 'briefs-other'));
  await writeFile(join(base, 'secret.png'), PNG);
  await writeFile(join(base, 'briefs-other', 'x.png'), PNG);
  await writeFile(join(root, 'images', 'watch.png'), PNG);
  await writeFile(join(root, 'images', 'page.png'), '<html>');
  await symlink(join(root, 'images', 'watch.png'), join(root, 'near.png'));
  await symlink(join(base, 'secret.png'), join(root, 'far.png'));
  await symlink(base, join(root, 'up'));
  await symlink(join(root, 'circle'), join(root, 'circle'));
  await link(join(base, 'secret.png'), join(root, 'hard.png'));
});
afterAll(async () => {
  await rm(base, { recursive: true, force: true });
});

describe('links of a brief to files', () => {
  it('BRF-5: a path inside is resolved, also through a link that stays inside', async () => {
    for (const path of ['images/watch.png', './images/../images/watch.png', 'near.png']) {
      expect(await resolveInside(root, path)).toMatchObject({
        ok: true,
        path: join(root, 'images', 'watch.png'),
      });
    }
  });

  it.each([
    ['../secret.png', 'parent'],
    ['images/../../secret.png', 'parent'],
    ['..', 'parent'],
    ['.', 'parent'],
    ['../briefs-other/x.png', 'parent'],
    ['/etc/passwd', 'absolute'],
    ['C:\\secret.png', 'absolute'],
    ['~/secret.png', 'absolute'],
    ['//host/share.png', 'absolute'],
    ['https://example.com/a.png', 'url'],
    ['file:///etc/passwd', 'url'],
    ['data:image/png;base64,AAAA', 'url'],
    ['images\\watch.png', 'backslash'],
    ['images/watch.png\0.txt', 'nul'],
    ['  ', 'empty'],
    ['far.png', 'link_out'],
    ['up/secret.png', 'link_out'],
    ['circle', 'failed'],
    ['images/none.png', 'missing'],
  ])('BRF-5: %j is refused: %s', async (path, reason) => {
    expect(await resolveInside(root, path)).toMatchObject({ ok: false, reason });
  });

  it('BRF-5: no path of any parts leads out', async () => {
    const part = fc.constantFrom(
      '..',
      '.',
      'images',
      'up',
      'far.png',
      'near.png',
      'secret.png',
      'briefs',
      '',
      '%2e%2e',
      '..;',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const outcome = await resolveInside(root, parts.join('/'));
        expect(!outcome.ok || outcome.path.startsWith(`${root}/`)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('BRF-5: a picture is read by what it is, not by its name', async () => {
    expect(await readLinkedPicture(root, 'images/watch.png')).toMatchObject({ ok: true, kind: 'png' });
    expect(await readLinkedPicture(root, 'images/page.png')).toMatchObject({ ok: false, reason: 'kind' });
    expect(await readLinkedPicture(root, 'hard.png')).toMatchObject({ ok: false, reason: 'hard_link' });
    expect(await readLinkedPicture(root, 'images')).toMatchObject({ ok: false, reason: 'directory' });
  });

  it('BRF-5: a missing picture is named with the nearest one', async () => {
    expect(await readLinkedPicture(root, 'images/wacth.png')).toMatchObject({
      reason: 'missing',
      message: 'The file images/wacth.png does not exist.',
      hint: 'Did you mean images/watch.png?',
    });
  });
});
