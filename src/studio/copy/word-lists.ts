import { languageOf } from '#kernel/local-text';

/** A brand's words for a locale: the locale's own list, its language's, and the one for all languages (`*`). */
export function wordsFor(lists: Readonly<Record<string, readonly string[]>>, locale: string): string[] {
  const keys = new Set([locale, languageOf(locale), '*']);
  return [...keys].flatMap((key) => lists[key] ?? []);
}

/** A text without the names in it, which are as they are. */
export function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce((rest, name) => (name === '' ? rest : rest.replaceAll(name, ' ')), text);
}
