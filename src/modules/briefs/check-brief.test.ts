import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#kernel/hash';
import { renderProblems } from '#platform/structured-text/render-problem';
import { checkBrief, type BriefCheck, type BriefSurroundings } from './check-brief.ts';
import { parseBrief } from './parse-brief.ts';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

let base = '';
let folder = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'aicmo-check-'));
  folder = join(base, 'briefs');
  await mkdir(join(folder, 'images'), { recursive: true });
  await writeFile(join(folder, 'images', 'watch.png'), PNG);
  await writeFile(join(folder, 'images', 'notes.png'), 'not a picture');
  await writeFile(join(base, 'secret.png'), PNG);
  await symlink(join(base, 'secret.png'), join(folder, 'images', 'link.png'));
});
afterAll(async () => {
  await rm(base, { recursive: true, force: true });
});

async function check(
  text: string,
  surroundings?: BriefSurroundings,
): Promise<BriefCheck & { said: string[] }> {
  const brief = await parseBrief({ text, fileName: 'a.yaml' });
  if (!brief.ok) throw new Error(renderProblems(brief.problems, { fileName: 'a.yaml' }));
  const result = await checkBrief(brief, surroundings ?? { assetsRoot: folder });
  return { ...result, said: renderProblems(result.problems, { fileName: 'a.yaml' }).split('\n') };
}

const withImage = (image: string): string =>
  `products:\n  - name: Watch\n    image: ${JSON.stringify(image)}\n`;

describe('a brief and its surroundings', () => {
  it('BRF-2: a picture beside the brief is found and its bytes count for the content hash', async () => {
    const { problems, assets, contentHash } = await check(withImage('images/watch.png'));
    expect(problems).toEqual([]);
    expect(assets).toEqual([
      {
        productKey: 'watch',
        field: 'products[0].image',
        path: join(folder, 'images', 'watch.png'),
        kind: 'png',
        sha256: sha256(PNG),
      },
    ]);
    await writeFile(join(folder, 'images', 'other.png'), Buffer.concat([PNG, Buffer.from([4])]));
    await writeFile(join(folder, 'images', 'same.png'), PNG);
    expect((await check(withImage('images/watch.png'))).contentHash).toBe(contentHash);
    expect((await check(withImage('images/other.png'))).contentHash).not.toBe(contentHash);
  });

  it.each([
    [
      'a missing picture',
      'images/wach.png',
      [
        'a.yaml:3:12: error: The file images/wach.png does not exist.',
        '  3 |     image: "images/wach.png"',
        '    |            ^^^^^^^^^^^^^^^^^',
        '  field: products[0].image',
        '  hint: Did you mean images/watch.png?',
      ],
    ],
    [
      'a picture outside the folder',
      '../secret.png',
      [
        'a.yaml:3:12: error: The path leads out of the folder.',
        '  3 |     image: "../secret.png"',
        '    |            ^^^^^^^^^^^^^^^',
        '  field: products[0].image',
        '  hint: Put the file beside the document and write its relative path, such as images/product.png.',
      ],
    ],
    [
      'a link that points out of the folder',
      'images/link.png',
      [
        'a.yaml:3:12: error: The path leads out of the folder through a symbolic link.',
        '  3 |     image: "images/link.png"',
        '    |            ^^^^^^^^^^^^^^^^^',
        '  field: products[0].image',
        '  hint: Put the file beside the document and write its relative path, such as images/product.png.',
      ],
    ],
    [
      'an absolute path',
      '/etc/passwd',
      [
        'a.yaml:3:12: error: Absolute paths are not allowed.',
        '  3 |     image: "/etc/passwd"',
        '    |            ^^^^^^^^^^^^^',
        '  field: products[0].image',
        '  hint: Put the file beside the document and write its relative path, such as images/product.png.',
      ],
    ],
    [
      'an address on the network',
      'https://example.com/a.png',
      [
        'a.yaml:3:12: error: Addresses are not loaded; a file is expected.',
        '  3 |     image: "https://example.com/a.png"',
        '    |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '  field: products[0].image',
        '  hint: Put the file beside the document and write its relative path, such as images/product.png.',
      ],
    ],
    [
      'a file that is no picture',
      'images/notes.png',
      [
        'a.yaml:3:12: error: The file is not a PNG, JPEG or WebP picture.',
        '  3 |     image: "images/notes.png"',
        '    |            ^^^^^^^^^^^^^^^^^^',
        '  field: products[0].image',
        '  hint: Save the picture as PNG, JPEG or WebP.',
      ],
    ],
  ])('BRF-5: %s is refused at its line', async (_title, image, says) => {
    expect((await check(withImage(image))).said).toEqual(says);
  });

  it('BRF-5: a picture of a product given by key is refused at its line too', async () => {
    const { said } = await check('products:\n  watch:\n    image: none.png\n');
    expect(said[0]).toBe('a.yaml:3:12: error: The file none.png does not exist.');
    expect(said).toContain('  field: products.watch.image');
  });

  it('BRF-5: a locale the writer does not speak is a warning at its place', async () => {
    const languages = new Set(['en', 'de']);
    const { said } = await check('products: [W]\nlocales: [de-DE, de_DE, fi-FI]\n', { languages });
    expect(said).toEqual([
      "a.yaml:2:25: warning: The offline writer does not speak Finnish (fi-FI); only the brief's own words are used.",
      '  2 | locales: [de-DE, de_DE, fi-FI]',
      '    |                         ^^^^^',
      '  field: locales[2]',
      '  hint: Known languages: de, en.',
    ]);
  });
});
