import { languageOf } from '#kernel/local-text';
import { graphemesOf } from '#studio/copy/channels';

/**
 * Characters a second, spaces included, that an adult reads of a subtitle: Netflix Timed Text Style Guides. English is
 * taken at the 17 of the template guide (backlothelp.netflix.com, article 219375728), not at the 20 of later editions,
 * because text on an advert competes with the picture. Japanese 4, Korean 12, Chinese 9; all others 17.
 */
const PER_SECOND: Readonly<Record<string, number>> = { ja: 4, ko: 12, zh: 9 };
const USUAL = 17;
/** The shortest time a text stands: five sixths of a second (same guides, general requirements). */
const LEAST = 5 / 6;

export const READING_SOURCE =
  'Netflix Timed Text Style Guides: 17 characters a second (Japanese 4, Chinese 9, Korean 12), at least 5/6 s';

/** Seconds a text must stand to be read, rounded up to tenths. */
export function readingSeconds(text: string, locale: string): number {
  const speed = PER_SECOND[languageOf(locale)] ?? USUAL;
  return Math.ceil(Math.max(LEAST, graphemesOf(text).length / speed) * 10) / 10;
}
