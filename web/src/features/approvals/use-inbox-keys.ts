import { useEffect, useRef } from 'react';
import type { Approval } from '#modules/approvals/contract';
import { hasDialog, isTyping } from '../../lib/is-typing.ts';

interface InboxKeys {
  readonly items: readonly Approval[];
  readonly openId: string | undefined;
  readonly show: (id: string) => void;
  readonly mark: (id: string) => void;
}

/** j and k go from one to the next, x marks; a, c and r press the buttons of the decision. */
export function useInboxKeys(keys: InboxKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const act = (event: KeyboardEvent): void => {
      if (isTyping(event) || hasDialog() || event.ctrlKey || event.metaKey || event.altKey) return;
      const { items, openId, show, mark } = latest.current;
      const at = items.findIndex(({ id }) => id === openId);
      if (event.key === 'j' || event.key === 'k') {
        const next = items[Math.min(items.length - 1, Math.max(0, at + (event.key === 'j' ? 1 : -1)))];
        if (next !== undefined) show(next.id);
      } else if (event.key === 'x' && openId !== undefined) mark(openId);
      else {
        const button = document.querySelector<HTMLButtonElement>(`[data-decide="${event.key}"]`);
        if (button === null || button.disabled) return;
        event.preventDefault();
        button.click();
      }
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, []);
}
