import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './execute/decide.ts';
import { FAULTS, type FaultKind } from './faults/fault.ts';
import { armFor } from './prompts/library.ts';
import { placesOf } from '#kernel/places';
import { promptHash, renderPrompt } from './prompts/template.ts';
import { judgeArms } from './prompts/verdict.ts';
import { costMicro } from './settings/settings.ts';
import { listPrice } from './settings/prices.ts';
import { extractJson } from './structured/extract-json.ts';
import { estimateTokens } from './tokens.ts';

describe('what follows from a fault', () => {
  const standing = { tries: 1, retries: 2, hasNext: true, leftMs: 60_000, random: 0.5 };
  it.each([
    ['rate_limit', { retryAfterMs: 2_000 }, {}, { step: 'retry', waitMs: 2_050 }],
    ['rate_limit', { retryAfterMs: 20_000 }, {}, { step: 'next' }],
    ['rate_limit', { retryAfterMs: 20_000 }, { hasNext: false }, { step: 'retry', waitMs: 20_050 }],
    ['rate_limit', { retryAfterMs: 90_000 }, { hasNext: false }, { step: 'next' }],
    ['rate_limit', { isLasting: true }, {}, { step: 'next' }],
    ['server', {}, {}, { step: 'retry', waitMs: 375 }],
    ['server', {}, { tries: 2 }, { step: 'retry', waitMs: 750 }],
    ['server', {}, { tries: 3 }, { step: 'next' }],
    ['content_filter', {}, {}, { step: 'stop' }],
    ['bad_request', {}, {}, { step: 'stop' }],
    ['cancelled', {}, {}, { step: 'stop' }],
    ['context', {}, {}, { step: 'next' }],
    ['stall', {}, {}, { step: 'next' }],
  ] as const)('GWY-2 %s %j %j', (kind, fault, where, decision) => {
    expect(decide({ kind, detail: '', ...fault }, { ...standing, ...where })).toEqual(decision);
  });

  it('GWY-2 no fault waits beyond the time there is, and none is tried more often than allowed', () => {
    const kinds = Object.keys(FAULTS) as FaultKind[];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.nat(30_000),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(5),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (kind, leftMs, tries, retries, random) => {
          const decision = decide({ kind, detail: '' }, { tries, retries, hasNext: true, leftMs, random });
          if (decision.step !== 'retry') return;
          expect(decision.waitMs).toBeLessThan(leftMs);
          expect(tries).toBeLessThanOrEqual(retries);
        },
      ),
    );
  });
});

