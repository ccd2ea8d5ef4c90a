import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { Permission } from '#kernel/permission';
import type { Account, Membership } from '#modules/workspaces/contract';

/** Who works here, in which workspace, and what they may do. */
export interface Session {
  readonly user: Account['person'];
  readonly workspaces: readonly Membership[];
  readonly workspace: Membership;
  /** Whether the person may do something here. It decides what is shown; the server decides what is done. */
  readonly can: (permission: Permission) => boolean;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** The session of a person in a workspace; undefined where they do not belong to it. */
export function sessionOf(account: Account, workspaceId: string): Session | undefined {
  const workspace = account.memberships.find((found) => found.workspaceId === workspaceId);
  if (workspace === undefined) return undefined;
  const allowed = new Set<Permission>(workspace.permissions);
  return {
    user: account.person,
    workspaces: account.memberships,
    workspace,
    can: (permission) => allowed.has(permission),
  };
}

export function SessionProvider(props: { session: Session; children: ReactNode }): ReactNode {
  const value = useMemo(() => props.session, [props.session]);
  return <SessionContext.Provider value={value}>{props.children}</SessionContext.Provider>;
}

/** The session of the page. Throws outside of a workspace. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession stands outside of a workspace');
  return session;
}
