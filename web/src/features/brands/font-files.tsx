import { Button, Group, NumberInput, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { FileDrop } from './file-drop.tsx';
import { useKit } from './kit-context.ts';

const KINDS = '.woff2,.woff,.ttf,.otf';

/** The brand's own files of a family by weight. */
export function FontFiles({ use, label }: { use: 'display' | 'text'; label: string }): ReactNode {
  const { draft, base, isReadOnly, removeFile, busyPlace } = useKit();
  const [weight, setWeight] = useState<number>(400);
  const place = `fonts.${use}` as const;
  const files = draft.fonts[use].files ?? [];
  const saved = new Set((base.document.fonts[use].files ?? []).map((file) => file.weight));
  return (
    <Stack gap="xs">
      {files.map((file) => (
        <Group key={file.weight} justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm" miw={0}>
            {file.path.split('/').at(-1)}, weight {file.weight}
          </Text>
          {isReadOnly || !saved.has(file.weight) ? undefined : (
            <Button
              size="xs"
              variant="default"
              disabled={busyPlace !== undefined}
              aria-label={`Remove the file of ${label.toLowerCase()}, weight ${file.weight}`}
              onClick={() => void removeFile({ place, weight: file.weight })}
            >
              Remove
            </Button>
          )}
        </Group>
      ))}
      {isReadOnly ? undefined : (
        <Group gap="xs" align="flex-end">
          <NumberInput
            label={`Weight for ${label.toLowerCase()}`}
            description="400 regular, 700 bold"
            min={100}
            max={900}
            step={100}
            allowDecimal={false}
            value={weight}
            w={170}
            onChange={(value) =>
              setWeight(typeof value === 'number' && value >= 100 && value <= 900 ? value : 400)
            }
          />
          <FileDrop
            at={{ place, weight }}
            label={`own font for ${label.toLowerCase()}`}
            text="Add a file"
            accept={KINDS}
          />
        </Group>
      )}
    </Stack>
  );
}