describe('JSON in an answer', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['Sure! Here it is: {"a":"}"} Enjoy.', { a: '}' }],
    ['[[EMAIL_1]] asked: {"a":[1,2]}', { a: [1, 2] }],
    ['[1,2]', [1, 2]],
    ['{"a":1', undefined],
    ['"text"', undefined],
    ['', undefined],
  ])('GWY-1 %s', (text, value) => {
    expect(extractJson(text)).toEqual(value);
  });

  it('GWY-1 any object is found between any words without brackets', () => {
    const words = fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/[{}[\]`]/g, ' '));
    fc.assert(
      fc.property(words, fc.dictionary(fc.string(), fc.jsonValue()), words, (before, value, after) => {
        expect(extractJson(`${before}${JSON.stringify(value)}${after}`)).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });
});

describe('money and tokens', () => {
  it('GWY-3 cached tokens cost their own price, pictures theirs, fractions are rounded up', () => {
    const price = { inputPerMTok: 1, cachedPerMTok: 0.1, outputPerMTok: 4 };
    expect(costMicro(price, { input: 100, cached: 40, output: 10 })).toBe(60 + 4 + 40);
    expect(costMicro({ inputPerMTok: 0.05, outputPerMTok: 0 }, { input: 1 })).toBe(1);
    expect(
      costMicro(
        { inputPerMTok: 0.3, outputPerMTok: 30, perImage: 0.039 },
        { input: 100, output: 1_290, images: 1 },
      ),
    ).toBe(30 + 39_000);
  });

  it('GWY-3 a dated snapshot costs what its model costs; an unknown model has no price', () => {
    expect(listPrice('gpt-5.4-mini-2026-03-17')).toEqual(listPrice('gpt-5.4-mini'));
    expect(listPrice('claude-haiku-4-5-20251001')).toEqual(listPrice('claude-haiku-4-5'));
    expect(listPrice('gpt-9')).toBeUndefined();
  });

  it('GWY-3 tokens are estimated higher for scripts that need more', () => {
    expect(estimateTokens('a quiet room')).toBe(4);
    expect(estimateTokens('静かな部屋')).toBeGreaterThanOrEqual(4);
    expect(estimateTokens('')).toBe(0);
  });
});

describe('prompts and experiments', () => {
  it('GWY-4 an input is data: places inside it are not filled; a missing one is an error that names it', () => {
    const template = { name: 'x', system: 'Be {{tone}}.', user: 'Say {{ words }}' };
    expect(placesOf(template)).toEqual(['tone', 'words']);
    const [system, user] = renderPrompt(template, { tone: 'calm', words: '{{tone}}' });
    expect(system?.content).toBe('Be calm.');
    expect(JSON.stringify(user?.content)).toContain('{{tone}}');
    expect(() => renderPrompt(template, { tone: 'calm' })).toThrow('names words, which is not given to it');
    expect(promptHash(template)).not.toBe(promptHash({ ...template, user: 'Say {{words}}' }));
  });

  it('GWY-4 a unit is always in the same arm, and arms are of about equal size', () => {
    const experiment = {
      id: 'exp_1',
      arms: [
        { name: 'a', promptVersion: 0 },
        { name: 'b', promptVersion: 1 },
        { name: 'c', promptVersion: 2 },
      ],
    };
    const counts = new Map<string, number>();
    for (let n = 0; n < 3_000; n++) {
      const arm = armFor(experiment, `unit ${n}`)?.name ?? '';
      expect(armFor(experiment, `unit ${n}`)?.name).toBe(arm);
      counts.set(arm, (counts.get(arm) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  const arms = [
    { name: 'a', promptVersion: 0 },
    { name: 'b', promptVersion: 1 },
  ];
  const result = (arm: string, units: number, mean: number) => ({
    arm,
    units,
    mean,
    variance: 0.04,
    successes: 0,
    trials: 0,
    meanCostMicro: null,
    meanMs: null,
  });

  it('GWY-4 there is no verdict below the number of units, however great the difference', () => {
    expect(judgeArms(arms, [result('a', 100, 0.1), result('b', 99, 0.9)], 100).kind).toBe('too_early');
    expect(judgeArms(arms, [result('a', 100, 0.1)], 100).kind).toBe('too_early');
    expect(judgeArms(arms, [result('a', 29, 0.1), result('b', 29, 0.9)], 5).kind).toBe('too_early');
  });

  it('GWY-4 a difference beyond its interval has a winner, on either side; one within has none', () => {
    expect(judgeArms(arms, [result('a', 100, 0.5), result('b', 100, 0.6)], 100)).toMatchObject({
      kind: 'winner',
      winner: 'b',
    });
    expect(judgeArms(arms, [result('a', 100, 0.6), result('b', 100, 0.5)], 100)).toMatchObject({
      kind: 'winner',
      winner: 'a',
    });
    const same = judgeArms(arms, [result('a', 100, 0.5), result('b', 100, 0.54)], 100);
    expect(same).toMatchObject({ kind: 'no_difference', winner: null });
    const [difference] = same.differences;
    // 1.95996 * sqrt(0.04 / 100 + 0.04 / 100) = 0.05544
    expect((difference?.high ?? 0) - (difference?.difference ?? 0)).toBeCloseTo(0.05544, 4);
  });
});
