import { Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useRef, useState } from 'react';
import {
  type BrandDocument,
  type BrandPreview,
  brandDocument,
  PREVIEW_RATIOS,
} from '#modules/brands/contract';
import { api } from '../../api.ts';
import { spacedName } from '../../lib/words.ts';
import { FailureCode } from '../../ui/states.tsx';
import { toAicmoError } from '#client/client';
import { languagesOf, tidy } from './draft.ts';
import { useKit } from './kit-context.ts';
import { languageName } from './places.ts';
import { Told } from '../../ui/told.tsx';

const WAIT_MS = 300;

/** Layouts that show much of a kit: its paper, its own colour in the dark, and its two fields. */
const SHOWN = [
  { layout: 'split', palette: 'paper', theme: 'light' },
  { layout: 'big_type', palette: 'brand', theme: 'dark' },
  { layout: 'card', palette: 'duo', theme: 'light' },
] as const;

type Shown = (typeof SHOWN)[number];
type Ratio = (typeof PREVIEW_RATIOS)[number];

interface Asked {
  readonly document: BrandDocument;
  readonly ratio: Ratio;
  readonly locale: string;
  readonly headline: string;
}

/** Pictures that the studio draws with the draft, as it would for a campaign. */
export function KitPreview(): ReactNode {
  const { draft } = useKit();
  const id = useId();
  const [ratio, setRatio] = useState<Ratio>('1:1');
  const [headline, setHeadline] = useState('');
  const [chosen, setChosen] = useState<string>();
  const languages = languagesOf(draft).filter((code) => code !== '*');
  const locale = chosen !== undefined && languages.includes(chosen) ? chosen : draft.language;
  const document = useLastWhole(draft);
  const [asked] = useDebouncedValue({ document, ratio, locale, headline: headline.trim() }, WAIT_MS);
  return (
    <Stack gap="sm" component="section" aria-labelledby={id} className="kit-preview">
      <Title order={2} id={id}>
        Preview
      </Title>
      <Group gap="xs" grow>
        <Select
          label="Format"
          data={[...PREVIEW_RATIOS]}
          value={ratio}
          allowDeselect={false}
          onChange={(value) => setRatio(PREVIEW_RATIOS.find((name) => name === value) ?? '1:1')}
        />
        <Select
          label="Shown in"
          data={languages.map((code) => ({ value: code, label: languageName(code) ?? code }))}
          value={locale}
          allowDeselect={false}
          onChange={(value) => setChosen(value ?? undefined)}
        />
      </Group>
      <TextInput
        label="Headline to try"
        placeholder="The tagline, or what the writer makes of the kit"
        maxLength={120}
        value={headline}
        onChange={(event) => setHeadline(event.currentTarget.value)}
      />
      <div className="preview-pictures">
        {SHOWN.map((shown) => (
          <Picture key={shown.layout} shown={shown} asked={asked} />
        ))}
      </div>
    </Stack>
  );
}

/** The newest draft that is whole: a colour that is half typed changes nothing yet. */
function useLastWhole(draft: BrandDocument): BrandDocument {
  const { base } = useKit();
  const last = useRef(base.document);
  const tried = useRef<BrandDocument>(undefined);
  if (tried.current !== draft) {
    tried.current = draft;
    const read = brandDocument.safeParse(tidy(draft));
    if (read.success) last.current = read.data;
  }
  return last.current;
}

function Picture({ shown, asked }: { shown: Shown; asked: Asked }): ReactNode {
  const { base } = useKit();
  const { headline, ...rest } = asked;
  const preview = useQuery(
    api.brands.preview.queryOptions({
      input: { id: base.id, ...shown, ...rest, ...(headline === '' ? {} : { headline }) },
      placeholderData: keepPreviousData,
      staleTime: Infinity,
      gcTime: 60_000,
    }),
  );
  const { data, error, isFetching } = preview;
  const name = spacedName(shown.layout);
  return (
    <figure
      className="preview-picture"
      data-stale={isFetching || error !== null || undefined}
      aria-busy={isFetching}
      data-layout={shown.layout}
    >
      {data === undefined ? undefined : (
        <img
          src={`data:image/jpeg;base64,${data.picture}`}
          width={data.width}
          height={data.height}
          alt={`${base.name} in the layout ${name}, ${shown.theme}`}
        />
      )}
      <figcaption>
        {error === null ? (
          <Remarks name={name} data={data} />
        ) : (
          <div role="alert">
            <Text size="sm" c="red">
              <Told text={toAicmoError(error).detail} />
            </Text>
            <FailureCode error={error} />
          </div>
        )}
      </figcaption>
    </figure>
  );
}

function Remarks({ name, data }: { name: string; data: BrandPreview | undefined }): ReactNode {
  const remarks = [...new Set((data?.remarks ?? []).map(({ message }) => message))];
  const repairs = data?.repairs ?? [];
  return (
    <Text size="xs" c="dimmed" component="div" mt={4}>
      <span>{data === undefined ? `Drawing ${name}…` : `Layout ${name}`}</span>
      {remarks.map((remark) => (
        <div key={remark}>{remark}</div>
      ))}
      {repairs.length === 0 ? undefined : <div>Made readable by: {repairs.join('; ')}</div>}
    </Text>
  );
}
