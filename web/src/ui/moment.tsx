import type { ReactNode } from 'react';
import { formatAgo, formatTime } from '../lib/time.ts';

/** A time in words, with the exact one on hover and for machines. */
export function Moment({ at }: { at: Date }): ReactNode {
  return (
    <time dateTime={at.toISOString()} title={formatTime(at)}>
      {formatAgo(at)}
    </time>
  );
}
