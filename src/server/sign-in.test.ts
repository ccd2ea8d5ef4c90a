import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { makePasswordLink } from '#modules/accounts/index';
import { makeSetupLink } from '#modules/workspaces/index';
import { addTestPerson, codeOf, cookiesOf, setUpOwner, TEST_PASSWORD, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

let test: WebHouse;
let owner: TestPerson;
beforeAll(async () => {
  test = await openWebHouse({ AICMO_RATE_SIGN_IN: 'off', AICMO_RATE_ACCOUNT: '60/1m' }, { signIn: false });
  owner = await setUpOwner(test.house, test.web);
});
afterAll(() => test[Symbol.asyncDispose]());

const operator = () => contextFor(test.house, { kind: 'operator', via: 'cli' });

function post(
  url: string,
  payload: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<LightMyRequestResponse> {
  return test.web.inject({ method: 'POST', url: `/api/v1/${url}`, payload, headers });
}

function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
  return test.web.inject({ method: 'GET', url: `/api/v1/${url}`, headers });
}

const signIn = (email: string, password: string, headers = {}): Promise<LightMyRequestResponse> =>
  post('sign-in', { email, password }, headers);

const isSignedIn = async (cookie: string): Promise<boolean> =>
  (await get('account', { cookie })).statusCode === 200;

let count = 0;
const newPerson = (): Promise<TestPerson> =>
  addTestPerson(test.house, test.web, { email: `person${++count}@example.com`, role: 'strategist' });

describe('the first start', () => {
  it('SEC-1 makes the first account by a link that works once, and only the newest one', async () => {
    await using fresh = await openWebHouse({}, { signIn: false });
    const ctx = contextFor(fresh.house, { kind: 'operator', via: 'cli' });
    const ways = await fresh.web.inject({ url: '/api/v1/sign-in/ways' });
    expect(ways.json()).toEqual({ setupNeeded: true, provider: null });
    const first = await makeSetupLink(ctx);
    const second = await makeSetupLink(ctx);
    const person = {
      workspaceName: 'Hayl',
      name: 'Olga',
      email: ' Olga@Example.com ',
      password: TEST_PASSWORD,
    };
    const setUp = (token: string | undefined): Promise<LightMyRequestResponse> =>
      fresh.web.inject({ method: 'POST', url: '/api/v1/set-up', payload: { ...person, token } });
    const codes = [];
    for (const token of [first?.token, 'x'.repeat(43), second?.token, second?.token]) {
      const answer = await setUp(token);
      codes.push(answer.statusCode === 200 ? 'done' : answer.json<{ code: string }>().code);
    }
    expect(codes).toEqual([
      'workspaces.setup_link_invalid',
      'workspaces.setup_link_invalid',
      'done',
      'workspaces.setup_done',
    ]);
    expect(await makeSetupLink(ctx)).toBeUndefined();
    const { rows } = await fresh.house.db.pool.query<object>(
      `select p.email, m.role, w.name from person p join member m on m.user_id = p.id join workspace w on w.id = m.workspace_id`,
    );
    expect(rows).toEqual([{ email: 'olga@example.com', role: 'owner', name: 'Hayl' }]);
  });

  it('SEC-1 of several who use the link at once, one makes the account', async () => {
    await using fresh = await openWebHouse({}, { signIn: false });
    const link = await makeSetupLink(contextFor(fresh.house, { kind: 'operator', via: 'cli' }));
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => {
        const person = { workspaceName: 'w', name: 'n', email: `n${n}@example.com`, password: TEST_PASSWORD };
        return fresh.web.inject({
          method: 'POST',
          url: '/api/v1/set-up',
          payload: { ...person, token: link?.token },
        });
      }),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    const { rows } = await fresh.house.db.pool.query('select 1 from person');
    expect(rows).toHaveLength(1);
  });
});

