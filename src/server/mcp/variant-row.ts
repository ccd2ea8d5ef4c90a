import { z } from 'zod';
import { rendition, variant } from '#modules/creative/contract';
import { pageOf } from '#kernel/operation';

/** Variants as a list shows them: without checks and repairs, which are four fifths of a variant. */
export const variantRows = pageOf(
  variant
    .omit({ checks: true })
    .extend({ renditions: z.array(rendition.omit({ checks: true, repairs: true })) }),
);
