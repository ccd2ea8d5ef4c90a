import './notification-panel.css';
import { Button, Drawer, Group, Stack, Switch } from '@mantine/core';
import { IconBell, IconChecks } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Notification } from '#modules/notifications/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { EmptyPlace, Loading, Shown } from '../../ui/states.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { NotificationRow } from './notification-row.tsx';
import { MoreButton } from '../../ui/more-button.tsx';

const PAGE = 25;

/** What happened that concerns the person, over the page. */
export function NotificationPanel({ onClose }: { onClose: () => void }): ReactNode {
  const [unreadOnly, setUnreadOnly] = useState(false);
  const { workspace } = useSession();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(
    api.notifications.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: PAGE, after, unreadOnly }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next,
    }),
  );
  const items = query.data?.pages.flatMap((page) => page.items);
  const newest = items?.[0];
  const mark = async (what: { upTo: string } | { ids: string[] }): Promise<void> => {
    await attempt(() => client.notifications.markRead(what), {
      failed: 'The notifications could not be marked as read',
    });
    await queryClient.invalidateQueries({ queryKey: api.notifications.key() });
  };
  const follow = (item: Notification): void => {
    onClose();
    if (!item.isRead) void mark({ ids: [item.id] });
  };
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      className="notification-panel"
      size="min(100vw, 27rem)"
      title="Notifications"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Switch
            label="Unread only"
            checked={unreadOnly}
            onChange={(event) => setUnreadOnly(event.currentTarget.checked)}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconChecks size={15} />}
            disabled={newest === undefined}
            onClick={() => newest !== undefined && void mark({ upTo: newest.position })}
          >
            Mark all as read
          </Button>
        </Group>
        <Shown query={{ ...query, data: items }} skeleton={<Loading rows={5} height={56} />}>
          {(rows) => (
            <>
              <Rows items={rows} isWhole={!query.hasNextPage} unreadOnly={unreadOnly} onFollow={follow} />
              <MoreButton query={query} size="xs">
                Show earlier ones
              </MoreButton>
            </>
          )}
        </Shown>
        <PathLink to={`/w/${workspace.workspaceId}/settings/notifications`} onClick={onClose}>
          Choose what is told here
        </PathLink>
      </Stack>
    </Drawer>
  );
}

function Rows(props: {
  items: readonly Notification[];
  isWhole: boolean;
  unreadOnly: boolean;
  onFollow: (item: Notification) => void;
}): ReactNode {
  const { items, isWhole, unreadOnly, onFollow } = props;
  if (items.length > 0)
    return (
      <ul className="plain-list notification-list" aria-label="Notifications">
        {items.map((item) => (
          <NotificationRow key={item.id} item={item} onFollow={() => onFollow(item)} />
        ))}
      </ul>
    );
  if (!isWhole) return undefined;
  return (
    <EmptyPlace
      icon={<IconBell size={28} stroke={1.5} />}
      title={unreadOnly ? 'You have read everything' : 'Nothing has happened yet'}
    >
      When a campaign ends, something waits for you, or somebody decides or comments, it is told here.
    </EmptyPlace>
  );
}
