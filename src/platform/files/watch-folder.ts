import { watch, type FSWatcher } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createHandOn, type WatchedFile, type WatchLog } from './hand-on.ts';
import { isTemporaryName, lookAt, sameLook, type Look } from './look-at-file.ts';
import { mapBounded } from './map-bounded.ts';

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

const FOLDER_LOOK_MS = 1_000;
const BURST = 500;
const LOOKS_AT_ONCE = 16;
const RESTLESS_AFTER = 80;

interface Pending {
  readonly look: Look;
  readonly dueAt: number;
  readonly looks: number;
}

/** Watches the files directly in a folder by events, by a full scan now and then, and over its removal. */
export function watchFolder(options: WatchFolderOptions): FolderWatch {
  const { folder, log } = options;
  const settleMs = options.settleMs ?? 120;
  // Names whose state is not settled yet, in the order of their next look.
  const pending = new Map<string, Pending>();
  // Names with an event while a look was under way, which may have come too early to see the change.
  const stirred = new Set<string>();
  const handOn = createHandOn({
    concurrency: options.concurrency ?? 4,
    maxRemembered: options.maxRemembered ?? 50_000,
    onFile: options.onFile,
    onGone: options.onGone ?? (async () => undefined),
    log,
  });
  let watcher: FSWatcher | undefined;
  // Which folder the events come from: a folder that was removed and made again is another one.
  let watchedId: string | undefined;
  let isClosed = false;
  let isMissingSaid = false;
  let burst = 0;
  let settleTimer: NodeJS.Timeout | undefined;
  let scanRunning: Promise<void> | undefined;

  function isOfInterest(name: string): boolean {
    return !isTemporaryName(name) && new RegExp(options.accept).test(name);
  }

  async function consider(name: string): Promise<void> {
    if (isClosed || !isOfInterest(name)) return;
    if (pending.has(name)) {
      stirred.add(name);
      return;
    }
    // Reserved before the first look, so that a burst of events for one name costs one look.
    pending.set(name, { look: undefined, dueAt: Infinity, looks: 0 });
    const look = await lookAt(join(folder, name));
    pending.delete(name);
    if (isClosed) return;
    if (sameLook(look, handOn.remembered(name))) {
      if (stirred.delete(name)) await consider(name);
      return;
    }
    pending.set(name, { look, dueAt: performance.now() + settleMs, looks: 1 });
    armSettle();
  }

  function armSettle(): void {
    if (settleTimer !== undefined || isClosed) return;
    settleTimer = setTimeout(() => void settleDue(), Math.max(10, settleMs / 4));
  }

  async function settleDue(): Promise<void> {
    const now = performance.now();
    const due = [...pending].filter(([, entry]) => entry.dueAt <= now);
    await mapBounded(due, LOOKS_AT_ONCE, async ([name, entry]) => {
      const look = await lookAt(join(folder, name));
      if (isClosed || pending.get(name) !== entry) return;
      pending.delete(name);
      if (sameLook(look, entry.look)) {
        handOn.add(name, join(folder, name), look);
        if (stirred.delete(name)) await consider(name);
        return;
      }
      if (entry.looks === RESTLESS_AFTER)
        log.warn({ folder, name }, 'a file keeps changing and is not read yet');
      pending.set(name, { look, dueAt: performance.now() + settleMs, looks: entry.looks + 1 });
    });
    settleTimer = undefined;
    if (pending.size > 0) armSettle();
  }

  function onEvent(name: string | null): void {
    burst += 1;
    // The system drops events when its queue is full and does not say so; a scan finds what was lost.
    if (burst === BURST) setTimeout(() => void scan(), FOLDER_LOOK_MS).unref();
    if (name !== null) void consider(name);
    // An event under the folder's own name says that it was moved or removed.
    if (name === basename(folder)) stopEvents();
    if (name === null || name === basename(folder)) void lookAtFolder().then(() => scan());
  }

  async function lookAtFolder(): Promise<void> {
    burst = 0;
    if (isClosed) return;
    const found = await stat(folder).catch(() => undefined);
    const id = found?.isDirectory() === true ? `${found.dev}:${found.ino}:${found.birthtimeMs}` : undefined;
    if (id === undefined) sayMissing();
    if (isClosed || id === watchedId) return;
    stopEvents();
    watchedId = id;
    if (id !== undefined) {
      isMissingSaid = false;
      startEvents();
    }
    await scan();
  }

  function sayMissing(): void {
    if (!isMissingSaid) log.warn({ folder }, 'the watched folder is missing; waiting for it');
    isMissingSaid = true;
  }

  function startEvents(): void {
    try {
      watcher = watch(folder, { persistent: true }, (_kind, name) => {
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

  function stopEvents(): void {
    watcher?.close();
    watcher = undefined;
    watchedId = undefined;
  }

  async function scan(): Promise<void> {
    // One scan at a time; who asks during one gets the next, which sees what the running one may have missed.
    const running = scanRunning;
    const next = (running ?? Promise.resolve()).then(() => scanOnce());
    scanRunning = next;
    await next;
    if (scanRunning === next) scanRunning = undefined;
  }

  async function scanOnce(): Promise<void> {
    if (isClosed) return;
    const names = await listNames(folder, isOfInterest, log);
    if (names === undefined) return;
    const gone = handOn.names().filter((name) => !names.has(name));
    await mapBounded([...names, ...gone], LOOKS_AT_ONCE, consider);
  }

  function scanInTurn(): void {
    if (watcher === undefined && watchedId !== undefined) startEvents();
    void scan();
  }

  const scanTimer = setInterval(scanInTurn, options.scanIntervalMs ?? 30_000);
  const folderTimer = setInterval(() => void lookAtFolder(), FOLDER_LOOK_MS);
  const ready = lookAtFolder();

  async function close(): Promise<void> {
    isClosed = true;
    options.signal?.removeEventListener('abort', onAbort);
    clearInterval(scanTimer);
    clearInterval(folderTimer);
    clearTimeout(settleTimer);
    pending.clear();
    stirred.clear();
    stopEvents();
    await handOn.close();
  }
  const onAbort = (): void => void close();
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted === true) onAbort();
  return { ready, scan, close };
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
