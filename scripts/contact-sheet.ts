/**
 * Makes the contact sheets in `docs/images/pages`: every page of the dashboard, full and empty, in both themes and two
 * widths, as `test/e2e/pages-full.test.ts`, `pages-empty.test.ts` and `models.test.ts` see them. Needs Chromium and `npm run build`. With a folder of pictures that
 * were taken before as its argument, it takes none.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'docs/images/pages');
const WIDE = { width: 440, height: 296 };
const NARROW = { width: 136, height: 296 };
const GAP = 16;
const LABEL = 26;
const ROWS = 8;
const COLUMNS = [
  { kind: 'light-wide', ...WIDE },
  { kind: 'dark-wide', ...WIDE },
  { kind: 'light-narrow', ...NARROW },
  { kind: 'dark-narrow', ...NARROW },
] as const;

const given = process.argv[2];
const shots = given ?? mkdtempSync(join(tmpdir(), 'aicmo-shots-'));
if (given === undefined) takePictures(shots);
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
for (const state of ['full', 'models', 'empty', 'visitor']) {
  const names = pagesOf(join(shots, state));
  for (let start = 0; start < names.length; start += ROWS) {
    const file = join(OUT, `${state}-${1 + start / ROWS}.webp`);
    await makeSheet(join(shots, state), names.slice(start, start + ROWS), file);
  }
}
if (given === undefined) rmSync(shots, { recursive: true });

function takePictures(folder: string): void {
  const ran = spawnSync('npx', ['vitest', 'run', 'test/e2e/pages-', 'test/e2e/models.test.ts'], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, AICMO_SHOTS: folder, AICMO_TEST_BROWSER: 'required' },
  });
  if (ran.status !== 0) throw new Error('the pages have faults; see above');
}

/** The names of pages, in the order in which their pictures were taken. */
function pagesOf(folder: string): string[] {
  const ending = '-light-wide.png';
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length));
}

async function makeSheet(folder: string, names: readonly string[], file: string): Promise<void> {
  const width = GAP + COLUMNS.reduce((sum, column) => sum + column.width + GAP, 0);
  const rowHeight = LABEL + WIDE.height + GAP;
  const parts = await Promise.all(
    names.map((name, row) => rowParts(folder, name, { top: GAP + row * rowHeight })),
  );
  const height = GAP + names.length * rowHeight;
  await sharp({ create: { width, height, channels: 3, background: '#b9bec6' } })
    .composite(parts.flat())
    .webp({ quality: 78 })
    .toFile(file);
}

async function rowParts(folder: string, name: string, { top }: { top: number }): Promise<OverlayOptions[]> {
  const text = name.replaceAll('-', ' ');
  const label = await sharp({ text: { text, font: 'sans 11', rgba: true } })
    .png()
    .toBuffer();
  const parts: OverlayOptions[] = [{ input: label, left: GAP, top: top + 4 }];
  let left = GAP;
  for (const { kind, width, height } of COLUMNS) {
    const input = await sharp(join(folder, `${name}-${kind}.png`))
      .resize({ width, height, fit: 'cover', position: 'left top' })
      .png()
      .toBuffer();
    parts.push({ input, left, top: top + LABEL });
    left += width + GAP;
  }
  return parts;
}
