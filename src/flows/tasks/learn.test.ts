import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor } from '#flows/deps';
import { importBrand } from '#modules/brands/index';
import {
  confirmKnowledge,
  forgetKnowledge,
  type KnowledgeItem,
  listKnowledge,
} from '#modules/knowledge/index';
import type { Task } from '#modules/tasks/index';
import { headphones, smallBrief } from '#test/briefs';
import { handIn, openTestHouse, type TestHouse } from '#test/house';
import { REPOSITORY } from '#test/server-process';
import { startTaskWorker } from '#test/task-worker';
import { approveTask, runToEnd } from '#test/tasks';
import { createTask, updateTask } from './change-tasks.ts';

let house: TestHouse;
let worker: Awaited<ReturnType<typeof startTaskWorker>>;
const ctx = () => contextFor(house, { kind: 'operator', via: 'cli' });
beforeAll(async () => {
  house = await openTestHouse();
  worker = await startTaskWorker(house);
  await importBrand(ctx(), { folder: `${REPOSITORY}examples/brands/northlight` });
});
afterAll(async () => {
  await worker.stop();
  await house.close();
});

/** With a proof for each of two benefits. */
const PRODUCT = headphones({
  proofs: [
    { text: { en: '38 decibels less noise at 1 kHz' }, source: { en: 'Lab report, 2026' } },
    { text: { en: '62 hours of play on one charge' }, source: { en: 'Battery test, 2026' } },
  ],
});

const items = async (state?: KnowledgeItem['state']): Promise<KnowledgeItem[]> =>
  (await listKnowledge(ctx(), { brandId: 'northlight', limit: 100, state })).items;
const newTask = async (type: string, key: string): Promise<Task> => {
  await handIn(
    house,
    smallBrief({ campaign_id: key, brand: 'northlight', target_variants: 1, products: [PRODUCT] }),
    `${key}.json`,
  );
  const made = await createTask(ctx(), {
    campaignId: key,
    type,
    priority: 'MEDIUM',
    confidence: 1,
    reason: '',
    dependsOn: [],
  });
  await approveTask(house, made);
  return made;
};

describe('what tasks learn', () => {
  it('FBK-5 a preview proposes nothing; a real run proposes what it found, each with its facts and its run', async () => {
    const task = await newTask('messaging_pillars', 'learns');
    expect((await runToEnd(house, task, true)).state).toBe('preview');
    expect(await items()).toEqual([]);
    const run = await runToEnd(house, task, false);
    const found = await items();
    expect([2, 3]).toContain(found.length);
    for (const item of found) {
      expect(item).toMatchObject({ state: 'proposed', taskRunId: run.id, revision: 1 });
      expect(item.statement).toMatch(/^A message that a proof carries: /);
      expect(item.evidence.length).toBeGreaterThan(0);
    }
  });

  it('FBK-5 the same work anew proposes nothing new, nor what was forgotten or corrected', async () => {
    const [first, ...others] = await items();
    if (first === undefined) throw new Error('nothing was learnt before');
    await forgetKnowledge(ctx(), first);
    for (const other of others.slice(0, 1))
      await confirmKnowledge(ctx(), { ...other, statement: 'It is said in other words now' });
    const before = [...(await items()), ...(await items('forgotten'))];
    const again = await newTask('messaging_pillars', 'learns-again');
    const { state } = await runToEnd(house, again, false);
    expect(state).toBe('completed');
    expect([...(await items()), ...(await items('forgotten'))]).toEqual(before);
    // A change has it done anew, with what was learnt among its material.
    const changed = await updateTask(ctx(), { id: again.id, revision: 1, description: 'Once more' });
    await approveTask(house, changed);
    await runToEnd(house, changed, false);
    expect([...(await items()), ...(await items('forgotten'))]).toEqual(before);
  });

  it('FBK-5 other work learns beside it', async () => {
    const count = (await items()).length;
    await runToEnd(house, await newTask('brand_positioning', 'learns-position'), false);
    const added = (await items()).filter(({ statement }) => statement.startsWith('What sets '));
    expect(added.length).toBeGreaterThan(0);
    expect((await items()).length).toBe(count + added.length);
  });
});
