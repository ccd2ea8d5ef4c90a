import { sameLook, type Look } from './look-at-file.ts';
import type { FileSignature } from './read-bounded-file.ts';

/** The part of a logger that is needed here; pino fits. */
export interface WatchLog {
  readonly warn: (details: object, message: string) => void;
}

/** A file that has come to rest. It may be anything with a fitting name, also a link: reading it decides. */
export interface WatchedFile {
  readonly name: string;
  readonly path: string;
  readonly signature: FileSignature;
  /** Another file whose name differs only in upper and lower case or in how accents are coded. */
  readonly twin?: string;
}

interface Waiting {
  readonly path: string;
  readonly look: Look;
}

export interface HandOn {
  /** Queues a settled state; a newer state of a name that still waits replaces the older one. */
  add(name: string, path: string, look: Look): void;
  /** The state that was handed on last. */
  remembered(name: string): Look;
  names(): string[];
  /** Forgets the states whose processing failed, so that the next look takes them for new. */
  forgetFailed(): void;
  close(): Promise<void>;
}

/** The queue between settled files and those who process them: first come, first served, one turn per name. */
export function createHandOn(options: {
  readonly concurrency: number;
  readonly maxRemembered: number;
  readonly onFile: (file: WatchedFile) => Promise<void>;
  readonly onGone: (name: string) => Promise<void>;
  readonly log: WatchLog;
}): HandOn {
  const { onFile, onGone, log } = options;
  const remembered = new Map<string, Exclude<Look, undefined>>();
  const nameByFold = new Map<string, string>();
  const failed = new Map<string, Look>();
  const waiting = new Map<string, Waiting>();
  const running = new Map<string, Promise<void>>();
  let isClosed = false;

  function dispatch(): void {
    for (const [name, item] of waiting) {
      if (isClosed || running.size >= options.concurrency) return;
      if (running.has(name)) continue;
      waiting.delete(name);
      const done = process(name, item).finally(() => {
        running.delete(name);
        dispatch();
      });
      running.set(name, done);
    }
  }

  async function process(name: string, { path, look }: Waiting): Promise<void> {
    try {
      if (look === undefined) {
        await onGone(name);
        return;
      }
      const twin = findTwin(name);
      const signature = { size: look.size, mtimeMs: look.mtimeMs, ino: look.ino };
      await onFile({ name, path, signature, ...(twin === undefined ? {} : { twin }) });
    } catch (error) {
      log.warn({ name, error: String(error) }, 'a file could not be processed');
      failed.set(name, look);
    }
  }

  function remember(name: string, look: Look): void {
    remembered.delete(name);
    if (look === undefined) {
      if (nameByFold.get(foldName(name)) === name) nameByFold.delete(foldName(name));
      return;
    }
    remembered.set(name, look);
    if (!remembered.has(nameByFold.get(foldName(name)) ?? '')) nameByFold.set(foldName(name), name);
    if (remembered.size <= options.maxRemembered) return;
    const oldest = remembered.keys().next().value;
    if (oldest === undefined) return;
    remembered.delete(oldest);
    if (nameByFold.get(foldName(oldest)) === oldest) nameByFold.delete(foldName(oldest));
  }

  function findTwin(name: string): string | undefined {
    const other = nameByFold.get(foldName(name));
    return other === name ? undefined : other;
  }

  return {
    add(name, path, look) {
      if (isClosed || sameLook(look, remembered.get(name))) return;
      remember(name, look);
      waiting.set(name, { path, look });
      dispatch();
    },
    remembered: (name) => remembered.get(name),
    names: () => [...remembered.keys()],
    forgetFailed() {
      for (const [name, look] of failed) {
        if (sameLook(remembered.get(name), look)) remembered.delete(name);
      }
      failed.clear();
    },
    async close() {
      isClosed = true;
      waiting.clear();
      await Promise.allSettled(running.values());
    },
  };
}

function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
