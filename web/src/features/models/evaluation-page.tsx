import { Select, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type EvaluationDetail, SCORES } from '#modules/evaluations/contract';
import { api } from '../../api.ts';
import { formatTime } from '../../lib/time.ts';
import { formatMicro, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Figures } from '../../ui/figures.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { CaseTable, CaseTexts } from './evaluation-cases.tsx';
import { EvaluationComparison } from './evaluation-comparison.tsx';
import { tookWords } from './model-words.ts';
import { SCORE_WORDS, scoreWords } from './score-words.ts';

const route = getRouteApi('/w/$workspace/models/evaluations/$id');
const MOST_RUNS = 100;

/** One run of a set: its scores, its cases with what was written, and what differs from another run. */
export function EvaluationPage(): ReactNode {
  const { id } = route.useParams();
  const { against } = route.useSearch();
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}/models`;
  const run = useQuery(api.evaluations.get.queryOptions({ input: { id } }));
  const shown = run.data;
  return (
    <Page
      title={shown === undefined ? 'Evaluation' : `Evaluation of ${shown.setName}`}
      lead={
        shown === undefined ? undefined : (
          <>
            <PathLink to={`${base}/prompts/${shown.promptName}`} search={{ version: shown.promptVersion }}>
              {spacedName(shown.promptName)}, version {shown.promptVersion}
            </PathLink>
            , written by {shown.models.join(', ')}, <Moment at={shown.startedAt} /> by {shown.startedBy}.{' '}
            <PathLink to={`${base}/evaluations`}>All evaluations</PathLink>
          </>
        )
      }
      actions={shown === undefined ? undefined : <CompareWith run={shown} against={against} />}
    >
      <Shown query={run}>
        {(found) =>
          against === undefined ? <Run run={found} base={base} /> : <Compared run={found} against={against} />
        }
      </Shown>
    </Page>
  );
}

/** Runs of the same set come first: only they had the same cases. */
function CompareWith({ run, against }: { run: EvaluationDetail; against: string | undefined }): ReactNode {
  const navigate = route.useNavigate();
  const runs = useQuery(api.evaluations.list.queryOptions({ input: { limit: MOST_RUNS, set: run.setName } }));
  const others = (runs.data?.items ?? []).filter(({ id }) => id !== run.id);
  if (others.length === 0 && against === undefined) return undefined;
  return (
    <Select
      aria-label="Compare with"
      placeholder="Compare with"
      w={320}
      clearable
      clearButtonProps={{ 'aria-label': 'Do not compare' }}
      data={others.map((other) => ({
        value: other.id,
        label: `Version ${other.promptVersion}, ${formatTime(other.startedAt)}`,
      }))}
      value={against ?? null}
      onChange={(value) => void navigate({ search: value === null ? {} : { against: value }, replace: true })}
    />
  );
}

function Compared({ run, against }: { run: EvaluationDetail; against: string }): ReactNode {
  const other = useQuery(api.evaluations.get.queryOptions({ input: { id: against } }));
  return <Shown query={other}>{(found) => <EvaluationComparison run={run} other={found} />}</Shown>;
}

function Run({ run, base }: { run: EvaluationDetail; base: string }): ReactNode {
  const callsOf = (children: ReactNode): ReactNode => (
    <PathLink to={`${base}/calls`} search={{ runId: run.id }} className="figure-link">
      {children}
    </PathLink>
  );
  return (
    <Stack gap="xl">
      <Figures
        items={[
          { label: 'Score', value: scoreWords(run.total), note: 'mean of the scores that were measured' },
          {
            label: 'Answered',
            value: `${run.answered} of ${run.cases}`,
            note: 'scores are means over these cases',
          },
          {
            label: 'Cost',
            value: run.costMicro === null ? undefined : formatMicro(run.costMicro),
            note: run.costMicro === null ? 'a price is not known' : 'US dollars, of its calls',
            link: callsOf,
          },
          { label: 'Took', value: tookWords(run) },
        ]}
      />
      <Section
        title="Scores"
        lead="From 0 to 100 %. Nothing but code decides; 100 % says that nothing was found to be wrong."
      >
        <TableFrame label="Scores">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Score</Table.Th>
              <Table.Th>Is the share of</Table.Th>
              <Table.Th ta="right">Value</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {SCORES.map((score) => (
              <Table.Tr key={score} data-score={score}>
                <Table.Td fw={500}>{SCORE_WORDS[score].label}</Table.Td>
                <Table.Td>{SCORE_WORDS[score].of}</Table.Td>
                <Table.Td ta="right">{scoreWords(run.scores[score])}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      </Section>
      <Judge run={run} />
      <CaseTable run={run} />
      <CaseTexts run={run} />
    </Stack>
  );
}

function Judge({ run }: { run: EvaluationDetail }): ReactNode {
  const { judgement } = run;
  if (judgement === null) return undefined;
  const { better, worse, tie, undecided, models, reason, isJudged } = judgement;
  return (
    <Section title="Judge" lead="The opinion of a model, which does not count for the scores.">
      <Text>
        {isJudged
          ? `${better} better, ${tie} tied, ${worse} worse, ${undecided} undecided, by ${models.join(', ')}. `
          : 'Nobody judged. '}
        {reason}
      </Text>
    </Section>
  );
}
