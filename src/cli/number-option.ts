import { Argument, InvalidArgumentError, Option } from 'commander';

/** An option with a number of at least `least`; whole unless it is said to be `any`. */
export function numberOption(flags: string, description: string, least: number, kind?: 'any'): Option {
  return new Option(flags, description).argParser((text) => readNumber(text, least, kind));
}

/** An argument with a whole number of at least `least`. */
export function numberArgument(name: string, description: string, least: number): Argument {
  return new Argument(name, description).argParser((text) => readNumber(text, least));
}

function readNumber(text: string, least: number, kind?: 'any'): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const isGood = kind === 'any' ? Number.isFinite(value) : Number.isSafeInteger(value);
  if (isGood && value >= least) return value;
  throw new InvalidArgumentError(
    `It must be a ${kind === 'any' ? '' : 'whole '}number of at least ${least}.`,
  );
}

/** `--newest <n>`: the newest revision that somebody looked at before they restore another one. */
export function newestOption(): Option {
  return numberOption(
    '--newest <n>',
    'restore only if this is the newest revision still; without it, whichever is newest now',
    1,
  );
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
