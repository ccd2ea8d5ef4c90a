import type { CSSVariablesResolver, MantineTheme } from '@mantine/core';

/** A little above the 4.5:1 of WCAG 2.2, so that rounding never fails it. */
const WANTED = 4.6;

/** Grounds that text stands on, by scheme: page, card, hover. */
export const GROUNDS = {
  light: ['#fbfbfa', '#ffffff', '#f1f3f5'],
  dark: ['#1c1d20', '#25262a', '#2f3136'],
} as const;
export type Scheme = keyof typeof GROUNDS;

const QUIET = { light: '#5a6169', dark: '#a9acb2' } as const;
const PLACEHOLDER = { light: '#666d75', dark: '#a9acb2' } as const;

type Rgb = readonly [red: number, green: number, blue: number];

function rgbOf(given: string): Rgb {
  const hex =
    given.length === 4 ? `#${Array.from(given.slice(1), (digit) => digit + digit).join('')}` : given;
  const at = (index: number): number => Number.parseInt(hex.slice(1 + index * 2, 3 + index * 2), 16);
  return [at(0), at(1), at(2)];
}

function hexOf(rgb: readonly number[]): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance of a colour (WCAG 2.2). */
function luminanceOf(hex: string): number {
  const [red, green, blue] = rgbOf(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours stand apart, from 1 to 21 (WCAG 2.2). */
export function contrastOf(first: string, second: string): number {
  const [a, b] = [luminanceOf(first), luminanceOf(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function mix(hex: string, other: string, share: number): string {
  const [from, to] = [rgbOf(hex), rgbOf(other)];
  return hexOf(from.map((part, index) => part + ((to[index] ?? 0) - part) * share));
}

/** The ground of the variant `light`, as an opaque colour. */
export function lightGround(shades: readonly string[], scheme: Scheme): { rest: string; hover: string } {
  const [mid = '#000000', deep = '#000000'] = [shades[1], shades[9]];
  return scheme === 'light'
    ? { rest: mid, hover: shades[2] ?? mid }
    : { rest: mix(deep, '#1c1d20', 0.55), hover: mix(deep, '#1c1d20', 0.4) };
}

/** A colour's own text on every ground: the first shade that can be read on all of them, else the last made stronger. */
export function readableText(shades: readonly string[], scheme: Scheme): string {
  const light = lightGround(shades, scheme);
  const grounds = [...GROUNDS[scheme], light.rest, light.hover];
  const reads = (colour: string): boolean => grounds.every((ground) => contrastOf(colour, ground) >= WANTED);
  const order = scheme === 'light' ? [6, 7, 8, 9] : [4, 3, 2, 1, 0];
  const found = order.map((index) => shades[index] ?? '').find((shade) => shade !== '' && reads(shade));
  if (found !== undefined) return found;
  let colour = shades[scheme === 'light' ? 9 : 0] ?? '#000000';
  const towards = scheme === 'light' ? '#000000' : '#ffffff';
  for (let step = 0; step < 20 && !reads(colour); step += 1) colour = mix(colour, towards, 0.08);
  return colour;
}

function variablesOf(theme: MantineTheme, scheme: Scheme): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, shades] of Object.entries(theme.colors)) {
    const text = readableText(shades, scheme);
    const light = lightGround(shades, scheme);
    out[`--mantine-color-${name}-text`] = text;
    out[`--mantine-color-${name}-outline`] = text;
    out[`--mantine-color-${name}-light-color`] = text;
    out[`--mantine-color-${name}-light`] = light.rest;
    out[`--mantine-color-${name}-light-hover`] = light.hover;
  }
  const [body, card, hover] = GROUNDS[scheme];
  return {
    ...out,
    '--mantine-color-body': body,
    '--mantine-color-default': card,
    '--mantine-color-default-hover': hover,
    '--mantine-color-default-border': scheme === 'light' ? '#dfe2e6' : '#3b3d43',
    '--mantine-color-dimmed': QUIET[scheme],
    '--mantine-color-placeholder': PLACEHOLDER[scheme],
    '--mantine-color-error': out['--mantine-color-red-text'] ?? '',
    '--mantine-color-anchor': out['--mantine-color-ink-text'] ?? '',
    '--mantine-color-text': scheme === 'light' ? '#1b1d21' : '#e4e5e8',
    '--aicmo-card': card,
    '--aicmo-line': scheme === 'light' ? '#e6e8eb' : '#34363b',
    '--aicmo-rail': scheme === 'light' ? '#f4f5f6' : '#18191b',
  };
}

/** Makes every colour readable in both schemes: stock Mantine fails 43 pairs of text and ground. */
export const readableColours: CSSVariablesResolver = (theme) => ({
  variables: {},
  light: variablesOf(theme, 'light'),
  dark: variablesOf(theme, 'dark'),
});
