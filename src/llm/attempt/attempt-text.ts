import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { classify } from '#llm/faults/classify';
import type { TextAnswer } from '#llm/model';
import type { Target } from '#llm/settings/settings';
import { addPart, type Gathered, isContent, startGathering, usageOf } from './gather.ts';
import { judge } from './judge.ts';
import type { Outcome } from './outcome.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** Where a live reader gets its parts; nothing is handed on before the first content. */
export type PartSink = (part: LanguageModelV4StreamPart) => void;

export interface TextAttempt {
  readonly model: LanguageModelV4;
  readonly target: Pick<Target, 'firstTokenMs' | 'idleMs' | 'totalMs' | 'isStreaming'>;
  readonly options: Omit<LanguageModelV4CallOptions, 'abortSignal'>;
  readonly signal?: AbortSignal | undefined;
  /** What is left of the whole request's time. */
  readonly leftMs: number;
  readonly sink?: PartSink | undefined;
}

/** Calls a model once and reads the answer to its end. Never throws: every end is an outcome. */
export async function attemptText(attempt: TextAttempt): Promise<Outcome<TextAnswer>> {
  const { target, signal } = attempt;
  const start = performance.now();
  const gathered = startGathering();
  const seen = { firstTokenMs: undefined as number | undefined, isCommitted: false };
  using dog = startWatchdog({ totalMs: Math.min(target.totalMs, attempt.leftMs), signal });
  try {
    if (target.isStreaming) await readStream(attempt, { dog, gathered, seen, start });
    else await readWhole(attempt, { dog, gathered });
  } catch (error) {
    gathered.fault ??= classify(dog.signal.aborted ? dog.signal.reason : error);
  }
  const verdict = judge(gathered);
  return {
    ...verdict,
    ...(verdict.ok ? {} : { isCommitted: seen.isCommitted }),
    usage: gathered.usage,
    characters: gathered.characters,
    ...(seen.firstTokenMs === undefined ? {} : { firstTokenMs: seen.firstTokenMs }),
  } as Outcome<TextAnswer>;
}

interface Reading {
  readonly dog: Watchdog;
  readonly gathered: Gathered;
  readonly seen: { firstTokenMs: number | undefined; isCommitted: boolean };
  readonly start: number;
}

async function readStream(attempt: TextAttempt, reading: Reading): Promise<void> {
  const { dog, gathered, seen, start } = reading;
  const { target, sink } = attempt;
  // Armed before the call: a server that sends no headers is silent too.
  dog.expect('first_token_timeout', target.firstTokenMs);
  const { stream } = await Promise.race([
    attempt.model.doStream({ ...attempt.options, abortSignal: dog.signal }),
    dog.ended,
  ]);
  const reader = stream.getReader();
  const held: LanguageModelV4StreamPart[] = [];
  // The connection is not needed any more then; that it cannot be closed tells nothing new.
  const letGo = (): void => void reader.cancel().catch(() => undefined);
  dog.signal.addEventListener('abort', letGo, { once: true });
  try {
    for (;;) {
      const { done, value: part } = await reader.read();
      dog.signal.throwIfAborted();
      if (done) return;
      addPart(gathered, part);
      if (isContent(part)) {
        seen.firstTokenMs ??= Math.round(performance.now() - start);
        dog.expect('stall', target.idleMs);
      }
      if (gathered.fault !== undefined) return;
      if (sink !== undefined) handOn({ part, sink, held, seen });
    }
  } finally {
    dog.signal.removeEventListener('abort', letGo);
    letGo();
  }
}

function handOn(at: {
  part: LanguageModelV4StreamPart;
  sink: PartSink;
  held: LanguageModelV4StreamPart[];
  seen: Reading['seen'];
}): void {
  const { part, sink, held, seen } = at;
  // How it ended is said by the gateway, once it is judged.
  if (part.type === 'finish' || part.type === 'error') return;
  if (!seen.isCommitted && !isContent(part)) {
    held.push(part);
    return;
  }
  seen.isCommitted = true;
  for (const earlier of held.splice(0)) sink(earlier);
  sink(part);
}

async function readWhole(
  attempt: TextAttempt,
  { dog, gathered }: Pick<Reading, 'dog' | 'gathered'>,
): Promise<void> {
  const result = await Promise.race([
    attempt.model.doGenerate({ ...attempt.options, abortSignal: dog.signal }),
    dog.ended,
  ]);
  gathered.content.push(...result.content);
  gathered.text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  gathered.characters = gathered.text.length;
  gathered.finish = result.finishReason;
  gathered.usage = usageOf(result.usage);
}
