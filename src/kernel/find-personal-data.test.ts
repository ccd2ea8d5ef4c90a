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

describe('personal data by their form', () => {
  it.each([
    ['Mail anna.berg+news@example.co.uk today', ['EMAIL anna.berg+news@example.co.uk']],
    ['иван@пример.рф', ['EMAIL иван@пример.рф']],
    ['Call +49 (0)30 1234 5678 or +1-202-555-0143.', ['PHONE +49 (0)30 1234 5678', 'PHONE +1-202-555-0143']],
    ['030 / 1234567 is the desk, 020 7946 0958 too', ['PHONE 020 7946 0958']],
    ['DE89 3704 0044 0532 0130 00, not GB00 WEST 1234 5698 7654 32', ['IBAN DE89 3704 0044 0532 0130 00']],
    ['4111 1111 1111 1111 and 4111 1111 1111 1112', ['CARD 4111 1111 1111 1111']],
    ['from 192.168.0.12', ['IP 192.168.0.12']],
  ])('SEC-3 %s', (text, kinds) => {
    expect(found(text)).toEqual(kinds);
  });

  it.each([
    '60 hours, 1,204 reviews, 4.8 of 5',
    'From 2026-11-25 to 2026-12-24, 09:00-17:30',
    'EUR 1.299,00 instead of 1.499,00',
    'Version 5.3.0, model 0815, order 123456789012',
    'facts: products.hush.benefits[0], campaign.endsOn',
  ])('SEC-3 leaves facts alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
