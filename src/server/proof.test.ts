import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import type { Needs } from '#kernel/permission';
import { PROOF_MINUTES } from '#kernel/proof';
import { createKey } from '#modules/keys/index';
import type { OpenApiDocument } from '#platform/http/api';
import { buildWeb } from '#server/web-role';
import { openTestHouse, type TestHouse } from '#test/house';
import { type ApiOperation, listOperations } from '#test/operations';
import { addTestPerson, codeOf, cookiesOf, keyHeaders, setUpOwner, type TestPerson } from '#test/sign-in';

type Credentials = Readonly<Record<string, string>>;
type Answer = Promise<LightMyRequestResponse>;

const OPERATIONS = listOperations();
const OFF = ['SIGN_IN', 'ACCOUNT', 'API', 'ADMIN', 'METRICS', 'V1'].map((name) => [
  `AICMO_RATE_${name}`,
  'off',
]);

let house: TestHouse;
let web: FastifyInstance;
let owner: TestPerson;
/** How far the clock of the house is ahead. */
let aheadMs = 0;
const clock = { now: () => new Date(Date.now() + aheadMs) };
const waitMinutes = (minutes: number): number => (aheadMs += minutes * 60_000);

beforeAll(async () => {
  house = { ...(await openTestHouse(Object.fromEntries(OFF) as Record<string, string>)), clock };
  web = await buildWeb(house);
  owner = await setUpOwner(house, web);
});
beforeEach(() => {
  aheadMs = 0;
});
afterAll(async () => {
  await web.close();
  await house.close();
});

function post(url: string, payload: object, headers: Credentials): Answer {
  return web.inject({ method: 'POST', url: `/api/v1/${url}`, payload, headers });
}

async function signIn({ email, password }: TestPerson): Promise<{ cookie: string }> {
  return { cookie: cookiesOf(await post('sign-in', { email, password }, {})) };
}

const prove = (headers: Credentials, payload: object): Answer => post('account/proof', payload, headers);

async function outcomeOf(answer: Answer): Promise<string> {
  const { statusCode, body } = await answer;
  return statusCode === 200 ? 'done' : (JSON.parse(body) as { code: string }).code;
}

let names = 0;
const makeKey = (headers: Credentials): Promise<string> =>
  outcomeOf(post('keys', { name: `key ${++names}`, scopes: ['alerts.read'] }, headers));

/** What an operation says before it looks at its input, which is none it could take. */
const ask = ({ method, path }: ApiOperation, headers: Credentials): Promise<string> => {
  const url = path.replaceAll(/\{\w+\}/g, 'nobody');
  return outcomeOf(web.inject({ method, url, headers, ...(method === 'POST' ? { payload: {} } : {}) }));
};

let people = 0;
const newAdmin = (): Promise<TestPerson> =>
  addTestPerson(house, web, { email: `admin${++people}@example.com`, role: 'admin' });

async function addSecondFactor(person: TestPerson): Promise<{ uri: string; backupCodes: string[] }> {
  const { password, headers } = person;
  const begun = (await post('account/second-factor/begin', { password }, headers)).json<{
    uri: string;
    backupCodes: string[];
  }>();
  await post('account/second-factor/confirm', { code: codeOf(begun.uri) }, headers);
  return begun;
}

async function signInByCode(person: TestPerson, uri: string): Promise<{ cookie: string }> {
  const half = await signIn(person);
  return { cookie: cookiesOf(await post('sign-in/code', { code: codeOf(uri) }, half)) };
}

async function eventsOf(type: string, person: TestPerson): Promise<unknown[]> {
  const { rows } = await house.db.pool.query<object>(
    `select e.payload->>'by' as by, e.actor->>'kind' as kind from event e
       join person p on p.id = e.subject_id and p.id = e.actor->>'id'
      where e.type = $1 and p.email = $2 order by e.at`,
    [type, person.email],
  );
  return rows;
}

