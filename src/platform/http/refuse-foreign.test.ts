import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '#platform/log/log';
import { createHttpServer } from './http-server.ts';

let server: FastifyInstance;

beforeAll(async () => {
  server = await createHttpServer({
    log: silentLog(),
    unready: () => Promise.resolve([]),
    problemPage: (problem) => problem.detail,
  });
  server.post('/thing', { config: { needs: 'public' } }, async () => ({ done: true }));
});
afterAll(() => server.close());

const own = { host: '127.0.0.1:7400' };

async function statusOf(method: 'GET' | 'POST', headers: Record<string, string>): Promise<number> {
  const url = method === 'GET' ? '/livez' : '/thing';
  return (await server.inject({ method, url, headers })).statusCode;
}

test.each(['127.0.0.1:7400', 'localhost:7400', '[::1]:7400', '127.0.0.1'])(
  'SEC-1 a request for the host %s is served',
  async (host) => {
    expect(await statusOf('GET', { host })).toBe(200);
    expect(await statusOf('POST', { host, origin: `http://${host}` })).toBe(200);
  },
);

test.each([
  'evil.example',
  '127.0.0.1.evil.example:7400',
  '192.0.2.1:7400',
  'localhost.evil.example',
  'aicmo.internal',
])('SEC-1 a name rebound to this machine is refused: %j', async (host) => {
  expect(await statusOf('GET', { host })).toBe(403);
});

test('SEC-1 a page of another site cannot make a browser write', async () => {
  expect(await statusOf('POST', { ...own, origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf('POST', { ...own, origin: 'null' })).toBe(403);
  expect(await statusOf('POST', { ...own, origin: 'http://127.0.0.1:8080' })).toBe(403);
  expect(await statusOf('POST', { ...own, 'sec-fetch-site': 'cross-site' })).toBe(403);
});

test('SEC-1 programs, which send no Origin, and following a link from elsewhere go on working', async () => {
  expect(await statusOf('POST', own)).toBe(200);
  expect(await statusOf('GET', { ...own, 'sec-fetch-site': 'cross-site' })).toBe(200);
});

test('SEC-1 a refusal is problem+json with its code', async () => {
  const answer = await server.inject({ method: 'POST', url: '/thing', headers: { ...own, origin: 'null' } });
  expect(answer.json()).toMatchObject({ code: 'http.foreign', status: 403 });
});
