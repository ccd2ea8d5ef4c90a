import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Effect } from './effect.ts';
import type { Needs } from './permission.ts';
import { PROOF_MINUTES } from './proof.ts';

/**
 * That a person must have proved a short while ago who they are. `password`: the input holds their password, which is
 * proof enough of who has no second factor.
 */
export type Fresh = true | 'password';

/** What every operation declares: the permission it needs and what it does to the world. */
export interface OperationMeta {
  readonly needs: Needs;
  readonly effect: Effect;
  /** For what gives away lasting power. Programs with a key and the operator have no session and are not asked. */
  readonly fresh?: Fresh;
}

/** Where an operation stands in the REST API. */
export interface OperationRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tags: readonly string[];
}

const base = oc.$meta<OperationMeta>({ needs: 'self', effect: 'read' });

/** The start of every contract. The OpenAPI document shows the meta as `x-needs`, `x-effect` and `x-fresh`. */
export function operation(meta: OperationMeta, route: OperationRoute): ReturnType<typeof base.meta> {
  const { method, path, summary, tags } = route;
  const { needs, effect, fresh } = meta;
  const spec = (current: object): object => ({
    ...current,
    'x-needs': needs,
    'x-effect': effect,
    ...(fresh === undefined ? {} : { 'x-fresh': fresh, description: FRESH_WORDS[String(fresh)] }),
  });
  return base.meta(meta).route({ method, path, summary, tags, spec });
}

const LATE = `within the last ${PROOF_MINUTES} minutes, by signing in or by \`POST /account/proof\`; else the answer is 403 \`auth.proof_needed\`.`;

/** What is asked of people, by the mark of an operation. */
const FRESH_WORDS: Readonly<Record<string, string>> = {
  true: `A person must have proved who they are ${LATE}`,
  password: `A person with a second factor must have proved who they are ${LATE} Without one, the password given is the proof.`,
};

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
