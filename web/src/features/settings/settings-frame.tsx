import type { ReactNode } from 'react';
import type { Permission } from '#kernel/permission';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';

const TABS: readonly { label: string; path: string; permission?: Permission }[] = [
  { label: 'Your account', path: 'account' },
  { label: 'Notifications', path: 'notifications' },
  { label: 'Approval steps', path: 'steps', permission: 'approvals.read' },
  { label: 'People and roles', path: 'people', permission: 'people.read' },
  { label: 'Keys', path: 'keys', permission: 'keys.manage' },
  { label: 'Secrets', path: 'secrets', permission: 'llm.manage' },
  { label: 'Approval policies', path: 'policies', permission: 'approvals.read' },
  { label: 'Workspace', path: 'workspace', permission: 'people.read' },
];

/** The frame of a page of the settings: its heading, and the way to the others that the person may see. */
export function SettingsFrame(props: {
  title: string;
  lead: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const { can, workspace } = useSession();
  const tabs = TABS.filter(({ permission }) => permission === undefined || can(permission));
  return (
    <Page title={props.title} lead={props.lead} actions={props.actions}>
      <RecordTabs
        label="Settings"
        tabs={tabs.map(({ label, path }) => ({ label, to: `/w/${workspace.workspaceId}/settings/${path}` }))}
      />
      {props.children}
    </Page>
  );
}
