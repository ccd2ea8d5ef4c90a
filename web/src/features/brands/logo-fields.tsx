import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { logoAddress } from '../../api.ts';
import { Section } from '../../ui/section.tsx';
import { FileDrop } from './file-drop.tsx';
import { useKit } from './kit-context.ts';

type Side = 'onLight' | 'onDark';

const WORDS: Readonly<Record<Side, string>> = { onLight: 'light', onDark: 'dark' };

/** The logos, each on a ground of the kit. */
export function LogoFields(): ReactNode {
  return (
    <Section
      title="Logos"
      lead="PNG with a transparent ground, at best 800 pixels wide or more. Files are kept as soon as they are chosen."
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <LogoField side="onLight" />
        <LogoField side="onDark" />
      </SimpleGrid>
    </Section>
  );
}

function LogoField({ side }: { side: Side }): ReactNode {
  const { draft, base, isReadOnly, removeFile, busyPlace, problemAt } = useKit();
  const { colours } = draft;
  const ground = side === 'onLight' ? (colours.light ?? '#ffffff') : (colours.dark ?? '#12181f');
  const place = `logo.${side}` as const;
  const isThere = base.document.logo[side] !== undefined;
  const word = WORDS[side];
  const problem = problemAt(place);
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        On {word} grounds
      </Text>
      <div className="logo-ground" style={{ background: ground }}>
        {isThere ? (
          <img src={logoAddress(base, side)} alt={`Logo of ${base.name} for ${word} grounds`} />
        ) : (
          <span style={{ color: side === 'onLight' ? '#000000' : '#ffffff' }}>No logo</span>
        )}
      </div>
      {problem === undefined ? undefined : (
        <Text size="sm" c="red">
          {problem}
        </Text>
      )}
      {isReadOnly ? undefined : (
        <Group gap="xs" align="flex-end">
          <FileDrop
            at={{ place, weight: 400 }}
            label={`logo for ${word} grounds`}
            text={isThere ? 'Replace' : 'Choose a file'}
            accept="image/png,image/jpeg,image/webp"
          />
          {isThere ? (
            <Button
              size="xs"
              variant="default"
              disabled={busyPlace !== undefined}
              aria-label={`Remove the logo for ${word} grounds`}
              onClick={() => void removeFile({ place, weight: 400 })}
            >
              Remove
            </Button>
          ) : undefined}
        </Group>
      )}
    </Stack>
  );
}
