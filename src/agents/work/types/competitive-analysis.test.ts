import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { doWork, examine } from '#agents/work/do-work';
import type { WorkProduct } from '#agents/work/work-product';
import { exampleMaterial } from '#test/work-material';
import { type competitiveContent, taskType } from './competitive-analysis.ts';

type Content = z.output<typeof competitiveContent>;
const seen = (criterion: string, score: number | undefined, date = '2026-09'): Record<string, unknown> => ({
  criterion,
  finding: `${criterion} as tested`,
  ...(score === undefined ? {} : { score }),
  source: 'Test lab',
  date,
});
const PAYLOAD = {
  criteria: [
    { name: 'Quiet', weight: 5 },
    { name: 'Price', weight: 2 },
    { name: 'Guarantee', weight: 3 },
    { name: 'App', weight: 1 },
  ],
  own: [seen('Quiet', 5), seen('Price', 2)],
  competitors: [
    { name: 'Halden', evidence: [seen('Quiet', 3, '2024-01'), seen('Price', 4), seen('Guarantee', 4)] },
    { name: 'Doing nothing', kind: 'status_quo', evidence: [seen('Price', 5)] },
  ],
};
const analyse = async (payload: unknown): Promise<WorkProduct<Content>> =>
  (await doWork(taskType, { material: await exampleMaterial(), payload })).product as WorkProduct<Content>;

describe('competitive_analysis', () => {
  it('EXE-2 is not done without a competitor, and says what to bring', async () => {
    const findings = examine(taskType, await exampleMaterial(), {
      competitors: [{ name: 'Halden', evidence: [] }],
    });
    expect(findings[0]).toMatchObject({ field: 'competitors', severity: 'blocks' });
    expect(taskType.propose(await exampleMaterial())).toBeUndefined();
  });

  it('EXE-2 shows what is not known as a gap and never fills it', async () => {
    const { content } = await analyse(PAYLOAD);
    expect(content.gaps).toContainEqual({ alternative: 'Halden', criterion: 'App', lacks: 'evidence' });
    expect(content.gaps).toContainEqual({
      alternative: 'Northlight',
      criterion: 'Guarantee',
      lacks: 'score',
    });
    expect(
      content.cells.filter(({ score }) => score === null).map(({ text, facts }) => [text, facts]),
    ).toEqual([
      ['38 decibels less noise at 1 kHz', ['brief.products.hush-one.proofs.0']],
      ['Five-year guarantee on every part', ['brief.products.hush-one.proofs.1']],
    ]);
    expect(content.alternatives.map(({ name, scored }) => [name, scored])).toEqual([
      ['Northlight', 7 / 11],
      ['Halden', 10 / 11],
      ['Doing nothing', 2 / 11],
    ]);
  });

  it('EXE-2 says where the brand leads or trails, what to do, and which evidence is old', async () => {
    const { content, wouldChange, confidence } = await analyse(PAYLOAD);
    expect(content.standings.map(({ criterion, verdict }) => [criterion, verdict])).toEqual([
      ['Quiet', 'leads'],
      ['Guarantee', 'open'],
      ['Price', 'trails'],
      ['App', 'open'],
    ]);
    expect(content.moves[0]?.text).toContain('say it first');
    expect(content.moves[0]?.text).toContain('Check Halden again before: that evidence is of 2024-01');
    expect(content.moves[2]?.text).toContain('do not compare here');
    expect(content.cells.find(({ date }) => date === '2024-01')).toMatchObject({
      isStale: true,
      ageDays: 1031,
    });
    expect(content.pairs[0]).toMatchObject({ alternative: 'Halden', turnedBy: [] });
    expect(content.pairs[1]).toMatchObject({ alternative: 'Doing nothing', own: 2, other: 5 });
    expect(confidence.level).toBe('medium');
    expect(wouldChange).toContain('Newer evidence in a cell that is old.');
  });

  it('EXE-2 takes the criteria of the evidence where none are given', async () => {
    const { content } = await analyse({ competitors: PAYLOAD.competitors });
    expect(content.criteria.map(({ name, weight }) => [name, weight])).toEqual([
      ['Quiet', 3],
      ['Price', 3],
      ['Guarantee', 3],
    ]);
  });
});
