import type { Exchange } from '#platform/auth/exchange';
import type { Identity, SignedIn } from '#platform/auth/identity';
import type { Context } from '#platform/context';

/** What verbs of sign-in get besides a context: the request they are part of. */
export interface SignInContext extends Context {
  readonly identity: Identity;
  readonly exchange: Exchange;
  /** The session that the request came with. */
  readonly signedIn: SignedIn | undefined;
  /** In whose record a person's sign-ins stand: the first workspace they belong to. */
  readonly workspaceOf: (userId: string) => Promise<string>;
}

/** The session of a request that has one: the operation needs it, so it was admitted with it. */
export function needSession({ signedIn }: SignInContext): SignedIn {
  if (signedIn === undefined) throw new Error('an operation about oneself was admitted without a session');
  return signedIn;
}
