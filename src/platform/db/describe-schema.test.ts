import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestDatabase } from '#test/database';
import { REPOSITORY } from '#test/server-process';
import { describeSchema } from './describe-schema.ts';

const FILE = join(REPOSITORY, 'migrations/schema.txt');

it('DEV-3 the schema that the migrations make is the committed one (AICMO_UPDATE_SCHEMA=1 writes it anew)', async () => {
  const db = await createTestDatabase();
  const text = `${(await describeSchema(db)).trim()}\n`;
  await db.close();
  if (process.env['AICMO_UPDATE_SCHEMA'] === '1') writeFileSync(FILE, text);
  expect(text).toContain('table campaign\n');
  expect(text).toBe(readFileSync(FILE, 'utf8'));
});

it('SEC-1 every table leads with the workspace, except those that serve all of them', async () => {
  const db = await createTestDatabase();
  const tables = (await describeSchema(db)).split('\n\n').filter((block) => block.trim() !== '');
  await db.close();
  const without = tables
    .filter((block) => !block.split('\n')[1]?.startsWith('  workspace_id text not null'))
    .map((block) => block.split('\n')[0]?.replace('table ', ''));
  expect(without).toEqual([
    'event_cursor',
    'event_epoch',
    'llm_health',
    'llm_rate',
    'person',
    'person_credential',
    'person_link',
    'person_second_factor',
    'person_session',
    'person_verification',
    'rate_window',
    'secret_master',
    'setup_link',
    'worker_lease',
    'workspace',
  ]);
});
