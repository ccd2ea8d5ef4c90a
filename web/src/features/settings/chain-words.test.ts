import { describe, expect, it } from 'vitest';
import { hoursWords, scopeWords, seatsWords, timeWords } from './chain-words.ts';

const names = {
  types: new Map([['swot_analysis', 'SWOT analysis']]),
  brands: new Map([['brd_1', 'Northlight']]),
};
const ann = { kind: 'person', personId: 'usr_ann', name: 'Ann' } as const;
const owner = { kind: 'role', role: 'owner' } as const;
const kim = { kind: 'client', name: 'Kim', email: 'kim@client.example' } as const;

describe('approval steps in words', () => {
  it('TSK-4 say what they are for', () => {
    expect(scopeWords({ subjectTypes: ['brief', 'variant'], brandIds: null, types: null }, names)).toBe(
      'Briefs and variants of every brand',
    );
    // Only tasks have types, so nothing else goes through steps for some.
    expect(
      scopeWords({ subjectTypes: ['variant', 'task'], brandIds: ['brd_1'], types: ['swot_analysis'] }, names),
    ).toBe('Tasks of type SWOT analysis of Northlight');
  });

  it('TSK-4 say who decides', () => {
    expect(seatsWords({ seats: [ann], mode: 'any' })).toBe('Ann');
    expect(seatsWords({ seats: [owner, ann], mode: 'any' })).toBe('any owner or Ann');
    expect(seatsWords({ seats: [owner, kim], mode: 'all' })).toBe(
      'each of any owner and Kim (client, kim@client.example)',
    );
  });

  it('TSK-4 say until when, and what follows', () => {
    expect(timeWords({ hours: null, remindHours: null, escalateTo: [] })).toBe('');
    expect(timeWords({ hours: 36, remindHours: 24, escalateTo: [] })).toBe(
      'Due after 36 hours; then any owner or admin may decide as well. A reminder every day.',
    );
    expect(timeWords({ hours: 48, remindHours: 1, escalateTo: [ann] })).toBe(
      'Due after 2 days; then Ann may decide as well. A reminder every hour.',
    );
    expect(hoursWords(24)).toBe('1 day');
  });
});
