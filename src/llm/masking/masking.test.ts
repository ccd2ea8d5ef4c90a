import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalData } from '#kernel/find-personal-data';
import { createMask } from './mask.ts';
import { unmaskParts } from './unmask-stream.ts';

const kindsIn = (text: string): string[] =>
  findPersonalData(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

describe('personal data by their form', () => {
  it.each([
    ['Mail anna.berg+news@example.co.uk today', ['EMAIL anna.berg+news@example.co.uk']],
    ['иван@пример.рф', ['EMAIL иван@пример.рф']],
    ['Call +49 (0)30 1234 5678 or +1-202-555-0143.', ['PHONE +49 (0)30 1234 5678', 'PHONE +1-202-555-0143']],
    ['030 / 1234567 is the desk, 020 7946 0958 too', ['PHONE 020 7946 0958']],
    ['DE89 3704 0044 0532 0130 00, not GB00 WEST 1234 5698 7654 32', ['IBAN DE89 3704 0044 0532 0130 00']],
    ['4111 1111 1111 1111 and 4111 1111 1111 1112', ['CARD 4111 1111 1111 1111']],
    ['from 192.168.0.12', ['IP 192.168.0.12']],
  ])('SEC-3 %s', (text, found) => {
    expect(kindsIn(text)).toEqual(found);
  });

  it.each([
    '60 hours, 1,204 reviews, 4.8 of 5',
    'From 2026-11-25 to 2026-12-24, 09:00-17:30',
    'EUR 1.299,00 instead of 1.499,00',
    'Version 5.3.0, model 0815, order 123456789012',
    'facts: products.hush.benefits[0], campaign.endsOn',
  ])('SEC-3 leaves facts alone: %s', (text) => {
    expect(kindsIn(text)).toEqual([]);
  });
});

describe('a mask', () => {
  it('SEC-3 unmasking a masked text gives the text back, whatever it is', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.emailAddress(),
      fc.constantFrom('+46 8 123 456 78', '4111 1111 1111 1111', '10.0.0.1', 'DE89370400440532013000'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join(' ');
        const mask = createMask(true);
        expect(mask.unmask(mask.text(text))).toBe(text);
      }),
    );
  });

  it('SEC-3 equal data get equal placeholders; roles, ids, names and bytes stay', () => {
    const mask = createMask(true);
    const bytes = new Uint8Array([1, 2]);
    const masked = mask.prompt([
      { role: 'system', content: 'Write to a@b.example' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a@b.example and c@d.example' },
          { type: 'file', mediaType: 'image/png', data: { type: 'data', data: bytes } },
        ],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'call-1',
            toolName: 'find',
            output: { type: 'text', value: 'c@d.example' },
          },
        ],
      },
    ]);
    expect(masked).toEqual([
      { role: 'system', content: 'Write to [[EMAIL_1]]' },
      {
        role: 'user',
        content: [
          { type: 'text', text: '[[EMAIL_1]] and [[EMAIL_2]]' },
          { type: 'file', mediaType: 'image/png', data: { type: 'data', data: bytes } },
        ],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'call-1',
            toolName: 'find',
            output: { type: 'text', value: '[[EMAIL_2]]' },
          },
        ],
      },
    ]);
    expect(mask.count()).toBe(2);
  });

  it('SEC-3 a stream split anywhere is put back whole', () => {
    const text = 'To [[EMAIL_1]], [[PHONE_1]]: [[ no, [[EMAIL_7]] [x] [[EMAIL_1';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 10 }), (cuts) => {
        const mask = createMask(true);
        mask.text('a@b.example +46 8 123 456 78');
        const unmask = unmaskParts(mask);
        const places = [0, ...new Set(cuts.toSorted((a, b) => a - b)), text.length];
        const parts: LanguageModelV4StreamPart[] = places
          .slice(1)
          .map((end, i) => ({ type: 'text-delta', id: '0', delta: text.slice(places[i], end) }));
        const out = [...parts, { type: 'text-end', id: '0' } as const].flatMap(unmask);
        const words = out.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
        expect(words).toBe('To a@b.example, +46 8 123 456 78: [[ no, [[EMAIL_7]] [x] [[EMAIL_1');
      }),
    );
  });
});
