import { languageOf, type LocalText } from '#kernel/local-text';
import { stemsOf } from '#studio/copy/stems';

/** Pairs of characters meet by chance, so these scripts only speak where no other language does. */
const UNSPACED = new Set(['ja', 'zh', 'th']);
/** Long words that are in every text. */
const COMMON = new Set(
  'that with into from this your have than when after befor only over they their does were what nach eine einer eines einem einen ohne nicht auch beim wird dans avec pour sans sous plus une des para sobre hasta desde nella della alla senza dopo voor naar zonde heeft com para sem'.split(
    ' ',
  ),
);

/** How many beginnings of words two texts share in the language in which they share most; 0 for no kin. */
export function kinship(one: LocalText, other: LocalText): number {
  return sharedWords(one, other).length;
}

/** The words of the first text that the second one has too, in the language in which most are shared. */
export function sharedWords(one: LocalText, other: LocalText): string[] {
  const languages = Object.keys(one).filter((tag) => other[tag] !== undefined);
  const spaced = languages.filter((tag) => !UNSPACED.has(languageOf(tag)));
  const found = (spaced.length > 0 ? spaced : languages).map((tag) =>
    sharedIn(one[tag] ?? '', other[tag] ?? '', tag),
  );
  return found.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function sharedIn(one: string, other: string, locale: string): string[] {
  const stems = new Set(stemsOf(other, locale));
  const shared = [...new Set(stemsOf(one, locale))].filter((stem) => stems.has(stem) && !COMMON.has(stem));
  const words = one.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return shared.map((stem) => words.find((word) => word.startsWith(stem)) ?? stem);
}

/** The index of the text with most kin, the first of equals; undefined where none has any. */
export function nearestOf(
  text: LocalText,
  others: readonly LocalText[],
  isFree: (index: number) => boolean = () => true,
): number | undefined {
  let best: number | undefined;
  let most = 0;
  others.forEach((other, index) => {
    const kin = isFree(index) ? kinship(text, other) : 0;
    if (kin > most) [best, most] = [index, kin];
  });
  return best;
}

export interface Answer {
  /** Index of the benefit that answers. */
  readonly benefit: number;
  /** Whether words tie them together, or only their place in the brief. */
  readonly by: 'words' | 'order';
}

/** For each problem the benefit that answers it: by shared words, else the benefit of the same number if it is free. */
export function answersTo(
  problems: readonly LocalText[],
  benefits: readonly LocalText[],
): (Answer | undefined)[] {
  const taken = new Set<number>();
  const byWords = problems.map((problem) => {
    const found = nearestOf(problem, benefits, (index) => !taken.has(index));
    if (found !== undefined) taken.add(found);
    return found;
  });
  return byWords.map((found, index) => {
    if (found !== undefined) return { benefit: found, by: 'words' };
    const free =
      taken.has(index) || benefits[index] === undefined
        ? benefits.findIndex((_text, at) => !taken.has(at))
        : index;
    if (free === -1) return undefined;
    taken.add(free);
    return { benefit: free, by: 'order' };
  });
}
