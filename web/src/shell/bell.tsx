import './bell.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { MOST_COUNTED } from '#modules/notifications/enums';
import { api } from '../api.ts';
import { useLive } from '../live/live.tsx';

/** How many notifications are unread; opens them. */
export function Bell({ isOpen, onOpen }: { isOpen: boolean; onOpen: () => void }): ReactNode {
  useLive(['notifications']);
  const { data } = useQuery(api.notifications.count.queryOptions());
  const unread = data?.unread ?? 0;
  const shown = unread < MOST_COUNTED ? String(unread) : `${MOST_COUNTED - 1}+`;
  return (
    <Tooltip label="Notifications (n)">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        className="bell"
        aria-label={unread === 0 ? 'Notifications' : `Notifications, ${shown} unread`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={onOpen}
      >
        <IconBell size={18} />
        {unread === 0 ? undefined : (
          <span className="bell-count" aria-hidden="true">
            {shown}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  );
}
