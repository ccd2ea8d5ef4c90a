import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuditEntry, Verification } from '#modules/audit/index';
import type { Database } from '#platform/db/database';
import { writeEntries } from '#test/audit-chain';
import { createTestDatabase } from '#test/database';
import { type CommandResult, layOutHome, runCommand, type TestHome } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

let at: TestHome;
let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
  await writeEntries(db, 5);
  at = layOutHome(makeTempFolder('audit'), { DATABASE_URL: db.url });
});
afterAll(async () => {
  await db.close();
  removeFolder(at.root);
});

const run = (...args: string[]): Promise<CommandResult> => runCommand(at, ['audit', ...args]);
const json = async <Value>(...args: string[]): Promise<Value> =>
  JSON.parse((await run(...args, '--json')).stdout) as Value;

it('SEC-2 lists who changed what, by subject, and shows one entry whole', async () => {
  const [list, none, wrong, unknown] = await Promise.all([
    run('list', '--limit', '2', '--actor', 'operator'),
    run('list', '--action', 'key.created'),
    run('list', '--from', 'yesterday'),
    run('show', '99'),
  ]);
  expect(list.stdout).toMatch(/^number +at +actor +action +subject +changed\n/);
  expect(list.stdout).toMatch(/\n +5 +2\S+ +operator cli +budget\.set +budget:bud_5 +limit\n +4 /);
  const { items } = await json<{ items: AuditEntry[] }>('list', '--subject', 'budget:bud_2');
  expect(items.map(({ sequence }) => sequence)).toEqual([2]);
  expect(none.stdout).toBe('There is no such entry.\n');
  const { sequence, before, after } = await json<AuditEntry>('show', '3');
  expect([sequence, before, after]).toEqual([3, { limit: 3 }, { limit: 4 }]);
  expect([wrong.code, wrong.stderr]).toEqual([2, 'error: from: It is a time such as 2026-11-01T00:00:00Z\n']);
  expect(unknown.code).toBe(4);
}, 180_000);

it('SEC-2 a head kept elsewhere, an export, and what verify says of them: 0 whole, 1 broken, 4 not to be read', async () => {
  const kept = join(at.root, 'heads');
  const heads = await Promise.all([run('head'), run('head')]);
  writeFileSync(kept, heads.map(({ stdout }) => stdout).join(''));
  expect(readFileSync(kept, 'utf8')).toMatch(/^(5:[0-9a-f]{64}\n){2}$/);
  const file = join(at.root, 'chain.ndjson');
  const [whole, exported, unreadable, unwritable] = await Promise.all([
    run('verify', '--head', kept),
    run('export', file),
    run('verify', '--head', '5:abc'),
    run('export', join(at.root, 'no', 'folder')),
  ]);
  expect([whole.code, whole.stdout]).toEqual([
    0,
    expect.stringMatching(/^The chain is whole: 5 entries, head 5:/),
  ]);
  expect(exported.stdout).toBe(`${file}: 5 entries.\n`);
  expect([unreadable.code, unwritable.code]).toEqual([4, 4]);
  // Offline: a database that cannot be reached is not asked.
  const offline = (...args: string[]): Promise<CommandResult> =>
    runCommand(at, ['audit', 'verify', '--file', file, ...args], {
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
    });
  expect((await offline('--head', kept)).code).toBe(0);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"limit":3', '"limit":7'));
  const broken = await offline();
  expect([broken.code, broken.stdout]).toEqual([
    1,
    'The chain is broken at entry 2: edited; its text and its hash do not belong together.\nThe 1 entries before it hold.\n',
  ]);
  const asJson = JSON.parse((await offline('--json')).stdout) as Verification;
  expect(asJson).toMatchObject({ isWhole: false, entries: 1, break: { sequence: 2, kind: 'edited' } });
}, 180_000);

it('SEC-2 verify ends with 1 where the table was tampered with', async () => {
  await db.pool.query('alter table audit_entry disable trigger user');
  await db.pool.query('delete from audit_entry where sequence = 4');
  const found = await run('verify');
  expect([found.code, found.stdout]).toEqual([
    1,
    expect.stringMatching(/^The chain is broken at entry 4: deleted; /),
  ]);
}, 60_000);
