import { describe, expect, it } from 'vitest';
import type { Prompt } from '#llm/model';
import { createMask } from './mask.ts';

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
