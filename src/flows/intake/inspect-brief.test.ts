import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '#platform/db/database';
import { renderProblems } from '#platform/structured-text/render-problem';
import { createTestDatabase, testContext } from '#test/database';
import { drawPicture } from '#test/pictures';
import { inspectBrief, type Inspected } from './take-brief.ts';

let base = '';
let folder = '';
let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  base = await mkdtemp(join(tmpdir(), 'aicmo-inspect-'));
  folder = join(base, 'briefs');
  const images = join(folder, 'images');
  await mkdir(images, { recursive: true });
  const png = await drawPicture('png');
  await writeFile(join(images, 'watch.png'), png);
  await writeFile(join(images, 'same.png'), png);
  await writeFile(join(images, 'other.jpg'), await drawPicture('jpeg', '#aa3322'));
  await writeFile(join(images, 'third.webp'), await drawPicture('webp', '#22aa33'));
  await writeFile(join(images, 'notes.png'), 'not a picture');
  await writeFile(join(images, 'half.png'), png.subarray(0, 60));
  await writeFile(join(base, 'secret.png'), png);
  await symlink(join(base, 'secret.png'), join(images, 'link.png'));
});
afterAll(async () => {
  await db.close();
  await rm(base, { recursive: true, force: true });
});

const HEAD = 'brand: A\nlocales: en\nchannels: x\nratios: square\n';

async function inspect(text: string): Promise<Inspected & { said: string[] }> {
  const source = { kind: 'cli', name: 'a.yaml' } as const;
  const bytes = new TextEncoder().encode(text);
  const inspected = await inspectBrief(testContext(db), {
    fileName: 'a.yaml',
    bytes,
    assetRoot: folder,
    source,
  });
  const problems = inspected.ok ? inspected.warnings : inspected.problems;
  const errors = problems.filter(({ severity }) => severity === 'error');
  return { ...inspected, said: renderProblems(errors, { fileName: 'a.yaml' }).split('\n') };
}

const withImage = (image: string): string =>
  `products:\n  - name: Watch\n    image: ${JSON.stringify(image)}\n`;

describe('a brief and its pictures', () => {
  it('BRF-2: PNG, JPEG and WebP beside the brief are found, decoded and made safe', async () => {
    const links = ['images/watch.png', 'images/other.jpg', 'images/third.webp', 'images/watch.png'];
    const products = links.map((image, index) => ({ name: `Watch ${index}`, image }));
    const inspected = await inspect(`${HEAD}products: ${JSON.stringify(products)}\n`);
    expect(inspected).toMatchObject({ ok: true, said: [''] });
    const pictures = inspected.ok ? inspected.pictures : [];
    expect(pictures.map(({ link, picture }) => [link, picture.width, picture.hasAlpha])).toEqual([
      ['images/watch.png', 700, true],
      ['images/other.jpg', 700, false],
      ['images/third.webp', 700, true],
    ]);
  });

  it('BRF-4: equal bytes under another name are the same picture, other bytes are not', async () => {
    const addressOf = async (image: string): Promise<string | undefined> => {
      const inspected = await inspect(withImage(image));
      return inspected.ok ? inspected.pictures[0]?.picture.sha256 : undefined;
    };
    const watch = await addressOf('images/watch.png');
    expect(watch).toMatch(/^[0-9a-f]{64}$/);
    expect(await addressOf('images/same.png')).toBe(watch);
    expect(await addressOf('images/other.jpg')).not.toBe(watch);
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
    const inspected = await inspect(withImage(image));
    expect(inspected.ok).toBe(false);
    expect(inspected.said).toEqual(says);
  });

  it('BRF-5: a picture that breaks off is refused with what the decoder says', async () => {
    const { ok, said } = await inspect(withImage('images/half.png'));
    expect(ok).toBe(false);
    expect(said[0]).toMatch(/^a\.yaml:3:12: error: The picture cannot be decoded: .+ Export it again/);
    expect(said.at(-1)).toBe('  hint: Save it again as PNG, JPEG or WebP of at most 40 megapixels.');
  });

  it('BRF-5: a picture of a product given by key is refused at its line too', async () => {
    const { said } = await inspect('products:\n  watch:\n    image: none.png\n');
    expect(said[0]).toBe('a.yaml:3:12: error: The file none.png does not exist.');
    expect(said).toContain('  field: products.watch.image');
  });

  it('BRF-5: a missing picture refuses the brief, with its warnings beside it', async () => {
    const inspected = await inspect('products: [{name: Watch, image: none.png}]\n');
    const problems = inspected.ok ? [] : inspected.problems;
    expect(inspected.said[0]).toBe('a.yaml:1:33: error: The file none.png does not exist.');
    expect(problems.map(({ severity }) => severity)).toContain('warning');
  });

  it('BRF-5: a brief that asks for more pictures than anybody looks at is refused with the sum', async () => {
    const text = 'products: [W]\ntarget_variants: 1000\nlocales: [en, de, fr, es]\nchannels: [x, email]\n';
    const { ok, said } = await inspect(`${text}ratios: ['1:1', '4:5', '9:16']\n`);
    expect(ok).toBe(false);
    expect(said[0]).toBe(
      'a.yaml:2:18: error: This brief asks for 24000 pictures (8000 variants in 3 ratios); at most 20000 are made for one.',
    );
  });

  it('BRF-2: a brand without a kit is a warning', async () => {
    const inspected = await inspect(`${HEAD}products: [Watch]\n`);
    const warnings = inspected.ok ? inspected.warnings : [];
    expect(warnings.map(({ rule, line }) => [rule, line])).toEqual([['brand.no_kit', 1]]);
  });
});
