import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { stringify } from 'yaml';
import { contextFor } from '#flows/index';
import { importBrand } from '#modules/brands/index';
import { raiseAlert } from '#modules/alerts/index';
import { createKey } from '#modules/keys/index';
import { draftMessage } from '#modules/messages/index';
import { withTransaction } from '#platform/db/database';
import type { OpenApiDocument } from '#platform/http/api';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { peerSettings } from '#test/test-gateway';
import { openTestHouse } from '#test/house';
import { loadConfig } from '#platform/config/config';
import { formWithFile } from '#test/upload';
import { openWebHouse, type WebHouse } from '#test/web-house';
import { REPOSITORY } from '#test/server-process';
import { startWorkerRole } from './worker-role.ts';

const BRIEF = `
campaign_id: first
name: First
products:
  - name: Hush
    benefits: [Turns a full train into a quiet room, Plays through a working week on one charge]
    features: [60 hours of battery life]
target_variants: 2
locales: [en-US]
channels: [instagram]
aspect_ratios: ['1:1']
`;

const SET = `
name: api
use_case: copywriting
cases:
  - name: hush
    locale: en-US
    channel: instagram
    count: 1
    brand: { name: Northlight }
    campaign: { name: Quiet }
    product: { name: Hush, features: [60 hours of battery life] }
`;

let test: WebHouse;
let peer: ModelPeer;
const folder = makeTempFolder('api');
let document: OpenApiDocument;
const ids: Record<string, string> = {};

async function call(options: InjectOptions & { url: string }): Promise<LightMyRequestResponse> {
  return test.web.inject({ ...options, url: `/api/v1${options.url}` });
}

function submit(text: string, fileName = 'brief.yaml'): Promise<LightMyRequestResponse> {
  return call({ method: 'POST', url: '/briefs', payload: { text, fileName } });
}

