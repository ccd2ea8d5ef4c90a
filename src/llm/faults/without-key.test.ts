import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutKey } from './without-key.ts';

const KEY = 'own-form-1234567890';

it("SEC-3 a provider's words are kept, without the key, wherever it stands and however often", () => {
  expect(withoutKey(`401 no: key ${KEY} is unknown (${KEY})`, KEY)).toBe(
    '401 no: key [secret] is unknown ([secret])',
  );
  expect(withoutKey('401 no: wrong key', KEY)).toBe('401 no: wrong key');
});

it('SEC-3 also when the text was cut within the key, at any letter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: KEY.length }), (length) => {
      expect(withoutKey(`401 key ${KEY.slice(0, length)}…`, KEY)).toBe('401 key [secret]…');
    }),
  );
  expect(withoutKey('401 key own…', KEY)).toBe('401 key own…');
});
