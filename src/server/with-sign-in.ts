import type { SignInContext } from '#modules/accounts/index';
import type { Database } from '#platform/db/database';
import type { ApiContext } from './router.ts';

/** The context of verbs that are not of one workspace: sign-in, one's own account, a new workspace, a link. */
export function withSignIn(
  context: ApiContext,
): SignInContext & { db: Database } & Pick<ApiContext, 'baseUrl'> {
  if (context.signIn === undefined) throw new Error('sign-in needs a request over HTTP');
  return { ...context, ...context.signIn };
}
