import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ScheduledTask } from '#modules/schedule/contract';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Told } from '../../ui/told.tsx';
import { PRIORITY_SIGNS, SCHEDULE_SIGNS } from '../../ui/tone.ts';
import { longDay, shortDay } from './calendar-range.ts';
import { canMove } from './calendar-words.ts';
import type { Moves } from './use-moves.ts';
import type { WallClock } from './wall-clock.ts';

interface CardProps {
  readonly item: ScheduledTask;
  readonly clock: WallClock;
  readonly moves: Moves | undefined;
  readonly onMove: () => void;
  readonly onClose: () => void;
}

/** One item: what is planned, what really happened, why it stands there, and what can be done with it. */
export function ItemCard({ item, clock, moves, onMove, onClose }: CardProps): ReactNode {
  const remove = async (): Promise<void> => {
    if ((await moves?.remove(item)) === true) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={item.title} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Group gap={6}>
          <SignBadge {...SCHEDULE_SIGNS[item.state]} />
          <SignBadge {...PRIORITY_SIGNS[item.priority]} />
          {item.isDryRun ? <SignBadge tone="neutral" word="Preview" /> : undefined}
          {item.isFixed ? <SignBadge tone="neutral" word="Fixed" /> : undefined}
        </Group>
        {item.problem === null ? undefined : (
          <Alert color={item.state === 'FAILED' ? 'red' : 'orange'} title="What stood in the way">
            <Told text={item.problem} />
          </Alert>
        )}
        <Facts item={item} clock={clock} />
        {item.why.length === 0 ? undefined : (
          <div>
            <Text size="sm" c="dimmed">
              Why it stands there
            </Text>
            <List size="sm" spacing={2}>
              {item.why.map((reason) => (
                <List.Item key={reason}>
                  <Told text={reason} />
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {moves === undefined || !canMove(item) ? undefined : (
          <Group justify="flex-end" gap="xs">
            <ConfirmButton
              label="Take out of the calendar"
              title={`Take out ${item.title}`}
              confirm="Take it out"
              isBad
              onConfirm={remove}
            >
              It stands at no time then, and is not begun. The task itself stays as it is.
            </ConfirmButton>
            <Button onClick={onMove}>Move…</Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

function Facts({ item, clock }: Pick<CardProps, 'item' | 'clock'>): ReactNode {
  const { workspace } = useSession();
  const home = `/w/${workspace.workspaceId}`;
  const { runAt, endAt, windowEnd, startedAt, endedAt, attempts, isDryRun, isFixed } = item;
  const tell = (at: Date): string => `${shortDay(clock.dayOf(at))}, ${clock.timeOf(at)}`;
  const until = clock.dayOf(runAt) === clock.dayOf(endAt) ? clock.timeOf(endAt) : tell(endAt);
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Planned', `${longDay(clock.dayOf(runAt))}, ${clock.timeOf(runAt)} to ${until}`],
    ['May begin until', tell(windowEnd)],
    ['Really begun', startedAt === null ? 'Not begun' : tell(startedAt)],
    ['Really ended', endedAt === null ? 'Not ended' : tell(endedAt)],
    ['Tried', attempts === 0 ? 'Not yet' : `${attempts} times`],
    ['Counts', isDryRun ? 'No, it is a preview' : 'Yes, it is the real run'],
    ['Put there', isFixed ? 'By a person; planning does not move it' : 'By the plan'],
    [
      'Task',
      <PathLink key="task" to={`${home}/tasks/${item.taskId}`}>
        {item.title}
      </PathLink>,
    ],
    [
      'Campaign',
      <PathLink key="campaign" to={`${home}/campaigns/${item.campaignId}/tasks`}>
        {item.campaignName}
      </PathLink>,
    ],
  ];
  return (
    <div>
      <dl className="calendar-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Text size="xs" c="dimmed" mt="xs">
        Times are those of {clock.timeZone}.
      </Text>
    </div>
  );
}
