import { describe, expect, it } from 'vitest';
import type { BrandDocument } from '#modules/brands/contract';
import {
  differingFields,
  differingKit,
  isSame,
  languagesOf,
  mergeOnTop,
  openProblems,
  problemAt,
  problemsOf,
  tidy,
} from './draft.ts';

const KIT: BrandDocument = {
  key: 'k',
  name: 'Kit',
  language: 'en',
  colours: { primary: '#112233' },
  fonts: { display: { family: 'Sora' }, text: { family: 'Inter' } },
  logo: {},
  shape: 'rounded',
  voice: {
    formality: { '*': 'formal' },
    tone: ['calm'],
    tagline: { en: 'Quiet' },
    values: [{ en: 'One', de: 'Eins' }],
    preferredWords: {},
    bannedWords: { en: ['best'], fr: ['top'] },
    hashtags: {},
  },
  legalLines: { DE: { de: 'Preis' } },
  extra: {},
};

describe('CRE-3 UI-1 a kit while it is edited', () => {
  it('what was begun and left empty is left out, and a whole kit stays as it is', () => {
    expect(tidy(KIT)).toEqual(KIT);
    const begun: BrandDocument = {
      ...KIT,
      name: ' Kit ',
      voice: {
        ...KIT.voice,
        tagline: { en: ' ' },
        values: [...KIT.voice.values, { en: '' }],
        hashtags: { de: [] },
      },
      imagery: { style: [], noGo: [] },
      legalLines: { ...KIT.legalLines, AT: { de: '' } },
    };
    const { tagline: _, ...voice } = KIT.voice;
    expect(tidy(begun)).toEqual({ ...KIT, voice });
  });

  it('another file under the same path is a difference of the kit', () => {
    const document = { ...KIT, logo: { onLight: 'logo.png' } };
    const [before, after] = ['a', 'b'].map((digit) => ({
      document,
      files: { 'logo.onLight': digit.repeat(64), 'fonts.text.0': 'f'.repeat(64) },
    }));
    if (before === undefined || after === undefined) throw new Error('two kits are compared');
    expect(differingKit(before, after)).toEqual({
      before: { 'file of logo.onLight': 'a'.repeat(12) },
      after: { 'file of logo.onLight': 'b'.repeat(12) },
    });
    expect(differingKit(before, before)).toEqual({ before: {}, after: {} });
    expect(Object.keys(differingKit(before, { document: KIT, files: {} }).after)).toEqual([
      'logo',
      'file of logo.onLight',
      'file of fonts.text.0',
    ]);
  });

  it('the order of fields is no difference, a missing one is', () => {
    expect(isSame({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
    expect(isSame({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  });

  it('my changes come on top of theirs, and where both changed the same, mine stands', () => {
    const mine: BrandDocument = {
      ...KIT,
      name: 'Mine',
      voice: { ...KIT.voice, bannedWords: { en: ['best'], fr: ['mine'] } },
    };
    const theirs: BrandDocument = {
      ...KIT,
      name: 'Theirs',
      shape: 'angular',
      voice: { ...KIT.voice, tone: ['loud'], bannedWords: { en: ['theirs'] } },
    };
    expect(mergeOnTop(KIT, mine, theirs)).toEqual({
      ...KIT,
      name: 'Mine',
      shape: 'angular',
      voice: { ...KIT.voice, tone: ['loud'], bannedWords: { en: ['theirs'], fr: ['mine'] } },
    });
    const { tagline: _, ...silent } = KIT.voice;
    const removed = { ...KIT, voice: silent };
    expect(mergeOnTop(KIT, removed, { ...KIT, shape: 'angular' })).toEqual({ ...removed, shape: 'angular' });
    expect(mergeOnTop(KIT, KIT, removed)).toEqual(removed);
  });

  it('what differs is named by field, each of the voice by itself', () => {
    const after: BrandDocument = { ...KIT, shape: 'angular', voice: { ...KIT.voice, tone: [] } };
    expect(differingFields(KIT, after)).toEqual({
      before: { shape: 'rounded', 'voice.tone': ['calm'] },
      after: { shape: 'angular', 'voice.tone': [] },
    });
  });

  it('a problem of the server stands at its field, whichever check found it', () => {
    const problems = problemsOf({
      issues: [
        { field: 'document.voice.values.0.en', message: 'too long' },
        { field: 'legalLines.ZZ', message: 'no country' },
        { field: 'legalLines.ZZ', message: 'second' },
      ],
    });
    expect(problems).toEqual({ 'voice.values[0].en': 'too long', 'legalLines.ZZ': 'no country' });
    expect(problemAt(problems, 'voice.values[0]')).toBe('too long');
    expect(problemAt(problems, 'voice.value')).toBeUndefined();
    expect(problemAt(problems, 'legalLines.ZZ')).toBe('no country');
    expect(problemsOf({})).toEqual({});
  });

  it('a problem is gone when its field was changed, and only then', () => {
    const problems = { 'voice.bannedWords.fr[0]': 'blank', 'colours.primary': 'no colour', '': 'too large' };
    const draft = { ...KIT, colours: { primary: '#445566' as const } };
    expect(openProblems({ document: KIT, problems }, KIT)).toEqual(problems);
    expect(openProblems({ document: KIT, problems }, draft)).toEqual({ 'voice.bannedWords.fr[0]': 'blank' });
  });

  it('its languages are those that something is said in, its own first', () => {
    expect(languagesOf(KIT)).toEqual(['en', 'de', 'fr', '*']);
  });
});
