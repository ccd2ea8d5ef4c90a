import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importBrand } from '#modules/brands/index';
import { rows, withTransaction } from '#platform/db/database';
import { scopeDatabase } from '#platform/db/scope';
import { startWorkerRole } from '#server/worker-role';
import { listOperations } from '#test/operations';
import { REPOSITORY } from '#test/server-process';
import { addTestPerson, setUpOwner, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';
import {
  fillSecondWorkspace,
  makeCampaign,
  operatorOf,
  makeTask,
  raiseAbout,
  type RecordIds,
} from './two-workspaces.ts';

let test: WebHouse;
let owner: TestPerson;
/** Sees the brand hayl only. */
let client: TestPerson;
let strategist: TestPerson;
let theirs: { workspaceId: string; ids: RecordIds };
/** Campaigns of this workspace by the brand they are of. */
const campaigns = { hayl: '', northlight: '', none: '' };
const variants = { hayl: '', northlight: '' };
const nothing = { task: '', run: '' };
const tasks = { hayl: nothing, northlight: nothing };

beforeAll(async () => {
  test = await openWebHouse({ AICMO_RATE_SIGN_IN: 'off', AICMO_RATE_METRICS: 'off' }, { signIn: false });
  const { house, web } = test;
  owner = await setUpOwner(house, web);
  const worker = await startWorkerRole(house);
  const ctx = operatorOf(house);
  for (const brand of ['hayl', 'northlight'])
    await importBrand(ctx, { folder: `${REPOSITORY}examples/brands/${brand}` });
  campaigns.hayl = await makeCampaign(house, ctx, { campaign_id: 'of-hayl', brand: 'hayl' });
  campaigns.northlight = await makeCampaign(house, ctx, {
    campaign_id: 'of-northlight',
    brand: 'northlight',
  });
  campaigns.none = await makeCampaign(house, ctx, { campaign_id: 'of-none' });
  for (const id of [...Object.values(campaigns), null]) await raiseAbout(ctx, id);
  for (const brand of ['hayl', 'northlight'] as const) tasks[brand] = await makeTask(ctx, campaigns[brand]);
  theirs = await fillSecondWorkspace(house);
  const them = await addTestPerson(house, web, {
    email: 'them@example.com',
    role: 'owner',
    workspaceId: theirs.workspaceId,
  });
  const view = await web.inject({
    method: 'POST',
    url: '/api/v1/views',
    headers: them.headers,
    payload: { list: 'campaigns', name: 'Second', search: {}, columns: ['name'], isShared: true },
  });
  const ids = {
    ...theirs.ids,
    people: await idOf('them@example.com'),
    views: view.json<{ id: string }>().id,
  };
  theirs = { ...theirs, ids };
  await worker.stop();
  const { rows: brands } = await house.db.pool.query<{ id: string }>(
    `select id from brand where key = 'hayl' and workspace_id = 'ws_default'`,
  );
  const brandIds = brands.map(({ id }) => id);
  client = await addTestPerson(house, web, { email: 'client@example.com', role: 'approver', brandIds });
  strategist = await addTestPerson(house, web, {
    email: 'limited@example.com',
    role: 'strategist',
    brandIds,
  });
  for (const brand of ['hayl', 'northlight'] as const)
    variants[brand] = (await listed(`campaigns/${campaigns[brand]}/variants`, owner))[0]?.id ?? '';
}, 90_000);
afterAll(() => test[Symbol.asyncDispose]());

/** A kit, wherever it is. */
async function kitOf(key: string): Promise<unknown> {
  const { rows: found } = await test.house.db.pool.query<{ document: unknown }>(
    'select document from brand where key = $1',
    [key],
  );
  return found[0]?.document;
}

async function idOf(email: string): Promise<string> {
  const { rows: found } = await test.house.db.pool.query<{ id: string }>(
    'select id from person where email = $1',
    [email],
  );
  return found[0]?.id ?? '';
}

async function listed(path: string, as: TestPerson): Promise<{ id: string; campaignId?: string | null }[]> {
  const answer = await test.web.inject({ url: `/api/v1/${path}`, headers: as.headers });
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json<{ items: { id: string }[] }>().items;
}

async function statusOf(url: string, as: TestPerson): Promise<number> {
  return (await test.web.inject({ url, headers: as.headers })).statusCode;
}

/** Every table of the domain with how many rows other workspaces have in it. */
async function tablesOfOthers(): Promise<{ name: string; count: number }[]> {
  const { pool } = test.house.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and column_name = 'workspace_id' and table_type = 'BASE TABLE' order by 1`,
  );
  const found = [];
  for (const { name } of tables) {
    const { rows: counted } = await pool.query<{ count: number }>(
      `select count(*)::int as count from ${name} where workspace_id = $1`,
      [theirs.workspaceId],
    );
    found.push({ name, count: counted[0]?.count ?? 0 });
  }
  return found;
}

describe('another workspace', () => {
  it('SEC-1 has nothing that can be named: every operation with an id answers as if it were not there', async () => {
    const bodies: Record<string, object> = {
      'alerts.resolve': { resolution: 'x' },
      'workspaces.changeMember': { role: 'analyst' },
      'messages.draft': { audience: 'team' },
      'messages.edit': {
        subject: 's',
        body: { situation: 's', impact: 'i', actions: [], eta: 'e', escalation: 'e', nextUpdate: 'n' },
        updatedAt: '2026-11-26T10:00:00.000Z',
      },
      'approvals.decide': { contentHash: 'a'.repeat(64), decision: 'approve' },
      'approvals.comment': { text: 'x' },
      'approvals.makeLink': { name: 'Kim', email: 'kim@client.example' },
      'brands.update': { revision: 1, document: await kitOf(theirs.ids['brands'] ?? '') },
      'brands.removeFile': { revision: 1, place: 'logo.onLight' },
      'brands.restore': { newest: 1 },
      'briefs.restore': { newest: 1 },
      'tasks.update': { revision: 1 },
      'tasks.revise': { runId: 'trn_1', texts: [{ path: 'summary', text: 'x' }], comment: 'x' },
      'sources.addPage': { about: 'x', address: 'https://halden.example/' },
      'knowledge.add': { statement: 'x y z', evidence: [{ text: 'a', source: 'b' }] },
      'knowledge.confirm': { revision: 1 },
      'knowledge.forget': { revision: 1 },
    };
    const probed = new Set<string>();
    for (const { name, method, path } of listOperations()) {
      const noun = /^\/api\/v1\/((?:models\/)?[\w-]+)\//.exec(path)?.[1] ?? '';
      const id = theirs.ids[noun];
      if (!path.includes('{') || id === undefined) continue;
      const url = path.replace('{revision}', '1').replaceAll(/\{\w+\}/g, id);
      const payload = method === 'POST' ? { payload: bodies[name] ?? {} } : {};
      const answer = await test.web.inject({ method, url, headers: owner.headers, ...payload });
      expect([name, answer.statusCode]).toEqual([name, 404]);
      expect(answer.body).not.toContain('Second');
      probed.add(noun);
    }
    expect([...probed].toSorted()).toEqual(Object.keys(theirs.ids).toSorted());
    expect(await statusOf(`/variants/${theirs.ids['variants']}/1x1.jpg`, owner)).toBe(404);
    expect(await statusOf(`/brands/${theirs.ids['brands']}/logo/onLight`, owner)).toBe(404);
    expect(await statusOf(`/task-runs/${theirs.ids['task-runs']}/${'a'.repeat(64)}.jpg`, owner)).toBe(404);
  });

  it('SEC-1 cannot be reached by ids in bodies and filters', async () => {
    const { workspaceId, ids } = theirs;
    const { rows: brands } = await test.house.db.pool.query<{ id: string }>(
      'select id from brand where workspace_id = $1',
      [workspaceId],
    );
    const payload = { email: 'x@example.com', role: 'analyst', brandIds: [brands[0]?.id ?? ''] };
    const invited = await test.web.inject({
      method: 'POST',
      url: '/api/v1/invitations',
      payload,
      headers: owner.headers,
    });
    expect(invited.json()).toMatchObject({ code: 'people.brand_unknown' });
    for (const path of [
      `alerts?campaignId=${ids['campaigns']}`,
      `messages?alertId=${ids['alerts']}`,
      `models/calls?campaignId=${ids['campaigns']}`,
      'models/calls?requestId=r',
    ])
      expect(await listed(path, owner)).toEqual([]);
    expect(await statusOf(`/api/v1/campaigns?workspace=${workspaceId}`, owner)).toBe(404);
  });

  it('SEC-1 is not found by a statement that forgets its filter, in any table', async () => {
    const tables = await tablesOfOthers();
    const filled = tables.filter(({ count }) => count > 0).map(({ name }) => name);
    expect(filled).toEqual(
      expect.arrayContaining([
        'alert',
        'api_key',
        'audit_entry',
        'brand',
        'brand_revision',
        'campaign',
        'cell',
        'event',
        'approval_policy',
        'approval_chain',
        'approval_delegation',
        'approval_link',
        'calendar_feed',
        'saved_view',
        'task',
        'task_run',
        'variant',
      ]),
    );
    const scoped = scopeDatabase(test.house.db, { workspaceId: 'ws_default', brandIds: null });
    for (const { name } of tables) {
      const seen = await rows(
        scoped,
        sql<{
          n: number;
        }>`select count(*)::int as n from ${sql.table(name)} where workspace_id <> 'ws_default'`,
      );
      expect([name, seen]).toEqual([name, [{ n: 0 }]]);
    }
    const { rows: unguarded } = await test.house.db.pool.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where a.attname = 'workspace_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity`,
    );
    expect(unguarded).toEqual([]);
  });

  it('SEC-1 is not written to by a statement that forgets its filter', async () => {
    const scoped = scopeDatabase(test.house.db, { workspaceId: 'ws_default', brandIds: null });
    const { workspaceId, ids } = theirs;
    const changed = await rows(
      scoped,
      sql`update campaign set name = 'taken over' where id = ${ids['campaigns']} returning id`,
    );
    const deleted = await rows(
      scoped,
      sql`delete from llm_budget where id = ${ids['models/budgets']} returning id`,
    );
    expect([changed, deleted]).toEqual([[], []]);
    const planted = rows(scoped, sql`insert into workspace (id, name) values ('ws_planted', 'x')`);
    await expect(planted).rejects.toMatchObject({ code: '42501' });
    const moved = rows(scoped, sql`update brand set workspace_id = ${workspaceId} where key = 'hayl'`);
    await expect(moved).rejects.toMatchObject({ code: '42501' });
    for (const table of [
      'person_credential',
      'person_second_factor',
      'person_link',
      'setup_link',
      'person_verification',
    ])
      await expect(rows(scoped, sql`select * from ${sql.table(table)}`)).rejects.toMatchObject({
        code: '42501',
      });
    await expect(rows(scoped, sql`update person set email = 'x'`)).rejects.toMatchObject({ code: '42501' });
    await expect(rows(scoped, sql`delete from audit_entry`)).rejects.toMatchObject({ code: '42501' });
  });

  it('SEC-1 does nothing at all where the scope cannot be set', async () => {
    // With a NUL in it, the statement that sets it is none.
    const broken = scopeDatabase(test.house.db, { workspaceId: 'ws\u0000', brandIds: null });
    const count = sql`select count(*)::int as n from campaign`;
    const before = await rows(test.house.db, count);
    await expect(rows(broken, sql`delete from campaign`)).rejects.toThrow('invalid message');
    await expect(withTransaction(broken, (tx) => rows(tx, sql`delete from cell`))).rejects.toThrow(
      'invalid message',
    );
    await expect(withTransaction(broken, () => Promise.resolve())).rejects.toThrow('invalid message');
    expect(await rows(test.house.db, count)).toEqual(before);
    // Connections that saw this serve the next request as well.
    const scoped = scopeDatabase(test.house.db, { workspaceId: 'ws_default', brandIds: null });
    expect(await rows(scoped, sql`select current_user as u`)).toEqual([{ u: 'aicmo_app' }]);
  });

  it('SEC-1 the scope ends with the transaction: the next one on the same connection has none of it', async () => {
    const scoped = scopeDatabase(test.house.db, { workspaceId: 'ws_default', brandIds: null });
    await withTransaction(scoped, async (tx) => {
      expect(await rows(tx, sql`select current_user as u`)).toEqual([{ u: 'aicmo_app' }]);
    });
    await expect(withTransaction(scoped, (tx) => rows(tx, sql`select 1/0`))).rejects.toThrow(
      'division by zero',
    );
    await expect(rows(scoped, sql`select 1/0`)).rejects.toThrow('division by zero');
    const asked = Array.from({ length: 30 }, () =>
      test.house.db.requestPool.query<{ u: string; w: string | null }>(
        `select current_user as u, current_setting('aicmo.workspace', true) as w`,
      ),
    );
    for (const { rows: found } of await Promise.all(asked)) {
      expect(found[0]?.u).not.toBe('aicmo_app');
      expect(found[0]?.w ?? '').toBe('');
    }
    const nobody = scopeDatabase(test.house.db, { workspaceId: '', brandIds: [] });
    expect(await rows(nobody, sql`select id from campaign`)).toEqual([]);
  });
});

