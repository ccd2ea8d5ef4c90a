import { expect, it } from 'vitest';
import { loadConfig } from '#platform/config/config';
import { describeLimit, isLimit, parseLimit } from './limit.ts';

it('OPS-4 a limit is a count and a time', () => {
  expect(parseLimit('60/1m')).toEqual({ count: 60, windowMs: 60_000 });
  expect(parseLimit('600/1h')).toEqual({ count: 600, windowMs: 3_600_000 });
  expect(parseLimit('10/15s')).toEqual({ count: 10, windowMs: 15_000 });
  expect(parseLimit('off')).toBeUndefined();
  expect(describeLimit({ count: 60, windowMs: 60_000 })).toBe('60 requests in 60 seconds');
  expect(describeLimit({ count: 1, windowMs: 1_000 })).toBe('1 request in 1 second');
});

it('OPS-4 anything else is refused with the form it should have', () => {
  const bad = [
    '',
    '60',
    '60/',
    '0/1m',
    '60/0m',
    '-1/1m',
    '60/1w',
    '10001/1m',
    '1/2d',
    '60/1m ',
    'none',
    '1.5/1m',
  ];
  expect(bad.filter(isLimit)).toEqual([]);
  expect(() => loadConfig({ AICMO_RATE_API: '60 per minute' })).toThrow(
    'AICMO_RATE_API is "60 per minute": must look like 60/1m: 1 to 10000 requests',
  );
  expect(() => loadConfig({ AICMO_TRUSTED_PROXIES: '127.0.0.1,proxy' })).toThrow(
    'must be addresses or networks, such as 127.0.0.1,10.0.0.0/8',
  );
});

it('OPS-4 who sits at this machine has room, unless a limit is set: that one holds for all', () => {
  const { rateLimits } = loadConfig({ AICMO_RATE_ADMIN: '5/1m', AICMO_RATE_API: 'off' });
  expect(rateLimits).toEqual({
    api: { others: undefined, local: undefined },
    v1: { others: { count: 600, windowMs: 60_000 }, local: { count: 1_000, windowMs: 10_000 } },
    metrics: { others: { count: 60, windowMs: 60_000 }, local: { count: 1_000, windowMs: 10_000 } },
    admin: { others: { count: 5, windowMs: 60_000 }, local: { count: 5, windowMs: 60_000 } },
    sign_in: { others: { count: 30, windowMs: 300_000 }, local: { count: 30, windowMs: 300_000 } },
    account: { others: { count: 10, windowMs: 900_000 }, local: { count: 10, windowMs: 900_000 } },
  });
  expect(loadConfig({ AICMO_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' }).trustedProxies).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
  ]);
});
