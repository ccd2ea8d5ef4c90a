import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastify, type LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import {
  KEY_SCOPES,
  type Needs,
  type Permission,
  PERMISSIONS,
  PERMISSIONS_OF,
  ROLES,
  type Role,
} from '#kernel/permission';
import { createWorkspace } from '#modules/workspaces/index';
import { demandPolicies } from '#platform/http/route-policy';
import { type ApiOperation, listOperations } from '#test/operations';
import { REPOSITORY } from '#test/server-process';
import { addTestPerson, keyHeaders, setUpOwner } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

type Credentials = Readonly<Record<string, string>>;

let test: WebHouse;
/** Each role's credentials, for as many persons as may be needed: some operations end the session they come with. */
const people = {} as Record<Role, Credentials>;
const OPERATIONS = listOperations();
/** These end the session they come with. */
const ENDS_SESSION = new Set(['accounts.signOut', 'accounts.endOtherSessions', 'accounts.changePassword']);

beforeAll(async () => {
  const off = { AICMO_RATE_SIGN_IN: 'off', AICMO_RATE_ACCOUNT: 'off', AICMO_RATE_API: 'off' };
  const open = { AICMO_RATE_ADMIN: 'off', AICMO_RATE_METRICS: 'off', AICMO_RATE_V1: 'off' };
  test = await openWebHouse({ ...off, ...open }, { signIn: false });
  const { house, web } = test;
  people.owner = (await setUpOwner(house, web)).headers;
  for (const role of ROLES)
    if (role !== 'owner')
      people[role] = (await addTestPerson(house, web, { email: `${role}@example.com`, role })).headers;
});
afterAll(() => test[Symbol.asyncDispose]());

function ask({ method, path }: ApiOperation, headers: Credentials): Promise<LightMyRequestResponse> {
  const url = path.replaceAll(/\{\w+\}/g, 'nobody');
  return test.web.inject({ method, url, headers, ...(method === 'POST' ? { payload: {} } : {}) });
}

/** What came of a request, as far as rights go; whatever an admitted request came to is `admitted`. */
async function outcomeOf(operation: ApiOperation, headers: Credentials): Promise<string> {
  const answer = await ask(operation, headers);
  if (answer.statusCode !== 401 && answer.statusCode !== 403) return 'admitted';
  const { code } = answer.json<{ code: string }>();
  return code.startsWith('auth.') && !code.startsWith('auth.c') ? code : 'admitted';
}

function expected(needs: Needs, has: (permission: Permission) => boolean, isPerson: boolean): string {
  if (needs === 'public') return 'admitted';
  if (needs === 'self') return isPerson ? 'admitted' : 'auth.person_needed';
  return has(needs) ? 'admitted' : 'auth.forbidden';
}

