import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors';
import { Secret } from '#kernel/secret';
import type { Gateway } from '#llm/index';
import {
  getModelsStatus,
  listModelKeys,
  type ModelsContext,
  removeModelKey,
  setModelKey,
} from '#modules/models/index';
import type { Database } from '#platform/db/database';
import type { Vault } from '#platform/secrets/vault';
import { createTestDatabase } from '#test/database';
import { until } from '#test/house';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { modelsContext, openTestGateway, peerSettings, testScope, userPrompt } from '#test/test-gateway';
import { newMasterKey, openTestVault } from '#test/vault';

let db: Database;
let peer: ModelPeer;
let vault: Vault;
let gateway: Gateway;
let other: Gateway;
let ctx: ModelsContext;

const file = () =>
  peerSettings(peer, {
    targets: { first: { wire: 'openai' }, second: { wire: 'anthropic' } },
    useCases: { chat: { chain: ['first', 'second'] } },
  });
const keys = new Map([['anthropic', new Secret('key-of-the-environment')]]);

beforeAll(async () => {
  db = await createTestDatabase();
  peer = await startModelPeer();
  vault = await openTestVault(db);
  gateway = openTestGateway(db, file(), { keys, vault });
  other = openTestGateway(db, file(), { keys, vault });
  ctx = { ...modelsContext(db, gateway), vault };
});
afterAll(async () => {
  await gateway.close();
  await other.close();
  await db.close();
  await peer[Symbol.asyncDispose]();
});
beforeEach(async () => {
  peer.reset();
  await db.pool.query('delete from secret');
  await db.pool.query('delete from llm_call');
  for (const one of [gateway, other]) one.forgetSettings('ws_default');
});

async function ask(of: Gateway, targets?: string[]): Promise<unknown> {
  const call = { useCase: 'chat', scope: testScope(), prompt: userPrompt('Count.'), maxOutputTokens: 100 };
  const { origin } = await of.text({ ...call, ...(targets === undefined ? {} : { targets }) });
  return [origin.target, keyOfLastCall()];
}

function keyOfLastCall(): unknown {
  const { headers } = peer.calls.at(-1) ?? {};
  return headers?.authorization?.replace('Bearer ', '') ?? headers?.['x-api-key'];
}

