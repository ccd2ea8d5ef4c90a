import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBreaker } from './breaker.ts';
import { createBulkhead } from './bulkhead.ts';
import { createRetryBudget } from './retry-budget.ts';
import { createScore } from './score.ts';
import { createTargetHealth } from './target-health.ts';

const OPTIONS = { threshold: 3, coolDownMs: 6_000, maxCoolDownMs: 12_000, probeMs: 60_000 };

function clock(): { now: () => number; pass: (ms: number) => void } {
  let at = 1_000;
  return { now: () => at, pass: (ms) => void (at += ms) };
}

describe('a breaker', () => {
  it('GWY-2 opens at the third failure in a row, lets one probe through after the cool-down, and closes when it succeeds', () => {
    const time = clock();
    const breaker = createBreaker({ ...OPTIONS, now: time.now });
    const fail = (): void => void breaker.fail(breaker.enter(false), 'down');
    fail();
    fail();
    breaker.succeed(breaker.enter(false));
    fail();
    fail();
    expect(breaker.look()).toBe('closed');
    fail();
    expect(breaker.look()).toBe('open');
    time.pass(6_001);
    expect(breaker.look()).toBe('probe');
    const probe = breaker.enter(true);
    expect(breaker.look()).toBe('open');
    expect(breaker.succeed(probe)).toBe('closed');
    expect(breaker.look()).toBe('closed');
  });

  it('GWY-2 a failed probe doubles the cool-down up to its bound; one that says nothing is given up', () => {
    const time = clock();
    const breaker = createBreaker({ ...OPTIONS, now: time.now });
    for (let n = 0; n < 3; n++) breaker.fail(breaker.enter(false), 'down');
    for (const coolDown of [12_000, 12_000]) {
      time.pass(breaker.view().opensInMs + 1);
      breaker.fail(breaker.enter(true), 'still down');
      expect(breaker.view().coolDownMs).toBe(coolDown);
    }
    time.pass(12_001);
    breaker.enter(true);
    time.pass(60_001);
    expect(breaker.look()).toBe('probe');
  });

  it('GWY-2 a probe that its caller cancelled frees the slot', () => {
    const time = clock();
    const breaker = createBreaker({ ...OPTIONS, now: time.now });
    for (let n = 0; n < 3; n++) breaker.fail(breaker.enter(false), 'down');
    time.pass(6_001);
    breaker.release(breaker.enter(true));
    expect(breaker.look()).toBe('probe');
  });

  it('GWY-2 calls begun before the opening neither extend nor end it', () => {
    const time = clock();
    const breaker = createBreaker({ ...OPTIONS, now: time.now });
    const early = [breaker.enter(false), breaker.enter(false)];
    for (let n = 0; n < 3; n++) breaker.fail(breaker.enter(false), 'down');
    time.pass(3_000);
    expect(breaker.fail(early[0] as never, 'late')).toBe('unchanged');
    expect(breaker.succeed(early[1] as never)).toBe('unchanged');
    expect(breaker.view().opensInMs).toBe(3_000);
  });

  it('GWY-2 whatever happens, a target is tried again in the end', () => {
    const step = fc.constantFrom('ok', 'fail', 'release', 'pass', 'probe-fail', 'probe-ok', 'probe-release');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const time = clock();
        const breaker = createBreaker({ ...OPTIONS, now: time.now });
        for (const what of steps) {
          const ticket = breaker.enter(what.startsWith('probe') && breaker.look() === 'probe');
          if (what.endsWith('ok')) breaker.succeed(ticket);
          else if (what.endsWith('fail')) breaker.fail(ticket, 'x');
          else if (what.endsWith('release')) breaker.release(ticket);
          else time.pass(2_000);
        }
        time.pass(OPTIONS.maxCoolDownMs + OPTIONS.probeMs + 1);
        expect(breaker.look()).not.toBe('open');
      }),
    );
  });
});

describe('health of targets', () => {
  it('GWY-2 the last target is called though its breaker is open, and its answer closes it', async () => {
    const time = clock();
    const health = createTargetHealth({ ...OPTIONS, now: time.now });
    for (let n = 0; n < 3; n++) {
      const admission = await health.admit('t', false);
      if (admission !== undefined) health.fail(admission, 'down');
    }
    expect(await health.admit('t', false)).toBeUndefined();
    const last = await health.admit('t', true);
    expect(last).toBeDefined();
    if (last !== undefined) health.succeed(last, 10);
    expect(await health.admit('t', false)).toBeDefined();
  });

  it('GWY-2 a target that mostly fails is thought well of again after a while', () => {
    const time = clock();
    const score = createScore(time.now);
    for (let n = 0; n < 10; n++) score.note({ isOk: false });
    expect(score.success()).toBeLessThan(0.2);
    time.pass(300_000);
    expect(score.success()).toBeGreaterThan(0.9);
  });

  it('GWY-2 retries stay a share of the requests', () => {
    const time = clock();
    const budget = createRetryBudget(time.now);
    let taken = 0;
    for (let n = 0; n < 1_000; n++) {
      budget.request();
      while (budget.take()) taken++;
    }
    expect(taken).toBeLessThanOrEqual(20 + 200);
    expect(taken).toBeGreaterThan(150);
  });
});

describe('a bulkhead', () => {
  it('GWY-2 runs so many side by side, keeps a bounded queue, and forgets keys that are idle', async () => {
    const bulkhead = createBulkhead(2);
    const leave = [await bulkhead.enter('a', 1, { waitMs: 100 })];
    const second = bulkhead.enter('a', 1, { waitMs: 5_000 });
    const third = bulkhead.enter('a', 1, { waitMs: 20 });
    await expect(bulkhead.enter('a', 1, { waitMs: 100 })).rejects.toMatchObject({ code: 'llm.busy' });
    await expect(third).rejects.toMatchObject({ code: 'llm.busy' });
    leave[0]?.();
    leave[0]?.();
    (await second)();
    expect(bulkhead.running('a')).toBe(0);
    const stop = new AbortController();
    const held = await bulkhead.enter('a', 1, { waitMs: 100 });
    const cancelled = bulkhead.enter('a', 1, { waitMs: 5_000, signal: stop.signal });
    stop.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'llm.cancelled' });
    held();
  });
});
