import { Progress, Stack, Table, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ExperimentReport } from '#modules/models/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { formatMicro, formatNumber, formatPoints, formatShare, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { EXPERIMENT_SIGNS, FINDING_SIGNS } from '../../ui/tone.ts';
import { millisecondWords } from './model-words.ts';

const route = getRouteApi('/w/$workspace/models/experiments/$id');
const POLL_MS = 15_000;

/** One comparison: its arms, the units so far, and the verdict or why there is none. */
export function ExperimentPage(): ReactNode {
  const { id } = route.useParams();
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}/models`;
  const query = useQuery(
    api.models.experiment.queryOptions({
      input: { id },
      refetchInterval: (found) => (found.state.data?.state === 'running' ? POLL_MS : false),
    }),
  );
  const shown = query.data;
  return (
    <Page
      title={shown?.name ?? 'Experiment'}
      badge={shown === undefined ? undefined : <SignBadge {...EXPERIMENT_SIGNS[shown.state]} />}
      lead={
        shown === undefined ? undefined : (
          <>
            On the prompt{' '}
            <PathLink to={`${base}/prompts/${shown.promptName}`}>{spacedName(shown.promptName)}</PathLink>,
            started <Moment at={shown.startedAt} />
            {shown.endedAt === null ? undefined : (
              <>
                , ended <Moment at={shown.endedAt} />
              </>
            )}
            . <PathLink to={`${base}/experiments`}>All experiments</PathLink>
          </>
        )
      }
      actions={shown?.state === 'running' ? <EndExperiment experiment={shown} /> : undefined}
    >
      <Shown query={query}>
        {(experiment) => (
          <Stack gap="xl">
            <Verdict experiment={experiment} />
            <Arms experiment={experiment} base={base} />
          </Stack>
        )}
      </Shown>
    </Page>
  );
}

function EndExperiment({ experiment }: { experiment: ExperimentReport }): ReactNode {
  const { can } = useSession();
  const queries = useQueryClient();
  if (!can('llm.manage')) return undefined;
  const end = async (): Promise<void> => {
    await attempt(() => client.models.endExperiment({ id: experiment.id }), {
      done: 'The experiment has ended.',
      failed: 'The experiment goes on',
    });
    await queries.invalidateQueries({ queryKey: api.models.key() });
  };
  return (
    <ConfirmButton label="End it" title={`End ${experiment.name}`} confirm="End it" onConfirm={end}>
      It keeps the verdict it has now: {experiment.verdict.reason} Work that comes takes the version of the
      prompt that is in use; a winner is not made so by itself.
    </ConfirmButton>
  );
}

function Verdict({ experiment }: { experiment: ExperimentReport }): ReactNode {
  const { verdict, arms } = experiment;
  const first = arms[0]?.name ?? '';
  return (
    <Section title="Verdict">
      <Text component="div">
        <SignBadge {...FINDING_SIGNS[verdict.kind]} /> {verdict.reason}
      </Text>
      {verdict.differences.length === 0 ? (
        <Text size="sm" c="dimmed">
          Differences and their intervals are shown with the verdict, so that nobody stops at a lucky moment.
        </Text>
      ) : (
        <TableFrame label={`Differences from ${first}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Arm</Table.Th>
              <Table.Th ta="right">Difference from {first}</Table.Th>
              <Table.Th ta="right">95 % interval, from</Table.Th>
              <Table.Th ta="right">to</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {verdict.differences.map(({ arm, difference, low, high }) => (
              <Table.Tr key={arm}>
                <Table.Td>{arm}</Table.Td>
                <Table.Td ta="right">{formatPoints(difference)}</Table.Td>
                <Table.Td ta="right">{formatPoints(low)}</Table.Td>
                <Table.Td ta="right">{formatPoints(high)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      )}
    </Section>
  );
}

function Arms({ experiment, base }: { experiment: ExperimentReport; base: string }): ReactNode {
  const { arms, results, unitsPerArm, promptName, metric } = experiment;
  return (
    <Section title="Arms" lead={`A unit is one request. Counted is: ${metric}.`}>
      <TableFrame label="Arms">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Arm</Table.Th>
            <Table.Th>Version</Table.Th>
            <Table.Th>Chain</Table.Th>
            <Table.Th>Units</Table.Th>
            <Table.Th ta="right">Mean</Table.Th>
            <Table.Th ta="right">Accepted texts</Table.Th>
            <Table.Th ta="right">Cost a unit</Table.Th>
            <Table.Th ta="right">Time a unit</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {arms.map((arm) => {
            const result = results.find((found) => found.arm === arm.name);
            const units = result?.units ?? 0;
            return (
              <Table.Tr key={arm.name} data-arm={arm.name}>
                <Table.Td fw={500}>{arm.name}</Table.Td>
                <Table.Td>
                  <PathLink
                    to={`${base}/prompts/${promptName}`}
                    search={{ version: arm.promptVersion }}
                    className="row-link"
                  >
                    Version {arm.promptVersion}
                  </PathLink>
                </Table.Td>
                <Table.Td>{arm.targets?.join(', then ') ?? 'as the use case'}</Table.Td>
                <Table.Td>
                  {formatNumber(units)} of {formatNumber(unitsPerArm)}
                  <Progress
                    value={Math.min(100, (units / unitsPerArm) * 100)}
                    size="xs"
                    mt={4}
                    className="share-bar"
                    aria-label={`Units of ${arm.name}`}
                  />
                </Table.Td>
                <Table.Td ta="right">
                  {result === undefined ? 'no unit yet' : formatShare(result.mean, 1)}
                </Table.Td>
                <Table.Td ta="right">
                  {result === undefined
                    ? 'no unit yet'
                    : `${formatNumber(result.successes)} of ${formatNumber(result.trials)}`}
                </Table.Td>
                <Table.Td ta="right">{costWords(result?.meanCostMicro)}</Table.Td>
                <Table.Td ta="right">{timeWords(result?.meanMs)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </TableFrame>
    </Section>
  );
}

function costWords(micro: number | null | undefined): string {
  return micro === null || micro === undefined ? 'not known' : formatMicro(micro);
}

function timeWords(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? 'not known' : millisecondWords(Math.round(ms));
}
