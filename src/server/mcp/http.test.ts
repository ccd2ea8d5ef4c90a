import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Writable } from 'node:stream';
import type { Client, JsonSchemaType } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { draftMessage } from '#modules/messages/index';
import { withTransaction } from '#platform/db/database';
import { listen } from '#platform/http/http-server';
import { createLog } from '#platform/log/log';
import { buildWeb } from '#server/web-role';
import { startWorkerRole } from '#server/worker-role';
import { atRest, handIn, openTestHouse, type TestHouse } from '#test/house';
import { smallBrief } from '#test/briefs';
import { keyHeaders } from '#test/sign-in';
import { callTool, connectByHttp, readDocument, REVISIONS } from '#test/mcp-client';
import { PAGE_CHARACTERS } from './perform.ts';

const TOOL_NAMES = [
  'check_brief',
  'run_brief',
  'list_briefs',
  'get_brief',
  'restore_brief',
  'list_campaigns',
  'get_campaign',
  'resume_campaign',
  'cancel_campaign',
  'list_variants',
  'get_variant',
  'list_approvals',
  'list_alerts',
  'get_alert_context',
  'acknowledge_alert',
  'resolve_alert',
  'draft_message',
  'list_messages',
];

let house: TestHouse;
let web: Awaited<ReturnType<typeof buildWeb>>;
let address: string;
let headers: { authorization: string };
let variantId: string;
const logged: string[] = [];

beforeAll(async () => {
  house = await openTestHouse({ AICMO_MIN_VARIANTS: '2' });
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString('utf8'));
      done();
    },
  });
  web = await buildWeb({ ...house, log: createLog({ level: 'info', stream }) });
  address = await listen(web, { host: '127.0.0.1', port: 0 });
  headers = await keyHeaders(house);
  const worker = await startWorkerRole(house);
  const { campaignId } = await handIn(house, smallBrief());
  await atRest(house, campaignId);
  await worker.stop();
  const variants = await rest<{ items: { id: string }[] }>('/campaigns/quiet-autumn/variants');
  variantId = variants.items[0]?.id ?? '';
}, 60_000);
afterAll(async () => {
  await web.close();
  await house.close();
});

/** What the HTTP API answers. */
async function rest<Value>(path: string): Promise<Value> {
  return (await web.inject({ method: 'GET', url: `/api/v1${path}`, headers })).json<Value>();
}

/** Raises an alert of its own and returns its id. */
async function raise(details: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const ctx = contextFor(house, { kind: 'system', part: 'test' });
  const dedupKey = `test:${Math.random()}`;
  const made = {
    type: 'disk.low',
    severity: 'HIGH',
    dedupKey,
    message: 'Only 3 MB are free.',
    details,
  } as const;
  return (await withTransaction(house.db, (tx) => raiseAlert(tx, ctx, made))).id;
}

async function withClient<Value>(use: (client: Client) => Promise<Value>): Promise<Value> {
  const client = await connectByHttp({ address, headers });
  try {
    await client.listTools();
    return await use(client);
  } finally {
    await client.close();
  }
}

