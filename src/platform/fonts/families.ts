import { languageOf } from '#kernel/local-text';

/** A family of the house: its name in styles, its npm package and the stem of its files. */
export interface HouseFamily {
  readonly family: string;
  readonly packageName: string;
  readonly stem: string;
}

function fontsource(family: string, stem: string): HouseFamily {
  return { family, packageName: `@fontsource-variable/${stem}`, stem };
}

/** Families a brand may name without sending files. All are OFL-1.1 and variable in weight. */
export const HOUSE_FAMILIES: readonly HouseFamily[] = [
  fontsource('Inter', 'inter'),
  fontsource('Sora', 'sora'),
  fontsource('Manrope', 'manrope'),
  fontsource('Archivo', 'archivo'),
  fontsource('Bricolage Grotesque', 'bricolage-grotesque'),
  fontsource('Fraunces', 'fraunces'),
  fontsource('Noto Sans', 'noto-sans'),
  fontsource('Noto Sans Arabic', 'noto-sans-arabic'),
  fontsource('Noto Sans Hebrew', 'noto-sans-hebrew'),
  fontsource('Noto Sans Devanagari', 'noto-sans-devanagari'),
  fontsource('Noto Sans Thai', 'noto-sans-thai'),
  fontsource('Noto Sans JP', 'noto-sans-jp'),
  fontsource('Noto Sans SC', 'noto-sans-sc'),
  fontsource('Noto Sans KR', 'noto-sans-kr'),
];

export const EMOJI_FAMILY = 'Twemoji';
/** The family that stands in for one the house does not have. */
export const SUBSTITUTE_FAMILY = 'Inter';

const BY_LANGUAGE: Readonly<Record<string, string>> = {
  ar: 'Noto Sans Arabic',
  fa: 'Noto Sans Arabic',
  ur: 'Noto Sans Arabic',
  he: 'Noto Sans Hebrew',
  yi: 'Noto Sans Hebrew',
  hi: 'Noto Sans Devanagari',
  mr: 'Noto Sans Devanagari',
  ne: 'Noto Sans Devanagari',
  th: 'Noto Sans Thai',
  ja: 'Noto Sans JP',
  zh: 'Noto Sans SC',
  ko: 'Noto Sans KR',
};

const BY_SCRIPT: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Arabic}/u, 'Noto Sans Arabic'],
  [/\p{Script=Hebrew}/u, 'Noto Sans Hebrew'],
  [/\p{Script=Devanagari}/u, 'Noto Sans Devanagari'],
  [/\p{Script=Thai}/u, 'Noto Sans Thai'],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'Noto Sans JP'],
  [/\p{Script=Hangul}/u, 'Noto Sans KR'],
  [/\p{Script=Han}|[\u3000-\u303f\uff00-\uffef]/u, 'Noto Sans SC'],
];

/** A house family by its name, in any letter case. */
export function findHouseFamily(name: string): HouseFamily | undefined {
  const wanted = name.trim().toLowerCase();
  return HOUSE_FAMILIES.find((entry) => entry.family.toLowerCase() === wanted);
}

/** The families that follow the brand's own for a text: the locale's first, then those its scripts ask for. */
export function fallbackFamilies(locale: string, text: string): readonly string[] {
  const chain: string[] = [];
  const own = BY_LANGUAGE[languageOf(locale)];
  if (own !== undefined) chain.push(own);
  for (const [script, family] of BY_SCRIPT) {
    if (script.test(text) && !chain.includes(family)) chain.push(family);
  }
  chain.push('Noto Sans');
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(text)) chain.push(EMOJI_FAMILY);
  return chain;
}