describe('a session', () => {
  it('SEC-1 is a cookie that only this host, only HTTPS, and no script gets', async () => {
    const answer = await signIn(owner.email, owner.password);
    expect(answer.json()).toEqual({ state: 'signed_in' });
    const lines = [answer.headers['set-cookie']].flat();
    const line = lines.find((found) => found?.startsWith('__Host-aicmo.session_token='));
    expect(line).toMatch(/; Path=\/(;|$)/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax']) expect(line).toContain(attribute);
    expect(line).not.toContain('Domain');
    // 32 characters of letters and digits: 190 bits.
    expect(line).toMatch(/session_token=[A-Za-z0-9]{32}\./);
  });

  it('SEC-1 gets a new token at every sign-in, whatever cookie the browser brought (fixation)', async () => {
    const before = cookiesOf(await signIn(owner.email, owner.password));
    const after = cookiesOf(await signIn(owner.email, owner.password, { cookie: before }));
    expect(after).not.toBe(before);
    const planted = '__Host-aicmo.session_token=attackers-choice.c2lnbmF0dXJl';
    const answer = await signIn(owner.email, owner.password, { cookie: planted });
    expect(cookiesOf(answer)).not.toContain('attackers-choice');
    expect(await isSignedIn(planted)).toBe(false);
  });

  it('SEC-1 with a changed signature is none, and an unsigned token is none', async () => {
    const cookie = cookiesOf(await signIn(owner.email, owner.password));
    expect(await isSignedIn(cookie)).toBe(true);
    expect(await isSignedIn(cookie.replace(/.{6}$/, 'AAAAAA'))).toBe(false);
    const { rows } = await test.house.db.pool.query<{ token: string }>(
      'select token from person_session limit 1',
    );
    expect(await isSignedIn(`__Host-aicmo.session_token=${rows[0]?.token ?? ''}`)).toBe(false);
  });

  it('SEC-1 ends at sign-out, and what was copied of it with it', async () => {
    const cookie = cookiesOf(await signIn(owner.email, owner.password));
    expect((await post('sign-out', {}, { cookie })).statusCode).toBe(200);
    expect(await isSignedIn(cookie)).toBe(false);
  });

  it('SEC-1 is listed with browser and time, and can be ended from another one; others cannot end it', async () => {
    const person = await newPerson();
    const other = cookiesOf(await signIn(person.email, person.password, { 'user-agent': 'Telephone' }));
    const { items } = (await get('account/sessions', person.headers)).json<{
      items: { id: string; isThis: boolean; browser: string | null }[];
    }>();
    expect(items.map(({ isThis, browser }) => [isThis, browser])).toContainEqual([false, 'Telephone']);
    expect(items.filter(({ isThis }) => isThis)).toHaveLength(1);
    const id = items.find(({ isThis }) => !isThis)?.id ?? '';
    const stranger = await post(`account/sessions/${id}/end`, {}, owner.headers);
    expect(stranger.json()).toMatchObject({ code: 'accounts.session_unknown', status: 404 });
    expect((await post(`account/sessions/${id}/end`, {}, person.headers)).statusCode).toBe(200);
    expect([await isSignedIn(other), await isSignedIn(person.headers.cookie)]).toEqual([false, true]);
    for (let n = 0; n < 3; n++) await signIn(person.email, person.password);
    expect((await post('account/sessions/end-others', {}, person.headers)).json()).toEqual({ ended: 3 });
  });

  it('SEC-1 ends when it is not used, and in any case after thirty days', async () => {
    const person = await newPerson();
    const cookie = cookiesOf(await signIn(person.email, person.password));
    const set = (column: string, value: string): Promise<unknown> =>
      test.house.db.pool.query(
        `update person_session set ${column} = now() + $1::interval where user_id = (select id from person where email = $2)`,
        [value, person.email],
      );
    await set('created_at', '-29 days');
    expect(await isSignedIn(cookie)).toBe(true);
    await set('created_at', '-31 days');
    expect(await isSignedIn(cookie)).toBe(false);
    await set('created_at', '-1 day');
    await set('expires_at', '-1 second');
    expect(await isSignedIn(cookie)).toBe(false);
  });

  it('SEC-1 lasts longer by being used, which is noted once an hour; what it says of the person is the same', async () => {
    const { email, headers } = await newPerson();
    const sessionOf = `from person_session where user_id = (select id from person where email = $1)`;
    const end = async (): Promise<number> => {
      const { rows } = await test.house.db.pool.query<{ at: Date }>(`select expires_at as at ${sessionOf}`, [
        email,
      ]);
      return rows[0]?.at.getTime() ?? 0;
    };
    const first = await get('account', headers);
    expect(first.headers['set-cookie']).toBeUndefined();
    const before = await end();
    await test.house.db.pool.query(
      `update person_session set expires_at = expires_at - interval '61 minutes' where user_id = (select id from person where email = $1)`,
      [email],
    );
    const later = await get('account', headers);
    expect(String(later.headers['set-cookie'])).toContain('__Host-aicmo.session_token=');
    expect(later.json()).toEqual(first.json());
    expect(await end()).toBeGreaterThanOrEqual(before);
    expect((await get('account', { cookie: cookiesOf(later) })).json()).toEqual(first.json());
  });

  it('SEC-1 is none for a cookie that cannot be read, nor one that comes twice with another value first', async () => {
    const { cookie } = (await newPerson()).headers;
    for (const broken of ['%', '%E0%A4%A', '.', 'x.', '"', ''])
      expect(await isSignedIn(`__Host-aicmo.session_token=${broken}`)).toBe(false);
    expect(await isSignedIn(`__Host-aicmo.session_token=other.c2ln; ${cookie}`)).toBe(false);
    expect(await isSignedIn(`theme=dark; ${cookie}; other=1`)).toBe(true);
  });
});

describe('a password', () => {
  it('SEC-1 that is wrong and an address that nobody has are told apart by nothing', async () => {
    const seconds: Record<string, number[]> = { known: [], unknown: [] };
    const bodies = new Set<string>();
    for (let n = 0; n < 6; n++) {
      for (const [kind, email] of [
        ['known', owner.email],
        ['unknown', `nobody${n}@example.com`],
      ] as const) {
        const start = performance.now();
        const answer = await signIn(email, 'not the password');
        seconds[kind]?.push(performance.now() - start);
        expect(answer.statusCode).toBe(401);
        const { instance: _instance, ...body } = answer.json<Record<string, unknown>>();
        bodies.add(JSON.stringify(body));
      }
    }
    expect(bodies.size).toBe(1);
    const fastest = (kind: string): number => Math.min(...(seconds[kind] ?? []));
    // Both are hashed: without that the unknown one would take a hundredth of the time.
    expect(fastest('unknown')).toBeGreaterThan(fastest('known') / 3);
  });

  it('SEC-1 is changed with the one in use; other sessions end, and this one gets a new token', async () => {
    const person = await newPerson();
    const other = cookiesOf(await signIn(person.email, person.password));
    const next = 'another long password';
    const wrong = await post('account/password', { current: 'wrong one here', next }, person.headers);
    expect(wrong.json()).toMatchObject({ code: 'auth.password_wrong' });
    const short = await post('account/password', { current: person.password, next: 'short' }, person.headers);
    expect(short.json()).toMatchObject({ code: 'http.input_invalid' });
    const changed = await post('account/password', { current: person.password, next }, person.headers);
    expect(changed.statusCode).toBe(200);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(person.headers.cookie)).toBe(false);
    expect(await isSignedIn(cookiesOf(changed))).toBe(true);
    expect((await signIn(person.email, person.password)).statusCode).toBe(401);
    expect((await signIn(person.email, next)).statusCode).toBe(200);
  });

  it('SEC-1 that was forgotten is set by a link of the operator, once; every session ends', async () => {
    const person = await newPerson();
    const { token: first } = await makePasswordLink(operator(), { email: person.email });
    const { token } = await makePasswordLink(operator(), { email: person.email });
    const set = (given: string): Promise<LightMyRequestResponse> =>
      post('sign-in/new-password', { token: given, password: 'a new long password' });
    expect((await set(first)).json()).toMatchObject({ code: 'accounts.link_invalid' });
    expect((await set(token)).statusCode).toBe(200);
    expect((await set(token)).statusCode).toBe(404);
    expect(await isSignedIn(person.headers.cookie)).toBe(false);
    expect((await signIn(person.email, 'a new long password')).statusCode).toBe(200);
    const { rows } = await test.house.db.pool.query<{ text: string }>(
      'select person_link::text as text from person_link',
    );
    expect(rows.map(({ text }) => text).join()).not.toContain(token);
  });
});

