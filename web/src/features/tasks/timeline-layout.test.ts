import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrowPath, HEAD, layoutTimeline, MOST_DAYS, ROW } from './timeline-layout.ts';
import { orderTasks, stepsOf } from './timeline-order.ts';

const task = (id: string, dependsOn: readonly string[] = [], dueAt: Date | null = null) => ({
  id,
  title: id,
  dependsOn,
  dueAt,
});
const slot = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
const NOW = new Date('2026-12-01T12:00:00');

describe('order of a timeline', () => {
  it('TSK-1 puts each task after those it depends on, whatever the tasks are', () => {
    const graphs = fc
      .integer({ min: 1, max: 12 })
      .chain((size) =>
        fc.tuple(
          fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }),
          fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
        ),
      );
    fc.assert(
      fc.property(graphs, ([edges, order]) => {
        // An edge leads from the larger to the smaller number, so there is no circle.
        const tasks = order.map((n) =>
          task(
            `t${n}`,
            edges.flatMap(([a, b]) => (a === n && b < n ? [`t${b}`] : [])),
          ),
        );
        const ordered = orderTasks(tasks, new Map()).map(({ id }) => id);
        expect(ordered.toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
        const steps = stepsOf(orderTasks(tasks, new Map()), new Map());
        for (const { id, dependsOn } of tasks)
          for (const before of dependsOn) {
            expect(ordered.indexOf(before)).toBeLessThan(ordered.indexOf(id));
            expect(steps.get(before) ?? 0).toBeLessThan(steps.get(id) ?? 0);
          }
      }),
    );
  });

  it('TSK-1 among free tasks takes what is planned first, then what is due first, then by title', () => {
    const slots = new Map([['planned', slot('2026-12-02T09:00:00', '2026-12-02T10:00:00')]]);
    const tasks = [task('b'), task('a'), task('due', [], new Date('2026-12-09')), task('planned')];
    expect(orderTasks(tasks, slots).map(({ id }) => id)).toEqual(['planned', 'due', 'a', 'b']);
  });

  it('TSK-1 a circle, which should not be, ends all the same', () => {
    expect(orderTasks([task('a', ['b']), task('b', ['a'])], new Map())).toHaveLength(2);
  });
});

describe('layout of a timeline', () => {
  const slots = new Map([
    ['a', slot('2026-12-02T00:00:00', '2026-12-03T00:00:00')],
    ['b', slot('2026-12-04T12:00:00', '2026-12-04T12:45:00')],
  ]);

  it('TSK-1 bars stand by their time, short ones wide enough to be seen, and rows below each other', () => {
    const { rows, days, dayWidth, todayX, stepsX } = layoutTimeline({
      tasks: [task('b', ['a']), task('a')],
      slots,
      now: NOW,
    });
    expect(rows.map((row) => [row.task.id, row.y])).toEqual([
      ['a', HEAD + ROW / 2],
      ['b', HEAD + ROW * 1.5],
    ]);
    const [first] = days;
    expect(first?.at).toEqual(new Date('2026-12-01T00:00:00'));
    expect(rows[0]?.bar).toMatchObject({ x: (first?.x ?? 0) + dayWidth, width: dayWidth, step: null });
    expect(rows[1]?.bar?.x).toBe((first?.x ?? 0) + 3.5 * dayWidth);
    expect(rows[1]?.bar?.width).toBe(8);
    expect(todayX).toBe((first?.x ?? 0) + dayWidth / 2);
    expect(stepsX).toBeUndefined();
  });

  it('TSK-1 what stands at no time has a step and no day', () => {
    const { rows, steps, stepsX, days } = layoutTimeline({
      tasks: [task('a'), task('c', ['a']), task('d', ['c'])],
      slots,
      now: NOW,
    });
    expect(rows.map(({ task: { id }, bar }) => [id, bar?.step])).toEqual([
      ['a', null],
      ['c', 1],
      ['d', 2],
    ]);
    expect(steps.map(({ step }) => step)).toEqual([1, 2]);
    expect(stepsX).toBeGreaterThan(days.at(-1)?.x ?? Infinity);
    const without = layoutTimeline({ tasks: [task('c')], slots: new Map(), now: NOW });
    expect(without.days).toEqual([]);
    expect(without.todayX).toBeUndefined();
  });

  it('TSK-1 a date far ahead makes no chart of years, and has no mark', () => {
    const { rows, days } = layoutTimeline({
      tasks: [task('a', [], new Date('2036-01-01')), task('b', [], new Date('2026-12-20T12:00:00'))],
      slots,
      now: NOW,
    });
    expect(days.length).toBeLessThan(MOST_DAYS);
    expect(rows.map(({ task: { id }, dueX }) => [id, dueX === undefined])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('TSK-1 work of long ago is told in its row, and leaves the days of now their room', () => {
    const old = new Map([['a', slot('2020-01-01T09:00:00', '2020-01-01T10:00:00')]]);
    const { rows, days } = layoutTimeline({ tasks: [task('a')], slots: old, now: NOW });
    expect(rows[0]?.bar).toBeUndefined();
    expect(days.map(({ at }) => at.getDate())).toEqual([1, 2]);
  });
});

describe('arrows', () => {
  const bar = (x: number, y: number) => ({ x, y, width: 40, height: 18, step: null });

  it('TSK-1 go straight down before the bar they lead to', () => {
    expect(arrowPath(bar(10, 51), bar(120, 111), 0)).toBe('M50 60H110V120H120');
  });

  it('TSK-1 go back between the rows where the bar begins before the other one ends', () => {
    expect(arrowPath(bar(100, 51), bar(60, 111), 1)).toBe('M140 60H150V91H45V120H60');
  });

  it('TSK-1 lead to the left side of each bar with right angles only, and never to what is not there', () => {
    const { arrows, rows } = layoutTimeline({
      tasks: [task('a'), task('b', ['a']), task('c', ['a', 'b', 'gone'])],
      slots: new Map([['a', slot('2026-12-02T09:00:00', '2026-12-02T10:00:00')]]),
      now: NOW,
    });
    expect(arrows.map(({ from, to }) => `${from} ${to}`)).toEqual(['a b', 'a c', 'b c']);
    for (const { to, path } of arrows) {
      expect(path).toMatch(/^M[\d.]+ [\d.]+([HV][\d.]+)+$/);
      expect(path.endsWith(`H${rows.find((row) => row.task.id === to)?.bar?.x ?? 'nowhere'}`)).toBe(true);
    }
  });
});
