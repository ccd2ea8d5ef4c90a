import { Accordion, List, Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type CaseResult, type EvaluationDetail, SCORES } from '#modules/evaluations/contract';
import { formatMicro } from '../../lib/words.ts';
import { Section } from '../../ui/section.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { millisecondWords } from './model-words.ts';
import { SCORE_WORDS, scoreWords } from './score-words.ts';

/** How many texts of a case passed, of those that were written. */
export function passedWords(result: CaseResult): string {
  return result.isAnswered ? `${result.texts.length} of ${result.written}` : 'no answer';
}

/** Each case with its scores, who wrote it, and what it cost. */
export function CaseTable({ run }: { run: EvaluationDetail }): ReactNode {
  const isJudged = run.judgement?.isJudged === true;
  return (
    <Section title="Cases">
      <TableFrame label="Cases">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Case</Table.Th>
            <Table.Th>Written by</Table.Th>
            <Table.Th ta="right">Passed</Table.Th>
            {SCORES.map((score) => (
              <Table.Th key={score} ta="right">
                {SCORE_WORDS[score].label}
              </Table.Th>
            ))}
            {isJudged ? <Table.Th>Judge</Table.Th> : undefined}
            <Table.Th ta="right">Took</Table.Th>
            <Table.Th ta="right">Cost</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {run.results.map((result) => (
            <Table.Tr key={result.name} data-case={result.name}>
              <Table.Td>
                <Text fw={500}>{result.name}</Text>
                <Text size="xs" c="dimmed">
                  {result.locale}, {result.channel}
                </Text>
              </Table.Td>
              <Table.Td>{result.model ?? 'nobody'}</Table.Td>
              <Table.Td ta="right">{passedWords(result)}</Table.Td>
              {SCORES.map((score) => (
                <Table.Td key={score} ta="right">
                  {scoreWords(result.scores[score])}
                </Table.Td>
              ))}
              {isJudged ? <Table.Td>{result.judged?.verdict ?? 'not judged'}</Table.Td> : undefined}
              <Table.Td ta="right">{millisecondWords(result.ms)}</Table.Td>
              <Table.Td ta="right">
                {result.costMicro === null ? 'not known' : formatMicro(result.costMicro)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

/** What was written for each case, what was refused and why, and what is missing. */
export function CaseTexts({ run }: { run: EvaluationDetail }): ReactNode {
  return (
    <Section
      title="What was written"
      lead="Texts that passed every check, and those that were refused with the reason."
    >
      <Accordion variant="contained" multiple>
        {run.results.map((result) => (
          <Accordion.Item key={result.name} value={result.name}>
            <Accordion.Control>
              {result.name}: {passedWords(result)}
              {result.isAnswered ? ' passed' : ''}
            </Accordion.Control>
            <Accordion.Panel>
              <CaseDetail result={result} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}

function CaseDetail({ result }: { result: CaseResult }): ReactNode {
  return (
    <Stack gap="md">
      {result.problem === null ? undefined : <Text c="red">{result.problem}</Text>}
      {result.texts.map((text, index) => (
        <Stack key={index} gap={2}>
          <Text fw={600}>{text.headline}</Text>
          {text.support === undefined ? undefined : <Text size="sm">{text.support}</Text>}
          <Text size="sm" className="keep-lines">
            {text.body}
          </Text>
          <Text size="xs" c="dimmed">
            {text.cta}. Angle: {text.angle}. Picture: {text.altText}
          </Text>
        </Stack>
      ))}
      <Reasons
        title="Refused"
        lines={result.refused.map(({ headline, angle, reason }) => `“${headline}” (${angle}): ${reason}`)}
      />
      <Reasons title="Expected and not met" lines={result.unmet} />
      <Reasons title="What the judge says" lines={result.judged?.reasons ?? []} />
    </Stack>
  );
}

function Reasons({ title, lines }: { title: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return undefined;
  return (
    <div>
      <Text fw={600} size="sm">
        {title}
      </Text>
      <List size="sm">
        {lines.map((line, index) => (
          <List.Item key={index}>{line}</List.Item>
        ))}
      </List>
    </div>
  );
}
