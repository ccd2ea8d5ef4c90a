import type { Check } from '#studio/model';

/** ISO 15924 code of a locale's likely script to the Unicode scripts of its running text. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  Latn: ['Latin'],
  Arab: ['Arabic'],
  Hebr: ['Hebrew'],
  Jpan: ['Han', 'Hiragana', 'Katakana'],
  Hans: ['Han'],
  Hant: ['Han'],
  Kore: ['Hangul', 'Han'],
  Deva: ['Devanagari'],
  Thai: ['Thai'],
  Cyrl: ['Cyrillic'],
  Grek: ['Greek'],
};
const KNOWN = [
  'Latin',
  'Arabic',
  'Hebrew',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Devanagari',
  'Thai',
  'Cyrillic',
  'Greek',
];
/** Names and units such as `Bluetooth 5.3` may fill so much of a text in another script. */
const LATIN_GUEST_SHARE = 0.4;
/** Below this many letters a share says nothing: `USB-C` alone is no foreign sentence. */
const LATIN_GUEST_LETTERS = 12;

const MATCHERS = KNOWN.map((script) => ({ script, test: new RegExp(`\\p{Script=${script}}`, 'u') }));

/**
 * Finds letters of a script that the locale is not written in; says nothing of scripts it does not know.
 * Names must be taken out before.
 */
export function checkScript(
  parts: readonly { readonly place: string; readonly text: string }[],
  locale: string,
): Check[] {
  const own = SCRIPTS[new Intl.Locale(locale).maximize().script ?? ''];
  if (own === undefined) return [];
  return parts.flatMap(({ place, text }) => {
    const counts = countScripts(text.replaceAll(/https?:\/\/\S+/gu, ''));
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return [...counts].flatMap(([script, count]) => {
      if (own.includes(script) || total === 0) return [];
      const share = count / total;
      const isGuest = script === 'Latin' && (share <= LATIN_GUEST_SHARE || count < LATIN_GUEST_LETTERS);
      return isGuest ? [] : [finding({ place, script, share, locale })];
    });
  });
}

function finding({
  place,
  script,
  share,
  locale,
}: {
  place: string;
  script: string;
  share: number;
  locale: string;
}): Check {
  const percent = Math.round(share * 100);
  return {
    rule: 'language.mixed',
    verdict: 'fail',
    place,
    measured: Math.round(share * 1000) / 1000,
    wanted: script === 'Latin' ? LATIN_GUEST_SHARE : 0,
    message: `${percent} % of the letters in ${place} are ${script}, which ${locale} is not written in. Give the text in ${locale}.`,
  };
}

function countScripts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const letter of text) {
    const found = MATCHERS.find(({ test }) => test.test(letter));
    if (found !== undefined) counts.set(found.script, (counts.get(found.script) ?? 0) + 1);
  }
  return counts;
}
