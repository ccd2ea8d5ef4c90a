import type { ReactNode } from 'react';
import { type BrandDocument, COLOUR_NAMES } from '#modules/brands/contract';
import './brands.css';

/** The colours of a kit side by side. */
export function ColourStrip({ colours }: { colours: BrandDocument['colours'] }): ReactNode {
  const shown = COLOUR_NAMES.flatMap((name) => {
    const colour = colours[name];
    return colour === undefined ? [] : [{ name, colour }];
  });
  return (
    <span
      className="colour-strip"
      role="img"
      aria-label={shown.map(({ name, colour }) => `${name} ${colour}`).join(', ')}
    >
      {shown.map(({ name, colour }) => (
        <span key={name} title={`${name} ${colour}`} style={{ background: colour }} />
      ))}
    </span>
  );
}
