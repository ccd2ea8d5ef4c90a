import { z } from 'zod';
import { statement } from '#agents/work/work-product';

const cell = statement.extend({
  alternative: z.string(),
  criterion: z.string(),
  score: z.number().nullable(),
  source: z.string(),
  date: z.string().nullable(),
  ageDays: z.number().nullable(),
  isStale: z.boolean(),
  isClaim: z.boolean().default(false).describe('Said by a page or file, and judged by nobody.'),
});
export type MatrixCell = z.output<typeof cell>;

/** What a competitive analysis comes to. */
export const competitiveContent = z.object({
  own: z.string(),
  criteria: z.array(z.object({ name: z.string(), weight: z.number(), why: z.string().nullable() })),
  alternatives: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['own', 'direct', 'indirect', 'status_quo']),
      scored: z.number().describe('Share of the weight with a score.'),
    }),
  ),
  cells: z.array(cell),
  gaps: z.array(
    z.object({ alternative: z.string(), criterion: z.string(), lacks: z.enum(['evidence', 'score']) }),
  ),
  standings: z.array(
    statement.extend({
      criterion: z.string(),
      verdict: z.enum(['leads', 'level', 'trails', 'open']),
      margin: z.number().nullable(),
    }),
  ),
  pairs: z.array(
    statement.extend({
      alternative: z.string(),
      own: z.number(),
      other: z.number(),
      turnedBy: z.array(z.string()),
    }),
  ),
  moves: z.array(statement.extend({ criterion: z.string() })),
  alsoRead: z
    .array(statement.extend({ about: z.string(), source: z.string() }))
    .default([])
    .describe('What sources claim under no criterion, and what they say of the market.'),
});
export type CompetitiveContent = z.output<typeof competitiveContent>;
