const WHOLE = new Intl.NumberFormat('en');

/** A count with its noun: `1 variant`, `1,204 variants`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${WHOLE.format(count)} ${count === 1 ? one : many}`;
}

export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    value,
  );
}

/** A share from 0 to 1 as per cent, whole ones unless `digits` are wanted; never 100 % while something is missing. */
export function formatShare(share: number, digits = 0): string {
  const step = 10 ** -digits;
  const percent = share >= 1 ? 100 : Math.min(100 - step, Math.round((share * 100) / step) * step);
  return `${formatNumber(percent, digits)} %`;
}

/** How far two shares lie apart, in points of a hundred: `+1.5 points`. */
export function formatPoints(difference: number): string {
  const words = new Intl.NumberFormat('en', {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return `${words.format(difference * 100)} points`;
}

/** Millionths of a US dollar as dollars. */
export function dollarsOf(micro: number | null): number | null {
  return micro === null ? null : micro / 1_000_000;
}

/** Millionths of a US dollar. What is less than a cent keeps two digits that count. */
export function formatMicro(micro: number): string {
  const dollars = micro / 1_000_000;
  const digits = dollars !== 0 && Math.abs(dollars) < 0.01 ? { maximumSignificantDigits: 2 } : {};
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD', ...digits }).format(dollars);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${formatNumber(bytes / 1000)} kB`;
  return `${formatNumber(bytes / 1_000_000, 1)} MB`;
}

/** Words from a name in code: `status_changed` and `cellsDone` become `status changed` and `cells done`. */
export function spacedName(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.]/g, ' ')
    .toLowerCase();
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
