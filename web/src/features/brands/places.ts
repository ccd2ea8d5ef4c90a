/** Codes with their names in English, by name. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** How a choice of hundreds is made: by typing, and its entries are drawn only while it is open. */
export const LONG_CHOICE = { searchable: true, comboboxProps: { keepMounted: false } } as const;

/** Every language with a code of two letters. */
export const LANGUAGES: readonly Choice[] = named(PAIRS, languageName);

/** Every country, and `*` for all of them. */
export const MARKETS: readonly Choice[] = [
  { value: '*', label: 'Every market' },
  ...named(
    PAIRS.map((pair) => pair.toUpperCase()).filter((code) => code !== 'ZZ'),
    (code) => regionNames.of(code),
  ),
];

function named(codes: readonly string[], nameOf: (code: string) => string | undefined): Choice[] {
  const choices = codes.flatMap((value) => {
    const name = nameOf(value);
    return name === undefined ? [] : [{ value, label: `${name} (${value})` }];
  });
  return choices.toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}

/** The name of a language, or of `*`. */
export function languageName(code: string): string | undefined {
  return code === '*' ? 'Every language' : languageNames.of(code);
}

/** The name of a market, or of `*`. */
export function marketName(code: string): string {
  return code === '*' ? 'Every market' : (regionNames.of(code) ?? code);
}
