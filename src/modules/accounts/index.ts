export { keepJourney, takeJourney } from './journey.ts';
export {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endOtherSessions,
  endSecondFactor,
  endSession,
  listOwnSessions,
  renameSelf,
} from './own-account.ts';
export { addCredential, addPerson, makePasswordLink } from './people.ts';
export {
  getProof,
  giveProof,
  proveByProvider,
  provedAtProvider,
  providerIdOf,
  type ProviderName,
} from './proof.ts';
export { giveCode, noteSignIn, resetPassword, signIn, signOut } from './sign-in.ts';
export { needSession, type SignInContext } from './sign-in-context.ts';
export {
  findPerson,
  findPersonByCredential,
  hasPeople,
  isSessionOpen,
  type Person,
  sweepAccounts,
} from './store.ts';
