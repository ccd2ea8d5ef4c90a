import { wordStems } from './themes.ts';

/** A word with the texts that have it. */
export interface TermCount {
  /** As it is written most. */
  readonly term: string;
  /** Texts with it, each once. */
  readonly texts: number;
  /** Their places in the list. */
  readonly at: readonly number[];
}

/** Words by the number of texts that have them, most first, common words and figures left out; forms of a word are one. */
export function countTerms(texts: readonly string[], language: string): TermCount[] {
  const found = new Map<string, { at: Set<number>; forms: Map<string, number> }>();
  texts.forEach((text, place) => {
    const stems = new Set(wordStems(text, language));
    const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
    for (const stem of stems) {
      const entry = found.get(stem) ?? { at: new Set<number>(), forms: new Map<string, number>() };
      entry.at.add(place);
      const form = words.find((word) => word.startsWith(stem)) ?? stem;
      entry.forms.set(form, (entry.forms.get(form) ?? 0) + 1);
      found.set(stem, entry);
    }
  });
  return [...found.values()]
    .map(({ at, forms }) => ({
      term: [...forms].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? '',
      texts: at.size,
      at: [...at],
    }))
    .toSorted((a, b) => b.texts - a.texts || (a.term < b.term ? -1 : 1));
}
