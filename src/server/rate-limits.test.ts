import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LightMyRequestResponse } from 'fastify';
import { RateLimitError } from 'openai';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { endHolders, postgresOf, startHolder } from '#test/database-holder';
import { openOpenAiStand } from '#test/openai-stand';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { openWebHouse, type WebHouse } from '#test/web-house';
import { openHouse } from './house.ts';
import { buildWeb } from './web-role.ts';

const folders: string[] = [];
afterAll(() => {
  endHolders();
  for (const folder of folders) {
    const pid = postgresOf(join(folder, 'home/postgres'));
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    removeFolder(folder);
  }
});

const get = (
  { web }: Pick<WebHouse, 'web'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<LightMyRequestResponse> => web.inject({ method: 'GET', url: path, headers });

const statusesOf = async (test: WebHouse, paths: readonly string[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const path of paths) statuses.push((await get(test, path)).statusCode);
  return statuses;
};

describe('a limit of the API', () => {
  it('OPS-4 60 a minute let the 61st wait, with headers that say so and a problem that says what to do', async () => {
    await using test = await openWebHouse({ AICMO_RATE_METRICS: '60/1m' });
    for (let n = 1; n <= 60; n++) {
      const { statusCode, headers } = await get(test, '/api/v1/models/usage');
      expect([n, statusCode, headers['ratelimit-policy']]).toEqual([n, 200, '"metrics";q=60;w=60']);
      expect(headers['ratelimit']).toMatch(new RegExp(`^"metrics";r=${60 - n};t=(60|5\\d|4\\d)$`));
    }
    const refused = await get(test, '/api/v1/models/usage');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.headers['ratelimit']).toBe(`"metrics";r=0;t=${seconds}`);
    expect(refused.headers['ratelimit-policy']).toBe('"metrics";q=60;w=60');
    expect(refused.json()).toMatchObject({
      code: 'http.rate_limited',
      status: 429,
      retryable: true,
      detail: `Too many requests: 60 requests in 60 seconds are allowed here. Wait ${seconds} s; whoever asks before then waits longer.`,
      details: { class: 'metrics', seconds },
    });
    expect((await get(test, '/api/v1/campaigns')).statusCode).toBe(200);
  });

  it('OPS-4 whoever asks on before it is over waits longer', async () => {
    await using test = await openWebHouse({ AICMO_RATE_API: '1/5s' });
    const waits: number[] = [];
    await get(test, '/api/v1/campaigns');
    for (let n = 0; n < 4; n++) {
      waits.push(Number((await get(test, '/api/v1/campaigns')).headers['retry-after']));
      await delay(1_010);
    }
    expect(waits).toEqual([5, 10, 20, 40]);
  });

  it('OPS-4 an operation counts by what its contract declares, however its address is spelt', async () => {
    await using test = await openWebHouse({ AICMO_RATE_ADMIN: '2/1m', AICMO_RATE_METRICS: '3/1m' });
    expect(await statusesOf(test, Array<string>(3).fill('/api/v1/keys'))).toEqual([200, 200, 429]);
    const spellings = [
      '/models/budgets',
      '/models/usage/',
      '/models/status?x=1',
      '/models/./usage',
      '/x/../models/calls',
    ];
    expect(
      await statusesOf(
        test,
        spellings.map((path) => `/api/v1${path}`),
      ),
    ).toEqual([200, 200, 200, 429, 429]);
    const other = ['/api/v1/campaigns', '/', '/api/v1/nothing', '/livez'];
    expect(await statusesOf(test, other)).toEqual([200, 200, 404, 200]);
  });

  it('OPS-4 the operator at this machine has room, and what comes through a proxy counts by its client', async () => {
    await using test = await openWebHouse({ AICMO_TRUSTED_PROXIES: '127.0.0.1' });
    const policy = async (forwarded?: string): Promise<unknown> => {
      const known: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
      // Whoever is not signed in counts by the address, refused or not.
      const headers = { cookie: '', ...known };
      const answer = await get(test, '/api/v1/models/status', headers);
      return [answer.headers['ratelimit-policy'], answer.headers['ratelimit']?.toString().split(';')[1]];
    };
    expect(await policy()).toEqual(['"metrics";q=1000;w=10', 'r=999']);
    expect(await policy('198.51.100.1')).toEqual(['"metrics";q=60;w=60', 'r=59']);
    expect(await policy('127.0.0.1, 198.51.100.1')).toEqual(['"metrics";q=60;w=60', 'r=58']);
    expect(await policy('198.51.100.2')).toEqual(['"metrics";q=60;w=60', 'r=59']);
    expect(await policy('2001:db8:1:2::1')).toEqual(['"metrics";q=60;w=60', 'r=59']);
    expect(await policy('2001:db8:1:2:ffff::9')).toEqual(['"metrics";q=60;w=60', 'r=58']);
  });

  it('OPS-4 X-Forwarded-For of anybody else changes nothing', async () => {
    await using test = await openWebHouse({ AICMO_RATE_API: '2/1m' });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const answer = await get(test, '/api/v1/campaigns', { 'x-forwarded-for': `198.51.100.${n}` });
      statuses.push(answer.statusCode);
    }
    expect(statuses).toEqual([200, 200, 429, 429]);
  });

  it('OPS-4 two servers on one database share it', async () => {
    await using test = await openWebHouse({ AICMO_RATE_API: '4/1m' });
    const second = await buildWeb(test.house);
    const headers = { cookie: '' };
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        get({ web: n % 2 === 0 ? test.web : second }, '/api/v1/alerts', headers),
      ),
    );
    await second.close();
    expect(asked.filter(({ statusCode }) => statusCode === 401)).toHaveLength(4);
    expect(asked.filter(({ statusCode }) => statusCode === 429)).toHaveLength(6);
  });
});

