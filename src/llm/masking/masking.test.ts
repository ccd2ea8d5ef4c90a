import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Prompt } from '#llm/model';
import { createMask } from './mask.ts';
import { unmaskParts } from './unmask-stream.ts';

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

const PROMPT: Prompt = [
  { role: 'system', content: 'Answer mails of anna@example.com.' },
  {
    role: 'user',
    content: [
      { type: 'text', text: 'Who wrote?' },
      { type: 'file', mediaType: 'text/plain', data: { type: 'data', data: 'bob@example.com' } },
    ],
  },
  {
    role: 'assistant',
    content: [
      {
        type: 'tool-call',
        toolCallId: 'call_1',
        toolName: 'find',
        input: { to: 'anna@example.com' },
      },
    ],
  },
  {
    role: 'tool',
    content: [
      {
        type: 'tool-result',
        toolCallId: 'call_1',
        toolName: 'find',
        output: { type: 'json', value: { found: ['carl@example.com', 3] } },
      },
    ],
  },
];

describe('the mask of a prompt', () => {
  it('GWY-3 masks texts, tool inputs and tool results, and leaves the data of files and the given prompt as they are', () => {
    const given = structuredClone(PROMPT);
    const mask = createMask(true);
    const masked = mask.prompt(given);
    expect(masked).toEqual([
      { role: 'system', content: 'Answer mails of [[EMAIL_1]].' },
      given[1],
      {
        role: 'assistant',
        content: [
          {
            type: 'tool-call',
            toolCallId: 'call_1',
            toolName: 'find',
            input: { to: '[[EMAIL_1]]' },
          },
        ],
      },
      {
        role: 'tool',
        content: [
          {
            type: 'tool-result',
            toolCallId: 'call_1',
            toolName: 'find',
            output: { type: 'json', value: { found: ['[[EMAIL_2]]', 3] } },
          },
        ],
      },
    ]);
    expect(given).toEqual(PROMPT);
    expect(mask.count()).toBe(2);
    expect(mask.unmask('[[EMAIL_2]] wrote to [[EMAIL_1]]')).toBe(
      'carl@example.com wrote to anna@example.com',
    );
  });

  it('GWY-3 leaves the ids of tool calls alone, whatever they look like', () => {
    const id = '4111111111111111';
    const output = { type: 'text', value: id } as const;
    const prompt: Prompt = [
      { role: 'tool', content: [{ type: 'tool-result', toolCallId: id, toolName: 'find', output }] },
    ];
    expect(createMask(true).prompt(prompt)).toMatchObject([
      { content: [{ toolCallId: id, output: { value: '[[CARD_1]]' } }] },
    ]);
  });

  it('GWY-3 hands a prompt without personal data back as it is', () => {
    const prompt: Prompt = [{ role: 'user', content: [{ type: 'text', text: '30 hours' }] }];
    expect(createMask(true).prompt(prompt)).toBe(prompt);
  });

  it('GWY-3 masks a field of any name, also one that would change a prototype', () => {
    const input = JSON.parse('{"__proto__":"anna@example.com","b":"anna@example.com"}') as Record<
      string,
      string
    >;
    const prompt: Prompt = [
      { role: 'assistant', content: [{ type: 'tool-call', toolCallId: '1', toolName: 'find', input }] },
    ];
    expect(JSON.stringify(createMask(true).prompt(prompt))).toContain(
      '{"__proto__":"[[EMAIL_1]]","b":"[[EMAIL_1]]"}',
    );
  });
});