describe('guessing', () => {
  it('SEC-1 on one account stops after its limit, from whatever addresses it comes', async () => {
    const env = { AICMO_RATE_ACCOUNT: '5/10m', AICMO_TRUSTED_PROXIES: '127.0.0.1' };
    await using fresh = await openWebHouse(env, { signIn: false });
    const person = await setUpOwner(fresh.house, fresh.web);
    const guess = (n: number, email = person.email): Promise<LightMyRequestResponse> =>
      fresh.web.inject({
        method: 'POST',
        url: '/api/v1/sign-in',
        payload: { email, password: `guess number ${n}` },
        headers: { 'x-forwarded-for': `198.51.${n >> 8}.${n & 255}` },
      });
    const statuses = [];
    for (let n = 0; n < 1000; n += 40) statuses.push((await guess(n)).statusCode);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    // The right password does not get through either, and says when it will.
    const right = await fresh.web.inject({
      method: 'POST',
      url: '/api/v1/sign-in',
      payload: { email: person.email, password: person.password },
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    expect(right.statusCode).toBe(429);
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
    expect((await guess(1, 'other@example.com')).statusCode).toBe(401);
  });

  it('SEC-1 from one address stops as well, whatever accounts it tries', async () => {
    await using fresh = await openWebHouse({ AICMO_RATE_SIGN_IN: '4/10m' }, { signIn: false });
    const statuses = [];
    for (let n = 0; n < 6; n++) {
      const payload = { email: `n${n}@example.com`, password: 'whatever it is' };
      const answer = await fresh.web.inject({ method: 'POST', url: '/api/v1/sign-in', payload });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 429, 429]);
  });
});

describe('a second factor', () => {
  it('SEC-1 is asked for once it is confirmed; neither a wrong nor an old code opens', async () => {
    const person = await newPerson();
    const wrong = await post('account/second-factor/begin', { password: 'not the password' }, person.headers);
    expect(wrong.json()).toMatchObject({ code: 'auth.password_wrong' });
    const begun = await post('account/second-factor/begin', { password: person.password }, person.headers);
    const { uri, backupCodes } = begun.json<{ uri: string; backupCodes: string[] }>();
    expect((await signIn(person.email, person.password)).json()).toEqual({ state: 'signed_in' });
    const confirm = (code: string): Promise<LightMyRequestResponse> =>
      post('account/second-factor/confirm', { code }, person.headers);
    expect((await confirm('000000')).json()).toMatchObject({ code: 'auth.code_wrong' });
    expect((await confirm(codeOf(uri))).statusCode).toBe(200);

    const half = await signIn(person.email, person.password);
    expect(half.json()).toEqual({ state: 'second_factor' });
    const cookie = cookiesOf(half);
    expect(cookie).not.toContain('session_token');
    expect(await isSignedIn(cookie)).toBe(false);
    expect((await post('sign-in/code', { code: '000000' }, { cookie })).statusCode).toBe(401);
    expect((await post('sign-in/code', { code: codeOf(uri, -20) }, { cookie })).statusCode).toBe(401);
    const whole = await post('sign-in/code', { code: codeOf(uri) }, { cookie });
    expect(whole.json()).toEqual({ state: 'signed_in' });
    expect(await isSignedIn(cookiesOf(whole))).toBe(true);
    const used = await post('sign-in/code', { code: codeOf(uri) }, { cookie });
    expect(used.json()).toMatchObject({ code: 'auth.code_expired' });

    const [backup = ''] = backupCodes;
    const byBackup = async (): Promise<number> => {
      const again = cookiesOf(await signIn(person.email, person.password));
      return (await post('sign-in/code', { code: backup, kind: 'backup' }, { cookie: again })).statusCode;
    };
    expect([await byBackup(), await byBackup()]).toEqual([200, 401]);
  });

  it('SEC-1 cannot be guessed: after five wrong codes the sign-in begins anew, after ten the factor is locked', async () => {
    const person = await newPerson();
    const begun = await post('account/second-factor/begin', { password: person.password }, person.headers);
    const { uri } = begun.json<{ uri: string }>();
    await post('account/second-factor/confirm', { code: codeOf(uri) }, person.headers);
    const codes: string[] = [];
    for (let round = 0; round < 3; round++) {
      const cookie = cookiesOf(await signIn(person.email, person.password));
      for (let n = 0; n < 6; n++) {
        const answer = await post('sign-in/code', { code: `00000${n}` }, { cookie });
        codes.push(answer.json<{ code: string }>().code);
      }
    }
    expect(codes.slice(0, 6)).toEqual([...Array<string>(5).fill('auth.code_wrong'), 'auth.code_expired']);
    const cookie = cookiesOf(await signIn(person.email, person.password));
    const right = await post('sign-in/code', { code: codeOf(uri) }, { cookie });
    expect(right.json()).toMatchObject({ code: 'auth.second_factor_locked', status: 429 });
  });
});

describe('requests of other sites', () => {
  it('SEC-1 that come with the cookie of a signed-in person change nothing (CSRF)', async () => {
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'http://localhost:9999' },
    ];
    const paths = ['workspace/name', 'sign-out', 'briefs', 'keys', 'account/password', 'sign-in'];
    for (const headers of foreign) {
      for (const path of paths) {
        for (const type of ['application/json', 'text/plain']) {
          const answer = await test.web.inject({
            method: 'POST',
            url: `/api/v1/${path}`,
            payload: '{"name":"taken over"}',
            headers: { ...owner.headers, ...headers, 'content-type': type },
          });
          expect([path, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
            path,
            403,
            'http.foreign',
          ]);
        }
      }
    }
    expect(await isSignedIn(owner.headers.cookie)).toBe(true);
  });
});

