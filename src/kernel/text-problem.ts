import { z } from 'zod';

/** What is wrong in a document a person wrote: the same data for terminal, API and page. */
export const problemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** Stable name such as `yaml.indent`, `field.unknown`. */
  rule: z.string(),
  /** What is wrong. */
  message: z.string(),
  /** What would be right. */
  hint: z.string(),
  /** Path of the field with the keys as the person wrote them: `products[0].target_variants`. */
  field: z.string().exactOptional(),
  /** 1-based; absent when the problem is the file itself. */
  line: z.int().exactOptional(),
  /** 1-based, in UTF-16 units, as editors count. */
  column: z.int().exactOptional(),
  /** The line, made safe to print and cut around the place, and a line of carets to put under it. */
  excerpt: z.object({ text: z.string(), caret: z.string() }).exactOptional(),
});
export type Problem = Readonly<z.infer<typeof problemSchema>>;
