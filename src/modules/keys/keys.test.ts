import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '#kernel/clock';
import { sha256 } from '#kernel/hash';
import type { Database } from '#platform/db/database';
import { createTestDatabase, testContext } from '#test/database';
import { valueOf } from '#test/campaign-records';
import type { NewApiKey } from './contract.ts';
import { createKey, findActorByKey, listKeys, revokeKey } from './service.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const after = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1_000);

let db: Database;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

const ctxAt = (at: Date = NOON) => testContext(db, { clock: fixedClock(at) });
const make = (expiresInDays?: number): Promise<NewApiKey> =>
  createKey(ctxAt(), {
    name: 'ci',
    scopes: ['llm.use', 'alerts.read', 'llm.use'],
    ...(expiresInDays === undefined ? {} : { expiresInDays }),
  });
const lastUse = (id: string): Promise<Date | null> =>
  valueOf(db, 'select last_used_at from api_key where id = $1', [id]);

describe('a key is made', () => {
  it('SEC-1 shown once, and only its hash is kept', async () => {
    const { key, ...made } = await make();
    expect(key).toMatch(/^aicmo_[\w-]{43}$/);
    expect(made).toMatchObject({
      name: 'ci',
      scopes: ['llm.use', 'alerts.read'],
      createdBy: 'operator (cli)',
      createdAt: NOON,
      expiresAt: null,
      lastUsedAt: null,
      revokedAt: null,
    });
    const row = await valueOf<string>(db, 'select api_key::text from api_key where id = $1', [made.id]);
    expect(row).toContain(sha256(key));
    const events = await valueOf<string>(db, `select string_agg(event::text, ' ') from event`);
    const secret = key.slice('aicmo_'.length);
    expect(row + events).not.toContain(secret);
    const { items } = await listKeys(ctxAt(), { limit: 50 });
    expect(items[0]).toEqual(made);
    expect(JSON.stringify(items)).not.toContain(secret);
  });

  it('SEC-1 no two are alike', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => make()));
    expect(new Set(made.map(({ key }) => key)).size).toBe(20);
  });

  it('SEC-1 by the operator alone, never by a key, and so are all other verbs', async () => {
    const scopes = ['llm.use', 'keys.manage'];
    const program = testContext(db, { actor: { kind: 'apiKey', id: 'key_x', name: 'ci', scopes } });
    for (const attempt of [
      () => createKey(program, { name: 'other', scopes: ['llm.use'] }),
      () => listKeys(program, { limit: 1 }),
      () => revokeKey(program, { id: 'key_x' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'auth.forbidden' });
  });

  it('SEC-1 lists page by page, newest first', async () => {
    const made = [await make(), await make()];
    const first = await listKeys(testContext(db), { limit: 1 });
    const next = await listKeys(testContext(db), { limit: 200, after: first.next });
    const all = [...first.items, ...next.items].map(({ id }) => id);
    expect(all).toEqual(all.toSorted().toReversed());
    expect(all).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
  });
});

describe('a key is used', () => {
  it('SEC-1 it stands for its name and scopes, in its workspace', async () => {
    const { key, id } = await make();
    expect(await findActorByKey(ctxAt(), key)).toEqual({
      actor: { kind: 'apiKey', id, name: 'ci', scopes: ['llm.use', 'alerts.read'] },
      workspaceId: 'ws_default',
    });
  });

  it('TSK-2 it names the person who made it, who answers for what it does', async () => {
    const nils = { kind: 'user', id: 'usr_nils', name: 'Nils', role: 'owner' } as const;
    const { key } = await createKey(testContext(db, { actor: nils }), { name: 'own', scopes: ['llm.use'] });
    const { actor } = await findActorByKey(ctxAt(), key);
    expect(actor).toMatchObject({ name: 'own', personId: 'usr_nils' });
  });

  it('SEC-1 its last use is noted at most once a minute', async () => {
    const { key, id } = await make();
    for (const [seconds, noted] of [
      [1, 1],
      [2, 1],
      [60, 1],
      [61, 61],
      [120, 61],
      [121, 121],
    ] as const) {
      await findActorByKey(ctxAt(after(seconds)), key);
      expect([seconds, await lastUse(id)]).toEqual([seconds, after(noted)]);
    }
  });

  it('SEC-1 no key, a foreign one, one of another form, or a changed letter is nobody', async () => {
    const { key } = await make();
    await expect(findActorByKey(ctxAt(), undefined)).rejects.toMatchObject({ code: 'keys.missing' });
    const changed = key.slice(0, -2) + (key.at(-2) === 'A' ? 'B' : 'A') + key.slice(-1);
    for (const wrong of ['', 'sk-abc', 'aicmo_', `${key} `, `${key}x`, key.toUpperCase(), changed, '\0'])
      await expect(findActorByKey(ctxAt(), wrong)).rejects.toMatchObject({
        code: 'keys.invalid',
        status: 401,
      });
  });

  it('SEC-1 it ends when its time is over', async () => {
    const { key, expiresAt } = await make(2);
    expect(expiresAt).toEqual(after(2 * 86_400));
    await findActorByKey(ctxAt(after(2 * 86_400 - 1)), key);
    await expect(findActorByKey(ctxAt(after(2 * 86_400)), key)).rejects.toThrow(
      'The API key ci expired at 2026-11-22T12:00:00.000Z.',
    );
  });

  it('SEC-1 it ends at once when it is revoked; again changes nothing', async () => {
    const { key, id } = await make();
    const revoked = await revokeKey(ctxAt(after(5)), { id });
    expect(revoked).toMatchObject({ id, revokedAt: after(5) });
    await expect(findActorByKey(ctxAt(after(5)), key)).rejects.toThrow(
      'The API key ci was revoked at 2026-11-20T12:00:05.000Z.',
    );
    expect(await revokeKey(ctxAt(after(9)), { id })).toEqual(revoked);
    expect(await lastUse(id)).toBeNull();
    const { rows } = await db.pool.query<{ type: string; payload: object }>(
      'select type, payload from event where subject_id = $1 order by position',
      [id],
    );
    expect(rows).toEqual([
      { type: 'key.created', payload: { name: 'ci', scopes: ['llm.use', 'alerts.read'], expiresAt: null } },
      { type: 'key.revoked', payload: { name: 'ci' } },
    ]);
    await expect(revokeKey(ctxAt(), { id: 'nobody' })).rejects.toMatchObject({ code: 'keys.unknown' });
  });
});
