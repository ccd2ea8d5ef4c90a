import { readFileSync } from 'node:fs';
import { isAlive } from './is-alive.ts';

/** The start of this process or another one in clock ticks since boot; undefined where /proc does not tell. */
function startOf(pid: number): string | undefined {
  try {
    // The name of the program stands in brackets and may hold spaces: the fields count from the last bracket.
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

let own: string | undefined;

/** `pid.start` of this process, to be left in what it must clean up. Ids are used again, soon so in containers; the pair is not. */
export function processMark(): string {
  const start = startOf(process.pid);
  own ??= start === undefined ? String(process.pid) : `${process.pid}.${start}`;
  return own;
}

/** Whether the process that left a mark still lives. */
export function isMarkAlive(mark: string): boolean {
  const [pid, start] = mark.split('.');
  if (!isAlive(Number(pid))) return false;
  const now = start === undefined ? undefined : startOf(Number(pid));
  return now === undefined || now === start;
}
