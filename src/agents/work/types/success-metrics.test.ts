import { describe, expect, it } from 'vitest';
import { doWork } from '#agents/work/do-work';
import { exampleMaterial } from '#test/work-material';
import { taskType as kpis } from './kpi-definition.ts';
import { taskType } from './success-metrics.ts';

interface Content {
  sample: { text: string; basis: string; perGroup: number | null; days: number | null; facts: string[] };
  looks: { date: string; z: number; expected: number | null; least: number | null }[];
  decisions: { outcome: string; text: string }[];
  guardrails: { metric: string; isSet: boolean; text: string }[];
  stopRules: { text: string; basis: string }[];
  open: { facts: string[]; text: string }[];
}
const metricsOf = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>): Promise<Content> =>
  (await doWork(taskType, { material: await exampleMaterial(...of), payload })).product.content as Content;

describe('success_metrics', () => {
  it('EXE-2 plans looks with the count that each must show before the first figure is there', async () => {
    const { looks, decisions } = await metricsOf({});
    expect(looks.map(({ date, expected, least }) => [date, expected, least])).toEqual([
      ['2026-12-03', 375, 297],
      ['2026-12-10', 750, 672],
      ['2026-12-17', 1125, 1047],
      ['2026-12-24', 1500, 1500],
    ]);
    expect(decisions.map(({ outcome }) => outcome)).toEqual(['scale', 'repeat', 'stop', 'change', 'choose']);
    expect(decisions[1]?.text).toContain('from 1,422 to 1,499');
    expect(decisions[2]?.text).toContain('below 1,422');
  });

  it('EXE-2 stops by what chance allows, and never invents a limit', async () => {
    const { stopRules, guardrails } = await metricsOf({});
    expect(stopRules[0]?.text).toContain('has spent €84 without one order');
    expect(guardrails.filter(({ isSet }) => isSet).map(({ metric }) => metric)).toEqual([
      'Cost',
      'Spam complaints',
    ]);
    expect(guardrails.find(({ metric }) => metric === 'Unsubscribes')).toMatchObject({
      isSet: false,
      basis: 'assumed',
    });
    const given = await metricsOf({
      guardrails: [{ metric: 'Unsubscribes', limit: 'below 0.4 %', source: 'Mail report 2026' }],
    });
    expect(given.guardrails[0]).toMatchObject({ metric: 'Unsubscribes', isSet: true, basis: 'stated' });
    expect(given.guardrails.filter(({ metric }) => metric === 'Unsubscribes')).toHaveLength(1);
    const sales = await metricsOf({}, { brief: 'way_back_spring.yaml', brand: 'rovento' });
    expect(sales.stopRules[0]?.text).toContain('€149.90 without one order: a return of 3 allows €49.97');
  });

  it('EXE-2 takes the sample from a past rate, larger for several looks, or from the KPI definition', async () => {
    const baseline = { hits: 500, of: 10_000, source: 'Shop report' };
    const once = await metricsOf({ baseline, looks: 1, unitsPerDay: 1_000 });
    expect(once.sample).toMatchObject({ perGroup: 8158, days: 17, basis: 'derived' });
    const four = await metricsOf({ baseline, looks: 4 });
    expect(four.sample.perGroup).toBe(8354);
    expect((await metricsOf({})).sample).toMatchObject({ perGroup: null, basis: 'assumed', facts: [] });
  });

  it('EXE-2 builds on the KPI definition of the campaign', async () => {
    const material = await exampleMaterial();
    const history = [{ from: '2026-09-01', to: '2026-09-30', source: 'Shop', visits: 3_000, results: 75 }];
    const { product } = await doWork(kpis, { material, payload: { history } });
    const earlier = [
      { taskId: 'task_1', type: 'kpi_definition', title: 'KPI tree', content: product.content },
    ];
    const { sample, open } = await metricsOf({}, {}, { earlier });
    expect(sample.perGroup).toBe(Math.ceil(16_792 * 1.024));
    expect(sample.facts[0]).toMatch(/^work\.kpi_definition\.samples\.\d$/);
    expect(open[0]?.facts).toEqual(['work.kpi_definition.checks.0']);
    const broken = await metricsOf({}, {}, { earlier: [{ ...earlier[0], content: { goal: 1 } } as never] });
    expect(broken.open).toEqual([]);
  });

  it('EXE-2 is not proposed without a target or an end', async () => {
    const material = await exampleMaterial();
    expect(taskType.propose(material)?.title).toContain('Holiday Tech Collection');
    expect(
      taskType.propose({ ...material, brief: { ...material.brief, kpis: [] } as never }),
    ).toBeUndefined();
  });
});
