import { languageOf } from '#kernel/local-text';

/** How a text reads, by counting. Lengths are in words, in characters where a script sets no spaces. */
export interface Readability {
  readonly words: number;
  readonly characters: number;
  readonly sentences: number;
  readonly wordsPerSentence: number;
  readonly longestSentence: number;
  readonly charactersPerWord: number;
  /** Flesch reading ease, or its published form for the language; null where none is published that we know. */
  readonly ease: number | null;
  /** Which formula; or why there is none. */
  readonly formula: string;
  readonly unit: 'words' | 'characters';
}

interface Formula {
  readonly name: string;
  readonly ease: (wordsPerSentence: number, syllablesPerWord: number) => number;
}

/** Published adaptations of Flesch (1948) by language; syllables are counted by vowel groups, so take them to within some points. */
const FORMULAS: Readonly<Record<string, Formula>> = {
  en: { name: 'Flesch 1948', ease: (w, s) => 206.835 - 1.015 * w - 84.6 * s },
  de: { name: 'Amstad 1978', ease: (w, s) => 180 - w - 58.5 * s },
  fr: { name: 'Kandel and Moles 1958', ease: (w, s) => 207 - 1.015 * w - 73.6 * s },
  es: { name: 'Fernández Huerta 1959', ease: (w, s) => 206.84 - 1.02 * w - 60 * s },
  it: { name: 'Franchina and Vacca 1972', ease: (w, s) => 217 - 1.3 * w - 60 * s },
  nl: { name: 'Douma 1960', ease: (w, s) => 206.84 - 0.93 * w - 77 * s },
  pt: { name: 'Martins and others 1996', ease: (w, s) => 248.835 - 1.015 * w - 84.6 * s },
};
/** Scripts without spaces between words. */
const UNSPACED = new Set(['ja', 'zh', 'th']);
const STOP = /[.!?…。！？؟।]+["”’»」』)]*/u;
const END_OF_SENTENCE = new RegExp(`(?<=${STOP.source})\\s+|(?<=[。！？])|\\n+`, 'u');

/** The sentences of a text; a line without a stop is one as well, and an address never breaks one. */
export function sentencesOf(text: string): string[] {
  return text
    .split(END_OF_SENTENCE)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** The words of a text, addresses left out. */
export function wordsOf(text: string, locale: string): string[] {
  const bare = text.replaceAll(/https?:\/\/\S+|www\.\S+/gu, ' ');
  if (!UNSPACED.has(languageOf(locale)))
    return bare.match(/[\p{L}\p{M}\p{N}]+(?:['’.,-][\p{L}\p{M}\p{N}]+)*/gu) ?? [];
  const segmenter = new Intl.Segmenter(languageOf(locale), { granularity: 'word' });
  return [...segmenter.segment(bare)]
    .filter(({ isWordLike }) => isWordLike === true)
    .map(({ segment }) => segment);
}

/** Counts a text and rates it by the formula of its language. */
export function readabilityOf(text: string, locale: string): Readability {
  const language = languageOf(locale);
  const unit = UNSPACED.has(language) ? 'characters' : 'words';
  const words = wordsOf(text, locale);
  const lengths = sentencesOf(text.replaceAll(/https?:\/\/\S+|www\.\S+/gu, '')).map((sentence) =>
    unit === 'words' ? wordsOf(sentence, locale).length : lettersOf(sentence),
  );
  const sentences = Math.max(1, lengths.length);
  const characters = lettersOf(words.join(''));
  const wordsPerSentence = words.length / sentences;
  const formula = FORMULAS[language];
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word, language), 0);
  return {
    words: words.length,
    characters,
    sentences: lengths.length,
    wordsPerSentence: round(unit === 'words' ? wordsPerSentence : lettersOf(text) / sentences),
    longestSentence: Math.max(0, ...lengths),
    charactersPerWord: round(words.length === 0 ? 0 : characters / words.length),
    ease:
      formula === undefined || words.length === 0
        ? null
        : Math.round(formula.ease(wordsPerSentence, syllables / words.length)),
    formula:
      formula?.name ??
      `no published formula for "${language}" is kept here: lengths of sentences and words only`,
    unit,
  };
}

function lettersOf(text: string): number {
  return Array.from(text.replaceAll(/[^\p{L}\p{N}]/gu, '')).length;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const VOWELS: Readonly<Record<string, string>> = {
  en: 'aeiouy',
  de: 'aeiouyäöü',
  fr: 'aeiouyàâäéèêëîïôöùûüœæ',
  es: 'aeiouáéíóúü',
  it: 'aeiouàèéìòóù',
  nl: 'aeiouyëïöü',
  pt: 'aeiouáâãàéêíóôõú',
};
/** Vowels side by side that are two syllables. */
const HIATUS: Readonly<Record<string, RegExp>> = {
  en: /i[ao](?!u)|eo(?!p)|ua(?!r)|[^cgst]ious|ying|uie|[dr]ea$/gu,
  es: /[aeo][aeoáéó]|[áéó][aeo]|[aeo][íú]|[íú][aeo]/gu,
  it: /[aeo][aeoàèéòó]/gu,
  pt: /[aeo][aáâeéêoóô]|[aeo][íú]|[íú][aeo]/gu,
  fr: /éa|éo|ao(?!u)|[iu]é/gu,
  nl: /[ëï]/gu,
};

/** English endings whose e is spoken. */
const PRONOUNCED = /[td]ed$|(?:[csxz]|ch|sh)es$/u;

/** Syllables of a word by its groups of vowels; a number is read as one for each digit. */
export function syllablesOf(word: string, locale: string): number {
  const language = languageOf(locale);
  const lower = word.toLowerCase();
  if (/^\p{N}/u.test(lower)) return Math.max(1, lower.match(/\p{N}/gu)?.length ?? 1);
  const vowels = VOWELS[language];
  if (vowels === undefined) return 1;
  let count = lower.match(new RegExp(`[${vowels}]+`, 'gu'))?.length ?? 0;
  count += lower.match(HIATUS[language] ?? /(?!)/gu)?.length ?? 0;
  if (language === 'en' && /(?:[^aeiouyl]|[aeiouy]l)e[sd]?$/u.test(lower) && !PRONOUNCED.test(lower)) count--;
  if (language === 'fr' && /[^aeiouyéèêàâîïôùû]e(?:s|nt)?$/u.test(lower)) count--;
  return Math.max(1, count);
}
