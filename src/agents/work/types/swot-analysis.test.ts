import { describe, expect, it } from 'vitest';
import { doWork } from '#agents/work/do-work';
import { exampleMaterial } from '#test/work-material';
import { taskType as research } from './audience-research.ts';
import { taskType as competitive } from './competitive-analysis.ts';
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
    const scores = strengths.slice(0, 5).map(({ score }) => score);
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

  it('EXE-2 answers a problem only by what speaks of the same, and names a promise that nothing proves', async () => {
    const { moves } = await swotOf({});
    const answers = moves.filter(({ kind }) => kind === 'SO').map(({ facts }) => facts);
    expect(answers).toContainEqual([
      'brief.products.hush-one.proofs.0',
      'brief.products.hush-one.problems.0',
    ]);
    expect(answers).toContainEqual([
      'brief.products.hush-one.benefits.2',
      'brief.products.hush-one.problems.1',
    ]);
    const french = await swotOf({}, { brief: 'way_back_spring.yaml', brand: 'rovento' });
    expect(french.weaknesses[0]?.text).toBe('Cresta 3: no proof speaks of “Tient sur la roche mouillée”');
    expect(french.moves.map(({ text }) => text).join('\n')).not.toContain(
      '850 kilomètres avant le premier ressemelage”.',
    );
  });

  it('EXE-2 says once what several products lack', async () => {
    const { weaknesses } = await swotOf({}, { brief: 'friday_noon.json', brand: 'tallywell' });
    expect(weaknesses[0]?.text).toMatch(
      /^Tallywell Books, Tallywell Payroll and Tallywell Receipts: no proof/,
    );
    expect(new Set(weaknesses.map(({ text }) => text)).size).toBe(weaknesses.length);
  });

  it('EXE-2 uses the competitive analysis and the audience research of the campaign', async () => {
    const material = await exampleMaterial();
    const seen = (criterion: string, score: number): unknown => ({
      criterion,
      finding: `${criterion} tested`,
      score,
      source: 'Lab',
      date: '2026-09',
    });
    const rivals = await doWork(competitive, {
      material,
      payload: {
        criteria: [
          { name: 'Quiet', weight: 5 },
          { name: 'Price', weight: 4 },
        ],
        own: [seen('Quiet', 5), seen('Price', 1)],
        competitors: [{ name: 'Halden', evidence: [seen('Quiet', 4), seen('Price', 5)] }],
      },
    });
    const people = await doWork(research, {
      material,
      payload: {
        sources: [
          {
            kind: 'survey',
            name: 'Buyers',
            date: '2026-10',
            n: 200,
            answers: [
              { text: 'Less noise', count: 120 },
              { text: 'Battery', count: 40 },
            ],
          },
        ],
      },
    });
    const earlier = [
      { taskId: 't1', type: 'competitive_analysis', title: 'Rivals', content: rivals.product.content },
      { taskId: 't2', type: 'audience_research', title: 'People', content: people.product.content },
    ];
    const { strengths, weaknesses, opportunities, threats } = await swotOf({}, {}, { earlier });
    expect(strengths.map(({ facts }) => facts[0])).toContain('work.competitive_analysis.standings.0');
    expect(weaknesses[0]?.text).toContain('Price: Northlight trails');
    expect(opportunities[0]?.text).toContain('“Less noise”: 60 % of 200');
    expect(threats.map(({ text }) => text).join('\n')).toContain('Halden 4.44 of 5');
  });
});
