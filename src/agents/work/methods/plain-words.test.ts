import { describe, expect, it } from 'vitest';
import { plainWords, splitSentence, withoutEmptyStart } from './plain-words.ts';
import { rewriteSentence } from './rewrite-sentence.ts';

const tone = { locale: 'en-US', names: ['Hush One', 'Northlight'] };

describe('rewriting a sentence', () => {
  it('EXE-2 cuts only where the second part has its own subject', () => {
    expect(splitSentence('The pads change without any tools, and you keep them for ten years', 'en')).toEqual(
      ['The pads change without any tools.', 'You keep them for ten years'],
    );
    const shared = 'It plays for sixty hours on one charge, and comes with pads that change without tools';
    expect(splitSentence(shared, 'en')).toEqual([shared]);
    expect(
      splitSentence('Die Leuchte braucht dafür kein Kabel, und sie dimmt sich am Abend selbst.', 'de'),
    ).toHaveLength(2);
  });

  it('EXE-2 takes hype out and mends the article', () => {
    expect(
      rewriteSentence('It is an absolutely amazing pair of headphones for trains.', tone).sentences,
    ).toEqual(['It is a pair of headphones for trains.']);
  });

  it('EXE-2 drops a slogan, and keeps a sentence whose number or name would go with it', () => {
    expect(rewriteSentence('Hurry, last chance!', tone).sentences).toEqual([]);
    expect(rewriteSentence('Last chance: 200 lamps are left.', tone).sentences).toEqual([
      '200 lamps are left.',
    ]);
    const stuck = rewriteSentence('The sound of Hush One is incredible.', tone);
    expect(stuck.sentences).toEqual(['The sound of Hush One is incredible.']);
    expect(stuck.edits.map(({ kind, before }) => [kind, before])).toEqual([['stuck', 'incredible']]);
  });

  it('EXE-2 calms capitals but not names and short forms', () => {
    expect(rewriteSentence('GET YOUR HUSH ONE WITH USB TODAY!!!', tone).sentences).toEqual([
      'Get your Hush One with usb today.',
    ]);
    expect(rewriteSentence('It has USB and ANC.', tone).sentences).toEqual(['It has USB and ANC.']);
  });

  it('EXE-2 says the same in fewer words', () => {
    expect(plainWords('In order to listen, purchase one prior to Friday.', 'en').text).toBe(
      'To listen, buy one before Friday.',
    );
    expect(withoutEmptyStart('We’re thrilled to announce that it ships today.', 'en')).toBe(
      'It ships today.',
    );
    expect(withoutEmptyStart('We ship today.', 'en')).toBe('We ship today.');
  });
});
