import type { api } from '../../api.ts';
import { formatMicro } from '../../lib/words.ts';

export type UsageRow = Awaited<ReturnType<typeof api.models.usage.call>>['items'][number];

/** What the calls of a group cost; where no call had a known price, that is not nothing. */
export function costWords({ calls, unpriced, costMicro }: UsageRow): string {
  return calls > 0 && unpriced === calls ? 'not known' : formatMicro(costMicro);
}
