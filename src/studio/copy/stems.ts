import { languageOf } from '#kernel/local-text';

const UNSPACED = /^(ja|zh|th)$/;

/** Beginnings of the longer words of a text; in scripts without spaces, pairs of characters. For telling what is about the same. */
export function stemsOf(text: string, locale: string): string[] {
  if (UNSPACED.test(languageOf(locale))) {
    const letters = Array.from(text.replaceAll(/[^\p{L}\p{N}]/gu, ''));
    return letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
  }
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.filter((word) => word.length >= 4 || /\p{Nd}/u.test(word)).map((word) => word.slice(0, 5));
}
