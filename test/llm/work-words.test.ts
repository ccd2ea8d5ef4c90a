import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doWork } from '#agents/work/do-work';
import { readPlace } from '#agents/work/places';
import { TASK_TYPES } from '#agents/work/registry';
import type { TaskType } from '#agents/work/task-type';
import type { Gateway } from '#llm/index';
import type { Database } from '#platform/db/database';
import { createTestDatabase } from '#test/database';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { modelsContext, openTestGateway, peerSettings, testScope } from '#test/test-gateway';
import { exampleMaterial, exampleVariants } from '#test/work-material';
import { examplePayloads } from '#test/work-payloads';

let db: Database;
let gateway: Gateway;
let peer: ModelPeer;
beforeAll(async () => {
  db = await createTestDatabase();
  peer = await startModelPeer();
  const file = {
    targets: { writer: { wire: 'openai' } },
    useCases: { analysis: { chain: ['writer'] } },
  } as const;
  gateway = openTestGateway(db, peerSettings(peer, file));
});
beforeEach(() => peer.reset());
afterAll(async () => {
  await gateway.close();
  await peer[Symbol.asyncDispose]();
  await db.close();
});

type Given = Parameters<typeof doWork>[1];
let unit = 0;
/** What a type makes by its method, and what it makes of the same with a model that answers so. */
async function both(
  type: TaskType,
  texts: (places: { path: string; old: string }[]) => { path: string; text: string }[],
): Promise<{
  plain: Awaited<ReturnType<typeof doWork>>;
  worded: Awaited<ReturnType<typeof doWork>>;
  given: Given;
}> {
  const material = await exampleMaterial({}, { variants: exampleVariants() });
  const payload = type.propose(material)?.payload ?? examplePayloads[type.type] ?? {};
  const given = { material, payload };
  const plain = await doWork(type, given);
  const places = type
    .wordable(plain.product.content)
    .map(({ path }) => ({ path, old: readPlace(plain.product.content, path) ?? '' }));
  peer.script('writer', { json: { texts: texts(places) } });
  const access = modelsContext(db, gateway);
  const worded = await doWork(type, given, { access, scope: testScope(), unit: `unit_${++unit}` });
  return { plain, worded, given };
}

describe('work products worded by a model', () => {
  it.each(TASK_TYPES.map((type) => [type.type, type] as const))(
    'EXE-2 %s takes what says the same, and throws away a new figure',
    async (_name, type) => {
      const { plain, worded } = await both(type, (places) =>
        places.map(({ path, old }, index) => ({
          path,
          text: index % 2 === 0 ? old : `${old} It saves 7341 hours.`,
        })),
      );
      const places = type.wordable(plain.product.content).length;
      if (places === 0) return;
      expect(worded.problem).toBeUndefined();
      expect(worded.origin).toMatchObject({ target: 'writer' });
      expect(worded.worded.length + worded.refused.length).toBe(Math.min(places, 60));
      expect(worded.refused.length).toBe(Math.floor(Math.min(places, 60) / 2));
      for (const { reason } of worded.refused) expect(reason).toMatch(/7341|characters/);
      expect(JSON.stringify(worded.product)).not.toContain('7341');
      expect(worded.product.content).toEqual(plain.product.content);
    },
  );

  it('EXE-2 a place that is none, a text too long and a banned word are refused, each with its reason', async () => {
    const swot = TASK_TYPES.find(({ type }) => type === 'swot_analysis');
    if (swot === undefined) throw new Error('no swot');
    const { worded } = await both(swot, ([first, second]) => [
      { path: 'moves.99.text', text: 'Nothing is there.' },
      { path: 'summary', text: 'Another summary.' },
      { path: first?.path ?? '', text: `${first?.old ?? ''} ${'and so on '.repeat(60)}` },
      { path: second?.path ?? '', text: `A revolutionary thought: ${second?.old ?? ''}` },
    ]);
    expect(worded.worded).toEqual([]);
    const reasons = worded.refused.map(({ reason }) => reason).join('\n');
    expect(reasons).toContain('There is no such place.');
    expect(reasons).toContain('characters');
    expect(reasons).toContain('revolutionary');
  });

  it('EXE-2 a model that does not answer leaves the work of the method, and says so', async () => {
    const swot = TASK_TYPES.find(({ type }) => type === 'swot_analysis');
    if (swot === undefined) throw new Error('no swot');
    const material = await exampleMaterial();
    peer.script('writer', { fault: { kind: 'server', status: 500 } });
    const access = modelsContext(db, gateway);
    const done = await doWork(
      swot,
      { material, payload: {} },
      { access, scope: testScope(), unit: 'unit_away' },
    );
    expect(done.problem).toBeTruthy();
    expect(done.product).toEqual((await doWork(swot, { material, payload: {} })).product);
  });
});
