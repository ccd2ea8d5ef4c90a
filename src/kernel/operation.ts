import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Effect } from './effect.ts';
import type { Needs } from './permission.ts';

/** What every operation declares: the permission it needs and what it does to the world. */
export interface OperationMeta {
  readonly needs: Needs;
  readonly effect: Effect;
}

/** Where an operation stands in the REST API. */
export interface OperationRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tags: readonly string[];
}

const base = oc.$meta<OperationMeta>({ needs: 'self', effect: 'read' });

/** The start of every contract. The OpenAPI document shows the meta as `x-needs` and `x-effect`. */
export function operation(meta: OperationMeta, route: OperationRoute): ReturnType<typeof base.meta> {
  const { method, path, summary, tags } = route;
  const spec = (current: object): object => ({ ...current, 'x-needs': meta.needs, 'x-effect': meta.effect });
  return base.meta(meta).route({ method, path, summary, tags, spec });
}

/** A page of a list, newest first. */
export const pageInput = {
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most, 1 to 200.'),
  after: z.string().max(200).optional().describe('`next` of the page before.'),
};

/** A list's answer: the items and, when there are more, where to go on. */
export function pageOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; next: z.ZodOptional<z.ZodString> }> {
  return z.object({ items: z.array(item), next: z.string().optional() });
}
