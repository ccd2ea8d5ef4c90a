import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { LARGEST_SOURCE_FILE } from '#modules/sources/contract';
import { addSourceFile, api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { SchemaForm } from '../../ui/schema-form.tsx';

interface FormProps {
  readonly brandId: string;
  readonly onDone: () => void;
}

const ABOUT = { title: 'About', description: 'The name of a competitor, or “market”.' };
const PAGE = z.object({
  address: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .meta({ title: 'Address', description: 'Begins with https://. It is read once, now.' }),
  about: z.string().trim().min(1).max(80).meta(ABOUT),
});

/** A page by its address. What stands in the way is said, such as that reading pages is switched off. */
export function AddPageForm({ brandId, onDone }: FormProps): ReactNode {
  const queries = useQueryClient();
  return (
    <SchemaForm
      schema={PAGE}
      submit="Read and keep it"
      onCancel={onDone}
      onSubmit={(given) =>
        attempt(
          async () => {
            await client.sources.addPage({ brandId, ...given });
            onDone();
            await queries.invalidateQueries({ queryKey: api.sources.key() });
          },
          { done: 'The text of the page is kept.', failed: 'The page was not added' },
        )
      }
    />
  );
}

/** A text file from the person's machine. */
export function AddFileForm({ brandId, onDone }: FormProps): ReactNode {
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [about, setAbout] = useState('');
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isTooLarge = file !== null && file.size > LARGEST_SOURCE_FILE;
  const fileProblem = file === null ? 'Choose a file.' : isTooLarge ? 'A file is at most 256 KB.' : undefined;
  const add = async (): Promise<void> => {
    setAsked(true);
    if (file === null || isTooLarge || about.trim() === '') return;
    setBusy(true);
    await attempt(
      async () => {
        await addSourceFile({ brandId, about: about.trim(), file });
        onDone();
        await queries.invalidateQueries({ queryKey: api.sources.key() });
      },
      { done: 'The text of the file is kept.', failed: 'The file was not added' },
    );
    setBusy(false);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack gap="md">
        <Group gap="xs">
          <FileButton
            accept=".txt,.md,.csv,.html,.htm"
            onChange={setFile}
            inputProps={{ 'aria-label': 'File' }}
          >
            {(props) => (
              <Button {...props} variant="default">
                Choose a file
              </Button>
            )}
          </FileButton>
          <Text size="sm" className="source-words">
            {file?.name ?? 'Text: .txt, .md, .csv or .html, at most 256 KB. Only its text is kept.'}
          </Text>
        </Group>
        {fileProblem !== undefined && (isAsked || isTooLarge) ? (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {fileProblem}
          </Text>
        ) : undefined}
        <TextInput
          label={ABOUT.title}
          description={ABOUT.description}
          maxLength={80}
          value={about}
          onChange={(event) => setAbout(event.currentTarget.value)}
          error={isAsked && about.trim() === '' ? 'Say whom it is about.' : undefined}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Keep it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
