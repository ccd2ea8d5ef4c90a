import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { doWork } from '#agents/work/do-work';
import type { WorkProduct } from '#agents/work/work-product';
import { exampleMaterial } from '#test/work-material';
import { examplePayloads } from '#test/work-payloads';
import { type positioningContent, taskType } from './brand-positioning.ts';
import { taskType as competitive } from './competitive-analysis.ts';

type Content = z.output<typeof positioningContent>;
const positionOf = async (
  payload: unknown,
  ...of: Parameters<typeof exampleMaterial>
): Promise<WorkProduct<Content>> =>
  (await doWork(taskType, { material: await exampleMaterial(...of), payload }))
    .product as WorkProduct<Content>;
const source = 'Panel of 40, October 2026';
const scores = (quiet: number, price: number): unknown[] => [
  { criterion: 'Quiet', score: quiet, source },
  { criterion: 'Price', score: price, source },
];

describe('brand_positioning', () => {
  it('EXE-2 joins problem, benefit and proof that speak of the same', async () => {
    const { content } = await positionOf({});
    expect(content.positions[0]?.sentence.facts).toEqual([
      'brief.audience',
      'brief.products.hush-one.category',
      'brief.products.hush-one.name',
      'brief.products.hush-one.problems.0',
      'brief.products.hush-one.benefits.0',
      'brief.products.hush-one.proofs.0',
    ]);
    expect(content.map).toBeNull();
    expect(content.noMap).toContain('no alternative is named');
  });

  it('EXE-2 says where what is stated does not back the promise', async () => {
    const { content, missing } = await positionOf({}, { brief: 'way_back_spring.yaml', brand: 'rovento' });
    expect(content.positions.map(({ isProven }) => isProven)).toEqual([false, false]);
    expect(content.positions[1]?.sentence.text).toContain('Nothing that is stated backs this');
    expect(missing.map(({ what }) => what).join('\n')).toContain(
      'No proof or feature speaks of what Lago 18 promises',
    );
  });

  it('EXE-2 keeps products together that nothing parts', async () => {
    const { content, confidence } = await positionOf({}, { brief: 'friday_noon.json', brand: 'tallywell' });
    expect(content.positions.map(({ product }) => product)).toEqual([
      'Tallywell Books, Tallywell Payroll and Tallywell Receipts',
    ]);
    expect(confidence.level).toBe('low');
  });

  it('EXE-2 places own and others at their scores, and says who is not placed', async () => {
    const alternatives = [
      { name: 'Halden', scores: scores(3, 4) },
      { name: 'Ear plugs', why: 'cost next to nothing', scores: [] },
    ];
    const { content } = await positionOf({ alternatives, own: scores(5, 2) });
    expect(content.map?.points).toEqual([
      { name: 'Northlight', x: 1, y: 0.4, isOwn: true },
      { name: 'Halden', x: 0.6, y: 0.8, isOwn: false },
    ]);
    expect(content.map?.how.text).toContain('Not placed for lack of scores: Ear plugs');
    expect(content.positions[0]?.alternatives[1]?.text).toBe('Ear plugs: cost next to nothing');
    const turned = await positionOf({ alternatives, own: scores(5, 2), axes: { x: 'Price', y: 'Quiet' } });
    expect(turned.content.map?.points[0]).toMatchObject({ x: 0.4, y: 1 });
    const unscored = await positionOf({ alternatives: [{ name: 'Halden' }] });
    expect(unscored.content.noMap).toContain('must be scored');
  });

  it('EXE-2 builds on an earlier competitive analysis', async () => {
    const { product } = await doWork(competitive, {
      material: await exampleMaterial(),
      payload: examplePayloads['competitive_analysis'],
    });
    const earlier = [
      { taskId: 'task_1', type: 'competitive_analysis', title: 'Rivals', content: product.content },
    ];
    const { content } = await positionOf({}, {}, { earlier });
    expect(content.positions[0]?.alternatives[0]).toMatchObject({ text: 'Halden Over', basis: 'derived' });
    expect(content.positions[0]?.sentence.text).toContain('Unlike Halden Over');
    expect(content.criteria[0]).toMatchObject({
      name: 'Quiet on a train',
      verdict: 'leads',
      own: 5,
      best: 4,
    });
    expect(content.noMap).toContain('no two criteria');
  });
});
