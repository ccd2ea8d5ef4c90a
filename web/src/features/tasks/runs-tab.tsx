import { Select, Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaskRun, TaskRunDetail } from '#modules/tasks/contract';
import { api } from '../../api.ts';
import { formatTime } from '../../lib/time.ts';
import { formatMicro } from '../../lib/words.ts';
import { LineDiff } from '../../ui/line-diff.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { Moment } from '../../ui/moment.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { Told } from '../../ui/told.tsx';
import { RUN_SIGNS } from '../../ui/tone.ts';
import { useSession } from '../../session.tsx';
import { runKind, tookWords } from './task-words.ts';
import { useTask } from './use-task.ts';
import { RunLog, WorkProduct } from './work-product.tsx';

const route = getRouteApi('/w/$workspace/tasks/$id/runs');

/** Every run of a task; the one of the address with its work, and what changed against another one. */
export function RunsTab(): ReactNode {
  const task = useTask();
  const { run: shownId } = route.useSearch();
  const query = useInfiniteQuery(
    api.tasks.runs.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, after, taskId: task.id }),
      ...keysetPages,
      refetchInterval: task.status === 'RUNNING' ? 2_500 : false,
    }),
  );
  const runs = query.data?.pages.flatMap(({ items }) => items);
  return (
    <Shown query={{ ...query, data: runs }}>
      {(items) =>
        items.length === 0 ? (
          <EmptyPlace title="It has not run yet">
            Every preview and every real run stands here, with how it ended, how long it took and what it
            cost.
          </EmptyPlace>
        ) : (
          <Stack gap="xl">
            <Stack gap="xs">
              <RunTable runs={items} shownId={shownId} />
              <MoreButton query={query} size="xs">
                Show more
              </MoreButton>
            </Stack>
            {shownId === undefined ? undefined : <OneRun id={shownId} runs={items} />}
          </Stack>
        )
      }
    </Shown>
  );
}

function RunTable({ runs, shownId }: { runs: readonly TaskRun[]; shownId: string | undefined }): ReactNode {
  const { workspace } = useSession();
  return (
    <TableFrame label="Runs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Began</Table.Th>
          <Table.Th>Kind</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Took</Table.Th>
          <Table.Th ta="right">Model cost</Table.Th>
          <Table.Th ta="right">Revision</Table.Th>
          <Table.Th>By</Table.Th>
          <Table.Th>Problem</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {runs.map((run) => (
          <Table.Tr key={run.id} data-run={run.id}>
            <Table.Td>
              <PathLink
                to={`/w/${workspace.workspaceId}/tasks/${run.taskId}/runs`}
                search={{ run: run.id }}
                className="row-link"
                {...(run.id === shownId ? { 'aria-current': 'true' as const } : {})}
              >
                <Moment at={run.startedAt} />
                {run.id === shownId ? ', shown below' : ''}
              </PathLink>
            </Table.Td>
            <Table.Td>{runKind(run)}</Table.Td>
            <Table.Td>
              <SignBadge {...RUN_SIGNS[run.state]} />
            </Table.Td>
            <Table.Td data-number ta="right">
              {tookWords(run)}
            </Table.Td>
            <Table.Td data-number ta="right">
              {formatMicro(run.costMicro)}
            </Table.Td>
            <Table.Td data-number ta="right">
              {run.revision}
            </Table.Td>
            <Table.Td>{run.madeBy}</Table.Td>
            <Table.Td>{run.problem === null ? '–' : <Told text={run.problem} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

function OneRun({ id, runs }: { id: string; runs: readonly TaskRun[] }): ReactNode {
  const task = useTask();
  const { against } = route.useSearch();
  const navigate = route.useNavigate();
  const run = useQuery(api.tasks.getRun.queryOptions({ input: { id } }));
  const others = runs.filter((other) => other.id !== id && ['completed', 'preview'].includes(other.state));
  return (
    <Shown query={run}>
      {(shown) =>
        shown.product === null ? (
          <Stack gap="xl">
            <Text>This run left no work product.</Text>
            <RunLog run={shown} />
          </Stack>
        ) : (
          <Stack gap="xl">
            {others.length === 0 ? undefined : (
              <Select
                label="Compare with"
                placeholder="Another run"
                clearable
                clearButtonProps={{ 'aria-label': 'Do not compare' }}
                data={others.map((other) => ({
                  value: other.id,
                  label: `${runKind(other)}, ${formatTime(other.startedAt)}`,
                }))}
                value={against ?? null}
                onChange={(value) =>
                  void navigate({
                    search: { run: id, ...(value === null ? {} : { against: value }) },
                    replace: true,
                  })
                }
                maw={380}
              />
            )}
            {against === undefined ? (
              <>
                <WorkProduct task={task} run={shown} />
                <RunLog run={shown} />
              </>
            ) : (
              <Difference before={against} run={shown} />
            )}
          </Stack>
        )
      }
    </Shown>
  );
}

function Difference({ before, run }: { before: string; run: TaskRunDetail }): ReactNode {
  const other = useQuery(api.tasks.getRun.queryOptions({ input: { id: before } }));
  return (
    <Shown query={other}>
      {({ markdown, ...before }) => (
        <Section
          title="What differs"
          lead={`From the ${runKind(before).toLowerCase()} of ${formatTime(before.startedAt)} to the ${runKind(run).toLowerCase()} of ${formatTime(run.startedAt)}, as Markdown.`}
        >
          <LineDiff before={markdown ?? ''} after={run.markdown ?? ''} />
        </Section>
      )}
    </Shown>
  );
}
