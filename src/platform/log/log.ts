import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';

export type Log = Logger;

export interface LogOptions {
  readonly level: string;
  /** Folder of the log files; none are written without it. */
  readonly folder?: string;
  /** Where lines go besides the files: containers read stdout, the command line keeps stdout for results. */
  readonly stream?: NodeJS.WritableStream;
}

/** A log of one JSON object a line with level and time, written to a file a day and, where asked, a stream. */
export function createLog(options: LogOptions): Log {
  const targets: { write(line: string): void }[] = [];
  if (options.folder !== undefined) targets.push(dailyFile(options.folder));
  const { stream } = options;
  if (stream !== undefined) targets.push({ write: (line) => void stream.write(line) });
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: ['*.password', '*.authorization', '*.token', '*.apiKey'], censor: '[secret]' },
    },
    { write: (line: string) => targets.forEach((target) => target.write(line)) },
  );
}

/** A log that writes nothing, for tests and pure tools. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}

function dailyFile(folder: string): { write(line: string): void } {
  let day = '';
  let file: WriteStream | undefined;
  return {
    write(line) {
      const today = new Date().toISOString().slice(0, 10);
      if (today !== day || file === undefined) {
        file?.end();
        mkdirSync(folder, { recursive: true });
        file = createWriteStream(join(folder, `aicmo-${today}.jsonl`), { flags: 'a' });
        // A full disk must not end the process: the line is lost, the disk alert says why.
        file.on('error', () => undefined);
        day = today;
      }
      file.write(line);
    },
  };
}
