import type { BrandLook, Hex } from '#studio/model';
import { clamp, contrastOf, deltaE, lchOf, hexOf, mixed, toned } from './colour.ts';

export type Theme = 'light' | 'dark';

/** The colours of one creative: 60 parts ground, 30 surface, 10 accent. All come from the brand's kit. */
export interface Palette {
  readonly name: PaletteName;
  readonly theme: Theme;
  readonly ground: Hex;
  readonly surface: Hex;
  /** For the action and one more thing. */
  readonly accent: Hex;
  /** The darkest and lightest tones; every ink is one of them or the primary. */
  readonly dark: Hex;
  readonly light: Hex;
  readonly primary: Hex;
  /** The kit's own colours, unchanged. */
  readonly kit: readonly Hex[];
}

export const PALETTE_NAMES = ['paper', 'tint', 'duo', 'brand', 'second', 'accent'] as const;
export type PaletteName = (typeof PALETTE_NAMES)[number];

interface Anchors {
  readonly primary: Hex;
  readonly secondary: Hex | undefined;
  readonly accent: Hex;
  readonly dark: Hex;
  readonly light: Hex;
}

/** Every palette a brand carries, each in light and dark: those that would repeat another one are left out. */
export function palettesFor(look: BrandLook): readonly Palette[] {
  const kept: Palette[] = [];
  for (const name of PALETTE_NAMES) {
    for (const theme of ['light', 'dark'] as const) {
      const palette = paletteFor(look, name, theme);
      const twin = kept.some(
        (other) =>
          deltaE(other.ground, palette.ground) < 4 &&
          deltaE(other.surface, palette.surface) < 4 &&
          deltaE(other.accent, palette.accent) < 4,
      );
      if (!twin) kept.push(palette);
    }
  }
  return kept;
}

/** One palette by name. Throws for a name that is not in PALETTE_NAMES. */
export function paletteFor(look: BrandLook, name: string, theme: Theme): Palette {
  const anchors = anchorsOf(look);
  const tones = tonesFor(name, theme, anchors);
  const accent = accentOn([tones.ground, tones.surface], anchors, tones.accents);
  const kit = Object.values(look.colours).filter((colour) => colour !== undefined);
  return {
    name: name as PaletteName,
    theme,
    ground: tones.ground,
    surface: tones.surface,
    accent,
    dark: anchors.dark,
    light: anchors.light,
    primary: anchors.primary,
    kit,
  };
}

/** The ink that reads best on a ground: the palette's dark or light, or the primary where it is strong enough. */
export function inkOn(palette: Palette, ground: Hex, wish: 'plain' | 'brand' = 'plain'): Hex {
  if (wish === 'brand' && contrastOf(palette.primary, ground) >= 6) return palette.primary;
  return contrastOf(palette.dark, ground) >= contrastOf(palette.light, ground) ? palette.dark : palette.light;
}

/** A quieter ink for support and legal text: mixed towards the ground, yet at least 5.2 to 1. */
export function softInkOn(palette: Palette, ground: Hex): Hex {
  const ink = inkOn(palette, ground);
  for (const share of [0.28, 0.2, 0.12, 0.06]) {
    const soft = mixed(ink, ground, share);
    if (contrastOf(soft, ground) >= 5.2) return soft;
  }
  return ink;
}

/** A tone beside a ground, for shapes behind things: `step` in OKLCH lightness, away from the nearer end. */
export function beside(ground: Hex, step: number): Hex {
  const { l, c, h } = lchOf(ground);
  // Middle tones move towards where their ink stays readable: orange up, full blue down.
  const up = l < 0.45 || (l >= 0.62 && l < 0.8);
  const next = clamp(up ? l + step : l - step, 0.06, 0.985);
  return hexOf({ l: next, c: next < l ? c * (next / l) : c, h });
}

