import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IdentityPeer, openIdentityPeer } from '#test/identity-peer';
import { cookiesOf, setUpOwner, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

const PUBLIC = 'https://aicmo.example.com';
const HOST = { host: 'aicmo.example.com' };

let test: WebHouse;
let peer: IdentityPeer;
let owner: TestPerson;

beforeAll(async () => {
  peer = await openIdentityPeer(PUBLIC);
  test = await openWebHouse({ ...peer.env, AICMO_RATE_SIGN_IN: 'off' }, { signIn: false });
  owner = await setUpOwner(test.house, test.web);
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  peer.close();
});

function get(url: string, cookie = ''): Promise<LightMyRequestResponse> {
  return test.web.inject({ method: 'GET', url, headers: { ...HOST, cookie, accept: 'application/json' } });
}

/** Follows the browser's way from us to the provider, through it, and to our callback, which is not asked yet. */
async function travel(
  subject: string,
  { from = '/sign-in/provider', cookie: brought = '', drop = [] as string[] } = {},
): Promise<{ callback: URL; cookie: string }> {
  const begun = await get(from, brought);
  expect(begun.statusCode).toBe(302);
  let url = new URL(String(begun.headers.location));
  url.searchParams.set('login_hint', subject);
  for (const name of drop) url.searchParams.delete(name);
  const jar = new Map<string, string>();
  for (let hop = 0; hop < 10 && url.origin === peer.issuer; hop++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`${url.href}: ${answer.status} ${await answer.text()}`);
    url = new URL(location, url);
  }
  return { callback: url, cookie: cookiesOf(begun) };
}

async function signInAs(subject: string): Promise<LightMyRequestResponse> {
  const { callback, cookie } = await travel(subject);
  return get(callback.pathname + callback.search, cookie);
}

async function accountOf(answer: LightMyRequestResponse): Promise<unknown> {
  return (await get('/api/v1/account', cookiesOf(answer))).json();
}

