import { InvalidArgumentError, Option } from 'commander';

/** An option with a number of at least `least`; whole unless it is said to be `any`. */
export function numberOption(flags: string, description: string, least: number, kind?: 'any'): Option {
  return new Option(flags, description).argParser((text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    const isGood = kind === 'any' ? Number.isFinite(value) : Number.isSafeInteger(value);
    if (isGood && value >= least) return value;
    throw new InvalidArgumentError(
      `It must be a ${kind === 'any' ? '' : 'whole '}number of at least ${least}.`,
    );
  });
}

/** Names with commas between them. */
export function namesOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );
}
