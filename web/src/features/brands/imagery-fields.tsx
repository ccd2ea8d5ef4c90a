import { Stack, TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { Section } from '../../ui/section.tsx';
import { useKit } from './kit-context.ts';

const NONE = { style: [], noGo: [] };

/** For scenes that a model paints. */
export function ImageryFields(): ReactNode {
  const { draft, set, isReadOnly, problemAt } = useKit();
  const imagery = draft.imagery ?? NONE;
  return (
    <Section title="Imagery" lead="What painted scenes look like, and what they never show.">
      <Stack gap="md">
        <TagsInput
          label="Style"
          description="Such as: soft daylight, wide angle. At most 20."
          value={imagery.style}
          maxTags={20}
          error={problemAt('imagery.style')}
          readOnly={isReadOnly}
          onChange={(style) => set({ imagery: { ...imagery, style } })}
        />
        <TagsInput
          label="Never shown"
          description="Such as: alcohol, children. At most 40."
          value={imagery.noGo}
          maxTags={40}
          error={problemAt('imagery.noGo')}
          readOnly={isReadOnly}
          onChange={(noGo) => set({ imagery: { ...imagery, noGo } })}
        />
      </Stack>
    </Section>
  );
}
