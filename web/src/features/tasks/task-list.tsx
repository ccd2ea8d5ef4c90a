import { Button, Group } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { EmptyPlace } from '../../ui/states.tsx';
import { PlanCampaign } from './plan-button.tsx';
import { RunApproved } from './run-approved.tsx';
import { TaskRecords } from './task-records.tsx';

const route = getRouteApi('/w/$workspace/tasks');

/** All tasks of the workspace (P03). */
export function TaskList(): ReactNode {
  const { can, workspace } = useSession();
  const { campaignId } = route.useSearch();
  const plan = can('tasks.write') ? <PlanCampaign /> : undefined;
  return (
    <Page
      title="Tasks"
      actions={
        <Group gap="xs">
          {can('tasks.run') ? <RunApproved campaignId={campaignId} /> : undefined}
          {can('tasks.write') ? (
            <Button
              variant="default"
              component={PathLink}
              to={`/w/${workspace.workspaceId}/tasks/new`}
              {...(campaignId === undefined ? {} : { search: { campaignId } })}
            >
              Propose a task
            </Button>
          ) : undefined}
          {plan}
        </Group>
      }
    >
      <TaskRecords empty={<NoTask action={plan} />} />
    </Page>
  );
}

/** What a task is, where there is none. */
export function NoTask({ action }: { action?: ReactNode }): ReactNode {
  return (
    <EmptyPlace
      title="No task yet"
      icon={<IconChecklist size={28} stroke={1.5} aria-hidden="true" />}
      action={action}
    >
      A task is a piece of marketing work that AICMO does for a campaign once somebody has approved it, such
      as a SWOT analysis. A plan proposes those that a campaign needs by its brief, each with a reason; what
      comes of it names the facts it rests on.
    </EmptyPlace>
  );
}