describe.each(REVISIONS)('a client of %s', (revision) => {
  let client: Client;
  beforeAll(async () => {
    client = await connectByHttp({ address, headers }, revision);
  });
  afterAll(() => client.close());

  it('ALR-6 is told who answers, and finds every tool with its effect', async () => {
    expect(client.getServerVersion()).toMatchObject({ name: 'aicmo' });
    expect(client.getInstructions()).toContain('No tool publishes, sends or spends anything.');
    expect(client.getServerCapabilities()).toMatchObject({
      tools: { listChanged: false },
      resources: { listChanged: false },
      completions: {},
    });
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(TOOL_NAMES);
    for (const tool of tools) {
      const effect = String(tool['_meta']?.['aicmo/effect']);
      expect(tool.annotations).toMatchObject({ readOnlyHint: effect === 'read', openWorldHint: false });
      expect(tool.description).toContain(
        `Permission: ${String(tool['_meta']?.['aicmo/needs'])}. Effect: ${effect}`,
      );
      expect(tool.inputSchema).toMatchObject({ type: 'object', properties: expect.anything() as unknown });
      expect(tool.outputSchema).toMatchObject({ type: 'object' });
    }
    expect(tools.find((tool) => tool.name === 'acknowledge_alert')?.annotations).toEqual({
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    });
  });

  it('ALR-6 gets from a tool what the HTTP API answers, as data and as text, times in ISO', async () => {
    await client.listTools();
    const alert = await raise();
    const same: [string, Record<string, unknown>, string][] = [
      ['list_campaigns', {}, '/campaigns'],
      ['get_campaign', { id: 'quiet-autumn' }, '/campaigns/quiet-autumn'],
      ['get_variant', { id: variantId }, `/variants/${variantId}`],
      ['list_alerts', { state: 'open', limit: '2' }, '/alerts?state=open&limit=2'],
      ['list_messages', {}, '/messages'],
    ];
    for (const [name, args, path] of same) {
      const answer = await callTool(client, name, args);
      expect([name, answer.isError]).toEqual([name, false]);
      expect(answer.data).toEqual(await rest(path));
      expect(JSON.parse(answer.text)).toEqual(answer.data);
    }
    const { data } = await callTool(client, 'get_campaign', { id: 'quiet-autumn' });
    expect(data['createdAt']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect((await callTool(client, 'get_alert_context', { id: alert })).data).toMatchObject({
      alert: { id: alert, severity: 'HIGH' },
      systemStatus: { health: 'degraded' },
    });
  });

  it('ALR-6 handles an alert: acknowledge, draft, resolve, and not twice', async () => {
    await client.listTools();
    const id = await raise();
    expect((await callTool(client, 'acknowledge_alert', { id })).data).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'test program',
    });
    const draft = await callTool(client, 'draft_message', { alertId: id, audience: 'client' });
    expect(draft.data).toMatchObject({ audience: 'client', state: 'draft', writer: 'template' });
    expect((await callTool(client, 'list_messages', { alertId: id })).data).toEqual({ items: [draft.data] });
    expect((await callTool(client, 'resolve_alert', { id, resolution: 'disk cleared' })).data).toMatchObject({
      state: 'resolved',
      resolvedBy: 'test program',
      resolution: 'disk cleared',
    });
    expect(await callTool(client, 'resolve_alert', { id, resolution: 'again' })).toMatchObject({
      isError: true,
      text: `Alert ${id} was resolved already, by test program.`,
      data: { code: 'alerts.already_resolved', retryable: false, details: { id, by: 'test program' } },
    });
  });

  it('ALR-6 checks a brief, takes it, stops its campaign and sets it to work again', async () => {
    await client.listTools();
    const text = JSON.stringify(smallBrief({ campaign_id: `by-mcp-${revision}`, name: 'By MCP' }));
    const check = await callTool(client, 'check_brief', { text, fileName: 'a.json' });
    expect(check.data).toMatchObject({ isValid: true });
    expect(check.text).toMatch(/^The brief is valid\./);
    const taken = await callTool(client, 'run_brief', { text, fileName: 'a.json' });
    expect(taken.data).toMatchObject({ outcome: 'created', revision: 1 });
    expect((await callTool(client, 'run_brief', { text, fileName: 'a.json' })).data).toMatchObject({
      outcome: 'unchanged',
    });
    const id = String(taken.data['campaignKey']);
    expect((await callTool(client, 'resume_campaign', { id })).data).toMatchObject({
      code: 'campaigns.not_resumable',
    });
    expect((await callTool(client, 'cancel_campaign', { id })).data).toMatchObject({
      status: 'cancelled',
      statusCause: 'cancelled by test program',
    });
    expect((await callTool(client, 'cancel_campaign', { id })).data).toMatchObject({
      code: 'campaigns.not_running',
    });
    expect((await callTool(client, 'resume_campaign', { id })).data).toMatchObject({ status: 'new' });
  });

  it('BRF-4 ALR-6 brings a former revision of a brief back, and hears of a newer one', async () => {
    await client.listTools();
    const campaign_id = `restored-by-mcp-${revision}`;
    const take = (name: string): ReturnType<typeof callTool> =>
      callTool(client, 'run_brief', {
        text: JSON.stringify(smallBrief({ campaign_id, name })),
        fileName: 'a.json',
      });
    await take('One');
    const { campaignId } = (await take('Two')).data;
    const listed = await callTool(client, 'list_briefs', { campaignId });
    const [second, first] = listed.data['items'] as { id: string; revision: number }[];
    expect([second?.revision, first?.revision]).toEqual([2, 1]);
    const shown = await callTool(client, 'get_brief', { id: first?.id });
    expect(shown.data['text']).toContain('"One"');
    const restored = await callTool(client, 'restore_brief', { id: first?.id, newest: 2 });
    expect(restored.data).toMatchObject({ outcome: 'revised', revision: 3 });
    expect(await callTool(client, 'restore_brief', { id: second?.id, newest: 2 })).toMatchObject({
      isError: true,
      data: { code: 'briefs.changed', details: { revision: 3, seen: 2 } },
    });
    await callTool(client, 'cancel_campaign', { id: campaign_id });
  });

  it('BRF-5 ALR-6 sees where a brief is wrong, with line, column and caret', async () => {
    await client.listTools();
    const bad = { text: 'name: x\nproducts: [a', fileName: 'spring.yaml' };
    const picture = '  2 | products: [a\n    |           ^';
    const check = await callTool(client, 'check_brief', bad);
    expect(check.isError).toBe(false);
    expect(check.text).toContain('The brief cannot be taken.\n\nspring.yaml:2:11: error:');
    expect(check.text).toContain(picture);
    expect(check.data).toMatchObject({ isValid: false, problems: [{ line: 2, column: 11 }] });
    const run = await callTool(client, 'run_brief', bad);
    expect(run.isError).toBe(true);
    expect(run.text).toContain('The brief cannot be taken:\nspring.yaml:2:11: error:');
    expect(run.text).toContain(picture);
    expect(run.data).toMatchObject({
      code: 'briefs.rejected',
      details: { fileName: 'spring.yaml', problems: [{ line: 2, column: 11 }] },
    });
  });

  it('ALR-6 is told what was wrong with a call', async () => {
    await client.listTools();
    await expect(client.callTool({ name: 'send_message', arguments: {} })).rejects.toThrow(
      'Tool send_message not found',
    );
    await expect(client.callTool({ name: 'constructor', arguments: {} })).rejects.toThrow(/constructor/);
    for (const [name, id] of [
      ['get_campaign', 'campaigns'],
      ['get_variant', 'variants'],
      ['get_alert_context', 'alerts'],
      ['acknowledge_alert', 'alerts'],
    ] as const)
      expect(await callTool(client, name, { id: 'nobody' })).toMatchObject({
        isError: true,
        text: expect.stringContaining('nobody') as unknown,
        data: {
          code: `${id}.unknown`,
          details: { id: 'nobody' },
          requestId: expect.stringMatching(/^req_/) as unknown,
        },
      });
    const wrong = await callTool(client, 'draft_message', { audience: 'everybody' });
    expect(wrong.isError).toBe(true);
    expect(wrong.text).toContain('alertId: ');
    expect(wrong.text).toContain('audience: ');
    expect(wrong.data).toMatchObject({
      code: 'http.input_invalid',
      details: { issues: [{ field: 'alertId' }, { field: 'audience' }] },
    });
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`a${n}`, n]));
    expect((await callTool(client, 'get_campaign', many)).text).toContain('more than the maximum of 100');
  });

  it('ALR-6 lists the newest resources and the templates of all, and reads each', async () => {
    const alert = await raise();
    const { resources } = await client.listResources();
    const uris = resources.map((resource) => resource.uri);
    for (const uri of [
      'aicmo://campaigns',
      'aicmo://alerts',
      'aicmo://messages',
      'aicmo://campaigns/quiet-autumn',
      'aicmo://campaigns/quiet-autumn/variants',
      `aicmo://variants/${variantId}`,
      `aicmo://alerts/${alert}`,
      `aicmo://alerts/${alert}/context`,
    ])
      expect(uris).toContain(uri);
    expect(uris.length).toBeLessThanOrEqual(103);
    for (const uri of uris) expect(Object.keys(await readDocument(client, uri)).length).toBeGreaterThan(0);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map((template) => template.uriTemplate)).toEqual([
      'aicmo://campaigns{?after}',
      'aicmo://campaigns/{key}',
      'aicmo://campaigns/{key}/variants',
      'aicmo://campaigns/{key}/variants{?after}',
      'aicmo://variants/{id}',
      'aicmo://alerts{?after}',
      'aicmo://alerts/{id}',
      'aicmo://alerts/{id}/context',
      'aicmo://messages{?after}',
    ]);
  });

  it('ALR-6 reads by address what the HTTP API answers', async () => {
    for (const [uri, path] of [
      ['aicmo://campaigns/quiet-autumn', '/campaigns/quiet-autumn'],
      [`aicmo://variants/${variantId}`, `/variants/${variantId}`],
      ['aicmo://messages', '/messages'],
    ] as const)
      expect(await readDocument(client, uri)).toEqual(await rest(path));
  });

  it('ALR-6 is told that a resource is not there', async () => {
    for (const uri of [
      'aicmo://campaigns/nobody',
      'aicmo://campaigns/nobody/variants',
      'aicmo://variants/nobody',
      'aicmo://alerts/nobody',
      'aicmo://alerts/nobody/context',
      'aicmo://campaigns/%ff',
      'aicmo://nowhere',
      'aicmo://campaigns/a/b/c',
    ])
      await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32602, data: { uri } });
    await expect(client.readResource({ uri: 'file:///etc/passwd' })).rejects.toMatchObject({ code: -32602 });
    await expect(client.readResource({ uri: `aicmo://alerts/${'x'.repeat(300)}` })).rejects.toMatchObject({
      code: -32602,
      data: { code: 'http.input_invalid' },
    });
  });

  it('ALR-6 completes keys and ids', async () => {
    const complete = async (uri: string, name: string, value: string): Promise<string[]> =>
      (await client.complete({ ref: { type: 'ref/resource', uri }, argument: { name, value } })).completion
        .values;
    expect(await complete('aicmo://campaigns/{key}', 'key', 'quiet')).toEqual(['quiet-autumn']);
    expect(await complete('aicmo://campaigns/{key}/variants', 'key', 'nothing')).toEqual([]);
    const alert = await raise();
    expect(await complete('aicmo://alerts/{id}/context', 'id', alert.slice(0, -1))).toEqual([alert]);
  });
});

