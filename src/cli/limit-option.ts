import { InvalidArgumentError, Option } from 'commander';

const MOST = 1000;

/** `--limit <n>` of a list: a whole number from 1 to 1000; anything else is a wrong command line. */
export function limitOption(initial: number): Option {
  return new Option('--limit <n>', `how many at most, 1 to ${MOST}`).default(initial).argParser(parseLimit);
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit < 1 || limit > MOST)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST}.`);
  return limit;
}
