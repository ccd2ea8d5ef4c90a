import { client } from '../api.ts';
import { tellFailed } from '../ui/toast.ts';

/** Ends the session. The page is loaded anew, so that nothing of what was seen stays in its memory. */
export async function signOut(): Promise<void> {
  try {
    await client.accounts.signOut();
    globalThis.location.assign('/sign-in');
  } catch (error) {
    tellFailed('You are still signed in', error);
  }
}
