import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ScheduledTask } from '#modules/schedule/contract';
import { api } from '../../api.ts';
import { LoadFailed } from '../../ui/states.tsx';
import { ConflictList } from './conflict-list.tsx';
import type { Moves } from './use-moves.ts';
import type { WallClock } from './wall-clock.ts';

interface PutProps {
  readonly task: { readonly taskId: string; readonly title: string };
  /** Where it stands now. */
  readonly item?: ScheduledTask | undefined;
  readonly start: { readonly day: string; readonly time: string };
  readonly clock: WallClock;
  readonly moves: Moves;
  readonly onClose: () => void;
}

/** Puts a task at a time by its fields; what that breaks is told before the button is pressed. */
export function PutDialog({ task, item, start, clock, moves, onClose }: PutProps): ReactNode {
  const [day, setDay] = useState(start.day);
  const [time, setTime] = useState(start.time);
  const [how, setHow] = useState(item === undefined || item.isDryRun ? 'preview' : 'real');
  const [isBusy, setBusy] = useState(false);
  const runAt = clock.instantOf(day, time);
  const check = useCheck(task.taskId, runAt);
  const act = async (): Promise<void> => {
    if (runAt === undefined) return;
    setBusy(true);
    if (await moves.put({ ...task, runAt, item, dryRun: how === 'preview' })) onClose();
    setBusy(false);
  };
  const conflicts = check.conflicts ?? [];
  const verb = item === undefined ? 'Put' : 'Move';
  return (
    <Modal
      opened
      onClose={onClose}
      title={`${verb} ${task.title}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        <Stack>
          <Group grow align="flex-start">
            <TextInput
              label="Day"
              type="date"
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput
              label="Time"
              type="time"
              value={time}
              onChange={(event) => setTime(event.currentTarget.value)}
            />
          </Group>
          <Text size="sm" c="dimmed">
            By the clock of {clock.timeZone}. It may begin until a day later.
          </Text>
          <SegmentedControl
            aria-label="How"
            data={[
              { value: 'preview', label: 'As a preview' },
              { value: 'real', label: 'For good' },
            ]}
            value={how}
            onChange={setHow}
          />
          <div role="status">
            <Found clock={clock} chosen={`${day} ${time}`} runAt={runAt} check={check} />
          </div>
          {check.error === null ? undefined : <LoadFailed error={check.error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={isBusy} disabled={check.conflicts === undefined}>
              {conflicts.length === 0 ? `${verb} it` : `${verb} anyway`}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface Check {
  /** Undefined as long as nobody knows. */
  readonly conflicts: readonly string[] | undefined;
  readonly error: unknown;
}

/** Asks what a time would break, a moment after it was typed. */
function useCheck(taskId: string, runAt: Date | undefined): Check {
  const wanted = runAt?.getTime();
  const [asked] = useDebouncedValue(wanted, 250);
  const check = useQuery({
    ...api.schedule.put.queryOptions({
      input: { taskId, runAt: new Date(asked ?? 0), onlyCheck: true },
    }),
    enabled: asked !== undefined,
    staleTime: 0,
  });
  const isCurrent = asked !== undefined && asked === wanted;
  return { conflicts: isCurrent ? check.data?.conflicts : undefined, error: isCurrent ? check.error : null };
}

function Found(props: {
  clock: WallClock;
  chosen: string;
  runAt: Date | undefined;
  check: Check;
}): ReactNode {
  const { clock, chosen, runAt, check } = props;
  if (runAt === undefined) return <Text size="sm">Choose a day and a time.</Text>;
  const stands = clock.wallOf(runAt).slice(0, 16);
  return (
    <Stack gap="xs">
      {stands === chosen ? undefined : (
        <Text size="sm">The clock is put forward over that time: it becomes {clock.timeOf(runAt)}.</Text>
      )}
      {check.error !== null ? undefined : check.conflicts === undefined ? (
        <Text size="sm" c="dimmed">
          Looking at what that breaks…
        </Text>
      ) : check.conflicts.length === 0 ? (
        <Text size="sm">It breaks nothing.</Text>
      ) : (
        <ConflictList conflicts={check.conflicts} />
      )}
    </Stack>
  );
}
