import { describe, expect, it } from 'vitest';
import { renderProblem, renderProblems } from '#platform/structured-text/render-problem';
import { formalityIn, HOUSE_FONTS, type BrandDocument } from './brand-document.ts';
import { parseBrand, type ParsedBrand } from './parse-brand.ts';

async function accept(content: string): Promise<ParsedBrand> {
  const result = await parseBrand({ content, fileName: 'brand.yaml' });
  if (result.ok) return result;
  throw new Error(result.problems.map((p) => renderProblem(p, { fileName: 'brand.yaml' })).join('\n'));
}

async function errorsOf(content: string): Promise<string[]> {
  const result = await parseBrand({ content, fileName: 'brand.yaml' });
  if (result.ok) return ['accepted'];
  const errors = result.problems.filter(({ severity }) => severity === 'error');
  return renderProblems(errors, { fileName: 'brand.yaml' }).split('\n');
}

const KIT = `
name: Nordlicht Audio
language: en
colors: {primary: "#0AF", accent: "ff5a1f", dark: "#101820"}
fonts:
  headline: bricolage grotesque
  body: {family: Nordlicht Text, files: [{path: fonts/text.woff2, weight: 400}]}
logo: {on_light: logo.png, on_dark: logo-white.png}
shape: angular
voice:
  formality: {de: Sie, "*": informal}
  tone: warm, precise
  tagline: {en: Hear the north, de: Hör den Norden}
  values: [Repair before replace]
  preferred_words: {en: [listen], de: [hören]}
  banned_words: [cheap]
  hashtags: ["#nordlicht"]
legal_lines:
  "*": Nordlicht GmbH, Kiel
  DE: {de: Alle Preise inkl. MwSt.}
founded: 1998
`;

const EXPECTED: BrandDocument = {
  key: 'nordlicht-audio',
  name: 'Nordlicht Audio',
  language: 'en',
  colours: { primary: '#00aaff', accent: '#ff5a1f', dark: '#101820' },
  fonts: {
    display: { family: 'Bricolage Grotesque' },
    text: { family: 'Nordlicht Text', files: [{ path: 'fonts/text.woff2', weight: 400 }] },
  },
  logo: { onLight: 'logo.png', onDark: 'logo-white.png' },
  shape: 'angular',
  voice: {
    formality: { de: 'formal', '*': 'informal' },
    tone: ['warm', 'precise'],
    tagline: { en: 'Hear the north', de: 'Hör den Norden' },
    values: [{ en: 'Repair before replace' }],
    preferredWords: { en: ['listen'], de: ['hören'] },
    bannedWords: { en: ['cheap'] },
    hashtags: { en: ['nordlicht'] },
  },
  legalLines: { '*': { en: 'Nordlicht GmbH, Kiel' }, DE: { de: 'Alle Preise inkl. MwSt.' } },
  extra: { founded: 1998 },
};

