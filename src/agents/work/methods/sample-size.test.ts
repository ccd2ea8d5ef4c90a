import { describe, expect, it } from 'vitest';
import { seededRandom } from '#kernel/random';
import {
  eventsForMargin,
  sampleForMargin,
  sampleForMeans,
  sampleForShares,
  smallestVisibleRise,
} from './sample-size.ts';
import { planLooks, sampleInflation } from './sequential-looks.ts';
import { isAhead, wilsonInterval } from './wilson-interval.ts';

describe('how many it takes to see a change', () => {
  it('EXE-2 agrees with power.prop.test of R for shares', () => {
    expect(sampleForShares(0.5, 0.75, { alpha: 0.05, power: 0.9 })).toBe(77);
    expect(sampleForShares(0.05, 0.06)).toBe(8158);
    expect(sampleForShares(0.06, 0.05)).toBe(8158);
    expect(sampleForShares(0.1, 0.1)).toBe(Infinity);
  });

  it('EXE-2 agrees with the normal formula for means', () => {
    expect(sampleForMeans(0.5, 1)).toBe(63);
    expect(sampleForMeans(1, 1, { alpha: 0.05, power: 0.9 })).toBe(22);
    expect(sampleForMeans(0, 1)).toBe(Infinity);
  });

  it('EXE-2 finds the smallest rise that a sample shows', () => {
    expect(smallestVisibleRise(0.05, 8158)).toBeCloseTo(0.01, 4);
    expect(smallestVisibleRise(0.5, 2)).toBeUndefined();
  });

  it('EXE-2 gives the sample for a margin of a share and of a count', () => {
    expect([sampleForMargin(0.05), sampleForMargin(0.1)]).toEqual([385, 97]);
    expect([eventsForMargin(0.2), eventsForMargin(0.1)]).toEqual([97, 385]);
  });
});

describe('the interval of a share', () => {
  it('EXE-2 is that of Wilson', () => {
    const { share, low, high } = wilsonInterval(52, 60);
    expect([share, low, high].map((value) => value.toFixed(4))).toEqual(['0.8667', '0.7583', '0.9309']);
    const none = wilsonInterval(0, 10);
    expect([none.low, none.high].map((value) => value.toFixed(4))).toEqual(['0.0000', '0.2775']);
    expect(wilsonInterval(0, 0)).toEqual({ share: 0, low: 0, high: 1 });
  });

  it('EXE-2 tells whether one answer is ahead of another', () => {
    expect(isAhead(55, 30, 100)).toBe(true);
    expect(isAhead(38, 34, 100)).toBe(false);
    expect(isAhead(0, 0, 0)).toBe(false);
  });
});

describe('several looks at one test', () => {
  it('EXE-2 has the boundaries of O’Brien and Fleming', () => {
    expect(planLooks(1).map(({ z, p }) => [z.toFixed(2), p.toFixed(3)])).toEqual([['1.96', '0.050']]);
    expect(planLooks(4).map(({ z }) => z.toFixed(3))).toEqual(['4.048', '2.862', '2.337', '2.024']);
    expect(planLooks(2).map(({ p }) => p.toFixed(4))).toEqual(['0.0052', '0.0480']);
    expect(sampleInflation(4)).toBe(1.024);
    expect(() => planLooks(9)).toThrow(RangeError);
  });

  it.each([2, 4, 8])(
    'EXE-2 gives one false alarm in 20 over %i looks of a walk without a change',
    (count) => {
      const random = seededRandom(`looks ${count}`);
      const looks = planLooks(count);
      const runs = 40_000;
      let alarms = 0;
      for (let run = 0; run < runs; run++) {
        let sum = 0;
        for (const { number, z } of looks) {
          sum += Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
          if (Math.abs(sum) / Math.sqrt(number) >= z) {
            alarms++;
            break;
          }
        }
      }
      expect(alarms / runs).toBeGreaterThan(0.046);
      expect(alarms / runs).toBeLessThan(0.054);
    },
  );
});