beforeAll(async () => {
  peer = await startModelPeer();
  const hush = {
    angle: 'feature',
    headline: 'Hush lasts 60 hours',
    support: null,
    cta: 'See Hush',
    body: 'Hush has 60 hours of battery life.',
    alt_text: 'Hush under a headline',
    fact_ids: ['products.hush.features[0]'],
  };
  peer.script('author', { json: { variants: [hush] } });
  const models = join(folder, 'models.yaml');
  const settings = {
    targets: { talker: { wire: 'openai' }, author: { wire: 'openai' } },
    useCases: { chat: { chain: ['talker'] } },
  } as const;
  writeFileSync(models, stringify(peerSettings(peer, settings)));
  test = await openWebHouse({ AICMO_MIN_VARIANTS: '2', AICMO_MODELS_FILE: models });
  const { house } = test;
  document = (await call({ method: 'GET', url: '/openapi.json' })).json<OpenApiDocument>();
  const worker = await startWorkerRole(house);
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  for (const brand of ['hayl', 'northlight', 'rovento']) {
    await importBrand(ctx, { folder: `${REPOSITORY}examples/brands/${brand}` });
  }
  for (const key of ['first', 'second', 'third'])
    expect((await submit(BRIEF.replace('first', key))).statusCode).toBe(200);
  for (const n of [1, 2, 3]) {
    const alert = await withTransaction(house.db, (tx) =>
      raiseAlert(tx, ctx, {
        type: 'disk.low',
        severity: 'LOW',
        dedupKey: `disk:${n}`,
        message: `Alert ${n}.`,
        details: {},
      }),
    );
    ids['alert'] = alert.id;
    ids['message'] = (await draftMessage(ctx, { alertId: alert.id, audience: 'team' })).id;
    ids['key'] = (await createKey(ctx, { name: `program ${n}`, scopes: ['llm.use'] })).id;
    await house.db.pool.query(
      `insert into brief_rejection (workspace_id, id, source_key, signature, file_name, problems, rejected_at)
       values ('ws_default', $1, $1, 's', 'bad.yaml', '[]', now())`,
      [`rej_${n}`],
    );
  }
  for (;;) {
    const { items } = (await call({ method: 'GET', url: '/campaigns' })).json<{
      items: { status: string }[];
    }>();
    if (items.every((item) => ['completed', 'needs_assets'].includes(item.status))) break;
    await delay(100);
  }
  await worker.stop();
  const post = (url: string, payload: object): Promise<LightMyRequestResponse> =>
    call({ method: 'POST', url, payload });
  await post('/models/try', { text: 'Count.' });
  ids['call'] =
    (await call({ method: 'GET', url: '/models/calls' })).json<{ items: { id: string }[] }>().items[0]?.id ??
    '';
  for (const period of ['day', 'month']) {
    const made = await post('/models/budgets', { scopeKind: 'workspace', period, limit: 5_000_000 });
    ids['budget'] = made.json<{ id: string }>().id;
  }
  for (const promptName of ['copywriting', 'alert_message']) {
    const arms = ['a', 'b'].map((name) => ({ name, promptVersion: 0 }));
    ids['experiment'] = (await post('/models/experiments', { name: 'test', promptName, arms })).json<{
      id: string;
    }>().id;
  }
  await post('/models/try', { text: 'Count again.' });
  for (const judge of [false, true]) {
    const made = await post('/models/evaluations', { text: SET, targets: ['author'], judge });
    ids['evaluation'] = made.json<{ id: string }>().id;
  }
  const view = { list: 'campaigns', name: 'Running', search: {}, columns: [] };
  ids['view'] = (await post('/views', view)).json<{ id: string }>().id;
  for (const title of ['One', 'Two', 'Three'])
    ids['task'] = (await post('/tasks', { campaignId: 'first', type: 'swot', title })).json<{
      id: string;
    }>().id;
  for (const n of [1, 2, 3]) {
    ids['run'] = `trn_${n}`;
    await house.db.pool.query(
      `insert into task_run (workspace_id, id, task_id, revision, is_dry_run, state, log, made_by, started_at)
       values ('ws_default', $1, $2, 1, true, 'skipped', '[]', '{"kind":"system","part":"t"}', now())`,
      [ids['run'], ids['task']],
    );
    const said = { statement: `It is so, ${n}`, evidence: [{ text: 'seen', source: 'us' }] };
    const form = formWithFile(Buffer.from(`Fact ${n}`), { fileName: `fact-${n}.txt` });
    const url = '/brands/hayl/sources/files?about=Halden';
    ids['source'] = (await call({ method: 'POST', url, ...form })).json<{ id: string }>().id;
    ids['knowledge'] = (await post('/brands/hayl/knowledge', said)).json<{ id: string }>().id;
  }
  const feeds = await Promise.all(
    [1, 2, 3].map(async () => (await post('/schedule/feeds', { name: 'Phone' })).json<{ id: string }>()),
  );
  ids['feed'] = feeds[0]?.id ?? '';
  const placed = (await post('/tasks', { campaignId: 'third', type: 'swot' })).json<{ id: string }>().id;
  BODIES['/schedule/put'] = { taskId: placed, runAt: '2026-12-03T09:00:00Z' };
  BODIES['/schedule/remove'] = { taskId: placed };
  const kit = (await call({ method: 'GET', url: '/brands/hayl' })).json<{ document: object }>();
  BODIES['/brands/{id}'] = { revision: 1, document: kit.document };
  ids['brief'] =
    (await call({ method: 'GET', url: '/briefs' })).json<{ items: { id: string }[] }>().items[0]?.id ?? '';
  ids['variant'] =
    (await call({ method: 'GET', url: '/campaigns/first/variants' })).json<{ items: { id: string }[] }>()
      .items[0]?.id ?? '';
}, 60_000);
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  await peer[Symbol.asyncDispose]();
  removeFolder(folder);
});

