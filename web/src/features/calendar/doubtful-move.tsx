import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { longDay } from './calendar-range.ts';
import { ConflictList } from './conflict-list.tsx';
import type { Moves } from './use-moves.ts';
import type { WallClock } from './wall-clock.ts';

/** Asks before a drop that breaks something is done. */
export function DoubtfulMove({ moves, clock }: { moves: Moves; clock: WallClock }): ReactNode {
  const [isBusy, setBusy] = useState(false);
  const { doubtful, leave, put } = moves;
  if (doubtful === undefined) return undefined;
  const act = async (): Promise<void> => {
    setBusy(true);
    await put(doubtful);
    setBusy(false);
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={`Move ${doubtful.title}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text>
          It would stand at {clock.timeOf(doubtful.runAt)} on {longDay(clock.dayOf(doubtful.runAt))}. Nothing
          has moved yet.
        </Text>
        <ConflictList conflicts={doubtful.conflicts} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={leave} data-autofocus>
            Leave it
          </Button>
          <Button loading={isBusy} onClick={() => void act()}>
            Move anyway
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
