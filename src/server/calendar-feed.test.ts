import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import ICAL from 'ical.js';
import { contextFor, createTask, makeFeed, putTask, removeTask } from '#flows/index';
import { importBrand } from '#modules/brands/index';
import { createLog } from '#platform/log/log';
import { smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { REPOSITORY } from '#test/server-process';
import { addTestPerson, setUpOwner, type TestPerson } from '#test/sign-in';
import { buildWeb } from './web-role.ts';

let house: TestHouse;
let web: FastifyInstance;
let owner: TestPerson;
let client: TestPerson;
const logged: string[] = [];
const tasks: Record<string, string> = {};
const RUN_AT = new Date(Date.now() + 86_400_000);

beforeAll(async () => {
  const opened = await openTestHouse({ AICMO_RATE_SIGN_IN: 'off', AICMO_RATE_ACCOUNT: 'off' });
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  house = { ...opened, log: createLog({ level: 'trace', stream }) };
  web = await buildWeb(house);
  owner = await setUpOwner(house, web);
  for (const brand of ['hayl', 'northlight']) {
    await importBrand(ctx(), { folder: `${REPOSITORY}examples/brands/${brand}` });
    const { campaignId } = await handIn(
      house,
      smallBrief({ campaign_id: `of-${brand}`, brand }),
      `${brand}.json`,
    );
    const proposed = { type: 'swot_analysis', priority: 'LOW', confidence: 1, reason: '' } as const;
    const made = await createTask(ctx(), {
      ...proposed,
      campaignId,
      title: `Work of ${brand}`,
      dependsOn: [],
    });
    await putTask(ctx(), { taskId: made.id, runAt: RUN_AT, onlyCheck: false });
    tasks[brand] = made.id;
  }
  client = await addClient('client@example.com');
}, 60_000);
afterAll(async () => {
  await web.close();
  await house.close();
});
beforeEach(() => void (logged.length = 0));

const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });

async function addClient(email: string): Promise<TestPerson> {
  const { rows } = await house.db.pool.query<{ id: string }>(`select id from brand where key = 'hayl'`);
  const brandIds = rows.map(({ id }) => id);
  return addTestPerson(house, web, { email, role: 'approver', brandIds });
}

const ask = (
  method: 'GET' | 'POST',
  url: string,
  as?: TestPerson,
  payload?: object,
): Promise<LightMyRequestResponse> =>
  web.inject({
    method,
    url,
    ...(as === undefined ? {} : { headers: as.headers }),
    ...(payload === undefined ? {} : { payload }),
  });

async function make(as: TestPerson, more: object = {}): Promise<{ id: string; path: string }> {
  const answer = await ask('POST', '/api/v1/schedule/feeds', as, { name: 'Phone', ...more });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  const { id, url } = answer.json<{ id: string; url: string }>();
  return { id, path: new URL(url).pathname };
}

const summaries = (text: string): string[] =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((event) => String(event.getFirstPropertyValue('summary')))
    .toSorted();

async function shown(path: string): Promise<string[]> {
  const answer = await ask('GET', path);
  return answer.statusCode === 200 ? summaries(answer.body) : [String(answer.statusCode)];
}

const idOf = async (email: string): Promise<string> => {
  const { rows } = await house.db.pool.query<{ id: string }>('select id from person where email = $1', [
    email,
  ]);
  return rows[0]?.id ?? '';
};

