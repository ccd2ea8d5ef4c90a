import { createHmac } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { contextFor } from '#flows/index';
import { KEY_SCOPES, type KeyScope, type Role } from '#kernel/permission';
import { createKey } from '#modules/keys/index';
import { invite, makeSetupLink } from '#modules/workspaces/index';
import type { House } from '#server/house';

/** Somebody who is signed in, by the cookies that a browser would send. */
export interface TestPerson {
  readonly email: string;
  readonly password: string;
  readonly headers: { readonly cookie: string };
}

export const OWNER_EMAIL = 'owner@example.com';
export const TEST_PASSWORD = 'correct horse battery';

const HOST = 'localhost';

/** The headers of a program with a key; without scopes named, it may do all that a key may. */
export async function keyHeaders(
  house: House,
  ...scopes: readonly KeyScope[]
): Promise<{ authorization: string }> {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const { key } = await createKey(ctx, {
    name: 'test program',
    scopes: [...(scopes.length === 0 ? KEY_SCOPES : scopes)],
  });
  return { authorization: `Bearer ${key}` };
}

/** Cookies of an answer, as the next request sends them. */
export function cookiesOf(answer: LightMyRequestResponse): string {
  return answer.cookies
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

function operator(house: House): ReturnType<typeof contextFor> & { baseUrl: string } {
  return { ...contextFor(house, { kind: 'operator', via: 'cli' }), baseUrl: `http://${HOST}` };
}

/** Makes the first account as the first start does: by its link. */
export async function setUpOwner(house: House, web: FastifyInstance): Promise<TestPerson> {
  const link = await makeSetupLink(operator(house));
  if (link === undefined) throw new Error('there is an account already');
  const answer = await web.inject({
    method: 'POST',
    url: '/api/v1/set-up',
    payload: {
      token: link.token,
      workspaceName: 'Test agency',
      name: 'Olga Owner',
      email: OWNER_EMAIL,
      password: TEST_PASSWORD,
    },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return { email: OWNER_EMAIL, password: TEST_PASSWORD, headers: { cookie: cookiesOf(answer) } };
}

/** Invites a person and lets them accept. */
export async function addTestPerson(
  house: House,
  web: FastifyInstance,
  who: {
    email: string;
    role: Role;
    name?: string;
    brandIds?: readonly string[] | null;
    workspaceId?: string;
  },
): Promise<TestPerson> {
  const { email, role, brandIds = null, workspaceId } = who;
  const { name = `${role[0]?.toUpperCase() ?? ''}${role.slice(1)} Person` } = who;
  const ctx = { ...operator(house), ...(workspaceId === undefined ? {} : { workspaceId }) };
  const { link } = await invite(ctx, { email, role, brandIds });
  const payload = {
    token: link.split('#')[1] ?? '',
    name,
    password: TEST_PASSWORD,
  };
  const answer = await web.inject({
    method: 'POST',
    url: '/api/v1/invitations/accept',
    payload,
    headers: { cookie: '' },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return { email, password: TEST_PASSWORD, headers: { cookie: cookiesOf(answer) } };
}

/** Lets a server that does not listen answer as to the owner; a request with credentials of its own keeps them. */
export async function injectAsOwner(house: House, web: FastifyInstance): Promise<void> {
  sendAlways(web, (await setUpOwner(house, web)).headers);
}

/** The same for somebody who has an account. */
export async function injectSignedIn(web: FastifyInstance, email: string): Promise<void> {
  const payload = { email, password: TEST_PASSWORD };
  const headers = { cookie: '' };
  const answer = await web.inject({ method: 'POST', url: '/api/v1/sign-in', payload, headers });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  sendAlways(web, { cookie: cookiesOf(answer) });
}

function sendAlways(web: FastifyInstance, credentials: { readonly cookie: string }): void {
  const inject = web.inject.bind(web) as (options: InjectOptions) => Promise<LightMyRequestResponse>;
  const asPerson = (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const { headers = {} } = options;
    const hasOwn = 'cookie' in headers || 'authorization' in headers;
    return inject(hasOwn ? options : { ...options, headers: { ...credentials, ...headers } });
  };
  Object.assign(web, { inject: asPerson });
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that an authenticator app shows for an `otpauth://` address (RFC 6238), some periods from now. */
export function codeOf(uri: string, periods = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + periods));
  const hash = createHmac('sha1', Buffer.from(bytes)).update(counter).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
