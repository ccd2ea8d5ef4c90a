import { describe, expect, it } from 'vitest';
import { doWork } from '#agents/work/do-work';
import { exampleMaterial } from '#test/work-material';
import { taskType } from './swot-analysis.ts';

interface Swot {
  strengths: { text: string; facts: string[]; certainty: number; score: number }[];
  weaknesses: { text: string }[];
  opportunities: { text: string }[];
  threats: { text: string }[];
  moves: { kind: string; text: string; facts: string[] }[];
}
const swotOf = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>): Promise<Swot> =>
  (await doWork(taskType, { material: await exampleMaterial(...of), payload })).product.content as Swot;

describe('swot_analysis', () => {
  it('EXE-2 ranks what a source backs before what is only stated', async () => {
    const { strengths } = await swotOf({});
    expect(strengths[0]).toMatchObject({ certainty: 1, facts: ['brief.products.hush-one.proofs.0'] });
    expect(strengths[0]?.text).toContain('38 decibels');
    const scores = strengths.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('EXE-2 takes a short run and what is lacking as what hinders', async () => {
    const { threats, weaknesses } = await swotOf({});
    expect(threats.map(({ text }) => text).join('\n')).toContain('28 days only');
    const material = await exampleMaterial();
    const bare = { ...material.brief, products: [{ ...material.brief?.products[0], proofs: [] }] };
    const without = await swotOf({}, {}, { brief: bare as never });
    expect(without.weaknesses[0]?.text).toContain('no proof');
    expect(weaknesses.map(({ text }) => text).join('\n')).not.toContain('no proof');
  });

  it('EXE-2 crosses points that are about the same, and a point of the market with what answers it', async () => {
    const text = 'Commuters search for less noise at work more than for battery life';
    const points = [{ quadrant: 'opportunities', text, importance: 5, source: 'Search report, May 2026' }];
    const { moves, opportunities } = await swotOf({ points });
    expect(opportunities[0]?.text).toContain(text);
    const best = moves.find(({ kind }) => kind === 'SO');
    expect(best?.facts).toEqual(['brief.products.hush-one.proofs.0', 'input.points.0.text']);
  });
});
