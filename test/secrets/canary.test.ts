import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewApiKey } from '#modules/keys/index';
import { type Database, openDatabase } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { createTestDatabase } from '#test/database';
import {
  layOutHome,
  makeKeyHeaders,
  runCommand,
  type ServerProcess,
  startCommand,
  startServerProcess,
  type TestHome,
} from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

/** Secrets that no scanner knows by their form. */
const canary = (of: string): string => `canary-${of}-${randomBytes(12).toString('hex')}`;
const ofEnvironment = canary('environment');
const overHttp = canary('http');
const overStdin = canary('stdin');
const misplaced = canary('misplaced');
/** Not a secret: shows that the search finds what lies in the open. */
const control = canary('control');

let at: TestHome;
let db: Database;
let provider: Server;
let server: ServerProcess;
const answers: string[] = [];
const keysSeen: string[] = [];

/** A provider that refuses everybody and repeats in its words all that it was sent. */
async function startProvider(): Promise<string> {
  provider = createServer((request, response) => {
    const key = request.headers.authorization ?? String(request.headers['x-api-key'] ?? '');
    keysSeen.push(key);
    const message = `There is no key ${key.replace('Bearer ', '')}. You sent: ${JSON.stringify(request.headers)}`;
    request.resume().once('end', () => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message, type: 'nobody', code: 'who_are_you' } }));
    });
  });
  provider.listen(0, '127.0.0.1');
  await once(provider, 'listening');
  return `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
}

beforeAll(async () => {
  const made = await createTestDatabase();
  await made.close();
  db = await openDatabase({ url: made.url, log: silentLog() });
  const baseUrl = await startProvider();
  const root = makeTempFolder('canary');
  const names = ['openai', 'from-http', 'from-stdin'];
  const document = {
    providers: Object.fromEntries(names.map((name) => [name, { kind: 'openai-compatible', baseUrl }])),
    targets: Object.fromEntries(names.map((name) => [name, { provider: name, model: 'm' }])),
    useCases: { chat: { chain: names } },
  };
  writeFileSync(join(root, 'models.yaml'), stringify(document));
  at = layOutHome(root, {
    DATABASE_URL: made.url,
    AICMO_MODELS_FILE: join(root, 'models.yaml'),
    AICMO_KEY_OPENAI: ofEnvironment,
    AICMO_LOG_LEVEL: 'trace',
  });
  server = startServerProcess(at);
  await server.ready;
  ({ authorization } = await makeKeyHeaders(at, ['llm.use', 'llm.read', 'llm.manage']));
}, 60_000);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.exited;
  provider.close();
  await db.close();
  removeFolder(at.root);
});

let authorization = '';

async function send(path: string, body: unknown, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${await server.ready}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: JSON.stringify(body),
  });
  answers.push(await response.text());
  return response.status;
}

async function run(args: readonly string[], input?: string): Promise<string> {
  if (input === undefined) {
    const { stdout, stderr } = await runCommand(at, args);
    answers.push(stdout, stderr);
    return stdout;
  }
  const { child, result } = startCommand(at, args, {}, 'pipe');
  child.stdin?.end(input);
  const { stdout, stderr } = await result;
  answers.push(stdout, stderr);
  return stdout;
}

/** A secret as it may lie somewhere: itself, in hexadecimal digits as bytea is shown, in base64. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inner = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [secret, bytes.toString('hex'), ...inner];
}

/** Tables in which a secret lies in any column of any row. */
async function tablesWith(secret: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'dbos')`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const hits = await db.pool.query(
      `select 1 from ${name} t where exists (select 1 from unnest($1::text[]) f where position(f in t::text) > 0) limit 1`,
      [formsOf(secret)],
    );
    if (hits.rows.length > 0) found.push(name);
  }
  return found;
}

function filesWith(secret: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .filter((path) => formsOf(secret).some((form) => readFileSync(path).includes(form)));
}

describe('secrets that were planted', () => {
  it('SEC-3 are used, and found nowhere in clear: not in the database, logs, answers, or a backup', async () => {
    expect(await send('/api/v1/models/keys/from-http', { key: overHttp })).toBe(200);
    expect(await run(['llm', 'key', 'set', 'from-stdin'], `${overStdin}\n`)).toContain('is kept');
    await send('/api/v1/models/record', { keepTexts: true });
    // Wrong requests are answered with what is wrong, not with what was sent.
    expect(await send('/api/v1/models/keys/from-http', { key: `two words ${misplaced}` })).toBe(400);
    expect(await send('/api/v1/models/keys/from-http', { key: { value: misplaced } })).toBe(400);
    await run(['llm', 'key', 'set', 'from-stdin'], `${misplaced} and more\n`);
    const made = JSON.parse(
      await run(['key', 'create', '--name', control, '--scope', 'llm.use', '--json']),
    ) as NewApiKey;
    answers.length -= 2;
    for (const target of ['openai', 'from-http', 'from-stdin'])
      await send('/api/v1/models/try', { text: 'Hello', target });
    await send(
      '/v1/chat/completions',
      { model: 'chat', messages: [{ role: 'user', content: 'Hi' }] },
      {
        authorization: `Bearer ${made.key}`,
      },
    );
    const masterBefore = readFileSync(join(at.home, 'master.key'), 'utf8').trim();
    await run(['secret', 'rotate-data']);
    await run(['secret', 'rotate-master']);
    await send('/api/v1/models/try', { text: 'Hello again', target: 'from-stdin' });
    for (const path of ['status', 'keys', 'calls']) {
      const response = await fetch(`${await server.ready}/api/v1/models/${path}`, {
        headers: { authorization },
      });
      answers.push(await response.text());
    }
    const backup = join(at.root, 'all.backup');
    await run(['db', 'backup', backup]);
    writeFileSync(join(at.logs, 'backup.txt'), gunzipSync(readFileSync(backup)));

    for (const key of [ofEnvironment, overHttp, overStdin]) expect(keysSeen.join(' ')).toContain(key);
    expect(keysSeen.at(-1)).toContain(overStdin);
    const { rows } = await db.pool.query<{ d: string }>(
      `select distinct fault_detail as d from llm_call where fault = 'auth'`,
    );
    expect(rows.map(({ d }) => d).join()).toContain('[secret]');

    expect(await tablesWith(control)).toContain('public.api_key');
    expect(filesWith(control, at.logs)).toEqual([join(at.logs, 'backup.txt')]);
    const masterNow = readFileSync(join(at.home, 'master.key'), 'utf8').trim();
    const secrets = {
      ofEnvironment,
      overHttp,
      overStdin,
      misplaced,
      apiKey: made.key,
      masterBefore,
      masterNow,
    };
    const masterBytes = [masterBefore, masterNow].map((text) => Buffer.from(text, 'base64').toString('hex'));
    for (const [name, secret] of [...Object.entries(secrets), ...masterBytes.entries()]) {
      expect([name, await tablesWith(secret)]).toEqual([name, []]);
      expect([name, filesWith(secret, at.logs)]).toEqual([name, []]);
      expect([name, [...answers, server.tail()].filter((text) => text.includes(secret))]).toEqual([name, []]);
    }
  }, 120_000);
});
