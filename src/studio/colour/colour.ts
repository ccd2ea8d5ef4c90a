import {
  clampChroma,
  converter,
  differenceCiede2000,
  formatHex,
  parse,
  wcagContrast,
  type Oklch,
} from 'culori';
import type { Hex } from '#studio/model';

const toOklch = converter('oklch');
const toRgb = converter('rgb');
const ciede2000 = differenceCiede2000();

export interface Lch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** Lightness 0..1, chroma and hue in degrees; a colour without a hue has hue 0. */
export function lchOf(colour: Hex): Lch {
  const value = toOklch(colour);
  if (value === undefined) throw new Error(`${colour} is not a colour`);
  return { l: value.l, c: value.c, h: value.h ?? 0 };
}

/** The nearest colour that a screen can show, by lowering chroma only. */
export function hexOf({ l, c, h }: Lch): Hex {
  const wanted: Oklch = { mode: 'oklch', l: clamp(l, 0, 1), c: Math.max(0, c), h };
  return formatHex(clampChroma(wanted, 'oklch')) as Hex;
}

/** The colour with another lightness and, where given, at most that chroma. */
export function toned(colour: Hex, l: number, maxChroma = 1): Hex {
  const from = lchOf(colour);
  return hexOf({ l, c: Math.min(from.c, maxChroma), h: from.h });
}

/** A mix in sRGB: share 0 gives `a`, 1 gives `b`. What a translucent `b` over `a` looks like. */
export function mixed(a: Hex, b: Hex, share: number): Hex {
  const from = rgbOf(a);
  const to = rgbOf(b);
  const channel = (i: 0 | 1 | 2): number => (from[i] + (to[i] - from[i]) * share) / 255;
  return formatHex({ mode: 'rgb', r: channel(0), g: channel(1), b: channel(2) }) as Hex;
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrastOf(a: Hex, b: Hex): number {
  return wcagContrast(a, b);
}

/** Perceptual distance ΔE2000; about 2 is just visible. */
export function deltaE(a: Hex, b: Hex): number {
  return ciede2000(a, b);
}

/** Red, green, blue, 0..255. */
export function rgbOf(colour: Hex): readonly [number, number, number] {
  const value = toRgb(parse(colour));
  if (value === undefined) throw new Error(`${colour} is not a colour`);
  return [Math.round(value.r * 255), Math.round(value.g * 255), Math.round(value.b * 255)];
}

export function hexOfRgb(r: number, g: number, b: number): Hex {
  return `#${[r, g, b]
    .map((v) =>
      Math.round(clamp(v, 0, 255))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** WCAG relative luminance of 8-bit sRGB, 0..1. */
export function luminanceOf(r: number, g: number, b: number): number {
  return 0.2126 * (LINEAR[r] ?? 0) + 0.7152 * (LINEAR[g] ?? 0) + 0.0722 * (LINEAR[b] ?? 0);
}

/** WCAG contrast of two relative luminances. */
export function contrastOfLuminance(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
