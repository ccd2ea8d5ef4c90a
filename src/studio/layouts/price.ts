import type { Hex } from '#studio/model';
import { textBlock, type Block, type TextRequest } from './blocks.ts';
import type { Kit } from './kit.ts';

/** A price cut for setting: `199,90 €` is lead `199`, minor `90`, tail `€`; `$199.99` is lead `$199`, minor `99`. */
export interface PriceParts {
  readonly lead: string;
  readonly minor: string;
  readonly tail: string;
}

/** Cuts a price whose minor units are written out in Latin digits; undefined for all others. */
export function splitPrice(text: string): PriceParts | undefined {
  const match = /^(\D{0,5}\d[\d.,\u202f\u00a0'’ ]*?)[.,](\d{2})(\D*)$/.exec(text.trim());
  if (match === null) return undefined;
  const [, lead = '', minor = '', tail = ''] = match;
  return { lead: lead.trim(), minor, tail: tail.trim() };
}

export interface PriceRequest {
  readonly text: string;
  readonly width: number;
  readonly max: number;
  readonly on: Hex;
}

/** The price as one block, minor units raised and small where the script allows it, centred in its width. */
export async function priceBlock(kit: Kit, request: PriceRequest): Promise<Block> {
  const parts = kit.rules.direction === 'ltr' ? splitPrice(request.text) : undefined;
  const set = parts === undefined ? undefined : await raisedPrice(kit, request, parts);
  return set ?? textBlock(kit, { ...leadRequest(kit, request, request.text, request.max), align: 'center' });
}

function leadRequest(kit: Kit, request: PriceRequest, text: string, max: number): TextRequest {
  return {
    slot: 'price',
    text,
    width: request.width,
    max,
    min: Math.min(max, 56 * kit.t),
    maxLines: 1,
    font: 'display',
    weight: 800,
    isDisplay: true,
    leading: 0.92,
    on: request.on,
  };
}

/** Lead figure with minor units and currency stacked behind it; undefined where they would be too small. */
async function raisedPrice(
  kit: Kit,
  request: PriceRequest,
  { lead, minor, tail }: PriceParts,
): Promise<Block | undefined> {
  const small = (text: string, size: number): Promise<Block> =>
    textBlock(kit, {
      ...leadRequest(kit, request, text, size),
      slot: 'price_minor',
      min: Math.min(size, 26 * kit.t),
      leading: 1,
    });
  // Everything grows with the lead, so one trial tells the size that fills the width.
  const trial = await textBlock(kit, leadRequest(kit, request, lead, 80 * kit.t));
  const trialMinor = await small(minor, 36 * kit.t);
  const share = (trial.width / trial.size) * 1.05 + (trialMinor.width / trialMinor.size) * 0.46;
  const size = Math.min(request.max, (request.width * 0.97) / share);
  if (size * 0.4 < 26 * kit.t || size < 56 * kit.t) return undefined;
  const main = await textBlock(kit, leadRequest(kit, request, lead, size));
  const cents = await small(minor, size * 0.46);
  const sign = tail === '' ? undefined : await small(tail, size * 0.36);
  const gap = main.size * 0.05;
  const width = main.width + gap + Math.max(cents.width, sign?.width ?? 0);
  return {
    ...main,
    width,
    frame: request.width,
    fits: main.fits && width <= request.width,
    place(x, y) {
      const left = x + (request.width - width) / 2;
      main.place(left, y);
      const behind = left + main.width + gap;
      const top = y + main.height / 2 - main.size * 0.42;
      cents.place(behind, top);
      sign?.place(behind, top + cents.size * 0.98);
      return { x: left, y, width, height: main.height };
    },
  };
}
