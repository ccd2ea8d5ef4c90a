/** So many requests, in any span of so long. */
export interface Limit {
  readonly count: number;
  readonly windowMs: number;
}

const FORM = /^(\d{1,5})\/(\d{1,5})(s|m|h|d)$/;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Each request that counts is kept with its time: more of them would make a row slow to write. */
const MOST_COUNT = 10_000;
const MOST_WINDOW_MS = 86_400_000;

/** What a limit looks like, for whoever wrote another one. */
export const LIMIT_FORM = `must look like 60/1m: 1 to ${MOST_COUNT} requests, a time in s, m, h or d of a day at most; or off`;

/** Whether a text is a limit, or `off`. */
export function isLimit(text: string): boolean {
  return text === 'off' || readForm(text) !== undefined;
}

/** `60/1m` as a limit; undefined for `off`. */
export function parseLimit(text: string): Limit | undefined {
  return text === 'off' ? undefined : readForm(text);
}

function readForm(text: string): Limit | undefined {
  const [, count = '', span = '', unit = ''] = FORM.exec(text) ?? [];
  const limit = { count: Number(count), windowMs: Number(span) * (UNIT_MS[unit] ?? 0) };
  const isWithin = limit.count >= 1 && limit.count <= MOST_COUNT;
  return isWithin && limit.windowMs > 0 && limit.windowMs <= MOST_WINDOW_MS ? limit : undefined;
}

/** `60 requests in 60 seconds`, for people. */
export function describeLimit({ count, windowMs }: Limit): string {
  return `${count} request${count === 1 ? '' : 's'} in ${windowMs / 1000} second${windowMs === 1000 ? '' : 's'}`;
}
