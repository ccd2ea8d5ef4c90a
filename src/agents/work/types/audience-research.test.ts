import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { doWork, examine } from '#agents/work/do-work';
import type { WorkProduct } from '#agents/work/work-product';
import { exampleMaterial } from '#test/work-material';
import { type researchContent, taskType } from './audience-research.ts';

type Content = z.output<typeof researchContent>;
const researchOf = async (
  payload: unknown,
  ...of: Parameters<typeof exampleMaterial>
): Promise<WorkProduct<Content>> =>
  (await doWork(taskType, { material: await exampleMaterial(...of), payload }))
    .product as WorkProduct<Content>;
const survey = (counts: readonly number[], n: number): Record<string, unknown> => ({
  kind: 'survey',
  name: 'Buyers by mail',
  date: '2026-10-02',
  about: 'Which one of the benefits decides?',
  n,
  answers: counts.map((count, index) => ({ text: ['Quiet', 'Battery', 'Repair'][index], count })),
});

describe('audience_research', () => {
  it('EXE-2 is a plan, marked as one, where nobody was asked', async () => {
    const { content, summary, confidence } = await researchOf({});
    expect(content).toMatchObject({ mode: 'plan', findings: [] });
    expect(summary).toMatch(/^This is a plan: nobody has been asked yet/);
    expect(confidence.level).toBe('low');
    expect(content.plan[1]?.sample).toContain(
      '97 people in each of 2 markets for a share within 10 points, 385 within 5',
    );
    expect(content.plan[0]?.decision.facts).toContain('brief.products.hush-one.problems.0');
    expect(content.plan[0]?.risk.text).toContain('€85,000');
  });

  it('EXE-2 tells shares with their interval and whether the first is ahead', async () => {
    const { content } = await researchOf({ sources: [survey([110, 60, 30], 200)] });
    expect(content.findings[0]).toMatchObject({ n: 200, isFirm: true, ageDays: 56, basis: 'derived' });
    expect(content.findings[0]?.text).toContain(
      '“Quiet”: 55 % of 200 (95 % interval 48 % to 62 %). That is ahead of “Battery” beyond chance.',
    );
    expect(content.questions.find(({ question }) => question.includes('benefits decides'))).toMatchObject({
      state: 'answered',
    });
    expect(content.plan.map(({ question }) => question).join()).not.toContain('benefits decides');
    const close = await researchOf({ sources: [survey([9, 8, 3], 20)] });
    expect(close.content.findings[0]?.isFirm).toBe(false);
    expect(close.content.findings[0]?.text).toContain('cannot be told from “Battery”');
    expect(close.content.limits.map(({ text }) => text).join('\n')).toContain('too few to rank answers');
  });

  it('EXE-2 counts people in interviews and texts in reviews, and never makes shares of interviews', async () => {
    const notes = ['The noise on the train', 'Too loud to work', 'The battery was empty'].map((text) => ({
      text,
    }));
    const texts = [
      ...Array.from({ length: 6 }, () => ({ text: 'Pinches after an hour', rating: 2 })),
      ...Array.from({ length: 14 }, () => ({ text: 'Lovely sound', rating: 5 })),
    ];
    const { content } = await researchOf({
      sources: [
        { kind: 'interviews', name: 'Commuters', date: '2026-09', notes },
        { kind: 'reviews', name: 'Shop reviews', date: '2023', texts },
      ],
    });
    const [quiet] = content.findings;
    expect(quiet?.text).toContain('Quiet: 2 of 3 speak of it');
    expect(quiet?.text).not.toContain('%');
    expect(quiet?.facts).toEqual(['input.sources.0.notes.0.text', 'input.sources.0.notes.1.text']);
    const pinches = content.findings.find(({ text }) => text.startsWith('“pinches”'));
    expect(pinches?.text).toContain(
      '6 of 20 (30 %, 95 % interval 15 % to 52 %). Mean rating there 2, of all 4.1.',
    );
    expect(content.sources[1]).toMatchObject({ isStale: true, n: '20 texts' });
  });

  it('EXE-2 does not take a survey with more answers than people', async () => {
    const [finding] = examine(taskType, await exampleMaterial(), { sources: [survey([30, 10, 1], 20)] });
    expect(finding).toMatchObject({ field: 'sources.0.answers', severity: 'blocks' });
  });

  it('EXE-2 tells what the brand brain knows', async () => {
    const knowledge = [
      {
        id: 'k1',
        statement: 'Proof first wins',
        evidence: 'Test of May',
        confidence: 0.9,
        isConfirmed: true,
      },
    ];
    const { content } = await researchOf({}, {}, { knowledge });
    expect(content.known.at(-1)).toEqual({
      text: 'Proof first wins (Test of May)',
      basis: 'stated',
      facts: ['knowledge.k1'],
    });
  });
});
