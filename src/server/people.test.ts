import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importKit } from '#test/kits';
import { addTestPerson, cookiesOf, setUpOwner, TEST_PASSWORD, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

let test: WebHouse;
let owner: TestPerson;
let admin: TestPerson;
let ownerId = '';
beforeAll(async () => {
  test = await openWebHouse({ AICMO_RATE_SIGN_IN: 'off', AICMO_RATE_ACCOUNT: 'off' }, { signIn: false });
  owner = await setUpOwner(test.house, test.web);
  admin = await addTestPerson(test.house, test.web, { email: 'admin@example.com', role: 'admin' });
  ownerId = await idOf(owner);
});
afterAll(() => test[Symbol.asyncDispose]());

function post(url: string, payload: object, as?: TestPerson): Promise<LightMyRequestResponse> {
  const headers = as?.headers ?? {};
  return test.web.inject({ method: 'POST', url: `/api/v1/${url}`, payload, headers });
}

async function codeOf(answer: Promise<LightMyRequestResponse>): Promise<string> {
  const { statusCode, body } = await answer;
  return statusCode === 200 ? 'done' : (JSON.parse(body) as { code: string }).code;
}

async function idOf(person: TestPerson): Promise<string> {
  const answer = await test.web.inject({ url: '/api/v1/account', headers: person.headers });
  return answer.json<{ person: { id: string } }>().person.id;
}

async function inviteAs(person: TestPerson, email: string, role = 'analyst'): Promise<string> {
  const answer = await post('invitations', { email, role }, person);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ link: string }>().link.split('#')[1] ?? '';
}

const newAccount = { name: 'Nora New', password: TEST_PASSWORD };

describe('an invitation', () => {
  it('SEC-1 makes an account of exactly the invited address, once, with the role it names', async () => {
    const token = await inviteAs(admin, 'Nora@Example.com', 'strategist');
    const shown = await post('invitations/show', { token });
    expect(shown.json()).toMatchObject({ email: 'nora@example.com', role: 'strategist', hasAccount: false });
    expect(await codeOf(post('invitations/accept', { token }))).toBe('invitations.incomplete');
    const accepted = await post('invitations/accept', {
      token,
      ...newAccount,
      email: 'evil@example.com',
      role: 'owner',
    });
    expect(accepted.statusCode).toBe(200);
    const account = await test.web.inject({
      url: '/api/v1/account',
      headers: { cookie: cookiesOf(accepted) },
    });
    expect(account.json()).toMatchObject({
      person: { name: 'Nora New', email: 'nora@example.com' },
      memberships: [{ role: 'strategist', brandIds: null }],
    });
    expect(await codeOf(post('invitations/accept', { token, ...newAccount }))).toBe('invitations.unknown');
  });

  it('SEC-1 is not accepted by another person, nor by whoever has the link where the address has an account', async () => {
    const made = await post('workspaces', { name: 'Second' }, owner);
    const workspaceId = made.json<{ id: string }>().id;
    const invited = await test.web.inject({
      method: 'POST',
      url: '/api/v1/invitations',
      payload: { email: admin.email, role: 'analyst' },
      headers: { ...owner.headers, 'x-aicmo-workspace': workspaceId },
    });
    const token = invited.json<{ link: string }>().link.split('#')[1] ?? '';
    expect(await codeOf(post('invitations/accept', { token, ...newAccount }))).toBe('invitations.sign_in');
    expect(await codeOf(post('invitations/accept', { token }, owner))).toBe('invitations.other_person');
    expect(await codeOf(post('invitations/accept', { token }, admin))).toBe('done');
    const account = await test.web.inject({ url: '/api/v1/account', headers: admin.headers });
    const { memberships } = account.json<{ memberships: { workspaceId: string; role: string }[] }>();
    expect(memberships.map(({ role }) => role)).toEqual(['admin', 'analyst']);
    const inSecond = { ...admin.headers, 'x-aicmo-workspace': workspaceId };
    expect((await test.web.inject({ url: '/api/v1/keys', headers: inSecond })).statusCode).toBe(403);
    expect((await test.web.inject({ url: '/api/v1/keys', headers: admin.headers })).statusCode).toBe(200);
  });

  it('SEC-1 ends when it is taken back, when it is too old, and when a member is invited there is none', async () => {
    const token = await inviteAs(owner, 'gone@example.com');
    expect(await codeOf(post('invitations', { email: 'gone@example.com', role: 'admin' }, owner))).toBe(
      'invitations.pending',
    );
    const list = await test.web.inject({ url: '/api/v1/invitations', headers: owner.headers });
    const { items } = list.json<{ items: { id: string; email: string }[] }>();
    expect(JSON.stringify(items)).not.toContain(token);
    const id = items.find(({ email }) => email === 'gone@example.com')?.id ?? '';
    expect(await codeOf(post(`invitations/${id}/revoke`, {}, owner))).toBe('done');
    expect(await codeOf(post('invitations/accept', { token, ...newAccount }))).toBe('invitations.unknown');
    const late = await inviteAs(owner, 'gone@example.com');
    await test.house.db.pool.query(
      `update invitation set expires_at = now() - interval '1 second' where email = 'gone@example.com'`,
    );
    expect(await codeOf(post('invitations/accept', { token: late, ...newAccount }))).toBe(
      'invitations.unknown',
    );
    expect(await codeOf(post('invitations', { email: 'gone@example.com', role: 'analyst' }, owner))).toBe(
      'done',
    );
    expect(await codeOf(post('invitations', { email: admin.email, role: 'owner' }, owner))).toBe(
      'people.member_already',
    );
  });

  it('SEC-1 of several who accept it at once, one is let in', async () => {
    const token = await inviteAs(owner, 'race@example.com');
    const codes = await Promise.all(
      [1, 2, 3].map(() => codeOf(post('invitations/accept', { token, ...newAccount }))),
    );
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  });
});

