const USD = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 6 });

/** Millionths of a US dollar to the last digit, such as `0.000123 USD`. A cost that is not known is `unknown`, never 0. */
export function showCost(micro: number | null): string {
  return micro === null ? 'unknown' : `${USD.format(micro / 1e6)} USD`;
}

/** A sum of which some parts have no known price. */
export function showSum(micro: number, unpriced: number): string {
  if (unpriced === 0) return showCost(micro);
  const rest = `${unpriced} unknown`;
  return micro === 0 ? 'unknown' : `${showCost(micro)} + ${rest}`;
}
