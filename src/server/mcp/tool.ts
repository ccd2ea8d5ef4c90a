import type { AnyProcedure } from '@orpc/server';
import { z } from 'zod';
import type { Effect } from '#kernel/effect';
import type { OperationMeta } from '#kernel/operation';
import type { Answer } from './perform.ts';

/** What is written about a tool by hand; permission and effect are those that its operation declares. */
export interface ToolWords {
  readonly name: string;
  readonly title: string;
  /** Fixed words: nothing that was read from a brief, an alert or anywhere else. */
  readonly description: string;
  readonly operation: AnyProcedure;
  /** Of a tool that changes something. Overwriting: something that was there is replaced, stopped or closed. */
  readonly change?: { readonly isOverwriting: boolean; readonly isSameTwice: boolean };
  /** A narrower answer than the operation's. */
  readonly view?: z.ZodType;
  /** Whether generation begins with it, so that somebody must be there to do the work. */
  readonly startsRun?: boolean;
  /** The answer as a person reads it; without it, the text is the answer as JSON. */
  readonly report?: (answer: Answer, input: Readonly<Record<string, unknown>>) => string;
}

/** A tool as it is offered. */
export interface Tool extends ToolWords {
  readonly needs: string;
  readonly effect: Effect;
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: boolean;
  };
}

const EFFECTS = {
  read: 'read (changes nothing)',
  write: 'write (changes data in this AICMO; nothing leaves it)',
} as const;

/**
 * A tool over an operation of the API. Throws for an operation that publishes or spends, and for one that asks a person
 * to prove who they are: an assistant may do none of it, whatever the table says.
 */
export function defineTool(words: ToolWords): Tool {
  const { needs, effect, fresh } = metaOf(words.operation);
  if (effect === 'publish' || effect === 'spend')
    throw new Error(`tool ${words.name}: an operation with the effect ${effect} is not for assistants`);
  if (fresh !== undefined)
    throw new Error(`tool ${words.name}: an operation that asks for a fresh proof is not for assistants`);
  if ((effect === 'write') !== (words.change !== undefined))
    throw new Error(`tool ${words.name}: \`change\` belongs to tools that write, and to no other`);
  return {
    ...words,
    description: `${words.description} Permission: ${needs}. Effect: ${EFFECTS[effect]}.`,
    needs,
    effect,
    annotations: {
      readOnlyHint: effect === 'read',
      destructiveHint: words.change?.isOverwriting ?? false,
      idempotentHint: words.change?.isSameTwice ?? true,
      openWorldHint: false,
    },
  };
}

/** The permission and the effect that an operation declares in its contract. */
export function metaOf(operation: AnyProcedure): OperationMeta {
  return operation['~orpc'].meta as OperationMeta;
}

/** The shape of an operation's input or answer in its contract. */
export function shapeOf(operation: AnyProcedure, side: 'inputSchema' | 'outputSchema'): z.ZodType {
  const schema: unknown = operation['~orpc'][side];
  if (!(schema instanceof z.ZodType)) throw new Error(`an operation without ${side} is offered`);
  return schema;
}
