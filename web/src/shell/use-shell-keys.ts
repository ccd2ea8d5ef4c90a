import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { hasDialog, isTyping } from '../lib/is-typing.ts';
import { NAVIGATION } from '../navigation.ts';
import { useSession } from '../session.tsx';

/** How long `g` waits for its letter. */
const WAIT_MS = 1200;

/** Keys that work on every page: Ctrl/Cmd+K, `?`, `n`, and `g` with the letter of a page. */
export function useShellKeys(act: {
  onPalette: () => void;
  onKeys: () => void;
  onNotifications: () => void;
}): void {
  const latest = useRef(act);
  latest.current = act;
  const navigate = useNavigate();
  const { workspace, can } = useSession();
  useEffect(() => {
    let lastG = 0;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        latest.current.onPalette();
        return;
      }
      if (isTyping(event) || hasDialog()) return;
      if (event.key === '?') latest.current.onKeys();
      else if (event.key === 'g') lastG = Date.now();
      else if (Date.now() - lastG < WAIT_MS) {
        lastG = 0;
        const page = NAVIGATION.find((entry) => entry.key === event.key && can(entry.permission));
        if (page !== undefined) void navigate({ to: `/w/${workspace.workspaceId}${page.route}` });
      } else if (event.key === 'n') latest.current.onNotifications();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, workspace, can]);
}
