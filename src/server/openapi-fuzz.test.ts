import * as fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { withTransaction } from '#platform/db/database';
import type { OpenApiDocument } from '#platform/http/api';
import { insertCampaign } from '#test/campaign-records';
import { openWebHouse, type WebHouse } from '#test/web-house';

const SEED = 20_261_120;
const RUNS = 50;

let test: WebHouse;
let document: OpenApiDocument;
const known: string[] = ['spring'];

beforeAll(async () => {
  const off = {
    AICMO_RATE_API: 'off',
    AICMO_RATE_V1: 'off',
    AICMO_RATE_METRICS: 'off',
    AICMO_RATE_ADMIN: 'off',
  };
  test = await openWebHouse(off);
  document = (await test.web.inject({ method: 'GET', url: '/api/v1/openapi.json' })).json<OpenApiDocument>();
  await insertCampaign(test.house.db, { id: 'spring', status: 'needs_assets' });
  const ctx = contextFor(test.house, { kind: 'operator', via: 'cli' });
  const alert = await withTransaction(test.house.db, (tx) =>
    raiseAlert(tx, ctx, { type: 'disk.low', severity: 'HIGH', dedupKey: 'k', message: 'm', details: {} }),
  );
  known.push(alert.id);
});
afterAll(() => test[Symbol.asyncDispose]());

const NASTY = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'true',
  '\0',
  'a\0b',
  '%00',
  '../../etc/passwd',
  "' or 1=1 --",
  '{"a":1}',
  '\u{1F600}',
  '\uD800',
  'x'.repeat(5_000),
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '\r\nset-cookie: a=b',
  '{{7*7}}',
  '9'.repeat(40),
];

const text = (): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...NASTY),
    fc.constantFrom(...known),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.integer().map(String),
  );

const briefText = fc.oneof(
  text(),
  fc.json({ maxDepth: 3 }),
  fc
    .record({
      products: fc.array(fc.oneof(text(), fc.object({ maxDepth: 2 })), { maxLength: 3 }),
      name: text(),
    })
    .map((value) => JSON.stringify(value)),
);

const body = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record(
      {
        text: briefText,
        fileName: fc.oneof(text(), fc.constant('a.yaml')),
        resolution: text(),
        audience: fc.oneof(text(), fc.constantFrom('client', 'team')),
      },
      { requiredKeys: [] },
    ),
  );

function requestOf(path: string, method: 'GET' | 'POST'): fc.Arbitrary<InjectOptions & { url: string }> {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const query = fc.array(
    fc.tuple(
      fc.constantFrom(
        'limit',
        'after',
        'state',
        'severity',
        'status',
        'campaignId',
        'alertId',
        'locale',
        'channel',
        'x',
        'limit[a]',
      ),
      text(),
    ),
    { maxLength: 4 },
  );
  return fc
    .record({ values: fc.tuple(...names.map(() => text())), query, payload: body(), isRaw: fc.boolean() })
    .map((drawn) => {
      let url = path;
      // An empty part would be another route.
      for (const [index, name] of names.entries())
        url = url.replace(`{${name}}`, encode(drawn.values[index] as string) || 'x');
      const search = drawn.query
        .map(([key, value]) => `${encodeURIComponent(key)}=${encode(value)}`)
        .join('&');
      const options = { method, url: `/api/v1${url}${search === '' ? '' : `?${search}`}` };
      if (method === 'GET') return options;
      return {
        ...options,
        payload: JSON.stringify(drawn.payload ?? null),
        headers: { 'content-type': drawn.isRaw ? 'application/json' : 'application/json; charset=utf-8' },
      };
    });
}

/** Lone surrogates cannot stand in an address: they go as the bytes that a careless client would send. */
function encode(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : '%ED%A0%80';
}

async function check(request: InjectOptions & { url: string }): Promise<void> {
  const response = await test.web.inject(request);
  const shown = `${request.method ?? ''} ${request.url} ${JSON.stringify(request.payload ?? '').slice(0, 200)} => ${response.statusCode} ${response.body.slice(0, 300)}`;
  expect(response.statusCode, shown).toBeLessThan(500);
  expect(response.headers['x-request-id'], shown).toMatch(/^req_/);
  if (response.statusCode < 400) return void JSON.parse(response.body);
  expect(response.headers['content-type'], shown).toContain('application/problem+json');
  expect(response.json(), shown).toMatchObject({
    status: response.statusCode,
    instance: response.headers['x-request-id'],
  });
}

describe('nonsense to every operation', () => {
  it(`SEC-4 is refused in good order, ${RUNS} times each (seed ${SEED})`, async () => {
    const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() as 'GET' | 'POST' })),
    );
    expect(routes.length).toBeGreaterThanOrEqual(17);
    for (const { path, method } of routes) {
      await fc.assert(fc.asyncProperty(requestOf(path, method), check), { seed: SEED, numRuns: RUNS });
    }
  }, 120_000);

  it('SEC-4 the pages bear it as well', async () => {
    const page = fc.record({
      route: fc.constantFrom('/campaigns/', '/alerts/', '/variants/', '/task-runs/', '/assets/', '/'),
      id: text(),
      after: text(),
    });
    const visit = async ({
      route,
      id,
      after,
    }: {
      route: string;
      id: string;
      after: string;
    }): Promise<void> => {
      const tail =
        route === '/variants/' || route === '/task-runs/' ? `${encode(id)}/${encode(after)}` : encode(id);
      const response = await test.web.inject({
        method: 'GET',
        url: `${route}${tail}?after=${encode(after)}`,
        headers: { accept: 'text/html' },
      });
      expect(response.statusCode, `${route}${tail}`).toBeLessThan(500);
      expect(response.body).not.toContain('<script>');
    };
    await fc.assert(fc.asyncProperty(page, visit), { seed: SEED, numRuns: 150 });
  }, 60_000);
});
