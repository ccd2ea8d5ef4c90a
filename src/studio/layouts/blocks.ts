import { contrastOf, deltaE } from '#studio/colour/colour';
import { inkOn } from '#studio/colour/palettes';
import type { Box, Hex } from '#studio/model';
import { fitText, sizeLadder, type FittedText } from '#studio/type/fit';
import { addArt, addRect, fontOf, inkFor, type Kit } from './kit.ts';
import { inset, type TextSlot } from './scene.ts';

export type Align = 'start' | 'center' | 'end';

/** Something measured that can be put down once its place is known. */
export interface Block {
  /** Width of what is seen. */
  readonly width: number;
  readonly height: number;
  /** Width that is aligned in a column: texts carry their alignment inside their measure. */
  readonly frame: number;
  /** Font size of its text in pixels. */
  readonly size: number;
  readonly fits: boolean;
  readonly lines: number;
  place(x: number, y: number): Box;
}

export interface TextRequest {
  readonly slot: TextSlot;
  readonly text: string;
  readonly width: number;
  readonly maxHeight?: number;
  readonly maxLines?: number;
  readonly max: number;
  readonly min: number;
  readonly font?: 'display' | 'text';
  readonly weight: number;
  readonly align?: Align;
  /** The colour it will stand on. */
  readonly on: Hex;
  readonly ink?: Hex;
  readonly wish?: 'plain' | 'brand' | 'soft';
  /** Factor on the script's line height. */
  readonly leading?: number;
  readonly isDisplay?: boolean;
  readonly isStruck?: boolean;
}

/** Smallest sizes in pixels on a 1080 px canvas, by slot. The legal line is never under 20 px on any canvas. */
const MINIMUM: Readonly<Partial<Record<TextSlot, number>>> = {
  headline: 56,
  quote: 44,
  support: 29,
  cta: 29,
  badge: 26,
  label: 26,
  quote_by: 26,
  price: 56,
  price_before: 28,
  price_minor: 26,
  brand: 30,
};

/** The smallest size at which a slot may be set on a kit's canvas. */
export function minimumSize(t: number, slot: TextSlot): number {
  return Math.max(20, Math.round((MINIMUM[slot] ?? 20) * t));
}

/** Measures a text and returns it ready to be put down. */
export async function textBlock(kit: Kit, request: TextRequest): Promise<Block> {
  const isDisplay = request.isDisplay ?? (request.slot === 'headline' || request.slot === 'quote');
  const { rules } = kit;
  const floor = minimumSize(kit.t, request.slot);
  const steps = kit.adjust.steps.get(request.slot) ?? 0;
  const factor = (isDisplay ? rules.scale : 1) * 0.9 ** steps;
  const max = Math.max(floor, request.max * factor);
  const min = Math.max(floor, request.min * factor);
  const lineHeight = (isDisplay ? rules.displayLineHeight : rules.textLineHeight) * (request.leading ?? 1);
  const tracking = isDisplay ? rules.displayTracking : 0;
  const fitted = await fitText(kit.type, {
    memo: kit.memo,
    text: request.text.replaceAll(/[ \t\r\n]+/g, ' ').trim(),
    locale: kit.spec.copy.locale,
    rules,
    font: fontOf(kit, request.font ?? (isDisplay ? 'display' : 'text')),
    weight: request.weight,
    lineHeight,
    tracking,
    width: request.width,
    maxHeight: request.maxHeight ?? kit.height,
    maxLines: request.maxLines ?? 6,
    sizes: sizeLadder(Math.round(max), Math.round(min)),
  });
  return {
    width: fitted.width,
    height: fitted.height,
    frame: request.width,
    size: fitted.size,
    fits: fitted.fits,
    lines: fitted.lines,
    place: (x, y) => putText(kit, request, { fitted, lineHeight, tracking, isDisplay }, x, y),
  };
}

function putText(
  kit: Kit,
  request: TextRequest,
  set: { fitted: FittedText; lineHeight: number; tracking: number; isDisplay: boolean },
  x: number,
  y: number,
): Box {
  const { fitted } = set;
  const align = request.align ?? 'start';
  const box = { x, y, width: request.width, height: fitted.height };
  const slack = request.width - fitted.width;
  const inkX = x + (align === 'start' ? 0 : align === 'center' ? slack / 2 : slack);
  const inkBox = { x: inkX, y, width: fitted.width, height: fitted.height };
  const plate = kit.adjust.plates.get(request.slot);
  if (plate !== undefined) {
    addRect(kit, inset(inkBox, -0.55 * kit.u), plate, {
      corners: kit.isRounded ? 0.5 * kit.u : 0,
      holds: request.slot,
    });
  }
  kit.elements.push({
    kind: 'text',
    slot: request.slot,
    box,
    source: request.text,
    text: fitted.text,
    font: request.font ?? (set.isDisplay ? 'display' : 'text'),
    size: fitted.size,
    weight: request.weight,
    lineHeight: set.lineHeight,
    tracking: set.tracking,
    align,
    ink:
      kit.adjust.inks.get(request.slot) ?? request.ink ?? inkFor(kit, request.slot, request.on, request.wish),
    ...(request.isStruck === true ? { isStruck: true } : {}),
  });
  return inkBox;
}

/** The action: a filled button where the placement shows adverts, else a line with an arrow. */
export async function actionBlock(
  kit: Kit,
  input: { readonly width: number; readonly on: Hex; readonly align?: Align; readonly fill?: Hex },
): Promise<Block> {
  return kit.spec.hasButton ? buttonBlock(kit, input) : lineBlock(kit, input);
}

