import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { MOST_AT_ONCE } from '#modules/tasks/enums';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { counted } from '../../lib/words.ts';
import { tellDone } from '../../ui/toast.ts';

/** Does all that is approved, of one campaign or of all, in the order of the dependencies. */
export function RunApproved({ campaignId }: { campaignId?: string | undefined }): ReactNode {
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [how, setHow] = useState('preview');
  const dryRun = how === 'preview';
  const act = async (): Promise<void> => {
    setBusy(true);
    const begun = await attempt(() => client.tasks.runMany({ dryRun, maxTasks: MOST_AT_ONCE, campaignId }), {
      failed: 'Nothing was begun',
    });
    setBusy(false);
    if (begun === undefined) return;
    setOpen(false);
    tellDone(
      begun.taskIds.length === 0
        ? 'Nothing is approved that is not done already.'
        : `${counted(begun.taskIds.length, 'task is', 'tasks are')} being done${dryRun ? ' as a preview' : ''}, one after the other.`,
    );
    await queries.invalidateQueries({ queryKey: api.tasks.key() });
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Do what is approved
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={campaignId === undefined ? 'Do what is approved' : 'Do what is approved of this campaign'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <SegmentedControl
            aria-label="How"
            data={[
              { value: 'preview', label: 'As a preview' },
              { value: 'real', label: 'For good' },
            ]}
            value={how}
            onChange={setHow}
          />
          <Text>
            {dryRun
              ? 'The work is made and kept to be looked at. Nothing counts as done.'
              : 'This is the real run: the work counts from then on, and model calls may cost money.'}{' '}
            A task comes after those it depends on, and one that fails stops no other.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setOpen(false)}>
              Leave it
            </Button>
            <Button loading={isBusy} onClick={() => void act()} data-autofocus>
              {dryRun ? 'Preview them' : 'Do them'}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
