import { z } from 'zod';
import { RATIOS } from '#studio/model';
import { shortened } from './shortened.ts';

/** How a statement is known: a fact says it, it follows from facts by the method, or nobody has stated it yet. */
export const BASES = ['stated', 'derived', 'assumed'] as const;

/** One sentence of a work product with the ids of the facts that led to it; an assumed one names none. */
export const statement = z.object({
  text: z.string().min(1).max(1_000),
  basis: z.enum(BASES),
  facts: z.array(z.string().max(200)).max(20),
});
export type Statement = z.output<typeof statement>;

/** A text that quotes what people wrote, cut between words where they wrote more than there is room for. */
const quoting = (most: number): z.ZodString =>
  z
    .string()
    .min(1)
    .overwrite((text) => shortened(text, most));

/** What every work product says of itself. */
const shared = {
  summary: quoting(1_200).describe('What it comes to, for somebody who reads nothing else.'),
  method: z.string().min(1).max(600).describe('How it was made, so that somebody could do it again.'),
  confidence: z.object({ level: z.enum(['low', 'medium', 'high']), because: z.string().max(600) }),
  missing: z
    .array(z.object({ what: quoting(300), where: quoting(200), gain: quoting(300) }))
    .max(20)
    .describe('Data that is not there, where it belongs, and what it would make better.'),
  wouldChange: z.array(quoting(400)).max(10).describe('What would change its mind.'),
  next: z.array(quoting(400)).max(10).describe('What to do now.'),
};

/** The shape of a work product of one type. */
export function workProductOf<Content extends z.ZodType>(
  content: Content,
): z.ZodObject<typeof shared & { content: Content }> {
  return z.object({ ...shared, content });
}

export type WorkProduct<Content = unknown> = z.output<z.ZodObject<typeof shared>> & {
  readonly content: Content;
};

/** A ratio of pictures, as work products name them. */
export const ratio = z.enum(RATIOS);

/** Every statement in a value, however deep. */
export function statementsIn(value: unknown): Statement[] {
  return statementPlaces(value, '').map(({ said }) => said);
}

/** Every statement in a value with its path under `at`. */
export function statementPlaces(value: unknown, at: string): { path: string; said: Statement }[] {
  if (typeof value !== 'object' || value === null) return [];
  const parsed = statement.safeParse(value);
  const own = parsed.success ? [{ path: at, said: parsed.data }] : [];
  const inner = Object.entries(value).flatMap(([key, child]) =>
    statementPlaces(child, at === '' ? key : `${at}.${key}`),
  );
  return [...own, ...inner];
}
