import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { KEY_SCOPES } from '#kernel/permission';
import { loadConfig } from '#platform/config/config';
import { type Database, withTransaction } from '#platform/db/database';
import { isAlive } from '#platform/process/is-alive';
import { silentLog } from '#platform/log/log';
import { openHouse } from '#server/house';
import { smallBrief } from '#test/briefs';
import { createTestDatabase } from '#test/database';
import { until } from '#test/house';
import { callTool, connectByHttp, connectByStdio, readDocument, REVISIONS } from '#test/mcp-client';
import {
  layOutHome,
  makeKeyHeaders,
  MAIN,
  postmasterPid,
  runCommand,
  startServerProcess,
  type TestHome,
} from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

let at: TestHome;
let db: Database;
const started: ChildProcess[] = [];

beforeAll(async () => {
  db = await createTestDatabase();
  at = layOutHome(makeTempFolder('mcp'), { DATABASE_URL: db.url, AICMO_MIN_VARIANTS: '2' });
});
afterAll(async () => {
  // Those that a failed test left behind.
  for (const child of started) child.kill('SIGKILL');
  await db.close();
  removeFolder(at.root);
});

/** The arguments of a tool that takes a brief. */
function briefArgs(key: string, targetVariants = 2): { text: string; fileName: string } {
  const brief = smallBrief({ campaign_id: key, target_variants: targetVariants });
  return { text: JSON.stringify(brief), fileName: 'brief.json' };
}

/** Raises an alert in the database of the home and returns its id. */
async function raise(): Promise<string> {
  const house = await openHouse(loadConfig(at.env, at.root), silentLog());
  const ctx = contextFor(house, { kind: 'system', part: 'test' });
  const dedupKey = `test:${Math.random()}`;
  const made = {
    type: 'disk.low',
    severity: 'HIGH',
    dedupKey,
    message: 'Only 3 MB are free.',
    details: {},
  } as const;
  const { id } = await withTransaction(house.db, (tx) => raiseAlert(tx, ctx, made));
  await house.close();
  return id;
}

interface Talk {
  readonly child: ChildProcess;
  /** Whole lines of stdout so far, each of which must be JSON. */
  readonly messages: () => Record<string, unknown>[];
  readonly stderr: () => string;
  say(message: Readonly<Record<string, unknown>>): void;
  /** Closes stdin. */
  hangUp(): void;
  /** How it ended, and how long after the last thing that was said or the hang-up. */
  readonly exited: Promise<{ code: number | null; afterMs: number }>;
}

/** Starts `aicmo mcp` and talks to it by hand. */
function startTalk(home: Pick<TestHome, 'root' | 'env'>): Talk {
  const child = spawn(process.execPath, [MAIN, 'mcp'], { cwd: home.root, env: { ...home.env } });
  started.push(child);
  let out = '';
  let err = '';
  let lastSaid = Date.now();
  child.stdout.on('data', (part: Buffer) => (out += part.toString('utf8')));
  child.stderr.on('data', (part: Buffer) => (err += part.toString('utf8')));
  child.stdin.on('error', () => undefined);
  return {
    child,
    messages: () => {
      const lines = out.split('\n').slice(0, -1);
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    stderr: () => err,
    say: (message) => {
      lastSaid = Date.now();
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    },
    hangUp: () => {
      lastSaid = Date.now();
      child.stdin.end();
    },
    exited: new Promise((resolve) => {
      child.once('close', (code) => resolve({ code, afterMs: Date.now() - lastSaid }));
    }),
  };
}

const INITIALIZE = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'hand', version: '1' } },
};

/** Says hello and waits for the answer. */
async function greet(talk: Talk): Promise<void> {
  talk.say(INITIALIZE);
  await until(async () => talk.messages().length === 1);
  talk.say({ method: 'notifications/initialized' });
}

describe.each(REVISIONS)('a client of %s that starts `aicmo mcp`', (revision) => {
  it('ALR-6 lists, reads, acts, and has its campaign made where no server runs', async () => {
    const alertId = await raise();
    const { client, transport } = await connectByStdio(at, revision);
    const pid = transport.pid ?? 0;
    try {
      expect(client.getServerVersion()).toMatchObject({ name: 'aicmo' });
      const { tools } = await client.listTools();
      expect(tools).toHaveLength(18);
      expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(9);
      const taken = await callTool(client, 'run_brief', briefArgs(`by-stdio-${revision}`));
      expect(taken.data).toMatchObject({ outcome: 'created' });
      const id = String(taken.data['campaignKey']);
      const campaign = await until(async () => {
        const { data } = await callTool(client, 'get_campaign', { id });
        return data['status'] === 'completed' && data;
      });
      expect(campaign).toMatchObject({ variantCount: 2, imageCount: 2 });
      expect(readdirSync(join(at.output, id))).toContain('manifest.json');
      expect(await readDocument(client, `aicmo://campaigns/${id}`)).toEqual(campaign);
      const variants = await readDocument(client, `aicmo://campaigns/${id}/variants`);
      expect(variants['items']).toHaveLength(2);
      expect((await callTool(client, 'acknowledge_alert', { id: alertId })).data).toMatchObject({
        acknowledgedBy: 'operator (mcp)',
      });
      expect(await callTool(client, 'get_campaign', { id: 'nobody' })).toMatchObject({
        isError: true,
        data: { code: 'campaigns.unknown' },
      });
      await expect(client.readResource({ uri: 'aicmo://alerts/nobody' })).rejects.toMatchObject({
        code: -32602,
      });
    } finally {
      await client.close();
    }
    await until(async () => !isAlive(pid));
  }, 60_000);
});

