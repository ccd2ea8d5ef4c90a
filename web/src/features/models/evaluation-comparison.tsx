import { Alert, Stack, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { type CaseResult, type EvaluationDetail, SCORES } from '#modules/evaluations/contract';
import { formatTime } from '../../lib/time.ts';
import { formatMicro, formatPoints } from '../../lib/words.ts';
import { Section } from '../../ui/section.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { passedWords } from './evaluation-cases.tsx';
import { tookWords } from './model-words.ts';
import { SCORE_WORDS, scoreWords } from './score-words.ts';

interface Pair {
  readonly run: EvaluationDetail;
  /** The run it is compared with. */
  readonly other: EvaluationDetail;
}

/** Two runs side by side. The difference says how far this run lies above the other one. */
export function EvaluationComparison({ run, other }: Pair): ReactNode {
  return (
    <Stack gap="xl">
      {run.setHash === other.setHash ? undefined : (
        <Alert color="orange" title="The sets say different things">
          They were written at different times or have other cases, so that a difference may come from the
          cases.
        </Alert>
      )}
      <Section title="Runs">
        <TableFrame label="Runs side by side">
          <Heads />
          <Table.Tbody>
            {FACTS.map(({ label, of }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row">{label}</Table.Th>
                <Table.Td ta="right">{of(other)}</Table.Td>
                <Table.Td ta="right">{of(run)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      </Section>
      <Section
        title="Scores"
        lead="Without an interval: a few cases more or less may turn a small difference."
      >
        <TableFrame label="Scores side by side">
          <Heads hasDifference />
          <Table.Tbody>
            <ScoreRow label="Score" before={other.total} after={run.total} isTotal />
            {SCORES.map((score) => (
              <ScoreRow
                key={score}
                label={SCORE_WORDS[score].label}
                before={other.scores[score]}
                after={run.scores[score]}
              />
            ))}
          </Table.Tbody>
        </TableFrame>
      </Section>
      <CasePairs run={run} other={other} />
    </Stack>
  );
}

const FACTS: readonly { readonly label: string; readonly of: (run: EvaluationDetail) => string }[] = [
  { label: 'When', of: (run) => formatTime(run.startedAt) },
  { label: 'Version of the prompt', of: (run) => String(run.promptVersion) },
  { label: 'Written by', of: (run) => run.models.join(', ') },
  { label: 'Answered', of: (run) => `${run.answered} of ${run.cases}` },
  { label: 'Cost', of: (run) => (run.costMicro === null ? 'not known' : formatMicro(run.costMicro)) },
  { label: 'Took', of: tookWords },
];

function Heads({ hasDifference = false }: { hasDifference?: boolean }): ReactNode {
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Td />
        <Table.Th ta="right">Other run</Table.Th>
        <Table.Th ta="right">This run</Table.Th>
        {hasDifference ? <Table.Th ta="right">Difference</Table.Th> : undefined}
      </Table.Tr>
    </Table.Thead>
  );
}

interface ScoreProps {
  readonly label: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly isTotal?: boolean;
}

function ScoreRow({ label, before, after, isTotal = false }: ScoreProps): ReactNode {
  return (
    <Table.Tr fw={isTotal ? 600 : undefined}>
      <Table.Th scope="row">{label}</Table.Th>
      <Table.Td ta="right">{scoreWords(before)}</Table.Td>
      <Table.Td ta="right">{scoreWords(after)}</Table.Td>
      <Table.Td ta="right">
        {before === null || after === null ? 'not measured' : formatPoints(after - before)}
      </Table.Td>
    </Table.Tr>
  );
}

function CasePairs({ run, other }: Pair): ReactNode {
  const names = [...new Set([...other.results, ...run.results].map(({ name }) => name))];
  return (
    <Section title="Cases" lead="Texts that passed, of those that were written, and the scores that differ.">
      <TableFrame label="Cases side by side">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Case</Table.Th>
            <Table.Th ta="right">Other run</Table.Th>
            <Table.Th ta="right">This run</Table.Th>
            <Table.Th>Scores that differ</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {names.map((name) => {
            const before = other.results.find((result) => result.name === name);
            const after = run.results.find((result) => result.name === name);
            return (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td ta="right">{before === undefined ? 'not in it' : passedWords(before)}</Table.Td>
                <Table.Td ta="right">{after === undefined ? 'not in it' : passedWords(after)}</Table.Td>
                <Table.Td>{differingScores(before, after)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

function differingScores(before: CaseResult | undefined, after: CaseResult | undefined): string {
  if (before === undefined || after === undefined) return 'cannot be compared';
  const words = SCORES.filter((score) => before.scores[score] !== after.scores[score]).map(
    (score) =>
      `${SCORE_WORDS[score].label} ${scoreWords(before.scores[score])} → ${scoreWords(after.scores[score])}`,
  );
  return words.length === 0 ? 'none' : words.join('; ');
}
