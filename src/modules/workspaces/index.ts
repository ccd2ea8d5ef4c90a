export { workspaceError } from './errors.ts';
export {
  acceptInvitation,
  invite,
  listInvitations,
  revokeInvitation,
  showInvitation,
} from './invitations.ts';
export { changeMember, listMembers, removeMember } from './members.ts';
export {
  completeSetup,
  createWorkspace,
  getAccount,
  getWorkspace,
  listWorkspaces,
  makeSetupLink,
  renameThisWorkspace,
} from './service.ts';
export { membershipsOf, workspaceIds } from './store.ts';
export { signInByProvider } from './vouched-sign-in.ts';