describe('a person who sees one brand', () => {
  it('SEC-1 sees its campaigns, what belongs to them, and nothing else', async () => {
    for (const person of [client, strategist]) {
      expect((await listed('campaigns', person)).map(({ id }) => id)).toEqual([campaigns.hayl]);
      expect(new Set((await listed('briefs', person)).map(({ campaignId }) => campaignId))).toEqual(
        new Set([campaigns.hayl]),
      );
      const alerts = (await listed('alerts', person)).map(({ campaignId }) => campaignId);
      expect(alerts.length).toBeGreaterThan(0);
      expect(new Set(alerts)).toEqual(new Set([campaigns.hayl]));
      expect((await listed('tasks', person)).map(({ id }) => id)).toEqual([tasks.hayl.task]);
      expect((await listed('task-runs', person)).map(({ id }) => id)).toEqual([tasks.hayl.run]);
      expect(await listed('brands', person)).toHaveLength(1);
      expect(await listed('briefs/rejected', person)).toEqual([]);
      expect((await listed(`campaigns/${campaigns.hayl}/variants`, person)).length).toBeGreaterThan(0);
    }
    expect(await listed('models/calls', strategist)).toEqual([]);
    expect((await listed('campaigns', owner)).length).toBe(3);
  });

  it('SEC-1 does not find what is of other brands, under any address', async () => {
    for (const id of [campaigns.northlight, campaigns.none, 'of-northlight']) {
      for (const path of ['', '/history', '/cells', '/variants', '/heroes'])
        expect([id, path, await statusOf(`/api/v1/campaigns/${id}${path}`, client)]).toEqual([id, path, 404]);
    }
    expect(await statusOf(`/api/v1/variants/${variants.northlight}`, client)).toBe(404);
    expect(await statusOf(`/variants/${variants.northlight}/1x1.jpg`, client)).toBe(404);
    expect(await statusOf(`/variants/${variants.hayl}/1x1.jpg`, client)).toBe(200);
    for (const path of [
      `tasks/${tasks.northlight.task}`,
      `tasks/${tasks.northlight.task}/classify`,
      `task-runs/${tasks.northlight.run}`,
    ])
      expect([path, await statusOf(`/api/v1/${path}`, client)]).toEqual([path, 404]);
    expect(await statusOf(`/api/v1/tasks/${tasks.hayl.task}`, client)).toBe(200);
    expect(await statusOf('/api/v1/brands/northlight', client)).toBe(404);
    const cancel = `/api/v1/campaigns/${campaigns.northlight}/cancel`;
    const refused = await test.web.inject({ method: 'POST', url: cancel, headers: strategist.headers });
    expect(refused.statusCode).toBe(404);
  });

  it('SEC-1 sets how the days of their brand are, not those of the workspace or of another brand', async () => {
    const set = async (brandId: string): Promise<number> => {
      const request = { method: 'POST', url: '/api/v1/schedule/rules', headers: strategist.headers } as const;
      return (await test.web.inject({ ...request, payload: { brandId, rules: {} } })).statusCode;
    };
    expect([await set('hayl'), await set(''), await set('northlight')]).toEqual([200, 403, 404]);
  });

  it('SEC-1 hands in briefs of their brand, and of no other one', async () => {
    const submit = async (brief: object): Promise<[number, string?]> => {
      const text = JSON.stringify({ products: [{ name: 'Hush', benefits: ['Quiet'] }], ...brief });
      const payload = { text, fileName: 'b.json' };
      const answer = await test.web.inject({
        method: 'POST',
        url: '/api/v1/briefs',
        payload,
        headers: strategist.headers,
      });
      return answer.statusCode === 200 ? [200] : [answer.statusCode, answer.json<{ code: string }>().code];
    };
    expect(await submit({ campaign_id: 'mine', brand: 'hayl' })).toEqual([200]);
    expect(await submit({ campaign_id: 'foreign', brand: 'northlight' })).toEqual([403, 'http.out_of_scope']);
    expect(await submit({ campaign_id: 'brandless' })).toEqual([403, 'http.out_of_scope']);
    expect(await submit({ campaign_id: 'of-northlight', brand: 'hayl' })).toEqual([
      409,
      'campaigns.key_taken',
    ]);
    const { rows: kept } = await test.house.db.pool.query<{ key: string; name: string }>(
      `select key from campaign where workspace_id = 'ws_default' and key in ('mine', 'foreign', 'brandless')`,
    );
    expect(kept).toEqual([{ key: 'mine' }]);
  });
});
