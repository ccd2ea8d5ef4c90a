import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { PauseNotes } from '../calendar/pause-notes.tsx';
import { useCampaign } from '../campaigns/use-campaign.ts';
import { PlanTasks } from './plan-button.tsx';
import { RunApproved } from './run-approved.tsx';
import { NoTask } from './task-list.tsx';
import { TaskRecords } from './task-records.tsx';

/** The tasks of a campaign. */
export function CampaignTasksTab(): ReactNode {
  const { id, brandId } = useCampaign();
  const { can, workspace } = useSession();
  return (
    <Stack gap="md">
      <PauseNotes campaignId={id} brandId={brandId} />
      <Group gap="xs" justify="flex-end">
        {can('tasks.run') ? <RunApproved campaignId={id} /> : undefined}
        {can('tasks.write') ? (
          <>
            <Button
              variant="default"
              component={PathLink}
              to={`/w/${workspace.workspaceId}/tasks/new`}
              search={{ campaignId: id }}
            >
              Propose a task
            </Button>
            <PlanTasks campaignId={id} />
          </>
        ) : undefined}
      </Group>
      <TaskRecords campaignId={id} empty={<NoTask />} />
    </Stack>
  );
}
