import { useRouter } from '@tanstack/react-router';
import { api, queryClient } from '../../api.ts';

/** Loads anew who is signed in, and shows it everywhere. */
export function useRefreshAccount(): () => Promise<void> {
  const router = useRouter();
  return async () => {
    await queryClient.refetchQueries({ queryKey: api.workspaces.account.key() });
    await router.invalidate();
  };
}
