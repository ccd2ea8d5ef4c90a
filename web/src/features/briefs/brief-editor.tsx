import {
  Button,
  FileButton,
  Group,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type DragEvent, type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import type { Problem } from '#kernel/text-problem';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { counted } from '../../lib/words.ts';
import { Page } from '../../ui/page.tsx';
import { FailureCode, LoadFailed } from '../../ui/states.tsx';
import { tellDone, tellFailed } from '../../ui/toast.ts';
import { BriefForm } from './brief-form.tsx';
import { ProblemList } from './problem-list.tsx';
import { useWrittenText } from './use-written-text.ts';

const route = getRouteApi('/w/$workspace/briefs/new');
const MOST_BYTES = 256 * 1024;

/** A brief as text, checked by the server while it is written; a file may be dropped into it. */
export function BriefEditorPage(): ReactNode {
  const { from } = route.useSearch();
  const { workspace } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const written = useWrittenText();
  const { text, change } = written;
  const [beside, setBeside] = useState<'check' | 'form'>('check');
  const [fileName, setFileName] = useState('brief.yaml');
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const start = useQuery(
    api.briefs.get.queryOptions({ input: { id: from ?? '' }, enabled: from !== undefined }),
  );
  useEffect(() => {
    if (start.data === undefined) return;
    const { text } = start.data;
    change(() => text);
    setFileName(start.data.source.name.split(/[\\/]/).at(-1) ?? 'brief.yaml');
  }, [start.data, change]);
  const settled = useSettled(useDeferredValue(text));
  const isNamed = /^[^/\\]+\.(ya?ml|json)$/i.test(fileName);
  const check = useQuery(
    api.briefs.check.queryOptions({
      input: { text: settled, fileName },
      enabled: settled.trim() !== '' && isNamed,
      placeholderData: keepPreviousData,
      staleTime: Infinity,
    }),
  );
  const takeFile = async (file: File | null | undefined): Promise<void> => {
    if (file == null) return;
    if (file.size > MOST_BYTES) {
      tellFailed('The file was not read', new Error('A brief is at most 256 KB'));
      return;
    }
    const read = await file.text();
    change(() => read);
    setFileName(file.name);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void takeFile(event.dataTransfer.files[0]);
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      const taken = await client.briefs.submit({ text, fileName });
      await queries.invalidateQueries();
      tellDone(
        taken.outcome === 'unchanged'
          ? 'Nothing changed: this is the newest revision already.'
          : `Revision ${taken.revision} is taken.`,
      );
      await navigate({ to: `/w/${workspace.workspaceId}/campaigns/${taken.campaignKey}` });
    } catch (error) {
      tellFailed('The brief was not taken', error);
    } finally {
      setBusy(false);
    }
  };
  const goToProblem = ({ line = 1, column = 1 }: Problem): void => {
    const above = text.split('\n').slice(0, line - 1);
    written.go(above.reduce((sum, row) => sum + row.length + 1, 0) + column - 1);
  };
  const problems = check.data?.problems ?? [];
  const isCurrent = settled === text && !check.isFetching && check.data !== undefined;
  return (
    <Page
      title="Write a brief"
      lead="YAML or JSON. It is checked as you write; nothing starts before you hand it in."
    >
      {start.error === null ? undefined : (
        <LoadFailed error={start.error} onRetry={() => void start.refetch()} />
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack
          gap="sm"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          data-over={isOver || undefined}
          className="drop-place brief-text"
        >
          <Group align="flex-end" gap="xs">
            <TextInput
              label="File name"
              value={fileName}
              onChange={(event) => setFileName(event.currentTarget.value)}
              error={isNamed ? undefined : 'It ends in .yaml, .yml or .json'}
              flex={1}
            />
            <FileButton accept=".yaml,.yml,.json" onChange={(file) => void takeFile(file)}>
              {(props) => (
                <Button variant="default" {...props}>
                  Open a file
                </Button>
              )}
            </FileButton>
          </Group>
          <Textarea
            ref={written.field}
            label="Brief"
            description="Or drop a file here."
            value={text}
            onChange={({ currentTarget }) => change(() => currentTarget.value)}
            onKeyDown={written.onKeyDown}
            autosize
            minRows={18}
            maxRows={34}
            spellCheck={false}
            classNames={{ input: 'code-field' }}
          />
          <Group justify="flex-end">
            <Button
              loading={isBusy}
              disabled={!isCurrent || !check.data?.isValid}
              onClick={() => void submit()}
            >
              Hand it in
            </Button>
          </Group>
        </Stack>
        <Stack gap="sm">
          <Group justify="space-between" gap="xs">
            <Text fw={600} role="status">
              {sayVerdict({ isBlank: text.trim() === '', isCurrent, check: check.data })}
            </Text>
            <SegmentedControl
              aria-label="Beside the text"
              data={[
                { value: 'check', label: 'Check' },
                { value: 'form', label: 'Form' },
              ]}
              value={beside}
              onChange={(value) => setBeside(value === 'form' ? 'form' : 'check')}
            />
          </Group>
          {check.error === null ? undefined : <FailureCode error={check.error} />}
          {beside === 'form' ? (
            <BriefForm
              text={text}
              fileName={fileName}
              problems={text.trim() === '' ? [] : problems}
              onChange={change}
              onGo={written.go}
              onGoToProblem={goToProblem}
            />
          ) : text.trim() === '' ? (
            <Text c="dimmed" size="sm">
              The least is a campaign_id, a name and a product with a name and some benefits.
            </Text>
          ) : (
            <div aria-live="polite">
              <ProblemList problems={problems} onGo={goToProblem} />
            </div>
          )}
        </Stack>
      </SimpleGrid>
    </Page>
  );
}

function sayVerdict(state: {
  isBlank: boolean;
  isCurrent: boolean;
  check: { readonly isValid: boolean; readonly problems: readonly Problem[] } | undefined;
}): string {
  const { check } = state;
  if (state.isBlank) return 'Nothing to check yet';
  if (!state.isCurrent || check === undefined) return 'Checking…';
  const count = check.problems.length;
  if (!check.isValid) return `The brief cannot be taken: ${counted(count, 'problem')}`;
  return count === 0 ? 'The brief can be taken' : `The brief can be taken, with ${counted(count, 'note')}`;
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 350);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
