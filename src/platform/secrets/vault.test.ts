import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors';
import { Secret } from '#kernel/secret';
import { type Database, withTransaction } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { createTestDatabase, testContext } from '#test/database';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { newMasterKey, openTestVault } from '#test/vault';
import { type DataRotation, type MasterRotation, rotateData, rotateMaster } from './rotate.ts';
import { openVault, type Vault } from './vault.ts';

const WORKSPACE = 'ws_default';

let db: Database;
let home: string;
beforeEach(async () => {
  db = await createTestDatabase();
  home = makeTempFolder('vault');
});
afterEach(async () => {
  await db.close();
  removeFolder(home);
});

const openAtHome = (folder = home): Promise<Vault> =>
  openVault({ db, log: silentLog(), homeDir: folder, masterKey: undefined });

const put = (vault: Vault, name: string, value: string, workspaceId = WORKSPACE): Promise<void> =>
  withTransaction(db, (tx) =>
    vault.put(tx, {
      workspaceId,
      name,
      value: new Secret(value),
      at: new Date(),
      by: { kind: 'operator', via: 'cli' },
    }),
  );

/** Every secret by name: its value, or the code of why it does not open. */
async function opened(vault: Vault, workspaceId = WORKSPACE): Promise<Record<string, string>> {
  const found = await vault.list(db, { workspaceId, prefix: '' });
  return Object.fromEntries(
    found.map(({ name, value }) => [name, value instanceof AppError ? value.code : value.reveal()]),
  );
}

const ctxOf = (vault: Vault) => ({ ...testContext(db), vault });
const rotateMasterBy = (vault: Vault): Promise<MasterRotation> => rotateMaster(ctxOf(vault), db);
const rotateDataBy = (vault: Vault): Promise<DataRotation> => rotateData(ctxOf(vault), db);

