import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { createTestDatabase } from '#test/database';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { layOutHome, startServerProcess, type TestHome } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { peerSettings } from '#test/test-gateway';

const CELLS = ['instagram', 'facebook', 'linkedin', 'x', 'bluesky', 'mastodon'];

let peer: ModelPeer;
let at: TestHome;
let pool: pg.Pool;
const root = makeTempFolder('kill-writing');

beforeAll(async () => {
  peer = await startModelPeer();
  const db = await createTestDatabase();
  pool = new pg.Pool({ connectionString: db.url, max: 2 });
  await db.close();
  const models = join(root, 'models.yaml');
  at = layOutHome(root, {
    DATABASE_URL: db.url,
    AICMO_MODELS_FILE: models,
    AICMO_KEY_OPENAI: 'test-key-openai',
    AICMO_LEASE_MS: '1000',
    AICMO_CAMPAIGN_CONCURRENCY: '1',
  });
  const document = peerSettings(peer, {
    targets: { writer: { wire: 'openai', totalMs: 60_000, firstTokenMs: 30_000, idleMs: 30_000 } },
    useCases: { copywriting: { chain: ['writer'], deadlineMs: 60_000 } },
  });
  writeFileSync(models, stringify(document));
  const variant = (headline: string): object => ({
    angle: 'benefit',
    headline,
    support: '60 hours of battery life.',
    cta: 'See Hush',
    body: 'Hush turns a full train into a quiet room.',
    alt_text: 'Hush headphones',
    fact_ids: ['products.hush.benefits[0]'],
  });
  // Slow enough that a kill finds it at work.
  peer.script('writer', {
    json: { variants: [variant('A quiet room on a train'), variant('Quiet on the way')] },
    silenceMs: 150,
    wordMs: 5,
  });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await peer[Symbol.asyncDispose]();
  removeFolder(root);
});

async function rows<Row>(text: string): Promise<Row[]> {
  return (await pool.query(text)).rows as Row[];
}

async function isAtRest(): Promise<boolean> {
  const [campaign] = await rows<{ status: string }>('select status from campaign');
  return campaign !== undefined && !['new', 'validated', 'generating'].includes(campaign.status);
}

it('GWY-3 killed at every point of a campaign that a slow model writes: no finished call is paid twice', async () => {
  writeFileSync(
    join(at.briefs, 'hush.yaml'),
    stringify({
      campaign_id: 'hush',
      products: [
        {
          name: 'Hush',
          benefits: ['Turns a full train into a quiet room'],
          features: ['60 hours of battery life'],
        },
      ],
      target_variants: 1,
      locales: ['en-US'],
      channels: CELLS,
      aspect_ratios: ['1:1'],
    }),
  );
  const kills = [
    'llm.before_call:1',
    'llm.answered:1',
    'llm.recorded:1',
    'cell.copy_written:1',
    'cell.before_render:1',
    'cell.before_record:1',
    'cell.recorded:1',
  ];
  for (const kill of [...kills, 900, 1_700]) {
    const server = startServerProcess(at, typeof kill === 'string' ? { AICMO_CRASH_AT: kill } : {});
    if (typeof kill === 'number') {
      await server.ready;
      await delay(kill);
      server.child.kill('SIGKILL');
    }
    await Promise.race([server.exited, until(isAtRest)]);
    server.child.kill('SIGKILL');
    await server.exited;
  }
  const last = startServerProcess(at);
  await last.ready;
  await until(isAtRest);
  last.child.kill('SIGTERM');
  await last.exited;

  const calls = await rows<{ purpose: string; outcome: string; state: string }>(
    `select purpose, outcome, state from llm_call where use_case = 'copywriting' order by started_at`,
  );
  const finished = calls.filter((call) => call.outcome === 'ok');
  expect(new Set(finished.map((call) => call.purpose)).size).toBe(CELLS.length);
  expect(finished).toHaveLength(CELLS.length);
  // What left and was not on record when the process died is marked as such, and only that was asked again.
  const lost = calls.filter((call) => call.outcome !== 'ok');
  expect(lost.length).toBeGreaterThanOrEqual(2);
  for (const call of lost) expect(['running', 'unknown']).toContain(call.state);
  expect(peer.callsOf('writer').length).toBeLessThanOrEqual(finished.length + lost.length);
  const [variants] = await rows<{ all: number; written: number; cells: number }>(
    `select count(*)::int as all, count(*) filter (where writer = 'model')::int as written, count(distinct cell_id)::int as cells from variant`,
  );
  expect(variants).toEqual({ all: CELLS.length, written: CELLS.length, cells: CELLS.length });
}, 240_000);

async function until(look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await delay(50)) if (await look()) return;
  throw new Error('it did not happen within 60 s');
}
