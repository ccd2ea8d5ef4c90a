import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Button,
  Group,
  Kbd,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKeyboard, IconLogout, IconSearch, IconSelector, IconUserCircle } from '@tabler/icons-react';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { signOut } from '../lib/sign-out.ts';
import { NAVIGATION, type NavigationEntry } from '../navigation.ts';
import { PathLink } from '../ui/path-link.tsx';
import { useSession } from '../session.tsx';
import { Bell } from './bell.tsx';
import { LiveBadge, LiveBanner } from './live-badge.tsx';
import { SchemeButton } from './scheme-button.tsx';
import { useShellKeys } from './use-shell-keys.ts';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));
const KeyList = lazy(() => import('./key-list.tsx').then(({ KeyList }) => ({ default: KeyList })));
const NotificationPanel = lazy(() =>
  import('../features/notifications/notification-panel.tsx').then(({ NotificationPanel }) => ({
    default: NotificationPanel,
  })),
);

/** The frame around every page of a workspace: header, side bar, palette, list of keys. */
export function Shell(): ReactNode {
  const [isMenuOpen, menu] = useDisclosure(false);
  const { overlay, open, close } = useOverlay();
  useShellKeys({
    onPalette: () => open('palette'),
    onKeys: () => open('keys'),
    onNotifications: () => open('notifications'),
  });
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a href="#content" className="skip-link">
        Skip to the content
      </a>
      <AppShell.Header className="shell-header">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Burger
              opened={isMenuOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isMenuOpen ? 'Close the menu' : 'Open the menu'}
              aria-expanded={isMenuOpen}
            />
            <img src="/assets/mark.svg" width={26} height={26} alt="" />
            <WorkspaceMenu />
          </Group>
          <Group gap={6} wrap="nowrap">
            <LiveBadge />
            <Button
              variant="default"
              size="xs"
              leftSection={<IconSearch size={15} />}
              rightSection={<Kbd size="xs">Ctrl K</Kbd>}
              onClick={() => open('palette')}
              visibleFrom="sm"
              c="dimmed"
              fw={400}
            >
              Search or do
            </Button>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              hiddenFrom="sm"
              aria-label="Search or do"
              onClick={() => open('palette')}
            >
              <IconSearch size={18} />
            </ActionIcon>
            <Tooltip label="Keys (?)">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                visibleFrom="sm"
                aria-label="Keys"
                onClick={() => open('keys')}
              >
                <IconKeyboard size={18} />
              </ActionIcon>
            </Tooltip>
            <Bell isOpen={overlay === 'notifications'} onOpen={() => open('notifications')} />
            <SchemeButton />
            <PersonMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="shell-rail">
        <ScrollArea>
          <SideBar onFollow={menu.close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <LiveBanner />
        <Outlet />
      </AppShell.Main>
      <Suspense>
        {overlay === 'palette' ? <Palette onClose={close} onKeys={() => open('keys')} /> : undefined}
        {overlay === 'keys' ? <KeyList onClose={close} /> : undefined}
        {overlay === 'notifications' ? <NotificationPanel onClose={close} /> : undefined}
      </Suspense>
    </AppShell>
  );
}

type Overlay = 'palette' | 'keys' | 'notifications';

/** What lies over the page. When it closes, the focus goes back to where it was. */
function useOverlay(): {
  overlay: Overlay | undefined;
  open: (next: Overlay) => void;
  close: () => void;
} {
  const [overlay, setOverlay] = useState<Overlay | undefined>();
  const before = useRef<Element | null>(null);
  return {
    overlay,
    open: (next) => {
      if (overlay === undefined) before.current = document.activeElement;
      setOverlay(next);
    },
    close: () => {
      setOverlay(undefined);
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    },
  };
}

function SideBar({ onFollow }: { onFollow: () => void }): ReactNode {
  const { can } = useSession();
  const entries = NAVIGATION.filter((entry) => can(entry.permission));
  const areas = [...new Set(entries.map((entry) => entry.area))];
  return (
    <Box component="nav" aria-label="Pages">
      {areas.map((area) => (
        <Box key={area} mb="sm">
          {area === 'Home' ? undefined : (
            <Text size="xs" c="dimmed" fw={600} px="sm" pb={4} pt="xs">
              {area}
            </Text>
          )}
          {entries
            .filter((entry) => entry.area === area)
            .map((entry) => (
              <PageLink key={entry.route} entry={entry} onFollow={onFollow} />
            ))}
        </Box>
      ))}
    </Box>
  );
}

function PageLink({ entry, onFollow }: { entry: NavigationEntry; onFollow: () => void }): ReactNode {
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}`;
  const pathname = useLocation({ select: (location) => location.pathname.replace(/\/$/, '') });
  const here = `${base}${entry.route}`;
  const isActive =
    entry.route === '' ? pathname === base : pathname === here || pathname.startsWith(`${here}/`);
  const Icon = entry.icon;
  return (
    <NavLink
      component={Link}
      to={here}
      activeOptions={{ exact: true }}
      label={entry.label}
      leftSection={<Icon size={17} stroke={1.7} />}
      active={isActive}
      aria-current={isActive ? 'page' : undefined}
      onClick={onFollow}
      className="shell-link"
    />
  );
}

function WorkspaceMenu(): ReactNode {
  const { workspace, workspaces } = useSession();
  const navigate = useNavigate();
  if (workspaces.length === 1) {
    return (
      <Text fw={620} truncate>
        {workspace.workspaceName}
      </Text>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          rightSection={<IconSelector size={14} />}
          fw={620}
        >
          {workspace.workspaceName}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Workspaces</Menu.Label>
        {workspaces.map(({ workspaceId, workspaceName }) => (
          <Menu.Item
            key={workspaceId}
            onClick={() => void navigate({ to: '/w/$workspace', params: { workspace: workspaceId } })}
          >
            {workspaceName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonMenu(): ReactNode {
  const { user, workspace } = useSession();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Account of ${user.name}`}>
          <IconUserCircle size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name}, {workspace.role}
          <br />
          {user.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUserCircle size={15} />}
          component={PathLink}
          to={`/w/${workspace.workspaceId}/settings/account`}
        >
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
