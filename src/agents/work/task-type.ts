import type { z } from 'zod';
import type { Priority } from '#kernel/priority';
import type { FactBook } from './facts.ts';
import type { WorkMaterial } from './material.ts';
import type { OrderedVariant, VariantOrder } from './ordered-variants.ts';
import type { Block } from './work-page.ts';
import type { WorkProduct } from './work-product.ts';

/** What there must be before a task can be done. */
export const NEEDS = ['brand', 'brief', 'variants'] as const;
export type Need = (typeof NEEDS)[number];

/** One field that stands in the way, or would make the work better. */
export interface Finding {
  /** A path in the payload (`points.0.weight`) or in the house (`brief.audience`). */
  readonly field: string;
  readonly severity: 'blocks' | 'weakens';
  /** What is the matter and what to do. */
  readonly message: string;
}

/** Why a campaign should have a task of this type. */
export interface Proposal<Input> {
  readonly title: string;
  readonly description: string;
  readonly payload: Input;
  readonly priority: Priority;
  /** 0 to 1: how sure the rule is that the campaign needs it. */
  readonly confidence: number;
  /** The rule in words, with what of the brief it rests on. */
  readonly reason: string;
}

/** What an executor gets. */
export interface WorkRequest<Input> {
  readonly material: WorkMaterial;
  readonly facts: FactBook;
  readonly input: Input;
}

/**
 * One kind of work. A new type is one file in `types/` that exports one of these as `taskType`
 * (docs/guides/add-a-task-type.md).
 */
export interface TaskType<Input = unknown, Content = unknown> {
  /** The name in contracts and in the database, such as `swot_analysis`. */
  readonly type: string;
  /** Other names under which it may be asked for. */
  readonly aliases: readonly string[];
  readonly title: string;
  /** One sentence: what it is for. */
  readonly purpose: string;
  /** The payload; what a person may leave out has a default. */
  readonly input: z.ZodType<Input>;
  readonly content: z.ZodType<Content>;
  readonly needs: readonly Need[];
  /** Types whose work it reads where they are there; a plan puts them before it. */
  readonly reads: readonly string[];
  /** Minutes of work that a plan sets aside, review included. */
  readonly minutes: number;
  /** A task for this campaign by rule; undefined where it needs none. */
  propose(material: WorkMaterial): Proposal<Input> | undefined;
  /** What of payload and material stands in the way, beyond `needs` and the form of the payload. */
  check(request: WorkRequest<Input>): readonly Finding[];
  /** Does the work by a method of the field, without a model. Pure: equal requests give equal work. */
  write(request: WorkRequest<Input>): WorkProduct<Content>;
  /**
   * The texts of a work product that a model may word anew, by their paths in `content`. Numbers, order and choice
   * stay those of the method.
   */
  wordable(content: Content): readonly WordablePlace[];
  /** What the work found out about the brand that other work should know; a person confirms it. */
  learn?(product: WorkProduct<Content>): readonly Lesson[];
  /** Counts anew what is counted of texts, after a model worded some of them. */
  settle?(content: Content): Content;
  /** Variants that the studio makes for the work; left out where words are all there is. */
  readonly variants?: {
    orders(product: WorkProduct<Content>): readonly VariantOrder[];
    /** The work with what came of its orders. */
    hang(product: WorkProduct<Content>, made: readonly OrderedVariant[]): WorkProduct<Content>;
  };
  /** The work as something to read. */
  render(product: WorkProduct<Content>): readonly Block[];
}

/** Something found out about the brand, resting on facts. */
export interface Lesson {
  readonly statement: string;
  /** Ids of the facts that led to it. */
  readonly facts: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
}

export interface WordablePlace {
  /** Such as `pillars.0.claim`. */
  readonly path: string;
  /** What stands there, for the one who words it. */
  readonly role: string;
  readonly mostCharacters: number;
  /** Parts that must stand in the new text as they are, such as an address. */
  readonly mustKeep?: readonly string[];
}

/** Checks the pieces of a type against each other; what comes back fits any list of types. */
export function defineTaskType<Input, Content>(definition: TaskType<Input, Content>): TaskType {
  return definition;
}
