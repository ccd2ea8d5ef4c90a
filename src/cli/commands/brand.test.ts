import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { getBrand, updateBrand } from '#modules/brands/index';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { openHouse } from '#server/house';
import { createTestDatabase } from '#test/database';
import { type CommandResult, layOutHome, REPOSITORY, runCommand, type TestHome } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

let at: TestHome;
let kit = '';
beforeAll(async () => {
  const db = await createTestDatabase();
  await db.close();
  at = layOutHome(makeTempFolder('brand'), { DATABASE_URL: db.url });
  kit = join(at.root, 'kit');
  cpSync(join(REPOSITORY, 'examples/brands/hayl'), kit, { recursive: true });
});
afterAll(() => removeFolder(at.root));

const run = (...args: string[]): Promise<CommandResult> => runCommand(at, ['brand', ...args]);

/** As somebody in the dashboard does it. */
async function edit(): Promise<void> {
  const house = await openHouse(loadConfig(at.env, at.root), silentLog());
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const { id, revision, document } = await getBrand(ctx, { id: 'hayl' });
  const name = `${document.name} edited`;
  await updateBrand(ctx, { id, revision, document: { ...document, name } });
  await house.close();
}

describe('a kit in a folder and edited here', () => {
  it('CRE-3 import refuses to undo edits, export brings the folder up to date, --replace drops them', async () => {
    expect((await run('import', kit)).stdout).toContain('Brand hayl: revision 1.');
    await edit();
    const refused = await run('import', kit);
    expect([refused.code, refused.stderr]).toEqual([
      4,
      expect.stringContaining('aicmo brand export hayl FOLDER'),
    ]);

    const exported = await run('export', 'hayl', 'out/hayl', '--json');
    const files = ['brand.yaml', 'logo-on-light.png', 'logo-on-dark.png'];
    expect(JSON.parse(exported.stdout)).toMatchObject({ key: 'hayl', revision: 2, files });
    const folder = join(at.root, 'out/hayl');
    for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
    expect((await run('import', folder)).stdout).toContain('Brand hayl is unchanged (revision 2).');
    const text = readFileSync(join(folder, 'brand.yaml'), 'utf8');
    writeFileSync(join(folder, 'brand.yaml'), text.replace(' edited', ' from the folder'));
    expect((await run('import', folder)).stdout).toContain('Brand hayl: revision 3.');

    await edit();
    expect((await run('import', kit)).code).toBe(4);
    expect((await run('import', kit, '--replace')).stdout).toContain('Brand hayl: revision 5.');
    const nobody = await run('export', 'nobody', 'out/nobody');
    expect([nobody.code, existsSync(join(at.root, 'out/nobody'))]).toEqual([4, false]);
  }, 90_000);

  it('CRE-3 restore brings a former revision back as a new one, and revisions lists them', async () => {
    const before = JSON.parse((await run('revisions', 'hayl', '--json')).stdout) as {
      items: { revision: number }[];
    };
    const newest = before.items[0]?.revision ?? 0;
    expect(before.items.map(({ revision }) => revision)).toEqual(
      Array.from({ length: newest }, (_, n) => newest - n),
    );
    const late = await run('restore', 'hayl', '2', '--newest', '1');
    expect([late.code, late.stderr]).toEqual([
      4,
      expect.stringContaining('it is at revision 5, and you started from 1'),
    ]);
    expect((await run('restore', 'hayl', '2')).stdout).toBe(
      `Brand hayl: revision ${newest + 1}, restored from revision 2.\n`,
    );
    expect((await run('restore', 'hayl', '2')).stdout).toBe(
      `Brand hayl is unchanged: revision ${newest + 1} says the same as revision 2.\n`,
    );
    expect((await run('revisions', 'hayl')).stdout).toMatch(/revision 2\n/);
    const unknown = await run('restore', 'hayl', '99');
    expect([unknown.code, unknown.stderr]).toEqual([
      4,
      expect.stringContaining('No revision 99 of the kit hayl is kept.'),
    ]);
    expect((await run('restore', 'hayl', 'two')).code).toBe(2);
  }, 90_000);
});