describe('sign-in by an identity provider', () => {
  it('SEC-1 is offered by its name', async () => {
    expect((await get('/api/v1/sign-in/ways')).json()).toEqual({
      setupNeeded: false,
      provider: 'Example ID',
    });
  });

  it('SEC-1 signs in who has an account under the address that the provider verified, and knows them from then on', async () => {
    peer.known.set('sub-olga', { email: owner.email.toUpperCase(), email_verified: true });
    const first = await signInAs('sub-olga');
    expect([first.statusCode, first.headers.location]).toEqual([302, '/']);
    expect(await accountOf(first)).toMatchObject({
      person: { email: owner.email },
      memberships: [{ role: 'owner' }],
    });
    peer.known.set('sub-olga', { email: 'changed@example.com', email_verified: true });
    expect(await accountOf(await signInAs('sub-olga'))).toMatchObject({ person: { email: owner.email } });
  });

  it('SEC-1 refuses an address that is not verified, and one that nobody invited', async () => {
    peer.known.set('sub-unverified', { email: owner.email, email_verified: false });
    expect((await signInAs('sub-unverified')).json()).toMatchObject({
      code: 'workspaces.not_verified',
      status: 403,
    });
    peer.known.set('sub-stranger', { email: 'stranger@example.com', email_verified: true });
    expect((await signInAs('sub-stranger')).json()).toMatchObject({
      code: 'workspaces.not_invited',
      status: 403,
    });
    const { rows } = await test.house.db.pool.query('select 1 from person');
    expect(rows).toHaveLength(1);
  });

  it('SEC-1 lets an invited person in, as what they are invited', async () => {
    await test.web.inject({
      method: 'POST',
      url: '/api/v1/invitations',
      payload: { email: 'ines@example.com', role: 'approver' },
      headers: owner.headers,
    });
    peer.known.set('sub-ines', { email: 'ines@example.com', email_verified: true, name: 'Ines Invited' });
    expect(await accountOf(await signInAs('sub-ines'))).toMatchObject({
      person: { name: 'Ines Invited', email: 'ines@example.com' },
      memberships: [{ role: 'approver' }],
    });
  });

  it('SEC-1 takes the way back once, from the browser that began it, unchanged', async () => {
    const { callback, cookie } = await travel('sub-olga');
    const path = callback.pathname + callback.search;
    // Another browser, as when somebody is sent a link that signs them in as the sender.
    expect((await get(path)).headers.location).toBe('/sign-in');
    const other = await travel('sub-olga');
    expect((await get(path, other.cookie)).json()).toMatchObject({ code: 'auth.provider_refused' });
    const { callback: third, cookie: thirdCookie } = await travel('sub-olga');
    third.searchParams.set('state', 'forged');
    expect((await get(third.pathname + third.search, thirdCookie)).statusCode).toBe(403);
    expect((await get(path, cookie)).headers.location).toBe('/');
    expect((await get(path, cookie)).headers.location).toBe('/sign-in');
  });

  describe('for a fresh proof of who somebody is', () => {
    const makeKey = async (cookie: string): Promise<string> => {
      const payload = { name: 'k', scopes: ['alerts.read'] };
      const headers = { ...HOST, cookie };
      const answer = await test.web.inject({ method: 'POST', url: '/api/v1/keys', headers, payload });
      return answer.statusCode === 200 ? 'done' : answer.json<{ code: string }>().code;
    };
    /** The owner's session, of a sign-in at the provider an hour ago. */
    const openStale = async (): Promise<string> => {
      peer.known.set('sub-olga', { email: owner.email, email_verified: true });
      peer.signedInAgo = 3600;
      const cookie = cookiesOf(await signInAs('sub-olga'));
      peer.signedInAgo = 0;
      return cookie;
    };
    const prove = async (
      cookie: string,
      subject: string,
      { drop = [], bring = cookie }: { drop?: string[]; bring?: string } = {},
    ): Promise<LightMyRequestResponse> => {
      const way = await travel(subject, { from: '/sign-in/provider?prove', cookie, drop });
      return get(way.callback.pathname + way.callback.search, `${way.cookie}; ${bring}`);
    };

    it('SEC-1 counts from when the provider says the person signed in there, not from when it sent them back', async () => {
      const stale = await openStale();
      expect(await makeKey(stale)).toBe('auth.proof_needed');
      expect(await makeKey(cookiesOf(await signInAs('sub-olga')))).toBe('done');
    });

    it('SEC-1 lets the person sign in there anew, for the session that asked', async () => {
      const [stale, other] = [await openStale(), await openStale()];
      const found = (await get('/api/v1/account/proof', stale)).json<object>();
      expect(found).toMatchObject({ until: null, byProvider: 'Example ID' });
      const begun = await get('/sign-in/provider?prove', stale);
      const asked = new URL(String(begun.headers.location)).searchParams;
      expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '900']);
      const page = await prove(stale, 'sub-olga');
      expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('It is you')]);
      expect([await makeKey(stale), await makeKey(other)]).toEqual(['done', 'auth.proof_needed']);
    });

    it('SEC-1 takes nobody else, nothing that is too old, and no other session', async () => {
      const stale = await openStale();
      peer.known.set('sub-eve', { email: 'eve@example.com', email_verified: true });
      expect((await prove(stale, 'sub-eve')).json()).toMatchObject({ code: 'accounts.proof_other' });
      // Whoever sits at the browser can take the wish for a new sign-in out of the address.
      peer.signedInAgo = 3600;
      const old = await prove(stale, 'sub-olga', { drop: ['prompt', 'max_age'] });
      peer.signedInAgo = 0;
      expect(old.json()).toMatchObject({ code: 'accounts.proof_not_anew', status: 403 });
      expect((await prove(stale, 'sub-olga', { bring: '' })).headers.location).toBe('/sign-in');
      const another = await openStale();
      expect((await prove(stale, 'sub-olga', { bring: another })).headers.location).toBe('/sign-in');
      expect([await makeKey(stale), await makeKey(another)]).toEqual([
        'auth.proof_needed',
        'auth.proof_needed',
      ]);
      const { rows } = await test.house.db.pool.query<{ count: number }>(
        `select count(*)::int from event where type = 'proof.refused'`,
      );
      expect(rows[0]?.count).toBe(2);
    });
  });

  it('SEC-1 says so when the provider is away', async () => {
    const env = {
      AICMO_OIDC_ISSUER: 'http://127.0.0.1:9',
      AICMO_OIDC_CLIENT_ID: 'aicmo',
      AICMO_PUBLIC_URL: PUBLIC,
    };
    await using away = await openWebHouse(env, { signIn: false });
    const answer = await away.web.inject({ url: '/sign-in/provider', headers: HOST });
    expect(answer.json()).toMatchObject({ code: 'auth.provider_away', status: 503 });
  });
});
