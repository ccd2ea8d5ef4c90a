import { sameLook, type Look } from './look-at-file.ts';
import { mapBounded } from '#kernel/map-bounded';

export interface Settling {
  /** Looks at a name now and, if it has changed, again until two looks in a row agree. */
  consider(name: string): Promise<void>;
  close(): void;
}

export interface SettlingOptions {
  /** Time between two looks. */
  readonly settleMs: number;
  readonly look: (name: string) => Promise<Look>;
  /** The state that was handed on last. */
  readonly known: (name: string) => Look;
  readonly onSettled: (name: string, look: Look) => void;
  /** A file that has not come to rest for long, once. */
  readonly onRestless: (name: string) => void;
}

interface Pending {
  readonly look: Look;
  readonly dueAt: number;
  readonly looks: number;
}

export const LOOKS_AT_ONCE = 16;
const RESTLESS_AFTER = 80;

/** Waits until files have come to rest. One timer serves all names, however many wait. */
export function createSettling(options: SettlingOptions): Settling {
  const { settleMs, look: lookAt } = options;
  const pending = new Map<string, Pending>();
  // Names with an event while a look was under way, which may have come too early to see the change.
  const stirred = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function consider(name: string): Promise<void> {
    if (isClosed) return;
    if (pending.has(name)) {
      stirred.add(name);
      return;
    }
    // Reserved before the first look, so that a burst of events for one name costs one look.
    pending.set(name, { look: undefined, dueAt: Infinity, looks: 0 });
    const look = await lookAt(name);
    pending.delete(name);
    if (isClosed) return;
    if (!sameLook(look, options.known(name))) wait(name, look, 1);
    else if (stirred.delete(name)) await consider(name);
  }

  function wait(name: string, look: Look, looks: number): void {
    pending.set(name, { look, dueAt: performance.now() + settleMs, looks });
    if (looks === RESTLESS_AFTER) options.onRestless(name);
    arm();
  }

  function arm(): void {
    if (timer !== undefined || isClosed) return;
    timer = setTimeout(() => void settleDue(), Math.max(10, settleMs / 4));
  }

  async function settleDue(): Promise<void> {
    const now = performance.now();
    const due = [...pending].filter(([, entry]) => entry.dueAt <= now);
    await mapBounded(due, LOOKS_AT_ONCE, settleOne);
    timer = undefined;
    if (pending.size > 0) arm();
  }

  async function settleOne([name, entry]: [string, Pending]): Promise<void> {
    const look = await lookAt(name);
    if (isClosed || pending.get(name) !== entry) return;
    pending.delete(name);
    if (!sameLook(look, entry.look)) {
      wait(name, look, entry.looks + 1);
      return;
    }
    options.onSettled(name, look);
    if (stirred.delete(name)) await consider(name);
  }

  return {
    consider,
    close() {
      isClosed = true;
      clearTimeout(timer);
      pending.clear();
      stirred.clear();
    },
  };
}