async function buttonBlock(
  kit: Kit,
  input: { readonly width: number; readonly on: Hex; readonly fill?: Hex },
): Promise<Block> {
  const { u } = kit;
  const fill = input.fill ?? buttonFill(kit, input.on);
  const padX = 1.5 * u;
  const padY = 0.78 * u;
  const label = await labelBlock(kit, {
    width: input.width - 2 * padX,
    on: fill,
    align: 'center',
    leading: 0.9,
  });
  const width = label.width + 2 * padX;
  const height = label.height + 2 * padY;
  return {
    ...label,
    width,
    height,
    frame: width,
    place(x, y) {
      const box = { x, y, width, height };
      addRect(kit, box, fill, {
        corners: kit.isRounded ? Math.min(height / 2, 2.2 * u) : 0.2 * u,
        holds: 'cta',
      });
      // The label's layout width is wider than its ink: centre it on the button.
      label.place(x + width / 2 - (input.width - 2 * padX) / 2, y + padY);
      return box;
    },
  };
}

/** The label of the action: on one line while it can be read so, else on two. */
async function labelBlock(
  kit: Kit,
  input: Pick<TextRequest, 'width' | 'on' | 'align' | 'leading'>,
): Promise<Block> {
  const request = { ...input, slot: 'cta', text: kit.spec.copy.cta, max: 37 * kit.t, weight: 650 } as const;
  const one = await textBlock(kit, { ...request, min: 31 * kit.t, maxLines: 1 });
  return one.fits ? one : textBlock(kit, { ...request, max: 34 * kit.t, min: 29 * kit.t, maxLines: 2 });
}

/** Whether a filled shape is seen on a ground: by light or, as yellow on white, by colour. */
export function standsOn(fill: Hex, on: Hex): boolean {
  return contrastOf(fill, on) >= 1.5 || deltaE(fill, on) >= 30;
}

/** The accent, unless the ground is the accent: then the ink of that ground. */
function buttonFill(kit: Kit, on: Hex): Hex {
  const { accent } = kit.palette;
  return standsOn(accent, on) ? accent : inkOn(kit.palette, on);
}

async function lineBlock(
  kit: Kit,
  input: { readonly width: number; readonly on: Hex; readonly align?: Align },
): Promise<Block> {
  const { u } = kit;
  const arrow = 1.7 * u;
  const gap = 0.6 * u;
  const label = await labelBlock(kit, { width: input.width - arrow - gap, on: input.on, leading: 0.95 });
  const width = label.width + gap + arrow;
  const ink = kit.adjust.inks.get('cta') ?? inkOn(kit.palette, input.on);
  const stroke = contrastOf(kit.palette.accent, input.on) >= 3 ? kit.palette.accent : ink;
  return {
    ...label,
    width,
    frame: width,
    place(x, y) {
      label.place(x, y);
      const size = arrow;
      const middle = y + label.height / 2;
      const w = 0.17 * u;
      addArt(
        kit,
        { x: x + label.width + gap, y: middle - size / 2, width: size, height: size },
        `<path d="M${w} ${size / 2}H${size - w * 2}M${size * 0.56} ${size * 0.2}L${size - w * 1.4} ${size / 2}L${size * 0.56} ${size * 0.8}" fill="none" stroke="${stroke}" stroke-width="${w}" stroke-linecap="${kit.isRounded ? 'round' : 'butt'}" stroke-linejoin="${kit.isRounded ? 'round' : 'miter'}"/>`,
      );
      return { x, y, width, height: label.height };
    },
  };
}

/** The badge as a tag, or undefined when the copy has none. */
export async function badgeBlock(
  kit: Kit,
  input: { readonly width: number; readonly on: Hex; readonly fill?: Hex },
): Promise<Block | undefined> {
  const { badge } = kit.spec.copy;
  if (badge === undefined || badge === '') return undefined;
  const { u, t } = kit;
  const fill = input.fill ?? buttonFill(kit, input.on);
  const padX = 0.85 * u;
  const padY = 0.34 * u;
  const label = await textBlock(kit, {
    slot: 'badge',
    text: badge,
    width: input.width - 2 * padX,
    max: 29 * t,
    min: 26 * t,
    maxLines: 1,
    weight: 650,
    on: fill,
    leading: 0.95,
  });
  const width = label.width + 2 * padX;
  const height = label.height + 2 * padY;
  return {
    ...label,
    width,
    height,
    frame: width,
    place(x, y) {
      addRect(kit, { x, y, width, height }, fill, {
        corners: kit.isRounded ? height / 2 : 0,
        holds: 'badge',
      });
      label.place(x + padX, y + padY);
      return { x, y, width, height };
    },
  };
}

/** The legal line at the foot of a column; returns the top edge that is left for the rest. */
export async function placeLegal(kit: Kit, column: Box, on: Hex, align: Align = 'start'): Promise<number> {
  const { legal } = kit.spec.copy;
  const end = column.y + column.height;
  if (legal === undefined || legal === '') return end;
  const block = await textBlock(kit, {
    slot: 'legal',
    text: legal,
    width: column.width,
    max: Math.max(20, 21 * kit.t),
    min: 20,
    maxLines: 4,
    weight: 450,
    on,
    wish: 'soft',
    align,
    leading: 0.94,
  });
  block.place(column.x, end - block.height);
  return end - block.height - 1.1 * kit.u;
}
