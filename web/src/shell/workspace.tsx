import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { api, queryClient } from '../api.ts';
import { LiveProvider } from '../live/live.tsx';
import { SessionProvider } from '../session.tsx';
import { Shell } from './shell.tsx';
import { NotFoundPage } from './whole-page.tsx';

const route = getRouteApi('/w/$workspace');

/** Everything of one workspace: who works there, what they hear live, and the frame around its pages. */
export function Workspace(): ReactNode {
  const { session } = route.useRouteContext();
  const router = useRouter();
  // The socket has heard that the session or its rights have ended: asking who is signed in leads on from there. The
  // same function every time, as a new one would open a new socket.
  const recheckAccount = useCallback((): void => {
    void queryClient.invalidateQueries({ queryKey: api.workspaces.account.key() });
    void router.invalidate();
  }, [router]);
  if (session === undefined) return <NotFoundPage />;
  return (
    <SessionProvider session={session}>
      <LiveProvider
        workspaceId={session.workspace.workspaceId}
        personId={session.user.id}
        onSignedOut={recheckAccount}
      >
        <Shell />
      </LiveProvider>
    </SessionProvider>
  );
}
