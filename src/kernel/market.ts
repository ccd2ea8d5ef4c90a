import type { Money } from './money.ts';

/** The price for a market: its own, else the one for every market (`*`), else none. */
export function priceIn(
  prices: Readonly<Record<string, Money>> | undefined,
  market: string | undefined,
): Money | undefined {
  return (market === undefined ? undefined : prices?.[market]) ?? prices?.['*'];
}

/** The market a locale stands for: its own region, else the likely one if it is among those named, else the only one. */
export function marketOf(
  { markets }: { readonly markets: readonly string[] },
  locale: string,
): string | undefined {
  const tag = new Intl.Locale(locale);
  if (tag.region !== undefined) return tag.region;
  const likely = tag.maximize().region;
  if (likely !== undefined && markets.includes(likely)) return likely;
  return markets.length === 1 ? markets[0] : undefined;
}