describe('what gives away lasting power', () => {
  /** These permissions hand out power over people, programs and what the workspace lets pass. */
  const LASTING = new Set<Needs>(['people.manage', 'workspace.manage', 'keys.manage', 'secrets.manage']);
  /** What may go without a proof, and why. */
  const WITHOUT: Readonly<Record<string, string>> = {
    'keys.revoke': 'takes power away, and must not wait when a key has leaked',
    'workspaces.revokeInvitation': 'takes power away, and must not wait when a link has leaked',
    'workspaces.create': 'an empty workspace gives nothing over what is there',
    'workspaces.rename': 'a name gives no power',
    'approvals.removePolicy': 'takes power away',
    'schedule.setRules': 'how days are gives no power',
    'models.removeKey': 'takes power away, and must not wait when a key has leaked',
    'accounts.signOut': 'takes power away',
    'accounts.prove': 'is the proof',
    'accounts.rename': 'a name gives no power',
    'notifications.markRead': 'changes what one person is shown',
    'notifications.choose': 'changes what one person is shown',
  };
  const isSensitive = ({ name, needs, effect }: ApiOperation): boolean =>
    effect !== 'read' &&
    (LASTING.has(needs) || needs === 'self' || /^models\..*key$/i.test(name) || /rules$/i.test(name));

  it('SEC-1 asks for a fresh proof, operation by operation; those that do not are named here with a reason', () => {
    const sensitive = OPERATIONS.filter(isSensitive);
    const unmarked = sensitive.filter(({ fresh }) => fresh === undefined).map(({ name }) => name);
    expect(unmarked.toSorted()).toEqual(Object.keys(WITHOUT).toSorted());
    const marked = OPERATIONS.filter(({ fresh }) => fresh !== undefined).map(({ name }) => name);
    expect(marked.toSorted()).toEqual([
      'accounts.beginSecondFactor',
      'accounts.changePassword',
      'accounts.confirmSecondFactor',
      'accounts.endOtherSessions',
      'accounts.endSecondFactor',
      'accounts.endSession',
      'approvals.delegate',
      'approvals.makeLink',
      'approvals.removeChain',
      'approvals.setChain',
      'approvals.setPolicy',
      'approvals.setRules',
      'keys.create',
      'models.setKey',
      'schedule.makeFeed',
      'workspaces.changeMember',
      'workspaces.invite',
      'workspaces.removeMember',
    ]);
    // The password is the proof only where the input holds it.
    const byPassword = OPERATIONS.filter(({ fresh }) => fresh === 'password').map(({ name }) => name);
    expect(byPassword.toSorted()).toEqual([
      'accounts.beginSecondFactor',
      'accounts.changePassword',
      'accounts.endSecondFactor',
    ]);
  });

  it('SEC-1 is refused in a session that is stale, before its input is looked at; all else goes on', async () => {
    const headers = await signIn(owner);
    waitMinutes(PROOF_MINUTES);
    for (const operation of OPERATIONS.filter(({ name }) => name !== 'accounts.signOut')) {
      const outcome = await ask(operation, headers);
      const isRefused = operation.fresh === true;
      expect([operation.name, outcome === 'auth.proof_needed']).toEqual([operation.name, isRefused]);
    }
  });

  it('SEC-1 is told by the OpenAPI document', async () => {
    const document = (await web.inject({ url: '/api/v1/openapi.json' })).json<OpenApiDocument>();
    const create = document.paths['/keys']?.['post'];
    expect(create?.['x-fresh']).toBe(true);
    expect(create?.description).toContain('auth.proof_needed');
    expect(document.paths['/keys']?.['get']?.['x-fresh']).toBeUndefined();
    expect(document.paths['/account/password']?.['post']?.['x-fresh']).toBe('password');
  });
});

