import { InvalidArgumentError, Option } from 'commander';

const MOST = 200;

/** `--limit <n>`: a whole number from 1 to 200, as the API takes it. */
export function limitOption(initial: number): Option {
  return new Option('--limit <n>', `how many at most, 1 to ${MOST}`).default(initial).argParser((text) => {
    const limit = Number(text);
    if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
    throw new InvalidArgumentError(`It must be a whole number between 1 and ${MOST}.`);
  });
}
