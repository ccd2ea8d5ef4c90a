/** One attribute of all rows; undefined where a row does not have it. */
export interface Column {
  readonly name: string;
  readonly weight: number;
  readonly values: readonly (string | number | undefined)[];
}

/** Distance of two rows by their numbers, 0 (alike) to 1. */
export type Distance = (one: number, other: number) => number;

/**
 * Gower's distance over columns of texts and numbers (Gower 1971, Biometrics 27:857): a number counts by its difference over
 * the range of its column, a text as the same or not, and what either row lacks is left out. Rows that share no attribute
 * are 1 apart. A column in which any value is a text counts as texts.
 */
export function gowerDistance(columns: readonly Column[]): Distance {
  const made = columns.map(({ weight, values }) => {
    const numbers = values.filter((value) => typeof value === 'number');
    const isNumber = values.every((value) => value === undefined || typeof value === 'number');
    const [low, high] = numbers.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Infinity, -Infinity],
    );
    return { weight, values, range: isNumber && high > low ? high - low : undefined };
  });
  return (one, other) => {
    let sum = 0;
    let whole = 0;
    for (const { weight, values, range } of made) {
      const a = values[one];
      const b = values[other];
      if (a === undefined || b === undefined) continue;
      whole += weight;
      sum +=
        weight * (range === undefined ? (a === b ? 0 : 1) : Math.abs((a as number) - (b as number)) / range);
    }
    return whole === 0 ? 1 : sum / whole;
  };
}