describe('a proof', () => {
  it('SEC-1 is given by signing in, and holds for fifteen minutes by the clock of the house', async () => {
    const headers = await signIn(owner);
    expect(await makeKey(headers)).toBe('done');
    waitMinutes(PROOF_MINUTES - 0.5);
    expect(await makeKey(headers)).toBe('done');
    waitMinutes(0.5);
    const refused = await post('keys', { name: 'late', scopes: ['alerts.read'] }, headers);
    expect([refused.statusCode, refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'auth.proof_needed', details: { minutes: PROOF_MINUTES } }),
    ]);
    expect((await web.inject({ url: '/api/v1/keys', headers })).statusCode).toBe(200);
    expect(await makeKey(await signIn(owner))).toBe('done');
  });

  it('SEC-1 is given again by the password, for this session alone and for as long again', async () => {
    const [headers, other] = [await signIn(owner), await signIn(owner)];
    waitMinutes(PROOF_MINUTES + 1);
    const before = await web.inject({ url: '/api/v1/account/proof', headers });
    const ways = { byPassword: true, needsCode: false, byProvider: null };
    expect(before.json()).toEqual({ until: null, ...ways });
    const given = await prove(headers, { password: owner.password });
    const end = new Date(given.json<{ until: string }>().until).getTime();
    expect(end - clock.now().getTime()).toBeGreaterThan((PROOF_MINUTES - 1) * 60_000);
    expect(end - clock.now().getTime()).toBeLessThanOrEqual(PROOF_MINUTES * 60_000);
    expect(given.headers['set-cookie']).toBeUndefined();
    expect([await makeKey(headers), await makeKey(other)]).toEqual(['done', 'auth.proof_needed']);
    waitMinutes(PROOF_MINUTES);
    expect(await makeKey(headers)).toBe('auth.proof_needed');
  });

  it('SEC-1 is not given by a wrong password, and both outcomes are on record without it', async () => {
    const person = await newAdmin();
    waitMinutes(PROOF_MINUTES);
    expect(await outcomeOf(prove(person.headers, { password: 'not the password' }))).toBe(
      'accounts.proof_wrong',
    );
    expect(await makeKey(person.headers)).toBe('auth.proof_needed');
    expect(await eventsOf('proof.refused', person)).toEqual([{ by: 'password', kind: 'user' }]);
    expect(await eventsOf('proof.given', person)).toEqual([]);
    expect(await outcomeOf(prove(person.headers, { password: person.password }))).toBe('done');
    expect(await makeKey(person.headers)).toBe('done');
    expect(await eventsOf('proof.given', person)).toEqual([{ by: 'password', kind: 'user' }]);
    const { rows } = await house.db.pool.query<{ all: string }>(
      `select string_agg(e::text, ' ') as all from event e where type like 'proof.%'`,
    );
    expect(rows[0]?.all).not.toContain('the password');
  });

  it('SEC-1 ends with its session, and is nothing that a cookie could carry', async () => {
    const person = await newAdmin();
    const first = await signIn(person);
    await post('sign-out', {}, first);
    expect(await outcomeOf(prove(first, { password: person.password }))).toBe('auth.signed_out');
    const { rows } = await house.db.pool.query<{ count: number }>(
      `select count(*)::int from person_session s join person p on p.id = s.user_id where p.email = $1`,
      [person.email],
    );
    // The one of the invitation is left.
    expect(rows[0]?.count).toBe(1);
  });

  it('SEC-1 is not asked of keys and of the operator, who have no session', async () => {
    const [key, none] = [await keyHeaders(house, 'llm.manage'), await keyHeaders(house, 'alerts.read')];
    waitMinutes(PROOF_MINUTES * 10);
    const setKey = (headers: Credentials): Promise<string> =>
      outcomeOf(post('models/keys/openai', { key: 'sk-test-0123456789' }, headers));
    expect([await setKey(key), await setKey(none)]).toEqual(['done', 'auth.forbidden']);
    // What only people may do is no nearer to a key than before.
    expect(await makeKey(key)).toBe('auth.forbidden');
    expect(await outcomeOf(prove(key, { password: owner.password }))).toBe('auth.person_needed');
    const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
    expect((await createKey(ctx, { name: 'by hand', scopes: ['alerts.read'] })).name).toBe('by hand');
  });

  it('SEC-1 cannot be guessed: attempts count with those of sign-in, whatever sessions they come from', async () => {
    const limited = await openTestHouse({ AICMO_RATE_ACCOUNT: '5/10m', AICMO_RATE_SIGN_IN: 'off' });
    const server = await buildWeb(limited);
    try {
      const person = await setUpOwner(limited, server);
      const send = (url: string, payload: object, headers: Credentials): Answer =>
        server.inject({ method: 'POST', url: `/api/v1/${url}`, payload, headers });
      const { email, password } = person;
      const second = { cookie: cookiesOf(await send('sign-in', { email, password }, {})) };
      const statuses: number[] = [];
      for (const headers of [person.headers, second, person.headers, second, second])
        statuses.push((await send('account/proof', { password: 'a wrong one' }, headers)).statusCode);
      expect(statuses).toEqual([403, 403, 403, 403, 429]);
      const right = await send('account/proof', { password }, person.headers);
      expect(right.json()).toMatchObject({ code: 'http.rate_limited' });
      expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);
      expect((await send('sign-in', { email, password }, {})).statusCode).toBe(429);
    } finally {
      await server.close();
      await limited.close();
    }
  });
});