/** A path of the document with every parameter set to a record that is there. */
function realPath(path: string): string {
  const of: Record<string, string> = {
    '/campaigns': 'first',
    '/alerts': ids['alert'] ?? '',
    '/briefs': ids['brief'] ?? '',
    '/variants': ids['variant'] ?? '',
    '/brands': 'hayl',
    '/models/calls': ids['call'] ?? '',
    '/models/budgets': ids['budget'] ?? '',
    '/models/use-cases': 'chat',
    '/models/targets': 'talker',
    '/models/prompts': 'copywriting',
    '/models/keys': 'google',
    '/models/experiments': ids['experiment'] ?? '',
    '/models/evaluations': ids['evaluation'] ?? '',
    '/keys': ids['key'] ?? '',
    '/audit': '1',
    '/views': ids['view'] ?? '',
    '/tasks': ids['task'] ?? '',
    '/schedule': ids['feed'] ?? '',
    '/task-runs': ids['run'] ?? '',
    '/knowledge': ids['knowledge'] ?? '',
    '/sources': ids['source'] ?? '',
  };
  const noun = /^(\/models\/[\w-]+|\/[\w-]+)/.exec(path)?.[0] ?? '';
  return path.replace('{revision}', '1').replaceAll(/\{\w+\}/g, () => of[noun] ?? '');
}

const BODIES: Record<string, object> = {
  '/briefs': { text: BRIEF },
  '/briefs/check': { text: BRIEF },
  '/briefs/{id}/restore': { newest: 1 },
  '/alerts/{id}/resolve': { resolution: 'done' },
  '/messages/{id}': {
    subject: 's',
    body: { situation: 's', impact: 'i', actions: [], eta: 'e', escalation: 'e', nextUpdate: 'n' },
    updatedAt: '2026-11-26T10:00:00.000Z',
  },
  '/models/budgets': { scopeKind: 'brand', scopeId: 'hayl', period: 'day', limit: 1_000_000 },
  '/models/use-cases/{useCase}': { retries: 1 },
  '/models/targets/{target}': { requestsPerMinute: 600 },
  '/models/record': { keepTexts: true },
  '/models/keys/{name}': { key: 'a-key-that-is-kept' },
  '/models/try': { text: 'Count.' },
  '/models/prompts/{name}': { system: 'Be {{tone}}.', user: 'Write {{count}}: {{facts}}' },
  '/models/prompts/{name}/activate': { version: 0 },
  '/models/experiments': {
    name: 'again',
    promptName: 'hero_scene',
    arms: [
      { name: 'a', promptVersion: 0 },
      { name: 'b', promptVersion: 0 },
    ],
  },
  '/models/evaluations': { text: SET, targets: ['author'], judge: true },
  '/notifications/read': { upTo: '1:1' },
  '/notifications/choice': { hidden: ['alert_raised'] },
  '/views': { list: 'campaigns', name: 'Completed', search: { status: 'completed' }, columns: [] },
  '/brands': { name: 'Made by test' },
  '/brands/{id}/revisions/{revision}/restore': { newest: 1 },
  '/brands/{id}/files/remove': { revision: 1, place: 'logo.onLight' },
  '/tasks': { campaignId: 'second', type: 'swot' },
  '/tasks/{id}': { revision: 1, priority: 'HIGH' },
  '/tasks/{id}/revise': { runId: 'trn_1', texts: [{ path: 'summary', text: 'In short' }], comment: 'Why' },
  '/tasks/run': {},
  '/brands/{brandId}/knowledge': { statement: 'It is new', evidence: [{ text: 'seen', source: 'us' }] },
  '/brands/{brandId}/sources': { about: 'Halden', address: 'https://halden.example/' },
  '/knowledge/{id}/confirm': { revision: 1 },
  '/knowledge/{id}/forget': { revision: 2 },
  '/schedule/propose': { from: '2026-12-01', to: '2026-12-05' },
  '/schedule/apply': { from: '2026-12-01', to: '2026-12-05' },
  '/schedule/rules': { rules: {} },
  '/schedule/feeds': { name: 'Phone' },
  '/pauses': { scope: 'workspace', reason: 'A test' },
  '/pauses/end': { scope: 'workspace' },
  '/keys': { name: 'another program', scopes: ['llm.use'], expiresInDays: 1 },
};