describe('who may make whom', () => {
  it('SEC-1 admins make no owners, change none and remove none, and nobody raises themselves', async () => {
    const adminId = await idOf(admin);
    expect(await codeOf(post('invitations', { email: 'o@example.com', role: 'owner' }, admin))).toBe(
      'people.owner_needed',
    );
    expect(await codeOf(post(`people/${adminId}`, { role: 'owner' }, admin))).toBe('people.owner_needed');
    expect(await codeOf(post(`people/${ownerId}`, { role: 'analyst' }, admin))).toBe('people.owner_needed');
    expect(await codeOf(post(`people/${ownerId}/remove`, {}, admin))).toBe('people.owner_needed');
    const analyst = await addTestPerson(test.house, test.web, {
      email: 'analyst@example.com',
      role: 'analyst',
    });
    expect(await codeOf(post(`people/${await idOf(analyst)}`, { role: 'admin' }, analyst))).toBe(
      'auth.forbidden',
    );
  });

  it('SEC-1 a workspace keeps an owner, also when two leave at once', async () => {
    expect(await codeOf(post(`people/${ownerId}/remove`, {}, owner))).toBe('people.last_owner');
    expect(await codeOf(post(`people/${ownerId}`, { role: 'admin' }, owner))).toBe('people.last_owner');
    const second = await addTestPerson(test.house, test.web, { email: 'second@example.com', role: 'owner' });
    const codes = await Promise.all([
      codeOf(post(`people/${ownerId}`, { role: 'admin' }, owner)),
      codeOf(post(`people/${await idOf(second)}`, { role: 'admin' }, second)),
    ]);
    expect(codes.toSorted()).toEqual(['done', 'people.last_owner']);
    const { rows } = await test.house.db.pool.query(
      `select 1 from member where role = 'owner' and workspace_id = 'ws_default'`,
    );
    expect(rows).toHaveLength(1);
    const left = codes[0] === 'done' ? second : owner;
    await post(`people/${ownerId}`, { role: 'owner' }, left);
  });

  it('SEC-1 brands limit those who work on brands, and only brands that are there', async () => {
    await importKit(test.house);
    const { rows } = await test.house.db.pool.query<{ id: string }>('select id from brand');
    const brandIds = rows.map(({ id }) => id);
    const email = 'client@example.com';
    const invite = (given: object): Promise<string> =>
      codeOf(post('invitations', { email, ...given }, owner));
    expect(await invite({ role: 'admin', brandIds })).toBe('people.brands_of_role');
    expect(await invite({ role: 'approver', brandIds: ['brd_none'] })).toBe('people.brand_unknown');
    expect(await invite({ role: 'approver', brandIds: [] })).toBe('http.input_invalid');
    expect(await invite({ role: 'approver', brandIds })).toBe('done');
  });

  it('SEC-1 people are listed page by page, without what they sign in with', async () => {
    const seen: string[] = [];
    const read = async (after: string): Promise<{ items: { email: string }[]; next?: string }> => {
      const url = `/api/v1/people?limit=3${after === '' ? '' : `&after=${after}`}`;
      return (await test.web.inject({ url, headers: owner.headers })).json();
    };
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = await read(next);
      seen.push(...page.items.map(({ email }) => email));
      expect(Object.keys(page.items[0] ?? {}).toSorted()).toEqual([
        'brandIds',
        'email',
        'hasSecondFactor',
        'joinedAt',
        'lastSeenAt',
        'name',
        'personId',
        'role',
      ]);
      next = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([admin.email, 'nora@example.com']));
  });
});
