import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { WatchLog } from './hand-on.ts';

export interface FolderEvents {
  /** Looks whether the folder is there and the same, and listens anew if not. */
  look(): Promise<void>;
  /** Tries again after events have failed. */
  retry(): void;
  close(): void;
}

export interface FolderEventsOptions {
  readonly folder: string;
  readonly onName: (name: string) => void;
  /** Names may have been missed: the folder is new, or more happened than the system tells. */
  readonly onUnsure: () => Promise<void>;
  readonly log: WatchLog;
}

export const FOLDER_LOOK_MS = 1_000;
const BURST = 500;

/** File events of a folder, over its removal, its return, and queues of the system that overflow. */
export function createFolderEvents(options: FolderEventsOptions): FolderEvents {
  const { folder, log } = options;
  let watcher: FSWatcher | undefined;
  // Which folder the events come from: a folder that was removed and made again is another one.
  let watchedId: string | undefined;
  let isClosed = false;
  let isMissingSaid = false;
  let burst = 0;

  function onEvent(name: string | null): void {
    burst += 1;
    // The system drops events when its queue is full and does not say so; a scan finds what was lost.
    if (burst === BURST) setTimeout(() => void options.onUnsure(), FOLDER_LOOK_MS).unref();
    if (name !== null) options.onName(name);
    if (name !== null && name !== basename(folder)) return;
    // An event under the folder's own name says that it was moved or removed.
    stop();
    void look();
  }

  async function look(): Promise<void> {
    burst = 0;
    const found = await stat(folder).catch(() => undefined);
    const id = found?.isDirectory() === true ? `${found.dev}:${found.ino}:${found.birthtimeMs}` : undefined;
    if (id === undefined && !isMissingSaid) {
      log.warn({ folder }, 'the watched folder is missing; waiting for it');
    }
    isMissingSaid = id === undefined;
    if (isClosed || id === watchedId) return;
    stop();
    watchedId = id;
    retry();
    await options.onUnsure();
  }

  function retry(): void {
    if (watcher !== undefined || watchedId === undefined || isClosed) return;
    try {
      watcher = watch(folder, (_kind, name) => {
        onEvent(name);
      });
      watcher.on('error', (error) => {
        log.warn({ folder, error: String(error) }, 'file events have failed; scanning instead');
        watcher?.close();
        watcher = undefined;
      });
    } catch (error) {
      log.warn({ folder, error: String(error) }, 'file events are not available; scanning instead');
    }
  }

  function stop(): void {
    watcher?.close();
    watcher = undefined;
    watchedId = undefined;
  }

  return {
    look,
    retry,
    close() {
      isClosed = true;
      stop();
    },
  };
}
