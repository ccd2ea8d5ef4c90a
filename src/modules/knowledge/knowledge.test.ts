import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importBrand } from '#modules/brands/index';
import { type Database, withTransaction } from '#platform/db/database';
import { openFileStore } from '#platform/files/file-store';
import { createTestDatabase, testContext } from '#test/database';
import { REPOSITORY } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import {
  addKnowledge,
  confirmKnowledge,
  forgetKnowledge,
  listKnowledge,
  proposeKnowledge,
} from './service.ts';
import { knowledgeOf } from './store.ts';

let db: Database;
const folder = makeTempFolder('knowledge');
const person = { kind: 'user', id: 'usr_1', name: 'Nils', role: 'strategist' } as const;
const ctx = () => ({ ...testContext(db, { actor: person }), files: openFileStore(`${folder}/files`) });
let brandId = '';
beforeAll(async () => {
  db = await createTestDatabase();
  await importBrand(
    { ...ctx(), actor: { kind: 'operator', via: 'cli' } },
    { folder: `${REPOSITORY}examples/brands/northlight` },
  );
  const { rows } = await db.pool.query<{ id: string }>('select id from brand');
  brandId = rows[0]?.id ?? '';
});
afterAll(async () => {
  await db.close();
  removeFolder(folder);
});

const evidence = [{ text: '62 of 100 asked', source: 'Survey, May 2026' }];
const propose = (statement: string, confidence = 0.5): Promise<number> =>
  withTransaction(db, (tx) =>
    proposeKnowledge(tx, ctx(), {
      brandId,
      taskRunId: 'trn_1',
      items: [{ statement, evidence, confidence }],
    }),
  );

describe('the brain of a brand', () => {
  it('FBK-5 what a person says is confirmed, with its evidence; the same is not there twice', async () => {
    const made = await addKnowledge(ctx(), {
      brandId: 'northlight',
      statement: 'Commuters buy on Mondays',
      evidence,
      confidence: 0.8,
    });
    expect(made).toMatchObject({ state: 'confirmed', brandId, evidence, decidedBy: 'Nils', revision: 1 });
    await expect(
      addKnowledge(ctx(), { brandId, statement: 'commuters BUY on Mondays', evidence, confidence: 1 }),
    ).rejects.toMatchObject({ code: 'knowledge.there' });
    await expect(
      addKnowledge(ctx(), { brandId: 'nobody', statement: 'x y z', evidence, confidence: 1 }),
    ).rejects.toMatchObject({ code: 'brands.unknown' });
  });

  it('FBK-5 what work found waits for a person, who corrects it; executors read what is confirmed first', async () => {
    expect(await propose('Noise is what they complain of', 0.9)).toBe(1);
    expect(await propose('Noise is what they complain of', 0.9)).toBe(0);
    const { items } = await listKnowledge(ctx(), { brandId, state: 'proposed', limit: 10 });
    expect(items.map(({ statement, taskRunId }) => [statement, taskRunId])).toEqual([
      ['Noise is what they complain of', 'trn_1'],
    ]);
    const read = await knowledgeOf(db, 'ws_default', { brandId, limit: 10 });
    expect(read.map(({ state }) => state)).toEqual(['confirmed', 'proposed']);
    const item = items[0] ?? { id: '', revision: 0 };
    const corrected = await confirmKnowledge(ctx(), {
      ...item,
      statement: 'Noise in trains is what they complain of',
    });
    expect(corrected).toMatchObject({ state: 'confirmed', revision: 2, confidence: 0.9 });
    await expect(confirmKnowledge(ctx(), { ...item, confidence: 1 })).rejects.toMatchObject({
      code: 'knowledge.changed',
    });
  });

  it('FBK-5 what was forgotten is read by nobody, and not proposed again', async () => {
    await propose('They like jokes');
    const { items } = await listKnowledge(ctx(), { brandId, state: 'proposed', limit: 10 });
    const item = items[0] ?? { id: '', revision: 0 };
    await forgetKnowledge(ctx(), item);
    expect(await propose('They like jokes')).toBe(0);
    const read = await knowledgeOf(db, 'ws_default', { brandId, limit: 10 });
    expect(read.map(({ statement }) => statement)).not.toContain('They like jokes');
    const { items: gone } = await listKnowledge(ctx(), { brandId, state: 'forgotten', limit: 10 });
    expect(gone).toHaveLength(1);
    const { rows } = await db.pool.query<{ n: number }>(
      `select count(*)::int as n from audit_entry where action like 'knowledge.%'`,
    );
    expect(rows[0]?.n).toBe(5);
  });

  it('FBK-5 what was corrected is not proposed anew in its former words, which stay with it', async () => {
    await propose('Walkers buy in spring');
    const found = (await listKnowledge(ctx(), { brandId, limit: 50 })).items.find(
      ({ statement }) => statement === 'Walkers buy in spring',
    );
    const { id = '', revision = 0 } = found ?? {};
    const corrected = await confirmKnowledge(ctx(), { id, revision, statement: 'Walkers buy in March' });
    expect(corrected).toMatchObject({ state: 'confirmed', formerStatements: ['Walkers buy in spring'] });
    expect(await propose('walkers buy in SPRING')).toBe(0);
    expect(await propose('Walkers buy in March')).toBe(0);
    // Confirmed as it is, nothing is former.
    const again = await confirmKnowledge(ctx(), { id, revision: corrected.revision, confidence: 0.9 });
    expect(again.formerStatements).toEqual(['Walkers buy in spring']);
  });

  it('FBK-5 an item is not corrected to what another one says', async () => {
    await propose('Runners like it loud');
    await propose('Runners like it quiet');
    const { items } = await listKnowledge(ctx(), { brandId, limit: 50 });
    const loud = items.find(({ statement }) => statement === 'Runners like it loud');
    await expect(
      confirmKnowledge(ctx(), { id: loud?.id ?? '', revision: 1, statement: 'runners like it quiet' }),
    ).rejects.toMatchObject({ code: 'knowledge.there' });
  });
});