function anchorsOf(look: BrandLook): Anchors {
  const { primary, secondary, accent, dark, light } = look.colours;
  const hue = lchOf(primary);
  return {
    primary,
    secondary,
    accent: accent ?? secondary ?? primary,
    dark: dark ?? hexOf({ l: 0.2, c: Math.min(hue.c, 0.035), h: hue.h }),
    light: light ?? hexOf({ l: 0.982, c: Math.min(hue.c, 0.008), h: hue.h }),
  };
}

function tonesFor(
  name: string,
  theme: Theme,
  anchors: Anchors,
): { ground: Hex; surface: Hex; accents: readonly Hex[] } {
  const { primary, secondary, accent, dark, light } = anchors;
  const isLight = theme === 'light';
  switch (name) {
    case 'paper':
      return isLight
        ? { ground: light, surface: toned(primary, 0.92, 0.035), accents: [accent, primary] }
        : { ground: dark, surface: beside(dark, 0.085), accents: [accent, primary] };
    case 'tint':
      return isLight
        ? { ground: toned(primary, 0.9, 0.036), surface: light, accents: [primary, accent] }
        : { ground: toned(primary, 0.285, 0.075), surface: toned(primary, 0.36, 0.085), accents: [accent] };
    case 'duo':
      return { ground: isLight ? light : dark, surface: primary, accents: [accent, secondary ?? light] };
    case 'brand':
      return solid(primary, isLight, anchors, [accent, light, dark]);
    case 'second':
      return solid(secondary ?? toned(primary, isLight ? 0.8 : 0.4, 0.06), isLight, anchors, [
        accent,
        primary,
        light,
      ]);
    case 'accent':
      return solid(accent, isLight, anchors, [primary, dark, light]);
    default:
      throw new Error(`there is no palette ${name}; there are ${PALETTE_NAMES.join(', ')}`);
  }
}

/**
 * A full ground of one kit colour. Where its lightness does not suit the theme it is lifted to a quiet tint for light;
 * for dark only blues, greens and reds bear deepening: a yellow or orange turns to mud, so it becomes the field instead.
 */
function solid(
  colour: Hex,
  isLight: boolean,
  anchors: Anchors,
  accents: readonly Hex[],
): { ground: Hex; surface: Hex; accents: readonly Hex[] } {
  const { l, c, h } = lchOf(colour);
  if (isLight && l < 0.66) {
    const ground = hexOf({ l: 0.865, c: Math.min(c, 0.04), h });
    return { ground, surface: beside(ground, 0.07), accents };
  }
  if (!isLight && l > 0.58) {
    const turnsToMud = h > 35 && h < 125;
    // A light colour pulled this far down is another colour: coral becomes brick.
    const losesItself = l > 0.66;
    if (turnsToMud || losesItself || c < 0.05) {
      return { ground: anchors.dark, surface: colour, accents: [...accents, anchors.light] };
    }
    const ground = toned(colour, 0.42, 0.13);
    return { ground, surface: beside(ground, 0.065), accents };
  }
  return { ground: colour, surface: beside(colour, isLight ? 0.07 : 0.065), accents };
}

/** The first accent that stands apart from both grounds; the kit's extremes when none does. */
function accentOn(grounds: readonly Hex[], anchors: Anchors, wishes: readonly Hex[]): Hex {
  const lifted = wishes.flatMap((wish) => [
    wish,
    toned(wish, Math.min(0.8, lchOf(wish).l + 0.18)),
    toned(wish, Math.max(0.34, lchOf(wish).l - 0.18)),
  ]);
  const exact = [...wishes, anchors.accent, anchors.primary, anchors.secondary ?? anchors.primary];
  const stands = (colour: Hex): boolean =>
    grounds.every((ground) => deltaE(colour, ground) >= 22) &&
    contrastOf(colour, grounds[0] ?? colour) >= 1.22;
  return (
    exact.find(stands) ??
    lifted.find(stands) ??
    [anchors.light, anchors.dark].toSorted(
      (a, b) => contrastOf(b, grounds[0] ?? b) - contrastOf(a, grounds[0] ?? a),
    )[0] ??
    anchors.light
  );
}
