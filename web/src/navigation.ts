import {
  IconAlertTriangle,
  IconCalendarTime,
  IconChecklist,
  IconCode,
  IconCpu,
  IconFileText,
  IconHome,
  IconInbox,
  IconListCheck,
  IconPalette,
  IconSettings,
  IconSpeakerphone,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '#kernel/permission';

/** A page that stands in the side bar and in the palette. */
export interface NavigationEntry {
  readonly area: string;
  readonly label: string;
  /** Under `/w/$workspace`. */
  readonly route:
    | ''
    | '/inbox'
    | '/tasks'
    | '/campaigns'
    | '/calendar'
    | '/briefs'
    | '/brands'
    | '/alerts'
    | '/settings'
    | '/audit'
    | '/developers'
    | '/models';
  readonly icon: Icon;
  /** What one must be allowed to, to see it. */
  readonly permission: Permission;
  /** `g` and this letter lead there. */
  readonly key: string;
}

/** The one table of pages: side bar, palette and keys are made from it. */
export const NAVIGATION: readonly NavigationEntry[] = [
  { area: 'Home', label: 'Overview', route: '', icon: IconHome, permission: 'campaigns.read', key: 'o' },
  { area: 'Home', label: 'Inbox', route: '/inbox', icon: IconInbox, permission: 'approvals.read', key: 'i' },
  { area: 'Home', label: 'Tasks', route: '/tasks', icon: IconChecklist, permission: 'tasks.read', key: 't' },
  {
    area: 'Marketing',
    label: 'Campaigns',
    route: '/campaigns',
    icon: IconSpeakerphone,
    permission: 'campaigns.read',
    key: 'c',
  },
  {
    area: 'Marketing',
    label: 'Calendar',
    route: '/calendar',
    icon: IconCalendarTime,
    permission: 'tasks.read',
    key: 'l',
  },
  {
    area: 'Marketing',
    label: 'Briefs',
    route: '/briefs',
    icon: IconFileText,
    permission: 'briefs.read',
    key: 'b',
  },
  {
    area: 'Marketing',
    label: 'Brands',
    route: '/brands',
    icon: IconPalette,
    permission: 'brands.read',
    key: 'k',
  },
  {
    area: 'Operations',
    label: 'Alerts',
    route: '/alerts',
    icon: IconAlertTriangle,
    permission: 'alerts.read',
    key: 'a',
  },
  {
    area: 'Operations',
    label: 'Models',
    route: '/models',
    icon: IconCpu,
    permission: 'llm.read',
    key: 'm',
  },
  {
    area: 'Govern',
    label: 'Audit',
    route: '/audit',
    icon: IconListCheck,
    permission: 'audit.read',
    key: 'u',
  },
  {
    area: 'Govern',
    label: 'Developers',
    route: '/developers',
    icon: IconCode,
    permission: 'campaigns.read',
    key: 'd',
  },
  {
    area: 'Govern',
    label: 'Settings',
    route: '/settings',
    icon: IconSettings,
    permission: 'campaigns.read',
    key: 's',
  },
];
