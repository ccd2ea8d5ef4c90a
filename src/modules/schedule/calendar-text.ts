import type { ScheduledTask } from './contract.ts';

/** What of a place an entry of a calendar is made of. */
export type CalendarEntry = Pick<
  ScheduledTask,
  | 'id'
  | 'title'
  | 'campaignName'
  | 'runAt'
  | 'endAt'
  | 'state'
  | 'isDryRun'
  | 'problem'
  | 'startedAt'
  | 'endedAt'
> & {
  /** How often it was moved, and when it was put or moved last. */
  readonly sequence: number;
  readonly revisedAt: Date;
  /** Address of the task's page. */
  readonly link: string;
};

/** How often other programs are asked to read it again. */
const REFRESH = 'PT15M';
const LONGEST_LINE = 75;

/** A calendar as iCalendar text (RFC 5545): entries of the calendar, one event each, in UTC. */
export function writeCalendar(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//AICMO//Calendar//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    `NAME:${escaped(name)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`,
    `X-PUBLISHED-TTL:${REFRESH}`,
    ...entries.flatMap(eventOf),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const STATE: Readonly<Record<CalendarEntry['state'], string>> = {
  SCHEDULED: 'planned',
  IN_PROGRESS: 'being done',
  COMPLETED: 'done',
  FAILED: 'failed',
  SKIPPED: 'passed over',
};

function eventOf(entry: CalendarEntry): string[] {
  const { startedAt, endedAt, revisedAt } = entry;
  const changed = new Date(Math.max(revisedAt.getTime(), startedAt?.getTime() ?? 0, endedAt?.getTime() ?? 0));
  const told = [
    `Campaign: ${entry.campaignName}`,
    `State: ${STATE[entry.state]}${entry.isDryRun ? ', as a preview' : ''}`,
    ...(entry.problem === null ? [] : [entry.problem]),
    entry.link,
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${entry.id}@aicmo`,
    // Without a METHOD it says when the entry was last changed.
    `DTSTAMP:${instant(changed)}`,
    `LAST-MODIFIED:${instant(changed)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTART:${instant(entry.runAt)}`,
    `DTEND:${instant(entry.endAt)}`,
    `SUMMARY:${escaped(entry.title)}`,
    `DESCRIPTION:${escaped(told.join('\n'))}`,
    `URL:${entry.link}`,
    `STATUS:${entry.state === 'SKIPPED' ? 'CANCELLED' : 'CONFIRMED'}`,
    // Work that code does keeps nobody from a meeting.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function instant(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** A TEXT value: control characters are not allowed in it, but for line breaks, which are written. */
function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
    .replaceAll(/\p{Cc}/gu, '');
}

/** A line in parts of at most 75 octets, none of which ends within a character. */
function folded(line: string): string {
  let out = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LONGEST_LINE) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
