import { Group, SegmentedControl, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { type BrandDocument, COLOUR_NAMES, HOUSE_FONTS } from '#modules/brands/contract';
import { capitalised, formatNumber } from '../../lib/words.ts';
import { contrastOf } from '../../ui/contrast.ts';
import { Section } from '../../ui/section.tsx';
import { FontFiles } from './font-files.tsx';
import { useKit } from './kit-context.ts';
import { LANGUAGES, LONG_CHOICE } from './places.ts';

type Colours = BrandDocument['colours'];
type ColourName = (typeof COLOUR_NAMES)[number];

const HEX = /^#[0-9a-f]{6}$/;
const USES: Readonly<Record<ColourName, string>> = {
  primary: 'What the brand is known by',
  secondary: 'Grounds and fields beside it',
  accent: 'Buttons, and one thing more',
  dark: 'Darkest tone, for text and dark grounds',
  light: 'Lightest tone, for paper and text on dark',
};

/** Name, colours, fonts and shape. */
export function LookFields(): ReactNode {
  const { draft, set, problemAt, isReadOnly } = useKit();
  return (
    <>
      <Section title="Name and language">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label="Name"
            description="As it is written in texts and set where there is no logo."
            value={draft.name}
            error={problemAt('name')}
            readOnly={isReadOnly}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Select
            label="Language"
            description="Of texts that are given once."
            data={LANGUAGES}
            {...LONG_CHOICE}
            allowDeselect={false}
            value={draft.language}
            error={problemAt('language')}
            readOnly={isReadOnly}
            onChange={(value) => set({ language: value ?? draft.language })}
          />
        </SimpleGrid>
      </Section>
      <Section
        title="Colours"
        lead="Text of normal size needs a contrast of 4.5 to 1 with its ground, large text 3 to 1."
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {COLOUR_NAMES.map((name) => (
            <ColourField key={name} name={name} />
          ))}
        </SimpleGrid>
      </Section>
      <Section title="Fonts">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <FontField use="display" label="Headlines" />
          <FontField use="text" label="Text" />
        </SimpleGrid>
      </Section>
      <ShapeField />
    </>
  );
}

function ColourField({ name }: { name: ColourName }): ReactNode {
  const { draft, set, problemAt, isReadOnly } = useKit();
  const { colours } = draft;
  const value = colours[name];
  const give = (text: string): void => {
    const { [name]: _, ...others } = colours;
    const typed = text.trim().toLowerCase();
    const next = typed === '' && name !== 'primary' ? others : { ...others, [name]: typed };
    set({ colours: next as Colours });
  };
  const label = capitalised(name);
  const isWhole = value === undefined || HEX.test(value);
  return (
    <Stack gap={4}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <input
          type="color"
          className="colour-well"
          aria-label={`${label}, picker`}
          value={value !== undefined && isWhole ? value : '#ffffff'}
          disabled={isReadOnly}
          onChange={(event) => give(event.currentTarget.value)}
        />
        <TextInput
          label={label}
          description={USES[name]}
          placeholder={name === 'primary' ? '#1a2b3c' : 'made from the others'}
          value={value ?? ''}
          error={problemAt(`colours.${name}`) ?? (isWhole ? undefined : 'Write it like #1a2b3c')}
          readOnly={isReadOnly}
          spellCheck={false}
          flex={1}
          onChange={(event) => give(event.currentTarget.value)}
        />
      </Group>
      <ContrastReading ground={isWhole ? value : undefined} colours={colours} />
    </Stack>
  );
}

/** How the two inks of the kit read on a colour. */
function ContrastReading({ ground, colours }: { ground: string | undefined; colours: Colours }): ReactNode {
  if (ground === undefined) return undefined;
  const inks = [
    ['dark', colours.dark ?? '#000000'],
    ['light', colours.light ?? '#ffffff'],
  ] as const;
  const readings = inks.flatMap(([name, ink]) => {
    if (!HEX.test(ink) || ink === ground) return [];
    const ratio = contrastOf(ink, ground);
    const verdict = ratio >= 4.5 ? 'good' : ratio >= 3 ? 'large text only' : 'too low';
    // Cut, never rounded up to what it is not.
    return [`${name} text ${formatNumber(Math.floor(ratio * 10) / 10, 1)}:1, ${verdict}`];
  });
  return (
    <Text size="xs" c="dimmed" className="tabular">
      {capitalised(readings.join(' · '))}
    </Text>
  );
}

function FontField({ use, label }: { use: 'display' | 'text'; label: string }): ReactNode {
  const { draft, set, problemAt, isReadOnly } = useKit();
  const font = draft.fonts[use];
  const isOwn = font.files !== undefined;
  const choose = (family: string | null): void => {
    if (family === null || family === font.family) return;
    set({ fonts: { ...draft.fonts, [use]: { family } } });
  };
  return (
    <Stack gap="xs">
      <Select
        label={label}
        description={
          isOwn ? 'Own files. Choosing another family leaves them out.' : 'A family that ships with AICMO.'
        }
        data={[...HOUSE_FONTS, ...(HOUSE_FONTS.some((name) => name === font.family) ? [] : [font.family])]}
        value={font.family}
        allowDeselect={false}
        error={problemAt(`fonts.${use}`)}
        readOnly={isReadOnly}
        onChange={choose}
      />
      <FontFiles use={use} label={label} />
    </Stack>
  );
}

function ShapeField(): ReactNode {
  const { draft, set, isReadOnly } = useKit();
  return (
    <Section title="Shape" lead="Corners of buttons, cards and pictures.">
      <Group>
        <SegmentedControl
          aria-label="Shape"
          data={[
            { value: 'rounded', label: 'Rounded' },
            { value: 'angular', label: 'Angular' },
          ]}
          value={draft.shape}
          readOnly={isReadOnly}
          onChange={(value) => set({ shape: value === 'angular' ? 'angular' : 'rounded' })}
        />
      </Group>
    </Section>
  );
}
