import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderProblems } from '#platform/structured-text/render-problem';
import { checkBrand } from './check-brand.ts';
import { parseBrand } from './parse-brand.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aicmo-brand-'));
  const inter = dirname(createRequire(import.meta.url).resolve('@fontsource-variable/inter/package.json'));
  await copyFile(join(inter, 'files', 'inter-latin-wght-normal.woff2'), join(folder, 'text.woff2'));
  await writeFile(join(folder, 'fake.woff2'), 'not a font');
  await writeFile(join(folder, 'logo.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function check(rest: string) {
  const brand = await parseBrand({
    content: `name: K\ncolours: {primary: "#123"}\n${rest}`,
    fileName: 'brand.yaml',
  });
  if (!brand.ok) throw new Error(renderProblems(brand.problems, { fileName: 'brand.yaml' }));
  const { problems, files } = await checkBrand(brand, folder);
  return { said: renderProblems(problems, { fileName: 'brand.yaml' }).split('\n'), files };
}

describe('the files of a brand kit', () => {
  it('CRE-3: logo and fonts beside the kit are found', async () => {
    const { said, files } = await check(
      'logo: {on_light: logo.png}\nfonts: {display: Sora, text: {family: T, files: [{path: text.woff2}]}}\n',
    );
    expect(said).toEqual(['']);
    expect(files.map(({ field }) => field)).toEqual(['logo.onLight', 'fonts.text.files[0].path']);
  });

  it('BRF-5: missing, foreign and false files are refused at their lines', async () => {
    const { said } = await check(
      'logo:\n  on_light: ../logo.png\n  on_dark: lgo.png\nfonts: {text: {family: T, files: [{path: fake.woff2}]}}\n',
    );
    expect(said.filter((line) => line.startsWith('brand.yaml'))).toEqual([
      'brand.yaml:4:13: error: The path leads out of the folder.',
      'brand.yaml:5:12: error: The file lgo.png does not exist.',
      'brand.yaml:6:42: error: The file is not a font.',
    ]);
  });
});
