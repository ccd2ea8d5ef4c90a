import { Text, VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleX,
  IconFileX,
  IconGavel,
  IconInbox,
  IconKey,
  IconMessage,
  IconPhoto,
  IconUserCog,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Notification } from '#modules/notifications/contract';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';

const SIGNS = {
  campaign_finished: IconCheck,
  campaign_failed: IconCircleX,
  campaign_needs_assets: IconPhoto,
  brief_refused: IconFileX,
  alert_raised: IconAlertTriangle,
  alert_worsened: IconAlertTriangle,
  decision_needed: IconInbox,
  decision_made: IconGavel,
  comment_made: IconMessage,
  role_changed: IconUserCog,
  key_revoked: IconKey,
} as const satisfies Record<Notification['kind'], unknown>;

/** One notification: a sentence, when, and the way to the thing. */
export function NotificationRow({ item, onFollow }: { item: Notification; onFollow: () => void }): ReactNode {
  const { workspace } = useSession();
  const Sign = SIGNS[item.kind];
  return (
    <li className="notification">
      <PathLink
        to={`/w/${workspace.workspaceId}${item.link.path}`}
        search={item.link.search}
        className="notification-link"
        data-unread={item.isRead ? undefined : true}
        onClick={onFollow}
      >
        <Sign size={18} stroke={1.7} className="notification-sign" aria-hidden="true" />
        <span>
          {item.isRead ? undefined : <VisuallyHidden>Unread: </VisuallyHidden>}
          <span className="notification-text">{item.text}</span>
          <Text size="xs" c="dimmed" span>
            <Moment at={item.at} />
          </Text>
        </span>
        {item.isRead ? undefined : <span className="notification-dot" />}
      </PathLink>
    </li>
  );
}
