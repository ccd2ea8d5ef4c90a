import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Fault } from './problem.ts';
import type { SourceNode } from './source-node.ts';

export type TextFormat = 'yaml' | 'json';

export interface ParseJob {
  readonly id: number;
  readonly text: string;
  readonly format: TextFormat;
}

export type ParseReply =
  | { readonly id: number; readonly ok: true; readonly root: SourceNode }
  | { readonly id: number; readonly ok: false; readonly fault: Fault };

export type ParseOutcome =
  | { readonly ok: true; readonly root: SourceNode }
  | { readonly ok: false; readonly fault: Fault };

export interface ParsePoolOptions {
  /** Threads at most; started when needed. */
  readonly size: number;
  /** Computing time in milliseconds a document may take; waiting for a busy machine does not count. */
  readonly timeLimitMs: number;
  /** A thread without work for so long is ended. */
  readonly idleMs: number;
  readonly memoryMb: number;
}

export interface ParsePool {
  /** Parses in a worker thread. A document that takes too long or too much memory is a fault, not an exception. */
  parse(text: string, format: TextFormat): Promise<ParseOutcome>;
  /** Threads now alive. */
  threads(): number;
  close(): Promise<void>;
}

interface Waiting extends ParseJob {
  readonly resolve: (outcome: ParseOutcome) => void;
}

interface Thread {
  readonly worker: Worker;
  /** Settles once the thread has loaded its code; loading does not count as work on a document. */
  readonly ready: Promise<void>;
  job: Waiting | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** How often the time limit may be prolonged because the machine, not the document, was slow. */
const MAX_EXTENSIONS = 10;
const FIRST_LOOK_MS = 100;

const DEFAULTS: ParsePoolOptions = { size: 2, timeLimitMs: 1_000, idleMs: 30_000, memoryMb: 128 };

/** A pool of parser threads. A thread that exceeds its limits is ended and replaced. */
export function createParsePool(given: Partial<ParsePoolOptions> = {}): ParsePool {
  const options = { ...DEFAULTS, ...given };
  const threads = new Set<Thread>();
  const queue: Waiting[] = [];
  let nextId = 1;
  let isClosed = false;

  function dispatch(): void {
    if (isClosed) return;
    while (queue.length > 0) {
      const free = [...threads].find((thread) => thread.job === undefined) ?? start();
      if (free === undefined) return;
      const job = queue.shift();
      if (job !== undefined) run(free, job);
    }
  }

  function start(): Thread | undefined {
    if (threads.size >= options.size) return undefined;
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb, maxYoungGenerationSizeMb: 32 },
      execArgv: ['--no-warnings'],
      name: 'structured-text',
    });
    const { promise: ready, resolve: markReady } = Promise.withResolvers<void>();
    const thread: Thread = { worker, ready, job: undefined, timer: undefined };
    threads.add(thread);
    worker.on('message', (message: ParseReply | 'ready') => {
      if (message === 'ready') markReady();
      else finish(thread, message);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      drop(thread, isMemory ? tooMuchMemory(options.memoryMb) : brokenThread(error.message));
    });
    worker.on('exit', () => {
      drop(thread, brokenThread('its thread ended'));
    });
    return thread;
  }

  function run(thread: Thread, job: Waiting): void {
    thread.worker.ref();
    thread.job = job;
    clearTimeout(thread.timer);
    thread.worker.postMessage({ id: job.id, text: job.text, format: job.format } satisfies ParseJob);
    void watchTime(thread, job);
  }

  /** Most documents are read before the first look; only then is the thread asked for its computing time. */
  async function watchTime(thread: Thread, job: Waiting): Promise<void> {
    await thread.ready;
    if (thread.job !== job) return;
    const firstLookMs = Math.min(FIRST_LOOK_MS, options.timeLimitMs / 4);
    const budgetMs = options.timeLimitMs - firstLookMs;
    let before: number | undefined;
    const look = (left: number, afterMs: number): void => {
      thread.timer = setTimeout(() => void check(left), afterMs);
    };
    const check = async (left: number): Promise<void> => {
      const now = await spentMs(thread.worker, options.timeLimitMs);
      if (thread.job !== job) return;
      const isBusy = before !== undefined && now - before >= budgetMs * 0.75;
      before ??= now;
      if (isBusy || left === 0) drop(thread, tooSlow(options.timeLimitMs));
      else look(left - 1, budgetMs);
    };
    look(MAX_EXTENSIONS, firstLookMs);
  }

  function finish(thread: Thread, outcome: ParseOutcome): void {
    const { job } = thread;
    clearTimeout(thread.timer);
    thread.job = undefined;
    thread.worker.unref();
    thread.timer = setTimeout(() => {
      if (thread.job === undefined) drop(thread, undefined);
    }, options.idleMs).unref();
    job?.resolve(outcome);
    dispatch();
  }

  function drop(thread: Thread, fault: Fault | undefined): void {
    if (!threads.delete(thread)) return;
    clearTimeout(thread.timer);
    const { job } = thread;
    thread.job = undefined;
    void thread.worker.terminate();
    if (job !== undefined && fault !== undefined) job.resolve({ ok: false, fault });
    dispatch();
  }

  return {
    parse: (text, format) =>
      new Promise((resolve) => {
        if (isClosed) return resolve({ ok: false, fault: brokenThread('the parser is closed') });
        queue.push({ id: nextId++, text, format, resolve });
        dispatch();
      }),
    threads: () => threads.size,
    async close() {
      isClosed = true;
      const stopped = brokenThread('the parser was closed');
      for (const job of queue.splice(0)) job.resolve({ ok: false, fault: stopped });
      const open = [...threads];
      for (const thread of open) drop(thread, stopped);
      await Promise.all(open.map((thread) => thread.worker.terminate()));
    },
  };
}

/** Computing time of a thread so far; infinite when it does not even answer that within the limit. */
async function spentMs(worker: Worker, limitMs: number): Promise<number> {
  const silence = new AbortController();
  try {
    const usage = await Promise.race([
      worker.cpuUsage(),
      setTimeoutPromise(limitMs, undefined, { signal: silence.signal }),
    ]);
    return usage === undefined ? Infinity : (usage.user + usage.system) / 1_000;
  } catch {
    return 0;
  } finally {
    silence.abort();
  }
}

function tooSlow(limitMs: number): Fault {
  const message = `Reading the document took longer than ${limitMs / 1_000} s.`;
  return fileFault('text.too_slow', message, 'Make it smaller and simpler.');
}

function tooMuchMemory(limitMb: number): Fault {
  const message = `Reading the document needs more than ${limitMb} MB of memory.`;
  return fileFault('text.too_much_memory', message, 'Make it smaller and simpler.');
}

function brokenThread(detail: string): Fault {
  return fileFault('text.parser_stopped', `The document could not be read: ${detail}.`, 'Try it again.');
}

function fileFault(rule: string, message: string, hint: string): Fault {
  return { rule, message, hint, start: -1, end: -1 };
}