describe('with a second factor', () => {
  it('SEC-1 a proof needs password and code, and does not tell which of them was wrong', async () => {
    const person = await newAdmin();
    const { uri, backupCodes } = await addSecondFactor(person);
    const headers = await signInByCode(person, uri);
    waitMinutes(PROOF_MINUTES);
    const found = (await web.inject({ url: '/api/v1/account/proof', headers })).json<object>();
    expect(found).toMatchObject({ until: null, byPassword: true, needsCode: true });
    const { password } = person;
    const [backup = ''] = backupCodes;
    const bodies = new Set<string>();
    for (const given of [
      { password },
      { password, code: '000000' },
      { password: 'a wrong one', code: codeOf(uri) },
      // The password comes first: a backup code is not used up by whoever does not know it.
      { password: 'a wrong one', code: backup, kind: 'backup' },
    ]) {
      const answer = await prove(headers, given);
      const { instance: _instance, ...body } = answer.json<Record<string, unknown>>();
      bodies.add(JSON.stringify(body));
    }
    expect([...bodies].map((body) => (JSON.parse(body) as { code: string }).code)).toEqual([
      'accounts.proof_wrong',
    ]);
    expect(await makeKey(headers)).toBe('auth.proof_needed');
    expect(await outcomeOf(prove(headers, { password, code: codeOf(uri) }))).toBe('done');
    expect(await makeKey(headers)).toBe('done');
    waitMinutes(PROOF_MINUTES);
    const byBackup = { password, code: backup, kind: 'backup' };
    expect(await outcomeOf(prove(headers, byBackup))).toBe('done');
    expect(await outcomeOf(prove(headers, byBackup))).toBe('accounts.proof_wrong');
    expect((await eventsOf('proof.given', person)).slice(-2)).toEqual([
      { by: 'password and code', kind: 'user' },
      { by: 'password and backup code', kind: 'user' },
    ]);
  });

  it('SEC-1 a code alone tells nothing: beside an open session the second step of a sign-in takes none', async () => {
    const person = await newAdmin();
    const { uri, backupCodes } = await addSecondFactor(person);
    const headers = await signInByCode(person, uri);
    const [code = ''] = backupCodes;
    const given = await post('sign-in/code', { code, kind: 'backup' }, headers);
    expect(given.json()).toMatchObject({ code: 'auth.code_expired' });
    const half = await signIn(person);
    const both = { cookie: `${headers.cookie}; ${half.cookie}` };
    const whole = await post('sign-in/code', { code, kind: 'backup' }, both);
    expect(whole.json()).toEqual({ state: 'signed_in' });
    expect(cookiesOf(whole)).toContain('session_token=');
  });

  it('SEC-1 the password alone changes neither the factor nor the password in a stale session', async () => {
    const person = await newAdmin();
    const { uri } = await addSecondFactor(person);
    const headers = await signInByCode(person, uri);
    waitMinutes(PROOF_MINUTES);
    const { password } = person;
    const next = 'another long password';
    const change = (): Answer => post('account/password', { current: password, next }, headers);
    const end = (): Answer => post('account/second-factor/end', { password }, headers);
    expect([await outcomeOf(change()), await outcomeOf(end())]).toEqual([
      'auth.proof_needed',
      'auth.proof_needed',
    ]);
    await prove(headers, { password, code: codeOf(uri) });
    expect(await outcomeOf(end())).toBe('done');
  });
});

describe('without a second factor', () => {
  it('SEC-1 the password that an operation takes is the proof: it is not asked for twice', async () => {
    const person = await newAdmin();
    const { password, headers } = person;
    waitMinutes(PROOF_MINUTES);
    const begin = (given: string): Answer =>
      post('account/second-factor/begin', { password: given }, headers);
    expect(await outcomeOf(begin('not the password'))).toBe('auth.password_wrong');
    expect(await makeKey(headers)).toBe('auth.proof_needed');
    const { uri } = (await begin(password)).json<{ uri: string }>();
    const confirmed = await post('account/second-factor/confirm', { code: codeOf(uri) }, headers);
    expect(confirmed.statusCode).toBe(200);

    const second = await newAdmin();
    waitMinutes(PROOF_MINUTES);
    const next = 'another long password';
    const payload = { current: second.password, next };
    const changed = await post('account/password', payload, second.headers);
    expect(changed.statusCode).toBe(200);
    expect(await makeKey({ cookie: cookiesOf(changed) })).toBe('done');
  });
});