describe('a key that a workspace keeps', () => {
  it('SEC-3 is used by every process at once, and a new one in its place as well', async () => {
    await Promise.all([gateway.settings('ws_default'), other.settings('ws_default')]);
    for (const value of ['first-kept-key', 'second-kept-key']) {
      await setModelKey(ctx, { name: 'openai', key: value });
      const at = performance.now();
      expect(await ask(gateway)).toEqual(['first', value]);
      await until(async () => (await ask(other).then((found) => JSON.stringify(found))).includes(value));
      // Without news a process reads them after 30 s.
      expect(performance.now() - at).toBeLessThan(10_000);
    }
  });

  it('SEC-3 stands behind one of the environment, and comes to force without it', async () => {
    const kept = await setModelKey(ctx, { name: 'anthropic', key: 'kept-but-not-used' });
    expect(kept).toMatchObject({ name: 'anthropic', keyFrom: 'secret', isInForce: false });
    expect(await ask(gateway, ['second'])).toEqual(['second', 'key-of-the-environment']);
    const without = openTestGateway(db, file(), { keys: new Map(), vault });
    expect(await ask(without, ['second'])).toEqual(['second', 'kept-but-not-used']);
    await without.close();
  });

  it('SEC-3 is listed with where it comes from, and in the status, never itself', async () => {
    await setModelKey(ctx, { name: 'openai', key: 'listed-kept-key' });
    await setModelKey(ctx, { name: 'anthropic', key: 'hidden-kept-key' });
    const { items } = await listModelKeys(ctx);
    expect(items.map(({ name, keyFrom, isInForce }) => [name, keyFrom, isInForce])).toEqual([
      ['anthropic', 'environment', true],
      ['anthropic', 'secret', false],
      ['openai', 'secret', true],
    ]);
    expect(items[2]).toMatchObject({
      keyId: expect.stringMatching(/^[0-9a-f]{8}$/),
      updatedBy: 'operator (cli)',
    });
    const status = await getModelsStatus(ctx);
    const from = Object.fromEntries(status.providers.map(({ name, keyFrom }) => [name, keyFrom]));
    expect(from).toMatchObject({ openai: 'secret', anthropic: 'environment', google: null });
    expect(JSON.stringify([items, status])).not.toContain('kept-key');
  });

  it('SEC-3 brings the models of its provider without a models file', async () => {
    const bare = openTestGateway(db, file(), { keys: new Map(), vault, file: undefined });
    await setModelKey({ ...ctx, gateway: bare }, { name: 'google', key: 'some-google-key' });
    const { useCases } = await bare.settings('ws_default');
    expect(useCases.get('copywriting')?.chain).toEqual(['gemini']);
    await bare.close();
  });

  it('SEC-3 is gone when it is removed; events tell who did what, without it', async () => {
    await db.pool.query('delete from event');
    await setModelKey(ctx, { name: 'openai', key: 'removed-kept-key' });
    expect(await removeModelKey(ctx, { name: 'openai' })).toMatchObject({ name: 'openai', isInForce: false });
    await expect(removeModelKey(ctx, { name: 'openai' })).rejects.toMatchObject({ code: 'llm.key_unknown' });
    expect((await gateway.settings('ws_default')).keys.get('openai')).toBeUndefined();
    const { rows } = await db.pool.query('select type, payload from event order by position');
    expect(rows).toEqual([
      { type: 'models.key.set', payload: { name: 'openai' } },
      { type: 'models.key.removed', payload: { name: 'openai' } },
    ]);
  });

  it('SEC-3 when it cannot be opened, nothing is sent without it: the next target answers, and the status says why', async () => {
    await setModelKey(ctx, { name: 'openai', key: 'unopened-kept-key' });
    const masterKey = newMasterKey();
    const stranger = openTestGateway(db, file(), { keys, vault: await openTestVault(db, masterKey) });
    expect(await ask(stranger)).toEqual(['second', 'key-of-the-environment']);
    const refused: unknown = await ask(stranger, ['first']).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ code: 'secrets.master_missing' });
    expect(peer.callsOf('first')).toEqual([]);
    const { rows } = await db.pool.query(
      `select target, state from llm_call where state = 'running' or target = 'first'`,
    );
    expect(rows).toEqual([]);
    const { problems } = await stranger.settings('ws_default');
    expect(problems.join()).toMatch(
      /the key of openai is not used: The secrets are sealed under the master key/,
    );
    const listed = await listModelKeys({
      ...ctx,
      gateway: stranger,
      vault: await openTestVault(db, masterKey),
    });
    expect(listed.items.at(-1)).toMatchObject({ name: 'openai', keyId: null, isInForce: false });
    await stranger.close();
  });

  it('SEC-3 belongs to its workspace', async () => {
    await db.pool.query(`insert into workspace (id, name) values ('ws_b', 'B')`);
    await setModelKey(ctx, { name: 'openai', key: 'key-of-default' });
    await setModelKey({ ...ctx, workspaceId: 'ws_b' }, { name: 'openai', key: 'key-of-ws-b' });
    const call = { useCase: 'chat', prompt: userPrompt('Count.'), maxOutputTokens: 100 };
    for (const [workspaceId, key] of [
      ['ws_b', 'key-of-ws-b'],
      ['ws_default', 'key-of-default'],
    ] as const) {
      await gateway.text({ ...call, scope: testScope({ workspaceId }) });
      expect(keyOfLastCall()).toBe(key);
    }
  });

  it('SEC-3 is the business of whoever may manage models', async () => {
    const actor = { kind: 'apiKey', id: 'key_1', name: 'ci', scopes: ['llm.use', 'llm.read'] } as const;
    for (const attempt of [
      () => setModelKey({ ...ctx, actor }, { name: 'openai', key: 'x'.repeat(20) }),
      () => removeModelKey({ ...ctx, actor }, { name: 'openai' }),
      () => listModelKeys({ ...ctx, actor }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});
