/** One text in one or more locales: BCP 47 tag (`de`, `de-AT`) to text. */
export type LocalText = Readonly<Record<string, string>>;

/** The language subtag of a locale: `de` of `de-AT`. */
export function languageOf(locale: string): string {
  return (locale.split('-')[0] ?? locale).toLowerCase();
}

/**
 * The text for a locale: the exact tag, else the bare language, else another region of the same language.
 * Undefined when the language is not there: texts are never borrowed from another language.
 */
export function textFor(text: LocalText | undefined, locale: string): string | undefined {
  if (text === undefined) return undefined;
  const language = languageOf(locale);
  const exact = text[locale] ?? text[language];
  if (exact !== undefined) return exact;
  const kin = Object.keys(text)
    .toSorted()
    .find((tag) => languageOf(tag) === language);
  return kin === undefined ? undefined : text[kin];
}

const RTL_LANGUAGES = new Set(['ar', 'he', 'fa', 'ur', 'ps', 'yi', 'dv', 'ckb']);

/** The writing direction of a locale. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return RTL_LANGUAGES.has(languageOf(locale)) ? 'rtl' : 'ltr';
}