describe('answers', () => {
  it('ALR-6 a list of variants leaves checks out, and the variant has them', async () => {
    await withClient(async (client) => {
      const { data } = await callTool(client, 'list_variants', { campaignId: 'quiet-autumn' });
      const items = data['items'] as Record<string, unknown>[];
      const whole = await rest<{ items: { id: string; copy: unknown; renditions: { path: string }[] }[] }>(
        '/campaigns/quiet-autumn/variants',
      );
      expect(items.map((item) => item['id'])).toEqual(whole.items.map((item) => item.id));
      expect(items[0]).not.toHaveProperty('checks');
      expect(items[0]).toMatchObject({
        copy: whole.items[0]?.copy,
        renditions: [{ path: whole.items[0]?.renditions[0]?.path }],
      });
      expect((await callTool(client, 'get_variant', { id: variantId })).data).toHaveProperty('checks');
    });
  });

  it('ALR-6 are bounded: a list goes on page by page, each item once, by tool and by address', async () => {
    const made: string[] = [];
    for (let n = 0; n < 30; n++) made.unshift(await raise({ log: 'x'.repeat(9_000) }));
    await withClient(async (client) => {
      const seen: string[] = [];
      let after: string | undefined;
      let pages = 0;
      do {
        const args = { limit: 200, ...(after === undefined ? {} : { after }) };
        const { data, text } = await callTool(client, 'list_alerts', args);
        expect(text.length).toBeLessThanOrEqual(PAGE_CHARACTERS);
        seen.push(...(data['items'] as { id: string }[]).map((item) => item.id));
        after = data['next'] as string | undefined;
        pages += 1;
      } while (after !== undefined);
      expect(pages).toBeGreaterThan(3);
      expect(seen.slice(0, 30)).toEqual(made);
      const all = await rest<{ items: { id: string }[] }>('/alerts?limit=200');
      expect(seen).toEqual(all.items.map((item) => item.id));
      const read: string[] = [];
      let uri: string | undefined = 'aicmo://alerts';
      while (uri !== undefined) {
        const page = await readDocument(client, uri);
        read.push(...(page['items'] as { id: string }[]).map((item) => item.id));
        uri = page['more'] as string | undefined;
      }
      expect(read).toEqual(seen);
    });
  });

  it('ALR-6 one that is too large for an assistant is refused, and says where it can be read', async () => {
    const id = await raise({ log: 'x'.repeat(1_100_000) });
    await withClient(async (client) => {
      expect(await callTool(client, 'get_alert_context', { id })).toMatchObject({
        isError: true,
        text: expect.stringContaining('Read it with the command line or the HTTP API.') as unknown,
        data: { code: 'mcp.answer_too_large' },
      });
      await expect(client.readResource({ uri: `aicmo://alerts/${id}` })).rejects.toMatchObject({
        data: { code: 'mcp.answer_too_large' },
      });
    });
    await house.db.pool.query(`delete from alert where id = $1`, [id]);
  });

  it('ALR-6 of a failed call fit the announced schema, which older clients hold them against', async () => {
    await withClient(async (client) => {
      const { tools } = await client.listTools();
      const validator = new AjvJsonSchemaValidator();
      for (const tool of tools) {
        const { data, isError } = await callTool(client, tool.name, {});
        const validate = validator.getValidator(tool.outputSchema as JsonSchemaType);
        expect([tool.name, validate(data).errorMessage]).toEqual([tool.name, undefined]);
        if (isError) expect(data).toHaveProperty('code');
        expect([tool.name, validate({ anything: 'else' }).valid]).toEqual([tool.name, false]);
      }
    });
  });

  it('ALR-6 to an error that nobody foresaw tell only a request id, and it is logged once', async () => {
    const alertId = await raise();
    await draftMessage(contextFor(house, { kind: 'operator', via: 'cli' }), { alertId, audience: 'team' });
    await house.db.pool.query('alter table message rename column subject to planted_canary');
    try {
      await withClient(async (client) => {
        logged.length = 0;
        const { text, data, isError } = await callTool(client, 'list_messages', {});
        const requestId = String(data['requestId']);
        expect(isError).toBe(true);
        expect(text).toBe(`Something went wrong here. It is in the log under request ${requestId}.`);
        expect(data).toMatchObject({ code: 'http.internal', details: { requestId } });
        const found = logged.filter((line) => line.includes('"level":"error"'));
        expect(found).toHaveLength(1);
        expect(found[0]).toContain(`"reqId":"${requestId}"`);
        expect(found[0]).toContain('"asked":"list_messages"');
        const error: unknown = await client
          .readResource({ uri: 'aicmo://messages' })
          .catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: -32603, data: { code: 'http.internal' } });
        expect(JSON.stringify([text, data, error])).not.toMatch(/planted|subject|column/);
      });
    } finally {
      await house.db.pool.query('alter table message rename column planted_canary to subject');
    }
  });
});

interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});
const JSON_RPC = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** A request with any header, Host as well. */
function raw(method: string, body: string | undefined, more: Record<string, string>): Promise<RawAnswer> {
  const sent = { ...headers, ...more };
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL('/mcp', address), { method, headers: sent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

describe('the endpoint', () => {
  it('ALR-6 answers plain JSON-RPC, under a request id and with the headers of the house', async () => {
    const answer = await raw('POST', INITIALIZE, JSON_RPC);
    expect(answer.status).toBe(200);
    expect(answer.headers['x-request-id']).toMatch(/^req_/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    const message = JSON.parse(/^data: (.*)$/m.exec(answer.body)?.[1] ?? '') as unknown;
    expect(message).toMatchObject({
      id: 1,
      result: { protocolVersion: '2025-06-18', serverInfo: { name: 'aicmo' } },
    });
    const call = {
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'get_campaign', arguments: { id: 'x' } },
    };
    const failed = await raw('POST', JSON.stringify(call), { ...JSON_RPC, 'x-request-id': 'req_forged' });
    expect(failed.body).toContain(`"requestId":"${String(failed.headers['x-request-id'])}"`);
    expect(failed.body).not.toContain('req_forged');
  });

  it.each([
    [{ host: 'evil.example' }],
    [{ host: '127.0.0.1.evil.example:7400' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://127.0.0.1:1' }],
    [{ 'sec-fetch-site': 'cross-site' }],
  ] as Record<string, string>[][])('SEC-1 ALR-6 refuses %j', async (foreign) => {
    const answer = await raw('POST', INITIALIZE, { ...JSON_RPC, ...foreign });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'http.foreign' });
  });

  it('SEC-4 ALR-6 refuses what is too large, no JSON, or no message', async () => {
    const large = await raw('POST', JSON.stringify({ text: 'x'.repeat(1_100_000) }), JSON_RPC);
    expect([large.status, JSON.parse(large.body)]).toMatchObject([413, { code: 'http.too_large' }]);
    const cut = await raw('POST', '{"jsonrpc":', JSON_RPC);
    expect([cut.status, JSON.parse(cut.body)]).toMatchObject([400, { code: 'http.unreadable' }]);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=XX',
    ]) {
      const other = await raw('POST', INITIALIZE, { ...JSON_RPC, 'content-type': type });
      expect([other.status, JSON.parse(other.body)]).toMatchObject([415, { code: 'http.type_unsupported' }]);
    }
    for (const body of ['null', '[]', '"x"', '{"jsonrpc":"2.0"}', '{}']) {
      const none = await raw('POST', body, JSON_RPC);
      expect([body, none.status]).toEqual([body, 400]);
      expect(JSON.parse(none.body)).toMatchObject({ error: { code: -32600 } });
    }
    for (const method of ['GET', 'DELETE'])
      expect((await raw(method, undefined, { accept: JSON_RPC.accept })).status).toBe(405);
  });

  it('OPS-3 ALR-6 a client that subscribes to changes does not keep the server from ending', async () => {
    const other = await buildWeb(house);
    const client = await connectByHttp({
      address: await listen(other, { host: '127.0.0.1', port: 0 }),
      headers,
    });
    const subscription = await client.listen({
      toolsListChanged: true,
      resourceSubscriptions: ['aicmo://alerts'],
    });
    expect(subscription.honoredFilter).toEqual({});
    const outcome = await Promise.race([
      other.close().then(() => 'closed'),
      delay(5_000).then(() => 'stuck'),
    ]);
    expect(outcome).toBe('closed');
    await subscription.close();
    await client.close();
  });
});
