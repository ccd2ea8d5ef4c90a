const given = new Map<string, number>();

/**
 * A name for what a test makes, of its own in every try of the test: a first try has it as it is, a second one, which
 * finds what the first left behind, with a number after it.
 */
export function ownName(name: string): string {
  return number(name, ' ');
}

/** The same as a key, such as the id of a campaign. */
export function ownKey(name: string): string {
  return number(name.toLowerCase().replaceAll(' ', '-'), '-');
}

function number(name: string, between: string): string {
  const count = (given.get(name) ?? 0) + 1;
  given.set(name, count);
  return count === 1 ? name : `${name}${between}${count}`;
}
