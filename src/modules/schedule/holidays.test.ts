import { expect, test } from 'vitest';
import { holidaysOf, isMarket } from './holidays.ts';

test('SCH-2 a market has its public holidays, a part of it has more', async () => {
  const germany = await holidaysOf('DE', [2027]);
  expect(germany).toContainEqual({ date: '2027-03-26', name: 'Good Friday' });
  expect(germany?.map(({ date }) => date)).not.toContain('2027-01-06');
  expect(await holidaysOf('de-BY', [2027])).toContainEqual({ date: '2027-01-06', name: 'Epiphany' });
});

test('SCH-2 only public holidays count, each day of those that last, every date once and in order', async () => {
  const days = (await holidaysOf('SA', [2028, 2027, 2027]))?.map(({ date }) => date) ?? [];
  expect(days).toEqual(expect.arrayContaining(['2027-03-09', '2027-03-10', '2027-03-11', '2027-03-12']));
  expect(days).toEqual([...new Set(days)].toSorted());
  const names = (await holidaysOf('US', [2027]))?.map(({ name }) => name);
  expect(names).toContain('Thanksgiving Day');
  expect(names).not.toContain("Valentine's Day");
});

test('SCH-2 a market that is not known is not taken for one without holidays', async () => {
  expect(await holidaysOf('XX', [2027])).toBeUndefined();
  expect(await holidaysOf('DE-XX', [2027])).toBeUndefined();
  const known = await Promise.all(['DE', 'DE-BY', 'us-ca', 'XX', 'DE-XX', 'constructor', ''].map(isMarket));
  expect(known).toEqual([true, true, true, false, false, false, false]);
});

test("SCH-2 a market's year is worked out once, and years stand beside each other in order", async () => {
  const [first, again] = [await holidaysOf('FR', [2031]), await holidaysOf('fr', [2031, 2031])];
  expect(again).toEqual(first);
  // The same entries, not equal ones.
  expect(again?.[0]).toBe(first?.[0]);
  const both = await holidaysOf('FR', [2032, 2031]);
  expect(both?.[0]).toBe(first?.[0]);
  expect(both).toEqual([...(first ?? []), ...((await holidaysOf('FR', [2032])) ?? [])]);
});
