import { describe, expect, it } from 'vitest';
import { doWork, examine } from '#agents/work/do-work';
import { weekdayOf } from '#agents/work/methods/campaign-days';
import type { Calendar } from '#agents/work/methods/calendar-page';
import { exampleMaterial, exampleVariants } from '#test/work-material';
import { taskType } from './social-calendar.ts';

const plan = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>) => {
  const { product } = await doWork(taskType, { material: await exampleMaterial(...of), payload });
  return { ...product, content: product.content as Calendar };
};

describe('social_calendar', () => {
  it('EXE-2 runs from the first to the last working day, never at the weekend, at the cadence of each channel', async () => {
    const { content } = await plan({});
    expect([content.entries[0]?.date, content.entries.at(-1)?.date]).toEqual(['2026-11-27', '2026-12-24']);
    expect(content.entries.filter(({ date }) => weekdayOf(date) > 5)).toEqual([]);
    const whole = content.weeks[1];
    for (const { channel } of content.cadence)
      expect(
        content.entries.filter(
          (one) =>
            one.channel === channel && one.date >= (whole?.from ?? '') && one.date <= (whole?.to ?? ''),
        ),
      ).toHaveLength(2);
    expect(content.entries.filter(({ date }) => date === '2026-12-24').map(({ purpose }) => purpose)).toEqual(
      ['offer', 'offer', 'offer'],
    );
  });

  it('EXE-2 asks for the order late and shows proof in the middle', async () => {
    const { content } = await plan({}, { brief: 'way_back_spring.yaml', brand: 'rovento' });
    const share = (purpose: string, third: number): number => {
      const size = content.entries.length / 3;
      return content.entries
        .slice(Math.floor(third * size), Math.floor((third + 1) * size))
        .filter((one) => one.purpose === purpose).length;
    };
    expect(share('offer', 0)).toBe(0);
    expect(share('offer', 2)).toBeGreaterThan(share('offer', 1));
    expect(share('reach', 0)).toBeGreaterThan(share('reach', 2));
  });

  it('EXE-2 leaves out public holidays, events and days off of every market, and says why', async () => {
    const holidays = [{ date: '2026-12-08', market: 'AE', name: 'Test day' }];
    const events = [{ date: '2026-12-16', name: 'Shop opening' }];
    const { content } = await plan({ events }, { brief: 'majlis_launch.yaml', brand: 'hayl' }, { holidays });
    const dates = new Set(content.entries.map(({ date }) => date));
    expect([...dates].filter((date) => [5, 6, 7].includes(weekdayOf(date)))).toEqual([]);
    expect(dates.has('2026-12-08') || dates.has('2026-12-16')).toBe(false);
    const told = content.pauses.map(({ text, facts }) => `${text} ${facts.join(' ')}`).join('\n');
    expect(told).toContain('calendar.AE.2026-12-08');
    expect(told).toContain('Shop opening');
    expect(told).toContain('Friday (day off in SA)');
  });

  it('EXE-2 takes days and hours that did best, and says what is assumed', async () => {
    const bestTimes = [
      { channel: 'linkedin', weekday: 3, time: '07:45', source: 'Page analytics, October 2026' },
    ];
    const { content, confidence } = await plan({
      bestTimes,
      channels: ['linkedin'],
      cadence: [{ channel: 'linkedin', perWeek: 1, source: 'Team' }],
    });
    const middle = content.entries.slice(1, -1);
    expect(middle.map(({ date }) => weekdayOf(date))).toEqual([3, 3, 3]);
    expect(new Set(content.entries.map(({ time }) => time))).toEqual(new Set(['07:45']));
    expect(middle[0]?.why).toContain('Page analytics, October 2026');
    expect(confidence.level).toBe('high');
    const without = await plan({ channels: ['linkedin'] });
    expect(new Set(without.content.entries.map(({ time }) => time))).toEqual(new Set(['08:30', '12:30']));
    expect(without.content.entries.every(({ isTimeKnown }) => !isTimeKnown)).toBe(true);
    expect(without.confidence.level).toBe('low');
  });

  it('EXE-2 keeps one working day of a week free and counts the work', async () => {
    const { content } = await plan(
      { minutes: { ready: 10, made: 30, replies: 5 } },
      {},
      { variants: exampleVariants() },
    );
    const free = content.weeks.flatMap((week) => week.free);
    expect(free.length).toBe(4);
    for (const date of free) expect(content.entries.some((one) => one.date === date)).toBe(false);
    const [first] = content.weeks;
    const own = content.entries.filter(({ date }) => date <= (first?.to ?? ''));
    expect(first?.minutes).toBe(own.reduce((sum, { isApproved }) => sum + (isApproved ? 15 : 35), 0));
    expect(own.find(({ channel }) => channel === 'instagram')).toMatchObject({
      variantId: 'var_0',
      isApproved: true,
    });
    expect(content.entries.filter(({ variantId }) => variantId === 'var_0')).toHaveLength(1);
  });

  it('EXE-2 says "from the first day" only on it, and tells where the facts run out', async () => {
    const { content, missing, summary } = await plan({}, { brief: 'friday_noon.json', brand: 'tallywell' });
    const late = content.entries.filter(({ text, date }) => text.includes('11 जनवरी') && date > '2027-01-11');
    expect(late).toEqual([]);
    expect(missing[0]?.what).toContain('Tallywell Payroll');
    expect(missing[1]?.what).toMatch(/carry \d+ different texts for \d+ posts/);
    expect(summary).toContain('says nothing of the products');
  });

  it('EXE-1 needs a network and dates in order; without an end it plans four weeks', async () => {
    const material = await exampleMaterial();
    const turned = { ...material.brief, schedule: { start: '2026-12-24', end: '2026-12-01' } };
    expect(examine(taskType, { ...material, brief: turned as never }, {})[0]).toMatchObject({
      field: 'brief.schedule',
      severity: 'blocks',
    });
    const mails = { ...material.brief, channels: ['email', 'ads'] };
    expect(examine(taskType, { ...material, brief: mails as never }, {})[0]).toMatchObject({
      field: 'channels',
      severity: 'blocks',
    });
    const open = { ...material.brief, schedule: {} };
    expect((await plan({}, {}, { brief: open as never })).content).toMatchObject({
      from: '2026-11-27',
      to: '2026-12-24',
    });
  });
});
