import { CommanderError } from 'commander';
import { AppError, messageOf } from '#kernel/errors';

/** How a command speaks: one JSON document on stdout, or text for people. */
export interface Output {
  readonly isJson: boolean;
  /** The result: as JSON, or as the text that `people` makes of it. */
  result<Value>(value: Value, people: (value: Value) => string): void;
  /** A line on stderr that is not part of the result. */
  note(line: string): void;
}

/** Exit codes: 0 done, 1 a failure, 2 the command line is wrong, 3 done but something is lacking, 4 refused input. */
export const EXIT = { done: 0, failure: 1, usage: 2, lacking: 3, refused: 4 } as const;

/** The output of one command. */
export function createOutput(isJson: boolean): Output {
  return {
    isJson,
    result: (value, people) =>
      void process.stdout.write(`${isJson ? JSON.stringify(value, null, 2) : people(value)}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
  };
}

/** Prints an error as the command line does and returns the exit code. */
export function reportError(error: unknown, isJson: boolean): number {
  const isUsage = error instanceof CommanderError;
  const known = error instanceof AppError;
  const code = known || isUsage ? error.code : 'cli.failed';
  if (isJson) {
    const details = known ? error.details : {};
    process.stdout.write(
      `${JSON.stringify({ error: { code, message: messageOf(error), details } }, null, 2)}\n`,
    );
  } else {
    process.stderr.write(
      `${messageOf(error)}\n${known || isUsage ? '' : `${(error as Error).stack ?? ''}\n`}`,
    );
  }
  if (isUsage) return EXIT.usage;
  return known && error.status >= 400 && error.status < 500 ? EXIT.refused : EXIT.failure;
}

/** Rows as a table with aligned columns; numbers are set to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))));
  const isNumber = head.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0, isNumber[column] === true))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(text: string, width: number, isRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return isRight ? space + text : text + space;
}

/** Columns a text takes in a terminal: wide East Asian characters take two, marks none. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

/** A text cut to a number of characters. */
export function cut(text: string, most: number): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length <= most ? flat : `${flat.slice(0, most - 1)}…`;
}
