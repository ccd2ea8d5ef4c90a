/** An amount in minor units (cents) of an ISO 4217 currency. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** How many decimals a currency has by ISO 4217, as `Intl` knows it (JPY 0, EUR 2, KWD 3). */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** Money from a decimal amount such as 199.9; rounds half away from zero to the currency's minor unit. */
export function moneyFromDecimal(amount: number, currency: string): Money {
  const scaled = Number(`${amount}e${minorDigits(currency)}`);
  return { amountMinor: Math.sign(scaled) * Math.round(Math.abs(scaled)), currency };
}

/** The amount as a decimal number of major units. */
export function decimalOf(money: Money): number {
  return money.amountMinor / 10 ** minorDigits(money.currency);
}

/** The amount written as the locale writes prices; whole amounts lose their zero decimals. */
export function formatMoney(money: Money, locale: string): string {
  const digits = minorDigits(money.currency);
  const isWhole = money.amountMinor % 10 ** digits === 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: isWhole ? 0 : digits,
  }).format(decimalOf(money));
}
