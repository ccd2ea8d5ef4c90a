import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { doWork } from '#agents/work/do-work';
import type { BriefMaterial } from '#agents/work/material';
import { exampleMaterial } from '#test/work-material';
import { type kpiContent, taskType } from './kpi-definition.ts';

type Content = z.output<typeof kpiContent>;
const kpisOf = async (
  payload: unknown,
  files: Parameters<typeof exampleMaterial>[0] = {},
  brief: Partial<BriefMaterial> = {},
): Promise<Content> => {
  const material = await exampleMaterial(files);
  const changed = { ...material, brief: { ...material.brief, ...brief } as BriefMaterial };
  return (await doWork(taskType, { material: changed, payload })).product.content as Content;
};
const textsOf = (content: Content, verdict: string): string =>
  content.checks
    .filter((one) => one.verdict === verdict)
    .map(({ text }) => text)
    .join('\n');

describe('kpi_definition', () => {
  it('EXE-2 sets budget, cost and count against each other', async () => {
    const { checks, metrics, pace } = await kpisOf({});
    expect(checks[0]).toMatchObject({
      verdict: 'strains',
      basis: 'derived',
      facts: ['brief.budget', 'brief.kpis.0', 'brief.kpis.1'],
    });
    expect(checks[0]?.text).toContain('€85,000 / €28 = 3,035 orders at the limit, 1,500 are asked');
    expect(checks[0]?.text).toContain('€42,000 are enough');
    expect(metrics.map(({ name, parent }) => [name, parent])[0]).toEqual(['Orders', null]);
    expect(metrics.find(({ name }) => name === 'Cost per order')?.parent).toBe(metrics[0]?.key);
    expect(pace?.text).toContain('53.6 orders');
  });

  it('EXE-2 says when targets cannot both be kept, and when they fit to the last unit', async () => {
    const more = await kpisOf({}, {}, { kpis: ['Cost per order below 28 EUR', '6,000 orders'] });
    expect(textsOf(more, 'contradicts')).toContain('That many take €168,000, or a cost of €14.17 each');
    const exact = await kpisOf({}, { brief: 'friday_noon.json', brand: 'tallywell' });
    expect(textsOf(exact, 'strains')).toContain(
      '$30,000 / $60 = 500 against 500 trial accounts. There is no reserve',
    );
  });

  it('EXE-2 sees a first order that costs more than its price, and a share that is read too early', async () => {
    const content = await kpisOf({}, { brief: 'majlis_launch.yaml', brand: 'hayl' });
    expect(textsOf(content, 'strains')).toMatch(/AED\s200 for each of 900 first orders/);
    expect(textsOf(content, 'strains')).toContain('can be read in full on 1 March 2027');
    expect(textsOf(content, 'fits')).toContain('is 225 people when 900 first orders are reached');
    expect(content.reviews.at(-1)).toEqual({
      date: '2027-03-02',
      what: 'Readable in full: 25 % of first orders come back within 45 days',
    });
    expect(content.reviews.every(({ date }) => ![0, 6].includes(new Date(date).getUTCDay()))).toBe(true);
  });

  it('EXE-2 turns a return on spend into sales and keeps a count of something else out of it', async () => {
    const content = await kpisOf({}, { brief: 'way_back_spring.yaml', brand: 'rovento' });
    expect(content.metrics[0]?.target.text).toContain('€360,000');
    expect(textsOf(content, 'fits')).toContain('2,402 of Cresta 3 at €149.90, or 4,045 of Lago 18');
    expect(textsOf(content, 'strains')).not.toContain('resole');
    expect(content.metrics.filter(({ parent }) => parent === 'orders').map(({ key }) => key)).toEqual([
      'result-rate',
      'visits',
    ]);
  });

  it('EXE-2 pools past periods to baselines and says how long a test takes, or what it can show at all', async () => {
    const period = { from: '2026-09-01', to: '2026-09-30', source: 'Shop report' };
    const history = [
      { ...period, visits: 3_000, results: 60, spend: 2_400 },
      { ...period, from: '2026-10-01', to: '2026-10-30', visits: 3_000, results: 90, spend: 2_100 },
    ];
    const { metrics, samples } = await kpisOf({ history, smallestLift: 0.2 });
    const rate = metrics.find(({ key }) => key === 'result-rate')?.baseline;
    expect(rate?.text).toMatch(/^2\.5 % \(95 % interval 2\.1 % to 2\.9 %; 150 of 6,000/);
    expect(rate?.facts).toContain('input.history.1.results');
    expect(metrics.find(({ name }) => name === 'Cost per order')?.baseline.text).toMatch(/^30 each/);
    expect(metrics.find(({ key }) => key === 'visits')?.target.text).toContain('60,000: 1,500 / 2.5 %');
    const test = samples.find(({ metric }) => metric === 'Share of visits with a result');
    expect(test?.needed).toBe(16_792);
    expect(test?.days).toBe(336);
    expect(test?.text).toContain('The campaign has 28: in that time only a rise to');
  });

  it('EXE-2 asks for a target where there is none, and names the owner that is given', async () => {
    const none = await kpisOf(
      { owners: [{ metric: 'orders', name: 'Ada' }] },
      {},
      { kpis: ['More people know us'] },
    );
    expect(none.unread).toEqual(['More people know us']);
    expect(none.metrics[0]).toMatchObject({ name: 'Orders', owner: 'Ada', isOwnerNamed: true });
    expect(none.metrics[0]?.target.basis).toBe('assumed');
  });
});
