import { languageOf } from '#kernel/local-text';
import type { Problem } from '#kernel/text-problem';
import type { ParsedBrief } from './parse-brief.ts';

/** What a parsed brief asks for that this house can do only in part: languages the offline writer does not know. */
export function checkBrief(
  brief: ParsedBrief,
  house: { readonly languages: ReadonlySet<string> },
): readonly Problem[] {
  const { languages } = house;
  return brief.document.locales.flatMap((locale, index) => {
    if (languages.has(languageOf(locale))) return [];
    const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(languageOf(locale)) ?? locale;
    return brief.problemFor(`locales[${index}]`, {
      severity: 'warning',
      rule: 'locale.no_language_pack',
      message: `The offline writer does not speak ${name} (${locale}); only the brief's own words are used.`,
      hint: `Known languages: ${[...languages].toSorted().join(', ')}.`,
    });
  });
}
