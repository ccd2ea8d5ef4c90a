import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { tellDone } from '../../ui/toast.ts';
import { planWords } from './task-words.ts';

/** Has the tasks proposed that a campaign needs. */
function usePlan(): { plan: (campaignId: string) => Promise<boolean>; isBusy: boolean } {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const plan = async (campaignId: string): Promise<boolean> => {
    setBusy(true);
    const outcome = await attempt(() => client.tasks.plan({ campaignId }), {
      failed: 'No task was proposed',
    });
    setBusy(false);
    if (outcome === undefined) return false;
    tellDone(planWords(outcome));
    await queries.invalidateQueries({ queryKey: api.tasks.key() });
    await queries.invalidateQueries({ queryKey: api.approvals.key() });
    return true;
  };
  return { plan, isBusy };
}

/** Plans one campaign at a press. */
export function PlanTasks({ campaignId }: { campaignId: string }): ReactNode {
  const { plan, isBusy } = usePlan();
  return (
    <Button variant="default" loading={isBusy} onClick={() => void plan(campaignId)}>
      Plan tasks
    </Button>
  );
}

/** Plans a campaign that the person chooses. */
export function PlanCampaign(): ReactNode {
  const { workspace } = useSession();
  const { plan, isBusy } = usePlan();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { limit: 100 }, enabled: isOpen }));
  const act = async (): Promise<void> => {
    if (chosen === null || !(await plan(chosen))) return;
    setOpen(false);
    await navigate({
      to: '/w/$workspace/tasks',
      params: { workspace: workspace.workspaceId },
      search: { campaignId: chosen },
    });
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>Plan a campaign</Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Plan a campaign"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void act();
          }}
        >
          <Stack>
            <Text>
              The tasks that the campaign needs by its brief are proposed, each with a reason. They wait for
              approval; what is planned already stays as it is.
            </Text>
            <Select
              label="Campaign"
              placeholder={campaigns.isPending ? 'Loading' : 'Choose one'}
              data={(campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={chosen}
              onChange={setChosen}
              searchable
              nothingFoundMessage="No campaign of this name"
              data-autofocus
            />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={() => setOpen(false)}>
                Leave it
              </Button>
              <Button type="submit" loading={isBusy} disabled={chosen === null}>
                Plan tasks
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
