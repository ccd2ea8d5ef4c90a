import type { FactBook } from '#agents/work/facts';
import { normalizeDigits } from './plain-digits.ts';
import {
  AT_LEAST,
  AT_MOST,
  BY,
  COST,
  DAYS_OF_SPAN,
  PER_MARKET,
  RETURN,
  SMALL_NUMBERS,
  SPAN,
} from './target-words.ts';

/** One target of a brief as a figure. */
export interface Target {
  /** Id of the fact it stands in. */
  readonly id: string;
  readonly text: string;
  /** `count` of something, `rate` (a share, 0.012 for 1.2 %), `cost` of one of something, `return` on spend. */
  readonly kind: 'count' | 'rate' | 'cost' | 'return';
  readonly direction: 'at_least' | 'at_most';
  readonly value: number;
  /** ISO 4217, for a cost. */
  readonly currency?: string;
  /** What is counted, in the words of the brief: `first orders`, `order`, `Click rate`. */
  readonly what: string;
  /** The day by which it is due, where the text names one. */
  readonly by?: string;
  /** Days of a span that the text names. */
  readonly spanDays?: number;
  readonly isPerMarket: boolean;
}

const NUMBER = /\d+(?:[.,\u00a0\u202f' ’]\d{3}(?!\d))*(?:[.,]\d+)?/u;
const SYMBOLS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  '₪': 'ILS',
  '฿': 'THB',
};

/** The targets of a brief, in its order; texts without a figure are left out. */
export function readTargets(facts: FactBook, days: { start?: string; end?: string } = {}): Target[] {
  return [...facts.values()]
    .filter(({ id }) => id.startsWith('brief.kpis.'))
    .flatMap(({ id, text }) => readTarget(id, text, days) ?? []);
}

/** A sentence such as `Cost per order below 28 EUR` as a target; undefined where it names no figure. */
export function readTarget(
  id: string,
  text: string,
  days: { start?: string; end?: string } = {},
): Target | undefined {
  const plain = normalizeDigits(text).replaceAll("'", '’');
  const day = dayIn(plain, days);
  const withoutDay = day === undefined ? plain : plain.replace(day.found, ' ');
  const span = SPAN.exec(withoutDay);
  const rest = span === null ? withoutDay : withoutDay.replace(span[0], ' ');
  const found = NUMBER.exec(rest)?.[0];
  if (found === undefined) return undefined;
  const value = readNumber(found);
  const currency = currencyIn(rest);
  const isRate = /[%٪％]/u.test(rest);
  const kind = RETURN.test(rest)
    ? 'return'
    : isRate
      ? 'rate'
      : COST.test(rest) && currency !== undefined
        ? 'cost'
        : 'count';
  const isAtMost = AT_MOST.test(rest) || (kind === 'cost' && !AT_LEAST.test(rest));
  return {
    id,
    text,
    kind,
    direction: isAtMost ? 'at_most' : 'at_least',
    value: isRate ? value / 100 : value,
    what: whatIn(rest, { found, kind }),
    isPerMarket: PER_MARKET.test(rest),
    ...(kind === 'cost' && currency !== undefined ? { currency } : {}),
    ...(day === undefined ? {} : { by: day.date }),
    ...(span === null ? {} : { spanDays: daysOf(span) }),
  };
}

/** `1,500` and `1.500` are 1500, `1.2` and `1,25` are decimals: a mark before exactly three digits parts thousands. */
function readNumber(text: string): number {
  const bare = text.replaceAll(/[\u00a0\u202f' ’]/gu, '');
  const whole = bare.replaceAll(/[.,](?=\d{3}(?:\D|$))/gu, '');
  return Number(whole.replace(',', '.'));
}

function currencyIn(text: string): string | undefined {
  const code = [...text.matchAll(/(?<![A-Z])[A-Z]{3}(?![A-Z])/g)].find(([word]) => CURRENCIES.has(word));
  if (code !== undefined) return code[0];
  return Object.entries(SYMBOLS).find(([symbol]) => text.includes(symbol))?.[1];
}
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

function whatIn(rest: string, { found, kind }: { found: string; kind: Target['kind'] }): string {
  const cut = (text: string, ...expressions: readonly RegExp[]): string =>
    expressions.reduce((left, expression) => left.replace(expression, ' '), text);
  const bare = cut(rest, PER_MARKET, AT_MOST, AT_LEAST, BY).replace(found, ' ');
  const unpriced = kind === 'cost' ? cut(bare, COST, /(?<![A-Z])[A-Z]{3}(?![A-Z])|[€$£₹₩₪฿]/u) : bare;
  const words = unpriced
    .replaceAll(/[%٪％.,;:]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.replace(/^(?:of|der|des|de las?|delle?|van|das) /iu, '') || rest.trim();
}

function daysOf(span: RegExpExecArray): number {
  const [, words = '', unit = '', digits = '', sign = ''] = span;
  const amount = Number(words || digits) || SMALL_NUMBERS.indexOf(words.toLowerCase());
  const [, length = 1] = DAYS_OF_SPAN.find(([expression]) => expression.test(unit || sign)) ?? [];
  return amount * length;
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'ar', 'he', 'hi', 'th'];
let months: readonly (readonly [RegExp, string])[] | undefined;

/** How a day of each month is written in each language, made when it is first asked for. */
function dayPatterns(): readonly (readonly [RegExp, string])[] {
  months ??= LANGUAGES.flatMap((language) => {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    });
    return Array.from({ length: 12 }, (_, month): [RegExp, string] => {
      const parts = format.formatToParts(Date.UTC(2026, month, 2));
      return [namedDay(parts.find(({ type }) => type === 'month')?.value ?? ''), String(month + 1)];
    });
  });
  return months;
}

/** `12月24日`, `12월 24일`, `24 tháng 12`. */
const NUMBERED = /(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号일]|(?<!\d)(\d{1,2}) tháng (\d{1,2})(?!\d)/u;

/** A day of the year in words (`24 December`, `December 24`, `12月24日`) or as `2026-12-24`, in the year of the campaign. */
function dayIn(
  text: string,
  days: { start?: string; end?: string },
): { found: string; date: string } | undefined {
  const iso = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (iso !== undefined) return { found: iso, date: iso };
  const numbered = NUMBERED.exec(text);
  if (numbered !== null) {
    const [found, month = numbered[4] ?? '', day = numbered[3] ?? ''] = numbered;
    return dated(found, { month, day, days });
  }
  for (const [pattern, month] of dayPatterns()) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const day = found[1] ?? found[2] ?? '';
    const read = dated(found[0], { month, day, year: found[3], days });
    if (read !== undefined) return read;
  }
  return undefined;
}

function namedDay(month: string): RegExp {
  const before = String.raw`(?<!\d)(\d{1,2})\.?(?:st|nd|rd|th|º|er)? (?:de )?${month}`;
  const after = String.raw`(?<![\p{L}\p{M}])${month} (\d{1,2})(?:st|nd|rd|th)?(?!\d)`;
  return new RegExp(String.raw`(?:${before}|${after})(?:,? (\d{4}))?(?![\p{L}\p{M}\d])`, 'iu');
}

function dated(
  found: string,
  of: { month: string; day: string; year?: string | undefined; days: { start?: string; end?: string } },
): { found: string; date: string } | undefined {
  const day = `${of.month.padStart(2, '0')}-${of.day.padStart(2, '0')}`;
  const year = of.year ?? yearFor(day, of.days);
  return year === undefined ? undefined : { found, date: `${year}-${day}` };
}

/** The first year in which the day is not before the campaign. */
function yearFor(day: string, { start, end }: { start?: string; end?: string }): string | undefined {
  const from = start ?? end;
  if (from === undefined) return undefined;
  const year = Number(from.slice(0, 4));
  return String(`${year}-${day}` >= from || start === undefined ? year : year + 1);
}