/** What an operation must be asked for in its address. */
const QUERIES: Readonly<Record<string, string>> = {
  'GET /views': '?list=campaigns',
  'GET /schedule': '?from=2026-12-01&to=2026-12-31',
  'GET /schedule/outline': '?from=2026-12-01&to=2026-12-31',
  'GET /schedule/days': '?from=2026-12-01&to=2026-12-31',
};

function operations(): {
  path: string;
  method: 'GET' | 'POST' | 'DELETE';
  operation: OpenApiDocument['paths'][string][string];
}[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase() as 'GET' | 'POST' | 'DELETE',
      operation,
    })),
  );
}

/** These need people and decisions of their own: sign-in.test.ts, people.test.ts, test/flows/approvals.test.ts. */
function isAboutPeople({ tags = [] }: OpenApiDocument['paths'][string][string]): boolean {
  return tags.some((tag) => ['Account', 'People', 'Approvals'].includes(tag));
}

function expectProblem(
  response: LightMyRequestResponse,
  status: number,
  code: string,
): Record<string, unknown> {
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toContain('application/problem+json');
  const problem = response.json<Record<string, unknown>>();
  expect(problem).toMatchObject({ status, code, title: code, type: `/reference/errors#${code}` });
  expect(problem['detail']).toEqual(expect.stringMatching(/\w/));
  expect(problem['instance']).toBe(response.headers['x-request-id']);
  return problem;
}

describe('every operation of the OpenAPI document', () => {
  it('UI-1 answers, names its permission and its effect', async () => {
    const found = operations();
    expect(found.length).toBeGreaterThanOrEqual(17);
    const isLate = (one: { path: string; method: string }): number =>
      Number(/\/(resolve|resume|reset|end|drop|remove)$/.test(one.path) || one.method === 'DELETE');
    for (const { path, method, operation } of found.toSorted((a, b) => isLate(a) - isLate(b))) {
      expect(operation['x-needs']).toMatch(/^\w+\.\w+$|^(self|public)$/);
      expect(['read', 'write', 'publish', 'spend']).toContain(operation['x-effect']);
      // A draft is changed as it was seen: messages.test.ts.
      if (isAboutPeople(operation) || path === '/messages/{id}') continue;
      const body = method === 'GET' ? undefined : BODIES[path];
      const response = await call({
        method,
        url: `${realPath(path)}${QUERIES[`${method} ${path}`] ?? ''}`,
        ...(body === undefined ? {} : { payload: body }),
      });
      // A campaign that is complete cannot be cancelled; it comes before its resume, which sets it to work.
      if (path.endsWith('/cancel')) expectProblem(response, 409, 'campaigns.not_running');
      // Pages are read where the operator switched it on, and files are read once.
      else if (path === '/brands/{brandId}/sources' && method === 'POST')
        expectProblem(response, 403, 'sources.fetching_off');
      else if (path === '/sources/{id}/read') expectProblem(response, 409, 'sources.no_page');
      // Nobody has approved it.
      else if (path === '/tasks/{id}/run') expectProblem(response, 409, 'tasks.not_executable');
      // Nobody has done it.
      else if (path === '/tasks/{id}/revise') expectProblem(response, 409, 'tasks.not_done');
      else expect([path, response.statusCode]).toEqual([path, 200]);
    }
  });

  it('UI-1 says 404 with its own code for a record that is not there', async () => {
    // Use cases and targets of a new name are made; so is the key of a provider.
    const isMade = ({ path, method }: { path: string; method: string }): boolean =>
      /^\/models\/(use-cases|targets)/.test(path) || (path === '/models/keys/{name}' && method === 'POST');
    const found = operations().filter(
      (one) => one.path.includes('{') && !isMade(one) && !isAboutPeople(one.operation),
    );
    for (const { path, method } of found) {
      const body = method === 'GET' ? undefined : BODIES[path];
      const url = path.replace('{revision}', '1').replaceAll(/\{\w+\}/g, 'nobody');
      const response = await call({ method, url, ...(body === undefined ? {} : { payload: body }) });
      const noun = /^\/(\w+)/.exec(path)?.[1] ?? '';
      const ofModels = /^\/models\/(\w+?)s?\//.exec(path)?.[1] ?? '';
      const own = ofModels === 'evaluation' ? 'evaluations.unknown' : `llm.${ofModels}_unknown`;
      const code = path.startsWith('/task-runs')
        ? 'tasks.run_unknown'
        : path.startsWith('/schedule/feeds')
          ? 'schedule.feed_unknown'
          : noun === 'models'
            ? own
            : `${noun}.unknown`;
      expect(expectProblem(response, 404, code)['detail']).toContain('nobody');
    }
  });

  it.each([
    '/campaigns',
    '/alerts',
    '/briefs',
    '/briefs/rejected',
    '/messages',
    '/brands',
    '/keys',
    '/campaigns/first/variants',
    '/brands/hayl/sources',
    '/models/calls',
    '/models/experiments',
    '/models/evaluations',
  ])('UI-1 GET %s is read page by page, each item once', async (path) => {
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 10; page++) {
      const response = await call({ method: 'GET', url: `${path}?limit=1${after}` });
      expect(response.statusCode).toBe(200);
      const { items, next } = response.json<{ items: { id: string }[]; next?: string }>();
      seen.push(...items.map((item) => item.id));
      if (next === undefined) break;
      after = `&after=${encodeURIComponent(next)}`;
    }
    const whole = (await call({ method: 'GET', url: `${path}?limit=200` })).json<{
      items: { id: string }[];
    }>();
    expect(seen).toEqual(whole.items.map((item) => item.id));
    expect(seen.length).toBeGreaterThanOrEqual(2);
    for (const limit of ['0', '201', 'x', '1.5', '-1', ''])
      expectProblem(await call({ method: 'GET', url: `${path}?limit=${limit}` }), 400, 'http.input_invalid');
  });
});