describe('every operation', () => {
  const asked = OPERATIONS.filter(({ name }) => !ENDS_SESSION.has(name));

  it('SEC-1 is refused to who is not signed in, unless it is how one signs in', async () => {
    expect(OPERATIONS.length).toBeGreaterThan(70);
    for (const operation of OPERATIONS) {
      const wanted = operation.needs === 'public' ? 'admitted' : 'auth.signed_out';
      expect([operation.name, await outcomeOf(operation, {})]).toEqual([operation.name, wanted]);
    }
    const isPublic = OPERATIONS.filter(({ needs }) => needs === 'public').map(({ name }) => name);
    expect(isPublic.toSorted()).toEqual([
      'accounts.giveCode',
      'accounts.resetPassword',
      'accounts.signIn',
      'accounts.ways',
      'approvals.commentReview',
      'approvals.decideReview',
      'approvals.review',
      'workspaces.acceptInvitation',
      'workspaces.setUp',
      'workspaces.showInvitation',
    ]);
  });

  it.each(ROLES)('SEC-1 does for the role %s what the table of roles says', async (role) => {
    const has = (permission: Permission): boolean => PERMISSIONS_OF[role].includes(permission);
    for (const operation of asked) {
      const wanted = expected(operation.needs, has, true);
      expect([operation.name, await outcomeOf(operation, people[role])]).toEqual([operation.name, wanted]);
    }
  });

  it('SEC-1 does for a key what its scopes say, and nothing that only people may', async () => {
    const all = await keyHeaders(test.house);
    const has = (permission: Permission): boolean => KEY_SCOPES.some((scope) => scope === permission);
    for (const operation of OPERATIONS) {
      const wanted = expected(operation.needs, has, false);
      expect([operation.name, await outcomeOf(operation, all)]).toEqual([operation.name, wanted]);
    }
    const one = await keyHeaders(test.house, 'alerts.read');
    for (const operation of OPERATIONS) {
      const wanted = expected(operation.needs, (permission) => permission === 'alerts.read', false);
      expect([operation.name, await outcomeOf(operation, one)]).toEqual([operation.name, wanted]);
    }
  });

  it('SEC-1 finds nobody in a workspace they do not belong to, and says no more than that it is unknown', async () => {
    const ctx = contextFor(test.house, { kind: 'operator', via: 'cli' });
    const other = await createWorkspace(ctx, { name: 'Other' });
    for (const id of [other.id, 'ws_none']) {
      for (const operation of asked) {
        const answer = await ask(operation, { ...people.owner, 'x-aicmo-workspace': id });
        expect([operation.name, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
          operation.name,
          404,
          'workspaces.unknown',
        ]);
      }
    }
  });

  it('SEC-1 takes rights away at once: the role, the membership, the key', async () => {
    const { house, web } = test;
    const person = await addTestPerson(house, web, { email: 'short@example.com', role: 'admin' });
    const statusOf = async (url: string, headers: Credentials): Promise<number> =>
      (await web.inject({ url, headers })).statusCode;
    expect(await statusOf('/api/v1/keys', person.headers)).toBe(200);
    const { person: self } = (await web.inject({ url: '/api/v1/account', headers: person.headers })).json<{
      person: { id: string };
    }>();
    const url = `/api/v1/people/${self.id}`;
    const { owner } = people;
    await web.inject({ method: 'POST', url, headers: owner, payload: { role: 'analyst' } });
    expect(await statusOf('/api/v1/keys', person.headers)).toBe(403);
    expect(await statusOf('/api/v1/campaigns', person.headers)).toBe(200);
    await web.inject({ method: 'POST', url: `${url}/remove`, headers: owner });
    expect(await statusOf('/api/v1/campaigns', person.headers)).toBe(403);
    const made = await web.inject({
      method: 'POST',
      url: '/api/v1/keys',
      headers: owner,
      payload: { name: 'k', scopes: ['alerts.read'] },
    });
    const { id, key } = made.json<{ id: string; key: string }>();
    const authorization = `Bearer ${key}`;
    expect(await statusOf('/api/v1/alerts', { authorization })).toBe(200);
    await web.inject({ method: 'POST', url: `/api/v1/keys/${id}/revoke`, headers: owner });
    expect(await statusOf('/api/v1/alerts', { authorization })).toBe(401);
  });

  it('SEC-1 refuses credentials that are none, rather than looking at others beside them', async () => {
    for (const authorization of [
      'Bearer nonsense',
      'Bearer ',
      'Basic b3duZXI6eA==',
      `Bearer aicmo_${'a'.repeat(43)}`,
    ]) {
      const answer = await test.web.inject({
        url: '/api/v1/alerts',
        headers: { ...people.owner, authorization },
      });
      expect([authorization, answer.statusCode]).toEqual([authorization, 401]);
    }
  });
});

describe('every route', () => {
  it('SEC-1 says what it needs: one that does not cannot be mounted', () => {
    const server = fastify();
    demandPolicies(server);
    expect(() => server.get('/forgotten', async () => 'x')).toThrow(
      'the route GET /forgotten does not say what it needs',
    );
  });

  it('SEC-1 beside the operations stands in the reference with its need, and is held to it', async () => {
    const reference = readFileSync(join(REPOSITORY, 'docs/reference/permissions.md'), 'utf8');
    const table = reference.slice(reference.indexOf('## Addresses beside the operations'));
    for (const [route, needs] of test.web.routeNeeds) {
      const [method = '', url = ''] = route.split(' ');
      if (method === 'HEAD' || needs === 'operation') continue;
      const line = table.split('\n').find((found) => found.includes(` ${url} |`));
      expect([route, line]).toEqual([route, expect.stringContaining(`\`${needs}\``)]);
      if (needs === 'public') continue;
      const open = await test.web.inject({ method: method as 'GET', url: url.replaceAll(/:\w+|\*/g, 'x') });
      expect([route, open.statusCode]).toEqual([route, 401]);
      if (!PERMISSIONS.some((permission) => permission === needs)) continue;
      const lacking = ROLES.filter((role) => !PERMISSIONS_OF[role].includes(needs as Permission));
      for (const role of lacking) {
        const headers = people[role];
        const refused = await test.web.inject({
          method: method as 'GET',
          url: url.replaceAll(/:\w+|\*/g, 'x'),
          headers,
        });
        expect([route, role, refused.statusCode]).toEqual([route, role, 403]);
      }
    }
  });
});