describe('a secret', () => {
  it('SEC-3 is kept, replaced, listed by the start of its name, and removed', async () => {
    const vault = await openAtHome();
    await put(vault, 'model/google', 'first');
    await put(vault, 'model/google', 'second ✓ 秘密');
    await put(vault, 'smtp/main', 'other');
    const [google] = await vault.list(db, { workspaceId: WORKSPACE, prefix: 'model/' });
    expect(google).toMatchObject({ name: 'model/google', updatedBy: 'operator (cli)' });
    expect(JSON.stringify(google)).toContain('[secret]');
    expect(await opened(vault)).toEqual({ 'model/google': 'second ✓ 秘密', 'smtp/main': 'other' });
    const remove = (): Promise<boolean> =>
      withTransaction(db, (tx) => vault.remove(tx, { workspaceId: WORKSPACE, name: 'smtp/main' }));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await opened(vault)).toEqual({ 'model/google': 'second ✓ 秘密' });
  });

  it('SEC-3 is sealed under a key of its workspace, and opens in no other row or workspace', async () => {
    await db.pool.query(`insert into workspace (id, name) values ('ws_b', 'B')`);
    const vault = await openAtHome();
    await put(vault, 'a', 'value of a');
    await put(vault, 'b', 'value of b');
    await put(vault, 'a', 'foreign', 'ws_b');
    await db.pool.query(
      `update secret set sealed = (select sealed from secret where workspace_id = 'ws_default' and name = 'a')
       where workspace_id = 'ws_default' and name = 'b'`,
    );
    expect(await opened(vault)).toEqual({ a: 'value of a', b: 'secrets.cannot_open' });
    await db.pool.query(
      `update secret_key set wrapped = (select wrapped from secret_key where workspace_id = 'ws_default') where workspace_id = 'ws_b'`,
    );
    expect(await opened(vault, 'ws_b')).toEqual({ a: 'secrets.cannot_open' });
    await db.pool.query(`update secret set sealed = ''`);
    expect(await opened(vault)).toEqual({ a: 'secrets.cannot_open', b: 'secrets.cannot_open' });
  });

  it('SEC-3 many at once make one data key', async () => {
    const vault = await openAtHome();
    const names = Array.from({ length: 20 }, (_, n) => `s${n}`);
    await Promise.all(names.map((name) => put(vault, name, name)));
    expect(Object.keys(await opened(vault))).toHaveLength(20);
    const { rows } = await db.pool.query('select count(*)::int as n from secret_key');
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('the master key', () => {
  it('SEC-3 of two first starts at once, one decides', async () => {
    const homes = Array.from({ length: 4 }, (_, n) => join(home, `h${n % 2}`));
    const vaults = await Promise.all(homes.map((folder) => openAtHome(folder)));
    const { rows } = await db.pool.query<{ master_id: string }>('select master_id from secret_master');
    expect(rows).toHaveLength(1);
    const able = vaults.filter((vault) => vault.masters.find(rows[0]?.master_id ?? '') !== undefined);
    expect(able.length).toBeGreaterThanOrEqual(2);
  });

  it('SEC-3 when it is lost or another one, secrets say so and are never empty, and none is made anew', async () => {
    await put(await openAtHome(), 'a', 'value');
    const file = join(home, 'master.key');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    const without = await openAtHome();
    expect(await opened(without)).toEqual({ a: 'secrets.master_missing' });
    await expect(put(without, 'b', 'x')).rejects.toMatchObject({ code: 'secrets.master_missing' });
    await expect(rotateMasterBy(without)).rejects.toMatchObject({ code: 'secrets.master_missing' });
    await expect(rotateDataBy(without)).rejects.toMatchObject({ code: 'secrets.master_missing' });
    expect(readdirSync(home)).toEqual([]);
    const wrong = await openTestVault(db);
    expect(await opened(wrong)).toEqual({ a: 'secrets.master_missing' });
    writeFileSync(file, text, { mode: 0o600 });
    expect(await opened(without)).toEqual({ a: 'value' });
    expect(await opened(await openTestVault(db, text.trim()))).toEqual({ a: 'value' });
  });
});

describe('rotation of the master key', () => {
  it('SEC-3 goes on under the eyes of other processes, and the key before opens nothing any more', async () => {
    const vault = await openAtHome();
    const running = await openAtHome();
    await put(vault, 'a', 'value of a');
    expect(await opened(running)).toEqual({ a: 'value of a' });
    const before = readFileSync(join(home, 'master.key'), 'utf8').trim();
    const { from, to, dataKeys, oldKeyFile } = await rotateMasterBy(vault);
    expect([from === to, dataKeys]).toEqual([false, 1]);
    expect(await opened(running)).toEqual({ a: 'value of a' });
    await put(running, 'b', 'value of b');
    expect(await opened(vault)).toEqual({ a: 'value of a', b: 'value of b' });
    expect(await opened(await openAtHome())).toEqual({ a: 'value of a', b: 'value of b' });
    expect(readFileSync(join(home, 'master.key'), 'utf8')).not.toContain(before);
    expect(readFileSync(oldKeyFile ?? '', 'utf8').trim()).toBe(before);
    expect(statSync(oldKeyFile ?? '').mode & 0o777).toBe(0o600);
    expect(await opened(await openTestVault(db, before))).toEqual({
      a: 'secrets.master_missing',
      b: 'secrets.master_missing',
    });
    const { rows } = await db.pool.query(`select type, payload from event where type like 'secret.%'`);
    expect(rows).toEqual([{ type: 'secret.master_rotated', payload: { from, to, dataKeys: 1 } }]);
  });

  it('SEC-3 by the environment it moves to the key that stands first', async () => {
    const [old, next] = [newMasterKey(), newMasterKey()];
    const running = await openTestVault(db, `${old},${next}`);
    await put(running, 'a', 'value');
    await expect(rotateMasterBy(running)).rejects.toMatchObject({ code: 'secrets.master_same' });
    const { oldKeyFile } = await rotateMasterBy(await openTestVault(db, `${next},${old}`));
    expect(oldKeyFile).toBeNull();
    expect(await opened(running)).toEqual({ a: 'value' });
    expect(await opened(await openTestVault(db, next))).toEqual({ a: 'value' });
    expect(await opened(await openTestVault(db, old))).toEqual({ a: 'secrets.master_missing' });
  });

  it('SEC-3 one that was cut short after writing the file is finished by the next', async () => {
    const vault = await openAtHome();
    await put(vault, 'a', 'value');
    const added = vault.masters.file?.addFirst();
    expect(await opened(await openAtHome())).toEqual({ a: 'value' });
    expect((await rotateMasterBy(await openAtHome())).to).toBe(added?.id);
    expect(await opened(vault)).toEqual({ a: 'value' });
    expect(readFileSync(join(home, 'master.key'), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('SEC-3 five at once, with secrets written meanwhile: nothing is lost', async () => {
    await db.pool.query(
      `insert into workspace (id, name) select 'ws_' || n, 'w' from generate_series(1, 12) n`,
    );
    const vaults = await Promise.all(Array.from({ length: 3 }, () => openAtHome()));
    const vaultOf = (n: number): Vault => vaults[n % vaults.length] ?? fail();
    const writes = Array.from({ length: 12 }, (_, n) =>
      put(vaultOf(n), 'a', `value ${n + 1}`, `ws_${n + 1}`),
    );
    const turns = Array.from({ length: 5 }, (_, n) => rotateMasterBy(vaultOf(n)).then(() => 'done', codeOf));
    const outcomes = await Promise.all(turns);
    await Promise.all(writes);
    expect(new Set(outcomes).size).toBeLessThanOrEqual(2);
    expect(outcomes).toContain('done');
    expect(
      outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'secrets.rotation_running'),
    ).toEqual([]);
    const fresh = await openAtHome();
    for (let n = 1; n <= 12; n++) expect(await opened(fresh, `ws_${n}`)).toEqual({ a: `value ${n}` });
  });
});

describe('rotation of the data key', () => {
  it('SEC-3 seals every secret anew under one transaction, and the key before is gone', async () => {
    const vault = await openAtHome();
    await put(vault, 'a', 'value of a');
    await put(vault, 'b', 'value of b');
    const sealed = (): Promise<{ rows: { sealed: Buffer; updated_at: Date; key_id: string }[] }> =>
      db.pool.query('select sealed, updated_at, key_id from secret order by name');
    const before = (await sealed()).rows;
    const { keyId, secrets } = await rotateDataBy(vault);
    const after = (await sealed()).rows;
    expect(secrets).toBe(2);
    expect(after.map((row) => row.key_id)).toEqual([keyId, keyId]);
    expect(after.map((row) => row.updated_at)).toEqual(before.map((row) => row.updated_at));
    expect(after.some((row, n) => row.sealed.equals(before[n]?.sealed ?? row.sealed))).toBe(false);
    expect(await opened(vault)).toEqual({ a: 'value of a', b: 'value of b' });
    const { rows } = await db.pool.query('select id from secret_key');
    expect(rows).toEqual([{ id: keyId }]);
  });

  it('SEC-3 with reads and writes meanwhile: each read finds a value, each write stays', async () => {
    const vault = await openAtHome();
    const names = Array.from({ length: 10 }, (_, n) => `s${n}`);
    for (const name of names) await put(vault, name, 'start');
    let isOver = false;
    const seen = new Set<string>();
    const reading = (async () => {
      while (!isOver) for (const value of Object.values(await opened(vault))) seen.add(value);
    })();
    const writing = Promise.all(names.map((name) => put(vault, name, `end of ${name}`)));
    for (let n = 0; n < 5; n++) await rotateDataBy(vault);
    await writing;
    await rotateDataBy(vault);
    isOver = true;
    await reading;
    expect([...seen].filter((value) => value.startsWith('secrets.'))).toEqual([]);
    expect(await opened(vault)).toEqual(Object.fromEntries(names.map((name) => [name, `end of ${name}`])));
  });

  it('SEC-3 one secret that does not open stops it, and everything stays as it was', async () => {
    const vault = await openAtHome();
    await put(vault, 'a', 'value of a');
    await put(vault, 'b', 'value of b');
    await db.pool.query(`update secret set sealed = substring(sealed for 60) where name = 'b'`);
    await expect(rotateDataBy(vault)).rejects.toMatchObject({ code: 'secrets.cannot_open' });
    expect(await opened(vault)).toEqual({ a: 'value of a', b: 'secrets.cannot_open' });
  });
});

it('SEC-3 no API key, flow or part of the house may rotate', async () => {
  const vault = await openAtHome();
  const actor = {
    kind: 'apiKey',
    id: 'key_1',
    name: 'ci',
    scopes: ['secrets.manage', 'llm.manage'],
  } as const;
  const ctx = { ...testContext(db, { actor }), vault };
  await expect(rotateMaster(ctx, db)).rejects.toMatchObject({ code: 'auth.forbidden' });
  await expect(rotateData(ctx, db)).rejects.toMatchObject({ code: 'auth.forbidden' });
});

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : String(error);
}

function fail(): never {
  throw new Error('there is no such vault');
}
