import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolderEvents, FOLDER_LOOK_MS } from './folder-events.ts';
import { createHandOn, type WatchedFile, type WatchLog } from './hand-on.ts';
import { isTemporaryName, lookAt } from './look-at-file.ts';
import { mapBounded } from '#kernel/map-bounded';
import { createSettling, LOOKS_AT_ONCE } from './settle-files.ts';

export interface WatchFolderOptions {
  readonly folder: string;
  /** Names that are of interest, such as `/\.ya?ml$/i`. Dot files and names of half-made files never are. */
  readonly accept: RegExp;
  /** Full scan, for network drives without events; 30 s when not given. */
  readonly scanIntervalMs?: number;
  /** Time between two looks that must find the same size and times; 120 ms when not given. */
  readonly settleMs?: number;
  /** How many files are handed on at once; 4 when not given. */
  readonly concurrency?: number;
  /** How many file states are remembered; 50,000 when not given. */
  readonly maxRemembered?: number;
  /** A new or changed file that has come to rest. A rejection is logged and the file is tried at the next scan. */
  readonly onFile: (file: WatchedFile) => Promise<void>;
  readonly onGone?: (name: string) => Promise<void>;
  readonly log: WatchLog;
  readonly signal?: AbortSignal;
}

export interface FolderWatch {
  /** Settles after the first scan, also when the folder does not exist yet. */
  readonly ready: Promise<void>;
  /** Scans now. */
  scan(): Promise<void>;
  /** Stops at once; settles when the files in hand are done. */
  close(): Promise<void>;
}

/** Watches the files directly in a folder by events, by a full scan now and then, and over its removal. */
export function watchFolder(options: WatchFolderOptions): FolderWatch {
  const { folder, log, signal } = options;
  const accept = new RegExp(options.accept.source, options.accept.flags.replaceAll(/[gy]/g, ''));
  const isOfInterest = (name: string): boolean => !isTemporaryName(name) && accept.test(name);
  let isClosed = false;

  const handOn = createHandOn({
    concurrency: options.concurrency ?? 4,
    maxRemembered: options.maxRemembered ?? 50_000,
    onFile: options.onFile,
    onGone: options.onGone ?? (async () => undefined),
    log,
  });
  const settling = createSettling({
    settleMs: options.settleMs ?? 120,
    look: (name) => lookAt(join(folder, name)),
    known: (name) => handOn.remembered(name),
    onSettled: (name, look) => {
      handOn.add(name, join(folder, name), look);
    },
    onRestless: (name) => {
      log.warn({ folder, name }, 'a file keeps changing and is not read yet');
    },
  });
  const scan = inTurn(async () => {
    const names = isClosed ? undefined : await listNames(folder, isOfInterest, log);
    if (names === undefined) return;
    handOn.forgetFailed();
    const gone = handOn.names().filter((name) => !names.has(name));
    await mapBounded([...names, ...gone], LOOKS_AT_ONCE, (name) => settling.consider(name));
  });
  const events = createFolderEvents({
    folder,
    log,
    onName: (name) => {
      if (isOfInterest(name)) void settling.consider(name);
    },
    onUnsure: scan,
  });

  const folderTimer = setInterval(() => void events.look(), FOLDER_LOOK_MS);
  const scanTimer = setInterval(() => {
    events.retry();
    void scan();
  }, options.scanIntervalMs ?? 30_000);

  async function close(): Promise<void> {
    isClosed = true;
    signal?.removeEventListener('abort', onAbort);
    clearInterval(folderTimer);
    clearInterval(scanTimer);
    events.close();
    settling.close();
    await handOn.close();
  }
  const onAbort = (): void => void close();
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  return { ready: events.look(), scan, close };
}

/** One run at a time; who asks during one gets the next, which sees what the running one may have missed. */
function inTurn(action: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  let queued: Promise<void> | undefined;
  return () => {
    queued ??= last.then(() => {
      queued = undefined;
      return action();
    });
    last = queued;
    return queued;
  };
}

/** The names of interest; an empty set when the folder is gone, undefined when it cannot be read now. */
async function listNames(
  folder: string,
  isOfInterest: (name: string) => boolean,
  log: WatchLog,
): Promise<Set<string> | undefined> {
  const names = new Set<string>();
  try {
    for await (const entry of await opendir(folder, { bufferSize: 512 })) {
      if (isOfInterest(entry.name)) names.add(entry.name);
    }
    return names;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return names;
    log.warn({ folder, error: String(error) }, 'the watched folder cannot be read');
    return undefined;
  }
}
