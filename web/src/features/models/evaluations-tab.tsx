import { Button, Code, Modal, Stack, Text } from '@mantine/core';
import { IconClipboardCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { type Evaluation, type ScoreName, SCORES } from '#modules/evaluations/contract';
import { api } from '../../api.ts';
import { dollarsOf, formatMicro } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { keysetPages, type ListColumn, PAGE_ROWS } from '../../ui/list/list-model.ts';
import { RecordList } from '../../ui/list/record-list.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { EvaluationForm } from './evaluation-form.tsx';
import { SCORE_WORDS, scoreWords } from './score-words.ts';

const route = getRouteApi('/w/$workspace/models/evaluations');

/** Shown without being asked for: the rest is chosen by the person. */
const SHOWN: ReadonlySet<ScoreName> = new Set(['facts', 'words', 'expectations']);

const COLUMNS: readonly ListColumn<Evaluation>[] = [
  { id: 'set', header: 'Set', value: (row) => row.setName, width: 150 },
  { id: 'version', header: 'Version', value: (row) => row.promptVersion, isNumber: true, width: 90 },
  { id: 'models', header: 'Written by', value: (row) => row.models.join(', ') },
  {
    id: 'answered',
    header: 'Answered',
    value: (row) => row.answered,
    cell: (row) => `${row.answered} of ${row.cases}`,
    isNumber: true,
    width: 110,
  },
  {
    id: 'total',
    header: 'Score',
    value: (row) => row.total,
    cell: (row) => scoreWords(row.total),
    isNumber: true,
    width: 110,
  },
  ...SCORES.map((score) => ({
    id: score,
    header: SCORE_WORDS[score].label,
    value: (row: Evaluation) => row.scores[score],
    cell: (row: Evaluation) => scoreWords(row.scores[score]),
    isNumber: true,
    isHidden: !SHOWN.has(score),
    width: 110,
  })),
  {
    id: 'cost',
    header: 'Cost',
    value: (row) => row.costMicro,
    exported: { id: 'costUsd', header: 'Cost (USD)', value: (row) => dollarsOf(row.costMicro) },
    cell: (row) => (row.costMicro === null ? 'not known' : formatMicro(row.costMicro)),
    isNumber: true,
    width: 100,
  },
  {
    id: 'started',
    header: 'When',
    value: (row) => row.startedAt,
    cell: (row) => <Moment at={row.startedAt} />,
    width: 130,
  },
];

/** Runs of evaluation sets: what a prompt version and its models are worth. */
export function EvaluationsTab(): ReactNode {
  const { workspace, can } = useSession();
  const { set } = route.useSearch();
  const navigate = route.useNavigate();
  const [isOpen, setOpen] = useState(false);
  const base = `/w/${workspace.workspaceId}/models/evaluations`;
  const query = useInfiniteQuery(
    api.evaluations.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: PAGE_ROWS, after, set }),
      ...keysetPages,
    }),
  );
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const sets = new Set([...(set === undefined ? [] : [set]), ...rows.map(({ setName }) => setName)]);
  const opener = can('llm.manage') ? (
    <Button onClick={() => setOpen(true)}>Run an evaluation</Button>
  ) : undefined;
  const isEmpty = query.data !== undefined && rows.length === 0 && set === undefined;
  return (
    <Section
      title="Evaluations"
      lead="A set of cases that models wrote, scored by code. Open a run to see its cases and to compare it with another one."
      actions={isEmpty ? undefined : opener}
    >
      <RecordList
        name="evaluations"
        noun={['run', 'runs']}
        columns={COLUMNS}
        query={query}
        filters={[
          { name: 'set', label: 'Set', options: [...sets].map((value) => ({ value, label: value })) },
        ]}
        rowId={(row) => row.id}
        rowName={(row) => `${row.setName}, version ${row.promptVersion}`}
        rowLink={(row) => `${base}/${row.id}`}
        card={(row) => (
          <Stack gap={2} align="flex-start">
            <PathLink to={`${base}/${row.id}`} className="row-link">
              {row.setName}, version {row.promptVersion}
            </PathLink>
            <Text size="sm">
              Score {scoreWords(row.total)}, {row.answered} of {row.cases} answered
            </Text>
            <Text size="sm" c="dimmed">
              {row.models.join(', ')}, <Moment at={row.startedAt} />
            </Text>
          </Stack>
        )}
        empty={
          <EmptyPlace title="No evaluation yet" icon={<IconClipboardCheck size={28} />} action={opener}>
            A run lets the chain of copywriting write the cases of a set, which needs a model. A set ships
            with AICMO. From the command line: <Code>aicmo llm eval run examples/evals/copywriting.yaml</Code>
          </EmptyPlace>
        }
      />
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Run an evaluation"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <EvaluationForm
          onDone={({ id }) =>
            void navigate({
              to: '/w/$workspace/models/evaluations/$id',
              params: (before) => ({ ...before, id }),
            })
          }
          onCancel={() => setOpen(false)}
        />
      </Modal>
    </Section>
  );
}
