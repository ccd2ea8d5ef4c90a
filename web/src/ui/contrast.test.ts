import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';
import { describe, expect, it } from 'vitest';
import { contrastOf, GROUNDS, lightGround, readableColours, type Scheme } from './contrast.ts';
import { theme } from './theme.ts';

const merged = mergeMantineTheme(DEFAULT_THEME, theme);
const resolved = readableColours(merged);
const ENOUGH = 4.5;

describe.each(['light', 'dark'] as const)('UI-3 colours in the scheme %s', (scheme: Scheme) => {
  const variables = resolved[scheme];
  const grounds = GROUNDS[scheme];

  it.each(Object.keys(merged.colors))('%s reads as text, outline and on its own light ground', (name) => {
    const shades = merged.colors[name] ?? [];
    const light = lightGround(shades, scheme);
    const text = variables[`--mantine-color-${name}-text`] ?? '';
    for (const ground of [...grounds, light.rest, light.hover])
      expect(contrastOf(text, ground)).toBeGreaterThanOrEqual(ENOUGH);
  });

  it.each(Object.keys(merged.colors))('%s reads when it fills a button', (name) => {
    for (const shade of [8, 9]) {
      const filled = merged.colors[name]?.[shade] ?? '';
      const best = Math.max(contrastOf(filled, merged.white), contrastOf(filled, merged.black));
      expect(best).toBeGreaterThanOrEqual(ENOUGH);
    }
  });

  it.each(['text', 'dimmed', 'placeholder', 'error', 'anchor'])(
    '%s reads on page, card and hover',
    (name) => {
      const colour = variables[`--mantine-color-${name}`] ?? '';
      for (const ground of grounds) expect(contrastOf(colour, ground)).toBeGreaterThanOrEqual(ENOUGH);
    },
  );
});
