import './tasks.css';
import { Alert, Group, List, Paper, Stack } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TaskDetail } from '#modules/tasks/contract';
import { formatDay } from '../../lib/time.ts';
import { formatShare } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Told } from '../../ui/told.tsx';
import { PRIORITY_SIGNS, TASK_SIGNS } from '../../ui/tone.ts';
import { PauseNotes } from '../calendar/pause-notes.tsx';
import { ApprovalBadge } from './task-columns.tsx';
import { TaskVerbs } from './task-verbs.tsx';
import { effortWords } from '../../lib/effort-words.ts';
import { whyNotRun } from './task-words.ts';
import { useTask } from './use-task.ts';

/** One task: how it stands, what can be done with it, and its tabs. */
export function TaskPage(): ReactNode {
  const task = useTask();
  const { workspace } = useSession();
  const home = `/w/${workspace.workspaceId}`;
  const base = `${home}/tasks/${task.id}`;
  return (
    <Page
      title={task.title}
      badge={<SignBadge {...TASK_SIGNS[task.status]} />}
      lead={
        <>
          {task.typeTitle} for{' '}
          <PathLink to={`${home}/campaigns/${task.campaignKey}/tasks`}>{task.campaignName}</PathLink>,
          proposed <Moment at={task.createdAt} /> by {task.madeBy}
        </>
      }
      actions={<TaskVerbs task={task} />}
    >
      <Paper withBorder px="md" py="sm">
        <Facts task={task} home={home} />
      </Paper>
      <PauseNotes campaignId={task.campaignId} brandId={task.brandId} />
      <InTheWay task={task} />
      <RecordTabs
        label={`Parts of ${task.title}`}
        tabs={[
          { label: 'Work', to: base },
          { label: 'Details', to: `${base}/details` },
          { label: 'Runs', to: `${base}/runs` },
        ]}
      />
      <Outlet />
    </Page>
  );
}

function Facts({ task, home }: { task: TaskDetail; home: string }): ReactNode {
  const { can } = useSession();
  const { approvalId, approvalState, dueAt } = task;
  const approval = <ApprovalBadge state={approvalState} />;
  const isLinked = can('approvals.read') && approvalId !== '';
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Priority', <SignBadge key="priority" {...PRIORITY_SIGNS[task.priority]} />],
    [
      'Approval',
      isLinked ? (
        <Group key="approval" gap={8}>
          {approval}
          <PathLink to={`${home}/inbox`} search={{ state: approvalState, open: approvalId }}>
            in the inbox
          </PathLink>
        </Group>
      ) : (
        approval
      ),
    ],
    ['Due', dueAt === null ? 'No date' : formatDay(dueAt)],
    ['Work set aside', effortWords(task.minutes)],
    ['Confidence', formatShare(task.confidence)],
    ['Revision', task.revision],
  ];
  return (
    <dl className="task-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What keeps the task from being done, or how its last run went wrong. */
function InTheWay({ task }: { task: TaskDetail }): ReactNode {
  const { status, lastRun } = task;
  const reasons = status === 'COMPLETED' || status === 'RUNNING' ? [] : whyNotRun(task, { isDryRun: false });
  const problem = status === 'FAILED' || status === 'SKIPPED' ? (lastRun?.problem ?? null) : null;
  if (reasons.length === 0 && problem === null) return undefined;
  return (
    <Stack gap="sm">
      {problem === null ? undefined : (
        <Alert color="red" title={status === 'FAILED' ? 'Its last run failed' : 'It was passed over'}>
          <Told text={problem} />
        </Alert>
      )}
      {reasons.length === 0 ? undefined : (
        <Alert
          color="orange"
          title={
            whyNotRun(task, { isDryRun: true }).length === 0
              ? 'It can be previewed, and not be done yet'
              : 'It cannot be done yet'
          }
        >
          <List size="sm" spacing={4}>
            {reasons.map((reason) => (
              <List.Item key={reason}>
                <Told text={reason} />
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  );
}