describe('a limit of the endpoint for programs', () => {
  it("OPS-4 counts by key, in OpenAI's form, and whoever tries keys by address", async () => {
    const targets = { talker: 'openai' } as const;
    const useCases = { chat: { chain: ['talker'] } };
    await using stand = await openOpenAiStand({ targets, useCases, env: { AICMO_RATE_V1: '3/20s' } });
    const other = await stand.makeKey(['llm.use']);
    const models = (apiKey: string) => stand.client({ apiKey }).models.list();
    for (let n = 0; n < 3; n++) await models(stand.key);
    const refusal: unknown = await models(stand.key).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RateLimitError);
    expect(refusal).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'rate_limit_error' });
    const raw = await stand.send('/models');
    expect(raw.status).toBe(429);
    expect(raw.headers.get('ratelimit')).toMatch(/^"v1";r=0;t=\d+$/);
    expect(raw.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(raw.headers.get('x-should-retry')).toBe('true');
    await models(other.key);
    const guess = (n: number): Promise<Response> =>
      stand.send('/models', { headers: { authorization: `Bearer aicmo_${String(n).padStart(43, 'x')}` } });
    const guesses: number[] = [];
    for (let n = 0; n < 5; n++) guesses.push((await guess(n)).status);
    expect(guesses).toEqual([401, 401, 401, 429, 429]);
    await models(other.key);
  });
});

it('OPS-4 at /v1 a client that would not wait so long is told not to ask again by itself', async () => {
  const setup = { targets: { talker: 'openai' }, useCases: {}, env: { AICMO_RATE_V1: '1/1h' } } as const;
  await using stand = await openOpenAiStand(setup);
  await stand.send('/models');
  const { status, headers } = await stand.send('/models');
  expect([status, headers.get('x-should-retry')]).toEqual([429, 'false']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
});

describe('while the database is away', () => {
  it('OPS-4 nobody passes uncounted: even what needs no database answers 503, and health answers', async () => {
    const root = makeTempFolder('limit');
    folders.push(root);
    const holder = startHolder(join(root, 'home'));
    const { url = '', folder = '' } = await holder.answer;
    const config = loadConfig({ DATABASE_URL: url, AICMO_HOME: join(root, 'aicmo') }, root);
    const house = await openHouse(config, silentLog());
    const web = await buildWeb(house);
    expect((await get({ web }, '/api/v1/openapi.json')).statusCode).toBe(200);
    holder.child.kill('SIGKILL');
    process.kill(postgresOf(folder) ?? 0, 'SIGKILL');
    await delay(200);
    const refused = await get({ web }, '/api/v1/openapi.json');
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toMatchObject({ code: 'http.database_away', retryable: true });
    expect(refused.headers['retry-after']).toBe('2');
    expect((await get({ web }, '/livez')).statusCode).toBe(200);
    await web.close();
    await house.close();
  }, 60_000);
});
