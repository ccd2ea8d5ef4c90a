import { implement } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Effect } from '#kernel/effect';
import { operation } from '#kernel/operation';
import { PERMISSIONS } from '#kernel/permission';
import { apiContract } from '#client/contract';
import { jsonSchemaOf } from './advertise-schema.ts';
import { defineTool, metaOf, type Tool, type ToolWords } from './tool.ts';
import { TOOLS } from './tool-table.ts';

function wordsFor(effect: Effect, change?: ToolWords['change'], fresh?: true): ToolWords {
  const contract = operation(
    { needs: 'alerts.handle', effect, ...(fresh === undefined ? {} : { fresh }) },
    { method: 'POST', path: '/made', summary: 'Made', tags: ['Made'] },
  )
    .input(z.object({}))
    .output(z.object({}));
  const words = {
    name: 'made',
    title: 'Made',
    description: 'Does something.',
    operation: implement(contract).handler(() => ({})),
  };
  return change === undefined ? words : { ...words, change };
}

const CHANGE = { isOverwriting: false, isSameTwice: false };

describe('a tool', () => {
  it.each(['publish', 'spend'] as const)('ALR-6 cannot be made of an operation that does %s', (effect) => {
    expect(() => defineTool(wordsFor(effect, CHANGE))).toThrow(`the effect ${effect} is not for assistants`);
    expect(() => defineTool(wordsFor(effect))).toThrow(`the effect ${effect} is not for assistants`);
  });

  it('SEC-1 cannot be made of an operation that asks a person to prove who they are', () => {
    const asks = wordsFor('write', CHANGE, true);
    expect(() => defineTool(asks)).toThrow('asks for a fresh proof is not for assistants');
  });

  it('ALR-6 says how it changes things exactly when it does', () => {
    expect(() => defineTool(wordsFor('write'))).toThrow('`change` belongs to tools that write');
    expect(() => defineTool(wordsFor('read', CHANGE))).toThrow('`change` belongs to tools that write');
  });

  it('ALR-6 names permission and effect of its operation in words, and hints for programs', () => {
    expect(defineTool(wordsFor('read'))).toMatchObject({
      description: 'Does something. Permission: alerts.handle. Effect: read (changes nothing).',
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    });
    expect(defineTool(wordsFor('write', { isOverwriting: true, isSameTwice: false }))).toMatchObject({
      description:
        'Does something. Permission: alerts.handle. Effect: write (changes data in this AICMO; nothing leaves it).',
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
    });
  });
});

describe('the table of tools', () => {
  it('ALR-6 holds only what reads or writes here, under a permission that there is', () => {
    for (const { name, operation: found, needs, effect } of TOOLS) {
      expect([name, effect]).toEqual([name, metaOf(found).effect]);
      expect(['read', 'write']).toContain(effect);
      expect(PERMISSIONS).toContain(needs);
    }
  });

  it('ALR-6 names each tool once, in words that every client takes', () => {
    const names = TOOLS.map((tool: Tool) => tool.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
  });
});

describe('a shape as JSON schema', () => {
  it('ALR-6 has times as ISO strings, and lets objects gain fields', () => {
    const json = JSON.stringify(
      jsonSchemaOf(apiContract.alerts.get['~orpc'].outputSchema as z.ZodType, 'output'),
    );
    expect(json).toContain('"firstRaisedAt":{"type":"string","format":"date-time"}');
    expect(json).toContain(
      '"acknowledgedAt":{"anyOf":[{"type":"string","format":"date-time"},{"type":"null"}]}',
    );
    expect(json).not.toContain('"additionalProperties":false');
    expect(json).not.toContain('$schema');
  });
});
