import fc from 'fast-check';
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { type CalendarEntry, writeCalendar } from './calendar-text.ts';

const entry = (changes: Partial<CalendarEntry> = {}): CalendarEntry => ({
  id: 'sch_1',
  title: 'SWOT',
  campaignName: 'Quiet Autumn',
  runAt: new Date('2026-12-07T08:00:00Z'),
  endAt: new Date('2026-12-07T08:45:00Z'),
  state: 'SCHEDULED',
  isDryRun: false,
  problem: null,
  startedAt: null,
  endedAt: null,
  sequence: 2,
  revisedAt: new Date('2026-12-01T10:00:00.250Z'),
  link: 'https://aicmo.example/w/ws_1/tasks/tsk_1',
  ...changes,
});

const eventsIn = (text: string): ICAL.Event[] =>
  new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((found) => new ICAL.Event(found));

it('SCH-4 another reader finds times, state, text and link in it', () => {
  const calendar = new ICAL.Component(ICAL.parse(writeCalendar('AICMO, all', [entry()])) as unknown[]);
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  // That reader leaves what it does not know as it is written.
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe(String.raw`AICMO\, all`);
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT15M');
  const [event] = eventsIn(writeCalendar('x', [entry()]));
  expect(event?.uid).toBe('sch_1@aicmo');
  expect([event?.startDate.toJSDate(), event?.endDate.toJSDate()]).toEqual([entry().runAt, entry().endAt]);
  expect([event?.summary, event?.sequence]).toEqual(['SWOT', 2]);
  expect(event?.description).toBe(
    'Campaign: Quiet Autumn\nState: planned\nhttps://aicmo.example/w/ws_1/tasks/tsk_1',
  );
  const value = (name: string): unknown => event?.component.getFirstPropertyValue(name);
  expect([value('status'), value('url')]).toEqual(['CONFIRMED', entry().link]);
  expect((value('dtstamp') as ICAL.Time).toJSDate()).toEqual(new Date('2026-12-01T10:00:00Z'));
});

it('SCH-4 what was passed over is cancelled, with the reason, and the stamp moves with the state', () => {
  const endedAt = new Date('2026-12-08T09:00:00Z');
  const problem = 'Its window ended: it was paused.';
  const [event] = eventsIn(writeCalendar('x', [entry({ state: 'SKIPPED', problem, endedAt })]));
  expect(event?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect(event?.description).toContain(`State: passed over\n${problem}`);
  const modified = event?.component.getFirstPropertyValue('last-modified') as ICAL.Time | undefined;
  expect(modified?.toJSDate()).toEqual(endedAt);
});

it('SCH-4 whatever a title holds, it is read as it was, in lines of at most 75 octets', () => {
  const title = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom('\\', ';', ',', '\n', 'n', ':', '"', 'é', '漢', '🙂', ' '),
      maxLength: 200,
    }),
  );
  fc.assert(
    fc.property(title, title, (said, campaignName) => {
      const text = writeCalendar(campaignName, [entry({ title: said, campaignName })]);
      expect(text.endsWith('\r\n')).toBe(true);
      for (const line of text.slice(0, -2).split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\n\r]/);
      }
      const clean = (raw: string): string => raw.replaceAll(/\r\n?/g, '\n').replaceAll(/(?!\n)\p{Cc}/gu, '');
      const [event] = eventsIn(text);
      expect(event?.summary ?? '').toBe(clean(said));
      expect(event?.description).toContain(`Campaign: ${clean(campaignName)}\nState`);
    }),
    { numRuns: 300 },
  );
});
