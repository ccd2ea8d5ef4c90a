import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Tone, TONE_COLOURS } from './theme.ts';

/** A state as a word on a quiet ground of its colour. The word carries the meaning; the colour only helps. */
export function SignBadge({ tone, word }: { tone: Tone; word: string }): ReactNode {
  return (
    <Badge flex="none" miw="max-content" color={TONE_COLOURS[tone]}>
      {word}
    </Badge>
  );
}
