import { minorDigits, moneyFromDecimal, type Money } from '#kernel/money';
import { foldKey } from '#kernel/fold-key';
import {
  entryPlace,
  keyPlace,
  readFields,
  reportError,
  reportWarning,
  type Place,
  type Reading,
} from '#platform/structured-text/reading';
import { readText, regionName } from '#platform/structured-text/read-values';

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  '₩': 'KRW',
  R$: 'BRL',
  US$: 'USD',
};
const SHARED_SIGNS: ReadonlySet<string> = new Set(['$', '¥']);
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const EXAMPLE = 'Write amount and currency, such as 199.90 EUR.';
const AMOUNT_FIELDS = { amount: ['value', 'total'], currency: [] } as const;

/** A price or budget: a number with the currency beside it, `199.90 EUR`, `€199.90`, or `{ amount, currency }`. */
export function readMoney(reading: Reading, place: Place, currency: string | undefined): Money | undefined {
  const { node } = place;
  if (node.kind === 'map') return readAmountGroup(reading, place, currency);
  if (node.kind === 'scalar' && typeof node.value === 'number') {
    return toMoney(reading, place, node.value, node.written, currency);
  }
  const text = readText(reading, place);
  if (text === undefined) return undefined;
  const parts = /^(?<before>[^\d.,+-]*?)\s*(?<amount>[+-]?\d[\d.,\s'’]*)\s*(?<after>\D*)$/u.exec(
    text,
  )?.groups;
  const word = parts === undefined ? undefined : `${parts['before'] ?? ''}${parts['after'] ?? ''}`.trim();
  const amount = parts === undefined ? undefined : parseAmount((parts['amount'] ?? '').trim());
  if (word === undefined || amount === undefined) {
    reportError(reading, place, 'money.unreadable', `"${text}" is not an amount of money.`, EXAMPLE);
    return undefined;
  }
  if (amount === 'ambiguous') {
    const message = `"${text}" can mean thousands or decimals.`;
    reportError(
      reading,
      place,
      'money.ambiguous',
      message,
      'Write 1299 EUR or 1.30 EUR, without a separator for thousands.',
    );
    return undefined;
  }
  if (word === '') return toMoney(reading, place, amount, text, currency);
  const isShared = SHARED_SIGNS.has(word);
  const code = isShared && currency !== undefined ? currency : (SIGNS[word] ?? word);
  if (isShared && currency === undefined) {
    const message = `"${word}" is read as ${code}.`;
    reportWarning(
      reading,
      place,
      'money.sign',
      message,
      `Write ${code}, or the currency you mean, instead of ${word}.`,
    );
  }
  return toMoney(reading, place, amount, text, code);
}

/** A price for every market (`*`), or a group of market to price. */
export function readPrices(
  reading: Reading,
  place: Place | undefined,
  currency: string | undefined,
): Record<string, Money> | undefined {
  if (place === undefined) return undefined;
  const { node } = place;
  if (
    node.kind === 'map' &&
    !node.entries.some((entry) => ['amount', 'value'].includes(foldKey(entry.key)))
  ) {
    const found = node.entries.flatMap((entry): [string, Money][] => {
      const market = entry.key === '*' ? '*' : entry.key.trim().toUpperCase();
      if (market !== '*' && regionName(market) === undefined) {
        const message = `"${entry.key}" is not a country.`;
        reportError(
          reading,
          keyPlace(place, entry),
          'market.unknown',
          message,
          'Write two-letter country codes, such as US and DE.',
        );
        return [];
      }
      const money = readMoney(reading, entryPlace(reading, place, entry, market), currency);
      return money === undefined ? [] : [[market, money]];
    });
    return found.length === 0 ? undefined : Object.fromEntries(found);
  }
  const money = readMoney(reading, place, currency);
  return money === undefined ? undefined : { '*': money };
}

/** A currency code by ISO 4217, or an error. */
export function readCurrency(reading: Reading, place: Place | undefined): string | undefined {
  const word = place === undefined ? undefined : readText(reading, place);
  if (place === undefined || word === undefined) return undefined;
  return knownCurrency(reading, place, SIGNS[word] ?? word);
}

function readAmountGroup(reading: Reading, place: Place, currency: string | undefined): Money | undefined {
  const fields = readFields(reading, place, AMOUNT_FIELDS);
  const own = readCurrency(reading, fields?.get('currency')) ?? currency;
  const amount = fields?.get('amount');
  if (amount === undefined) {
    reportError(
      reading,
      place,
      'money.no_amount',
      'The amount is missing.',
      'Write { amount: 199.90, currency: EUR }.',
    );
    return undefined;
  }
  return readMoney(reading, amount, own);
}

function toMoney(
  reading: Reading,
  place: Place,
  amount: number,
  written: string,
  currency: string | undefined,
): Money | undefined {
  if (currency === undefined) {
    reportError(
      reading,
      place,
      'money.no_currency',
      `${written} has no currency.`,
      `Write ${written} EUR, or add currency: EUR beside it.`,
    );
    return undefined;
  }
  const code = knownCurrency(reading, place, currency);
  if (code === undefined) return undefined;
  if (amount < 0) {
    reportError(reading, place, 'money.negative', 'The amount is below zero.', EXAMPLE);
    return undefined;
  }
  const money = moneyFromDecimal(amount, code);
  if (!Number.isSafeInteger(money.amountMinor)) {
    reportError(reading, place, 'money.too_large', 'The amount is too large.', EXAMPLE);
    return undefined;
  }
  if (Math.abs(money.amountMinor / 10 ** minorDigits(code) - amount) > 1e-9 * Math.max(1, amount)) {
    const message = `${code} has ${minorDigits(code)} decimals, ${written} has more.`;
    reportError(
      reading,
      place,
      'money.decimals',
      message,
      `Round the amount to ${minorDigits(code)} decimals.`,
    );
    return undefined;
  }
  return money;
}

function knownCurrency(reading: Reading, place: Place, word: string): string | undefined {
  const code = word.toUpperCase();
  if (CURRENCIES.has(code)) return code;
  reportError(
    reading,
    place,
    'money.currency',
    `"${word}" is not a currency.`,
    'Write the three-letter code, such as EUR or USD.',
  );
  return undefined;
}

/** A written amount: `1,299.00`, `1.299,00`, `1 299`. One separator before three digits can mean both. */
function parseAmount(text: string): number | 'ambiguous' | undefined {
  const flat = text.replaceAll(/[\s'’]/g, '');
  if (/^[+-]?\d+$/.test(flat)) return Number(flat);
  if (/^[+-]?\d+[.,]\d{3}$/.test(flat)) return 'ambiguous';
  if (/^[+-]?\d+[.,]\d+$/.test(flat)) return Number(flat.replace(',', '.'));
  if (/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(flat)) return Number(flat.replaceAll(',', ''));
  if (/^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(flat))
    return Number(flat.replaceAll('.', '').replace(',', '.'));
  return undefined;
}
