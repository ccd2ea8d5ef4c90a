import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData } from './find-personal-data.ts';

/** The same in one pattern, as it is easiest to read. */
const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;

const texts = fc
  .array(
    fc.constantFrom('a', 'B', '9', '@', '@', '.', '.', '-', ' ', ',', 'é', '音', '𠮷', '\ud842', 'long'),
    {
      maxLength: 60,
    },
  )
  .map((parts) => parts.join('').replaceAll('long', 'x'.repeat(70)));

function found(text: string): string[] {
  return findPersonalData(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);
}

describe('personal data in a text', () => {
  it('GWY-3 finds each kind by its form', () => {
    const text =
      'Ask anna.k+x@mail.example.co, +49 30 1234567, GB33BUKB20201555555555, 4111 1111 1111 1111 or 10.0.0.7.';
    expect(found(text)).toEqual([
      'EMAIL anna.k+x@mail.example.co',
      'PHONE +49 30 1234567',
      'IBAN GB33BUKB20201555555555',
      'CARD 4111 1111 1111 1111',
      'IP 10.0.0.7',
    ]);
  });

  it('GWY-3 leaves prices, dates, counts and plain words alone', () => {
    for (const text of [
      '30 hours for 199.00 EUR',
      'from 2026-12-01 to 2026-12-24',
      'no figure at all',
      'me @ home',
    ])
      expect(found(text)).toEqual([]);
  });

  it('GWY-3 finds addresses exactly where one pattern would', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const addresses = findPersonalData(text).filter(({ kind }) => kind === 'EMAIL');
        expect(addresses.map(({ start, end }) => text.slice(start, end))).toEqual(text.match(EMAIL) ?? []);
      }),
      { numRuns: 5_000 },
    );
  });
});