describe('brand kits', () => {
  it('CRE-3: reads every field into one canonical form and keeps what it does not know', async () => {
    const { document, warnings } = await accept(KIT);
    expect(document).toEqual(EXPECTED);
    expect(warnings.map(({ rule, field }) => [rule, field])).toEqual([['field.unknown', 'founded']]);
    expect(formalityIn(document, 'de')).toBe('formal');
    expect(formalityIn(document, 'fr')).toBe('informal');
  });

  it.each([
    ['camelCase', (key: string) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())],
    ['kebab-case', (key: string) => key.replaceAll('_', '-')],
  ])('CRE-3: %s keys give the same kit', async (_name, style) => {
    const text = KIT.replaceAll(/\b[a-z]+(?:_[a-z]+)+(?=:)/g, (key) => style(key));
    expect((await accept(text)).document).toEqual(EXPECTED);
  });

  it('CRE-3: name and one colour are enough', async () => {
    const { document, warnings } = await accept('name: Kit\ncolours: {primary: "#123456"}\n');
    expect(document).toMatchObject({ key: 'kit', shape: 'rounded', fonts: { display: { family: 'Inter' } } });
    expect(warnings.map(({ rule }) => rule)).toEqual(['brand.no_logo']);
  });

  it('CRE-3: every family of the house is known by any casing', async () => {
    for (const family of HOUSE_FONTS) {
      const { document } = await accept(
        `name: K\ncolours: {primary: "#123"}\nfonts: ${family.toUpperCase()}\n`,
      );
      expect(document.fonts.text).toEqual({ family });
    }
  });

  it('BRF-5: a colour that YAML takes for a comment is explained', async () => {
    const result = await parseBrand({
      content: 'name: K\ncolours:\n  primary: #1a2b3c\n',
      fileName: 'brand.yaml',
    });
    const said = renderProblems(result.ok ? [] : result.problems, { fileName: 'brand.yaml' }).split('\n');
    expect(said).toEqual(
      expect.arrayContaining([
        'brand.yaml:3:3: warning: "primary" has no value: #1a2b3c is a comment.',
        '  hint: Put it in quotation marks: primary: "#1a2b3c".',
      ]),
    );
    expect(result.ok).toBe(false);
  });

  it.each<[string, string, string[]]>([
    [
      'a colour by name',
      'name: K\ncolours: {primary: red}\n',
      [
        'brand.yaml:2:20: error: "red" is not a colour.',
        '  2 | colours: {primary: red}',
        '    |                    ^^^',
        '  field: colours.primary',
        '  hint: Write three or six hexadecimal digits, such as "#0af" or "#1a2b3c".',
      ],
    ],
    [
      'a font that does not ship',
      'name: K\ncolours: {primary: "#123"}\nfonts: {display: Sorra, text: Comic Sans}\n',
      [
        'brand.yaml:3:18: error: The font "Sorra" does not ship with AICMO.',
        '  3 | fonts: {display: Sorra, text: Comic Sans}',
        '    |                  ^^^^^',
        '  field: fonts.display',
        '  hint: Did you mean Sora? Use one of Inter, Sora, Manrope, Archivo, Bricolage Grotesque, Fraunces, Noto Sans, or add your own: { family: Sorra, files: [{ path: font.woff2, weight: 400 }] }.',
        '',
        'brand.yaml:3:31: error: The font "Comic Sans" does not ship with AICMO.',
        '  3 | fonts: {display: Sorra, text: Comic Sans}',
        '    |                               ^^^^^^^^^^',
        '  field: fonts.text',
        '  hint: Use one of Inter, Sora, Manrope, Archivo, Bricolage Grotesque, Fraunces, Noto Sans, or add your own: { family: Comic Sans, files: [{ path: font.woff2, weight: 400 }] }.',
      ],
    ],
    [
      'a font weight out of range',
      'name: K\ncolours: {primary: "#123"}\nfonts: {family: X, files: [{path: x.ttf, weight: 40}]}\n',
      [
        'brand.yaml:3:50: error: 40 is not a font weight.',
        '  3 | fonts: {family: X, files: [{path: x.ttf, weight: 40}]}',
        '    |                                                  ^^',
        '  field: fonts.files[0].weight',
        '  hint: Write a whole number from 100 (thin) to 900 (black).',
      ],
    ],
    [
      'an unknown shape',
      'name: K\ncolours: {primary: "#123"}\nshape: oval\n',
      [
        'brand.yaml:3:8: error: "oval" is not a known shape.',
        '  3 | shape: oval',
        '    |        ^^^^',
        '  field: shape',
        '  hint: Known: rounded, angular.',
      ],
    ],
    [
      'a legal line for a country that is none',
      'name: K\ncolours: {primary: "#123"}\nlegal_lines: {DE: a, Mars: b}\n',
      [
        'brand.yaml:3:22: error: "Mars" is not a country.',
        '  3 | legal_lines: {DE: a, Mars: b}',
        '    |                      ^^^^',
        '  field: legal_lines.Mars',
        "  hint: Write country codes such as DE, or '*' for all.",
      ],
    ],
    [
      'no colours',
      'name: K\n',
      [
        'brand.yaml:1:1: error: The brand has no colours.',
        '  1 | name: K',
        '    | ^^^^',
        '  hint: Add `colours: { primary: "#1a2b3c" }`.',
      ],
    ],
  ])('BRF-5: %s is refused with its place', async (_title, content, says) => {
    expect(await errorsOf(content)).toEqual(says);
  });
});
