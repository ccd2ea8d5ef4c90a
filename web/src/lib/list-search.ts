import { z } from 'zod';

/** What every list keeps in its address. */
export const listSearch = z.object({
  text: z.string().optional().catch(undefined),
  /** A column, with `-` before it for the other way round. */
  sort: z.string().optional().catch(undefined),
  /** How many pages are loaded, so that a reload shows as much. */
  pages: z.number().int().min(1).max(50).optional().catch(undefined),
});