describe('beside a running server', () => {
  it('ALR-6 both see the same campaigns and alerts, and the server does the work', async () => {
    const alertId = await raise();
    const server = startServerProcess(at);
    const address = await server.ready;
    const headers = await makeKeyHeaders(at, KEY_SCOPES);
    const byHttp = await connectByHttp({ address, headers });
    const { client: byStdio } = await connectByStdio(at);
    try {
      await callTool(byStdio, 'run_brief', briefArgs('beside'));
      await until(
        async () => (await callTool(byHttp, 'get_campaign', { id: 'beside' })).data['status'] === 'completed',
      );
      await callTool(byStdio, 'resolve_alert', { id: alertId, resolution: 'disk cleared' });
      expect(await readDocument(byHttp, `aicmo://alerts/${alertId}`)).toMatchObject({
        state: 'resolved',
        resolution: 'disk cleared',
      });
      const { rows } = await db.pool.query('select pid from worker_lease where expires_at >= now()');
      expect(rows).toEqual([{ pid: server.child.pid }]);
    } finally {
      await byStdio.close();
      await byHttp.close();
      server.child.kill('SIGTERM');
    }
    expect((await server.exited).code).toBe(0);
  }, 60_000);
});

describe('the process', () => {
  it('ALR-6 answers what it was asked before stdin closed, and ends with 0', async () => {
    const talk = startTalk(at);
    talk.say(INITIALIZE);
    talk.say({ method: 'notifications/initialized' });
    for (let id = 2; id <= 6; id++)
      talk.say({ id, method: 'tools/call', params: { name: 'list_campaigns', arguments: {} } });
    talk.say({
      id: 7,
      method: 'tools/call',
      params: { name: 'check_brief', arguments: { text: 'products: [a' } },
    });
    talk.hangUp();
    expect((await talk.exited).code).toBe(0);
    const answered = new Set(talk.messages().map((message) => message['id']));
    expect(answered).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
    expect(talk.stderr()).toContain('Ready for an assistant.');
  }, 60_000);

  it('ALR-6 says nothing on stdout but the protocol, whatever comes in, and ends within seconds of stdin', async () => {
    const talk = startTalk(at);
    talk.child.stdin?.write('no json\n{"jsonrpc":"2.0"}\n[]\n\n');
    await greet(talk);
    talk.say({ id: 2, method: 'nothing/here' });
    await until(async () => talk.messages().length === 2);
    expect(talk.messages()).toMatchObject([{ id: 1 }, { id: 2, error: { code: -32601 } }]);
    talk.hangUp();
    const { code, afterMs } = await talk.exited;
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(10_000);
  }, 60_000);

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'DEV-1 ALR-6 by %s ends with 0 and leaves no postgres running',
    async (signal) => {
      const alone = layOutHome(makeTempFolder('mcp-stop'));
      try {
        const talk = startTalk(alone);
        await greet(talk);
        const postgres = postmasterPid(alone) ?? 0;
        expect(isAlive(postgres)).toBe(true);
        talk.child.kill(signal);
        expect((await talk.exited).code).toBe(0);
        // Its file is gone before it is.
        await until(async () => !isAlive(postgres));
      } finally {
        const left = postmasterPid(alone);
        if (left !== undefined && isAlive(left)) process.kill(left, 'SIGKILL');
        removeFolder(alone.root);
      }
    },
    60_000,
  );

  it('ALR-6 ends when nobody reads its answers any more', async () => {
    const talk = startTalk(at);
    await greet(talk);
    talk.child.stdout?.destroy();
    talk.say({ id: 2, method: 'tools/list' });
    talk.say({ id: 3, method: 'tools/list' });
    const { code, afterMs } = await talk.exited;
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(10_000);
  }, 60_000);

  it('ALR-6 leaves work in hand to be taken up again, and ends within the time for draining', async () => {
    const talk = startTalk({ ...at, env: { ...at.env, AICMO_DRAIN_MS: '500' } });
    await greet(talk);
    talk.say({
      id: 2,
      method: 'tools/call',
      params: { name: 'run_brief', arguments: briefArgs('left', 40) },
    });
    await until(async () => talk.messages().length === 2);
    talk.hangUp();
    expect((await talk.exited).code).toBe(0);
    const list = await runCommand(at, ['campaign', 'list', '--json']);
    const { items } = JSON.parse(list.stdout) as { items: { key: string; status: string }[] };
    expect(items.find((item) => item.key === 'left')?.status).toMatch(/^(new|validated|generating)$/);
  }, 60_000);

  it('ALR-6 that cannot start says why on stderr, and nothing on stdout', async () => {
    const env = { DATABASE_URL: 'postgresql://a:planted-canary@127.0.0.1:1/x' };
    const { code, stdout, stderr } = await runCommand(at, ['mcp'], env);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('does not answer');
    expect(stderr).not.toContain('planted-canary');
  });

  it('ALR-6 refuses --json, because stdout belongs to the protocol', async () => {
    const { code, stdout, stderr } = await runCommand(at, ['mcp', '--json']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('stdout belongs to the protocol');
  });
});
