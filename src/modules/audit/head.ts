import { z } from 'zod';
import type { ChainHead } from '#platform/audit/chain';
import { auditError } from './errors.ts';

const headDocument = z.object({
  sequence: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A head in one word, `number:hash`, as it is kept elsewhere. */
export function writeHeadText({ sequence, hash }: ChainHead): string {
  return `${sequence}:${hash}`;
}

/** A head as `aicmo audit head` prints it, with or without `--json`. Throws `audit.head_unreadable`. */
export function readHead(text: string): ChainHead {
  const found = /^\s*(\d{1,15}):([0-9a-f]{64})\s*$/.exec(text);
  if (found !== null) return { sequence: Number(found[1]), hash: found[2] ?? '' };
  try {
    return headDocument.parse(JSON.parse(text));
  } catch (error) {
    throw auditError('audit.head_unreadable', { given: text.slice(0, 100) }, error);
  }
}