describe('the sign-in library', () => {
  it('SEC-1 has no address of its own: what its advisories were about cannot be reached', async () => {
    const paths = [
      'sign-up/email',
      'sign-in/email',
      'sign-in/social',
      'callback/google',
      'get-session',
      'update-user',
      'delete-user',
      'change-email',
      'set-password',
      'link-social',
      'api-key/create',
      'admin/set-role',
      'admin/impersonate-user',
      'organization/create',
      'organization/invite-member',
      'organization/accept-invitation',
      'sso/register',
      'oauth2/register',
      'oauth2/consent',
      'mcp/register',
      'two-factor/enable',
      'two-factor/get-totp-uri',
      'two-factor/generate-backup-codes',
      'one-time-token/generate',
      'device/code',
      'reset-password',
      'revoke-sessions',
    ];
    for (const prefix of ['/api/auth/', '/api/v1/auth/', '/auth/']) {
      for (const path of paths) {
        const answer = await test.web.inject({
          method: 'POST',
          url: prefix + path,
          payload: { email: 'x@example.com', password: TEST_PASSWORD, name: 'x', userId: 'usr_1' },
          headers: owner.headers,
        });
        expect([prefix + path, answer.statusCode]).toEqual([prefix + path, 404]);
      }
    }
  });

  it('SEC-1 makes no key and no account for who is not signed in, nor for another user by naming them', async () => {
    const named = { name: 'x', scopes: ['llm.use'], userId: 'usr_1', role: 'owner', workspaceId: 'ws_x' };
    expect((await post('keys', named)).json()).toMatchObject({ code: 'auth.signed_out', status: 401 });
    expect((await post('invitations', { email: 'x@example.com', role: 'owner' })).statusCode).toBe(401);
    const made = await post('keys', named, owner.headers);
    const { rows } = await test.house.db.pool.query<object>(
      `select workspace_id, created_by->>'kind' as kind from api_key where id = $1`,
      [made.json<{ id: string }>().id],
    );
    expect(rows).toEqual([{ workspace_id: 'ws_default', kind: 'user' }]);
  });
});