describe('what the API refuses', () => {
  const post = (payload: string, type: string): Promise<LightMyRequestResponse> =>
    call({ method: 'POST', url: '/briefs', payload, headers: { 'content-type': type } });

  it('UI-1 JSON that is none, nothing, and another content type', async () => {
    expectProblem(await post('{"text": ', 'application/json'), 400, 'http.unreadable');
    expectProblem(await post('', 'application/json'), 400, 'http.unreadable');
    expectProblem(await post('null', 'application/json'), 400, 'http.input_invalid');
    expectProblem(await post('a: b', 'application/yaml'), 415, 'http.type_unsupported');
    expectProblem(await post('text=x', 'application/x-www-form-urlencoded'), 415, 'http.type_unsupported');
  });

  it('SEC-4 a body over 1 MB', async () => {
    const problem = expectProblem(
      await post(JSON.stringify({ text: 'x'.repeat(2_000_000) }), 'application/json'),
      413,
      'http.too_large',
    );
    expect(problem['detail']).toBe('The request body is larger than 1 MB.');
  });

  it('SEC-4 keys that would reach a prototype change nothing', async () => {
    const response = await post('{"text":"products: [a","__proto__":{"isAdmin":true}}', 'application/json');
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.statusCode).toBeLessThan(500);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('SEC-4 NUL characters in an address or a text', async () => {
    expectProblem(await call({ method: 'GET', url: '/campaigns/%00' }), 400, 'http.unreadable');
    const alert =
      (await call({ method: 'GET', url: '/alerts?state=open&limit=1' })).json<{ items: { id: string }[] }>()
        .items[0]?.id ?? '';
    const url = `/alerts/${alert}/resolve`;
    expectProblem(
      await call({ method: 'POST', url, payload: { resolution: 'a\0b' } }),
      400,
      'http.unreadable',
    );
  });

  it('UI-1 addresses that cannot be decoded, are too long, or lead nowhere', async () => {
    expectProblem(await call({ method: 'GET', url: '/nowhere' }), 404, 'http.not_found');
    expectProblem(await call({ method: 'DELETE', url: '/campaigns/first' }), 404, 'http.not_found');
    for (const url of ['/variants/%ff/1x1.jpg', `/variants/${'x'.repeat(400)}/1x1.jpg`, '/%']) {
      const response = await test.web.inject({ method: 'GET', url });
      expect(response.statusCode).toBeGreaterThanOrEqual(400);
      expectProblem(response, response.statusCode, 'http.unreadable');
      expect(response.statusCode).toBe(400);
    }
  });

  it('UI-1 every field that is wrong is named', async () => {
    const response = await call({ method: 'POST', url: '/briefs', payload: { fileName: '../x.yaml' } });
    const problem = expectProblem(response, 400, 'http.input_invalid');
    expect(problem['details']).toMatchObject({ issues: [{ field: 'text' }, { field: 'fileName' }] });
  });

  it('SEC-1 a key that would manage keys, has no scope, or lasts for ever and a day', async () => {
    const create = (body: object): Promise<LightMyRequestResponse> =>
      call({ method: 'POST', url: '/keys', payload: { name: 'x', scopes: ['llm.use'], ...body } });
    for (const body of [{ scopes: ['keys.manage'] }, { scopes: [] }, { expiresInDays: 9_999 }, { name: ' ' }])
      expectProblem(await create(body), 400, 'http.input_invalid');
  });

  it('GWY-4 an evaluation set with an error, with line, column and caret, before a model is asked', async () => {
    const text = SET.replace('channel: instagram', 'channel: radio');
    const response = await call({ method: 'POST', url: '/models/evaluations', payload: { text } });
    const problem = expectProblem(response, 422, 'evaluations.set_invalid');
    expect(problem['detail']).toContain('set.yaml:7:14: error:');
    expect(problem['detail']).toContain('  7 |     channel: radio\n    |              ^^^^^');
    const none = await call({ method: 'POST', url: '/models/evaluations', payload: { text: SET } });
    expectProblem(none, 503, 'evaluations.no_model');
  });

  it('BRF-5 a brief with an error, with line, column and caret', async () => {
    const problem = expectProblem(await submit('products: [a'), 422, 'briefs.rejected');
    expect(problem['detail']).toContain('brief.yaml:1:11: error:');
    expect(problem['detail']).toContain('  1 | products: [a\n    |           ^');
    expect(problem['details']).toMatchObject({ problems: [{ line: 1, column: 11 }] });
  });
});

describe('reading pages', () => {
  it('EXE-2 is off unless the operator says `on`', () => {
    expect(test.house.fetchPage).toBeNull();
    expect(loadConfig({}).fetchesPages).toBe(false);
    expect(loadConfig({ AICMO_FETCH_PAGES: 'off' }).fetchesPages).toBe(false);
    expect(loadConfig({ AICMO_FETCH_PAGES: 'on' }).fetchesPages).toBe(true);
    expect(() => loadConfig({ AICMO_FETCH_PAGES: 'true' })).toThrow('AICMO_FETCH_PAGES');
  });

  it('EXE-2 SEC-4 goes by the rules of public pages once it is on', async () => {
    const house = await openTestHouse({ AICMO_FETCH_PAGES: 'on' });
    await expect(house.fetchPage?.('https://localhost/')).rejects.toMatchObject({
      code: 'pages.address_refused',
    });
    await house.close();
  });
});

describe('a source as a file of a form', () => {
  const upload = (fileName: string, text: string, search = 'about=Halden'): Promise<LightMyRequestResponse> =>
    call({
      method: 'POST',
      url: `/brands/hayl/sources/files?${search}`,
      ...formWithFile(Buffer.from(text), { fileName }),
    });

  it('EXE-2 is kept with the last part of its name, and read as text', async () => {
    const kept = (await upload('..\\etc/prices.html', '<p>From 199 euros</p>')).json<{ id: string }>();
    expect(kept).toMatchObject({ kind: 'file', place: 'prices.html', about: 'Halden' });
    const read = (await call({ method: 'GET', url: `/sources/${kept.id}` })).json<object>();
    expect(read).toMatchObject({ ...kept, text: 'From 199 euros' });
  });

  it('EXE-2 SEC-4 is refused when it is none, too large, of another kind or about nobody', async () => {
    const url = '/brands/hayl/sources/files?about=Halden';
    expectProblem(await call({ method: 'POST', url }), 400, 'sources.upload_empty');
    expectProblem(await upload('x.pdf', 'text'), 400, 'sources.file_name');
    expectProblem(await upload('x.txt', 'x'.repeat(256 * 1024 + 1)), 413, 'sources.upload_too_large');
    expectProblem(await upload('x.txt', 'text', ''), 400, 'http.input_invalid');
    const headers = { 'content-type': 'multipart/form-data; boundary=XX' };
    const broken = await call({ method: 'POST', url, payload: 'zzz', headers });
    expectProblem(broken, 400, 'sources.upload_unreadable');
  });
});

describe('a brief as a file of a form', () => {
  const upload = (name: string, text: string): Promise<LightMyRequestResponse> =>
    form(
      `--XX\r\ncontent-disposition: form-data; name="brief"; filename="${name}"\r\ncontent-type: application/yaml\r\n\r\n${text}\r\n--XX--\r\n`,
    );
  const form = (
    payload: string,
    type = 'multipart/form-data; boundary=XX',
  ): Promise<LightMyRequestResponse> =>
    call({ method: 'POST', url: '/briefs/upload', payload, headers: { 'content-type': type } });

  it('BRF-3 becomes the same campaign as the same brief sent as JSON', async () => {
    const text = BRIEF.replace('first', 'by-form');
    expect((await upload('any.yaml', text)).json()).toMatchObject({
      outcome: 'created',
      campaignKey: 'by-form',
    });
    expect((await submit(text, 'other.yaml')).json()).toMatchObject({
      outcome: 'unchanged',
      campaignKey: 'by-form',
    });
  });

  it('BRF-5 is refused when it is too large', async () => {
    for (const size of [300_000, 2_000_000]) {
      const problem = expectProblem(
        await upload('x.yaml', `name: ${'x'.repeat(size)}`),
        413,
        'briefs.upload_too_large',
      );
      expect(problem['detail']).toBe('The brief is larger than 256 KB.');
    }
  });

  it('BRF-5 is refused when there is none, or it is called something else', async () => {
    expectProblem(
      await form('--XX\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n--XX--\r\n'),
      400,
      'briefs.upload_empty',
    );
    expectProblem(await form('{}', 'application/json'), 400, 'briefs.upload_empty');
    expectProblem(await call({ method: 'POST', url: '/briefs/upload' }), 400, 'briefs.upload_empty');
    for (const name of ['x.exe', '', 'yaml', 'a/..', `${'x'.repeat(300)}.yaml`])
      expectProblem(await upload(name, BRIEF), 400, 'briefs.upload_name');
  });

  it('BRF-5 is refused when the form is cut or has no boundary', async () => {
    expectProblem(await form('--XX\r\ncontent-disp'), 400, 'briefs.upload_unreadable');
    expectProblem(await form('zzz', 'multipart/form-data'), 400, 'briefs.upload_unreadable');
  });

  it('BRF-5 with an error shows it as the command line does', async () => {
    expect(expectProblem(await upload('x.yaml', 'products: [a'), 422, 'briefs.rejected')['detail']).toContain(
      'x.yaml:1:11',
    );
  });

  it('SEC-4 a folder in its name is left out', async () => {
    const response = await upload('..\\..\\etc/evil.yaml', BRIEF.replace('campaign_id: first\n', ''));
    expect(response.json()).toMatchObject({ campaignKey: 'evil' });
  });
});
