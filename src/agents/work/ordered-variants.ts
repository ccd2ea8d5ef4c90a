import { z } from 'zod';
import { ANGLES, type Angle, type Channel, CHANNELS } from '#studio/model';
import { ratio } from './work-product.ts';

/** One variant that work orders of the studio. */
export interface VariantOrder {
  /** Its name in the work, such as `S01 de-DE`; no two orders of one work have the same. */
  readonly id: string;
  readonly productKey: string;
  readonly locale: string;
  readonly channel: Channel;
  readonly angle: Angle;
  /** Used where the text bears it. */
  readonly layout: string;
  /** What it says first, where the work has worded that; the studio's writer finds the words otherwise. */
  readonly headline?: string | undefined;
  /** Whether a model may paint a scene behind the product. */
  readonly isPainted: boolean;
}

/** What came of an order, as a work product shows it. */
export const orderedVariant = z.object({
  order: z.string(),
  productKey: z.string(),
  locale: z.string(),
  channel: z.enum(CHANNELS),
  angle: z.enum(ANGLES),
  layout: z.string(),
  headline: z.string(),
  /** What a screen reader says of it. */
  altText: z.string(),
  /** `offline` or `model`; empty where nothing was made. */
  writer: z.string(),
  /** The variant of the campaign; null in a preview, and where nothing was made. */
  variant: z.object({ id: z.string(), key: z.string() }).nullable(),
  pictures: z.array(z.object({ ratio, sha256: z.string(), width: z.int(), height: z.int(), bytes: z.int() })),
  /** Why nothing was made; null where something was. */
  problem: z.string().nullable(),
});
export type OrderedVariant = z.output<typeof orderedVariant>;

const holding = z.object({ made: z.array(orderedVariant) });

/** The variants that the studio made for a work product; none for work of words alone. */
export function orderedVariantsOf(content: unknown): readonly OrderedVariant[] {
  const parsed = holding.safeParse(content);
  return parsed.success ? parsed.data.made : [];
}
