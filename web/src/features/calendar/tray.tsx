import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../api.ts';
import { counted } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Loading, Shown } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';
import { PRIORITY_SIGNS, TASK_SIGNS } from '../../ui/tone.ts';
import { effortWords } from '../../lib/effort-words.ts';
import { TRAY_DRAG } from './grid-props.ts';

export interface LooseTask {
  readonly taskId: string;
  readonly title: string;
}

interface TrayProps {
  readonly campaignId: string | undefined;
  /** Undefined for people who only read. */
  readonly onPut: ((task: LooseTask) => void) | undefined;
  readonly canDrag: boolean;
}

const FIRST_ROWS = 30;

/** Work that stands at no time, with what keeps it from being planned. */
export function Tray({ campaignId, onPut, canDrag }: TrayProps): ReactNode {
  const tray = useTray(campaignId);
  const [isWhole, setWhole] = useState(false);
  return (
    <Section title="At no time yet" lead={canDrag ? 'Drag it to a day, or put it at a time.' : undefined}>
      <Shown query={tray} skeleton={<Loading rows={3} height={72} />}>
        {({ items }) => {
          const drawn = isWhole ? items : items.slice(0, FIRST_ROWS);
          return items.length === 0 ? (
            <Text size="sm" c="dimmed">
              All work stands at its time.
            </Text>
          ) : (
            <Stack gap={8} component="ul" className="plain-list" p={0} m={0}>
              {drawn.map((task) => (
                <TrayTask key={task.taskId} task={task} onPut={onPut} canDrag={canDrag} />
              ))}
              {drawn.length === items.length ? undefined : (
                <li>
                  <Button variant="default" size="xs" onClick={() => setWhole(true)}>
                    Show the other {counted(items.length - drawn.length, 'task')}
                  </Button>
                </li>
              )}
            </Stack>
          );
        }}
      </Shown>
    </Section>
  );
}

/** What stands at no time. */
export function useTray(campaignId: string | undefined) {
  return useQuery(api.schedule.tray.queryOptions({ input: { campaignId } }));
}

type TrayItem = NonNullable<ReturnType<typeof useTray>['data']>['items'][number];

function TrayTask(props: { task: TrayItem } & Pick<TrayProps, 'onPut' | 'canDrag'>): ReactNode {
  const { task, onPut, canDrag } = props;
  const { workspace } = useSession();
  const { taskId, title, campaignName, priority, minutes, status, why } = task;
  return (
    <li>
      <Paper
        withBorder
        p="sm"
        className="tray-task"
        draggable={canDrag}
        onDragStart={(event) => {
          event.dataTransfer.setData(TRAY_DRAG, taskId);
          event.dataTransfer.effectAllowed = 'copyMove';
        }}
      >
        <Stack gap={6}>
          <div>
            <PathLink to={`/w/${workspace.workspaceId}/tasks/${taskId}`} className="row-link">
              {title}
            </PathLink>
            <Text size="xs" c="dimmed">
              {campaignName} · {effortWords(minutes)}
            </Text>
          </div>
          <Group gap={6}>
            <SignBadge {...TASK_SIGNS[status]} />
            <SignBadge {...PRIORITY_SIGNS[priority]} />
          </Group>
          {why === null ? undefined : (
            <Text size="xs">
              <Told text={why} />
            </Text>
          )}
          {onPut === undefined ? undefined : (
            <Button size="compact-sm" variant="default" onClick={() => onPut({ taskId, title })}>
              Put at a time…
            </Button>
          )}
        </Stack>
      </Paper>
    </li>
  );
}