describe('a link to the calendar', () => {
  it('SCH-4 shows without a session what its maker may see, and no more', async () => {
    const all = await make(owner);
    const answer = await ask('GET', all.path);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(summaries(answer.body)).toEqual(['Work of hayl', 'Work of northlight']);
    expect(answer.body.replaceAll('\r\n ', '')).toContain(`/tasks/${tasks['hayl']}`);
    const narrow = await make(client);
    expect(await shown(narrow.path)).toEqual(['Work of hayl']);
    // Whoever is signed in sees no more by it.
    expect((await ask('GET', narrow.path, owner)).body).not.toContain('northlight');
    const ofBrand = await make(owner, { scope: 'brand', scopeId: 'northlight' });
    expect(await shown(ofBrand.path)).toEqual(['Work of northlight']);
    const ofCampaign = await make(client, { scope: 'campaign', scopeId: 'of-hayl' });
    expect(await shown(ofCampaign.path)).toEqual(['Work of hayl']);
    const foreign = { name: 'x', scope: 'campaign', scopeId: 'of-northlight' };
    expect((await ask('POST', '/api/v1/schedule/feeds', client, foreign)).statusCode).toBe(404);
  });

  it('SCH-4 is not sent again while nothing changed, and says that it was moved', async () => {
    const { path } = await make(owner, { scope: 'brand', scopeId: 'hayl' });
    const first = await ask('GET', path);
    const headers = { 'if-none-match': String(first.headers['etag']) };
    expect((await web.inject({ url: path, headers })).statusCode).toBe(304);
    const later = new Date(RUN_AT.getTime() + 3_600_000);
    await putTask(ctx(), { taskId: tasks['hayl'] ?? '', runAt: later, onlyCheck: false });
    const moved = await web.inject({ url: path, headers });
    expect(moved.statusCode).toBe(200);
    const field = (text: string, name: string): string | undefined =>
      new RegExp(`^${name}:(.*)\r$`, 'm').exec(text)?.[1];
    expect(field(moved.body, 'UID')).toBe(field(first.body, 'UID'));
    expect(Number(field(moved.body, 'SEQUENCE'))).toBe(Number(field(first.body, 'SEQUENCE')) + 1);
    await removeTask(ctx(), { taskId: tasks['hayl'] ?? '' });
    expect(await shown(path)).toEqual([]);
    await putTask(ctx(), { taskId: tasks['hayl'] ?? '', runAt: RUN_AT, onlyCheck: false });
  });

  it('SCH-4 is listed without its secret, with when it was read, and ends when it is revoked', async () => {
    const { id, path } = await make(client);
    const listed = async (as: TestPerson) =>
      (await ask('GET', '/api/v1/schedule/feeds', as)).json<{
        items: { id: string; lastReadAt: string | null; isOwn: boolean }[];
      }>().items;
    expect((await listed(client)).find((feed) => feed.id === id)).toMatchObject({
      lastReadAt: null,
      isOwn: true,
    });
    await shown(path);
    const read = (await listed(client)).find((feed) => feed.id === id);
    expect(Date.now() - Date.parse(read?.lastReadAt ?? '')).toBeLessThan(60_000);
    // Whoever runs the workspace sees it; another member does not.
    expect((await listed(owner)).find((feed) => feed.id === id)).toMatchObject({ isOwn: false });
    const other = await addTestPerson(house, web, { email: 'other@example.com', role: 'strategist' });
    expect(await listed(other)).toEqual([]);
    expect((await ask('POST', `/api/v1/schedule/feeds/${id}/revoke`, other, {})).statusCode).toBe(404);
    expect((await ask('POST', `/api/v1/schedule/feeds/${id}/revoke`, owner, {})).statusCode).toBe(200);
    expect(await shown(path)).toEqual(['404']);
    expect((await listed(client)).map((feed) => feed.id)).not.toContain(id);
  });

  it('SCH-4 its secret stands in no log, no event, no audit entry and no table', async () => {
    const { path } = await make(owner);
    const secret = path.slice('/calendar/'.length, -'.ics'.length);
    expect(secret).toMatch(/^[\w-]{43}$/);
    await shown(path);
    await shown(path.replace('.ics', 'x.ics'));
    await house.db.pool.query('alter table calendar_feed rename to away');
    expect(await shown(path)).toEqual(['500']);
    await house.db.pool.query('alter table away rename to calendar_feed');
    expect(logged.join('')).toContain('request failed');
    expect(logged.join('')).not.toContain(secret);
    for (const table of ['calendar_feed', 'event', 'audit_entry'])
      expect(
        (await house.db.pool.query(`select 1 from ${table} t where t::text like $1`, [`%${secret}%`]))
          .rowCount,
      ).toBe(0);
  });

  it('SCH-4 an address that is no link, or has another form, is answered like one that was revoked', async () => {
    for (const name of [
      'x.ics',
      `${'a'.repeat(43)}.ics`,
      'a'.repeat(43),
      '%00.ics',
      `${'a'.repeat(280)}.ics`,
    ]) {
      const answer = await ask('GET', `/calendar/${name}`);
      expect([name, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        name,
        404,
        'schedule.feed_gone',
      ]);
      expect(answer.body).not.toContain('aaaa');
    }
  });

  it('SCH-4 is counted by the address it is read from', async () => {
    const { path } = await make(owner);
    const answer = await ask('GET', path);
    expect(answer.headers['ratelimit-policy']).toContain('"api"');
  });
});

describe('the rights of its maker', () => {
  it('SCH-4 are asked at each reading: narrowed, then removed, then back without the old link', async () => {
    const email = 'leaves@example.com';
    const person = await addTestPerson(house, web, { email, role: 'strategist' });
    const all = await make(person);
    const ofOther = await make(person, { scope: 'brand', scopeId: 'northlight' });
    expect(await shown(all.path)).toEqual(['Work of hayl', 'Work of northlight']);
    const { rows } = await house.db.pool.query<{ id: string }>(`select id from brand where key = 'hayl'`);
    const id = await idOf(email);
    const change = (payload: object) => ask('POST', `/api/v1/people/${id}`, owner, payload);
    expect((await change({ role: 'approver', brandIds: rows.map((row) => row.id) })).statusCode).toBe(200);
    expect([await shown(all.path), await shown(ofOther.path)]).toEqual([['Work of hayl'], ['404']]);
    expect((await ask('POST', `/api/v1/people/${id}/remove`, owner, {})).statusCode).toBe(200);
    expect([await shown(all.path), await shown(ofOther.path)]).toEqual([['404'], ['404']]);
    await house.db.pool.query(
      `insert into member (workspace_id, user_id, role, created_at, created_by) values ('ws_default', $1, 'owner', now(), '{"kind":"operator","via":"cli"}')`,
      [id],
    );
    expect(await shown(all.path)).toEqual(['404']);
  });

  it('SCH-4 a key makes none, the operator at the machine does, and nobody makes more than fifty', async () => {
    const key = {
      ...ctx(),
      baseUrl: 'http://localhost',
      actor: { kind: 'apiKey', id: 'k', name: 'k', scopes: ['tasks.read'] },
    } as const;
    await expect(makeFeed(key, { name: 'x', scope: 'workspace', scopeId: '' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    const made = await makeFeed(
      { ...ctx(), baseUrl: 'http://localhost' },
      { name: 'x', scope: 'workspace', scopeId: '' },
    );
    expect(await shown(new URL(made.url).pathname)).toHaveLength(2);
    const many = await addTestPerson(house, web, { email: 'many@example.com', role: 'analyst' });
    for (let n = 0; n < 50; n++) await make(many);
    const refused = await ask('POST', '/api/v1/schedule/feeds', many, { name: 'x' });
    expect([refused.statusCode, refused.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'schedule.feeds_full' }),
    ]);
  });
});
