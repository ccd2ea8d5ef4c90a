import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { Executed } from '#llm/execute/job';
import { type TextAnswer, wireUsage } from '#llm/model';

/** An answer as it comes. */
export interface LiveAnswer {
  /** Ends with a `finish` part, or with an `error` part: never in silence. */
  readonly parts: AsyncIterable<LanguageModelV4StreamPart>;
  /** The whole answer; rejects with the error that the parts end with. */
  readonly done: Promise<Executed<TextAnswer>>;
}

type Work = (
  emit: (part: LanguageModelV4StreamPart) => void,
) => Promise<{ executed: Executed<TextAnswer>; hasParts: boolean }>;

/** More parts than this wait for no reader: then the reader is gone. */
const MOST_WAITING = 100_000;

/** Runs the work of a live answer and hands its parts on, in order, to one reader. */
export function streamLive(work: Work): LiveAnswer {
  const waiting: LanguageModelV4StreamPart[] = [];
  let isEnded = false;
  let wake = (): void => undefined;
  const emit = (part: LanguageModelV4StreamPart): void => {
    if (waiting.length >= MOST_WAITING) throw new Error('nobody reads this answer');
    waiting.push(part);
    wake();
  };
  const done = run(work, emit).finally(() => {
    isEnded = true;
    wake();
  });
  done.catch(() => undefined);
  async function* read(): AsyncGenerator<LanguageModelV4StreamPart> {
    for (;;) {
      const part = waiting.shift();
      if (part !== undefined) yield part;
      else if (isEnded) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return { parts: read(), done };
}

async function run(
  work: Work,
  emit: (part: LanguageModelV4StreamPart) => void,
): Promise<Executed<TextAnswer>> {
  try {
    const { executed, hasParts } = await work(emit);
    // From a cache, from code, or an answer that was kept back because a part of it was lost.
    if (!hasParts) for (const part of partsOf(executed.result)) emit(part);
    emit(finishPart(executed));
    return executed;
  } catch (error) {
    emit({ type: 'error', error });
    throw error;
  }
}

function partsOf(answer: TextAnswer): LanguageModelV4StreamPart[] {
  return answer.content.flatMap((part, index): LanguageModelV4StreamPart[] => {
    const id = String(index);
    if (part.type === 'text')
      return [
        { type: 'text-start', id },
        { type: 'text-delta', id, delta: part.text },
        { type: 'text-end', id },
      ];
    return part.type === 'tool-call' ? [part] : [];
  });
}

/** The end as the gateway judged it, with flags and origin for readers that look. */
function finishPart({ result, flags, origin }: Executed<TextAnswer>): LanguageModelV4StreamPart {
  return {
    type: 'finish',
    finishReason: { unified: result.finish, raw: result.finish },
    usage: wireUsage(result.usage),
    providerMetadata: {
      aicmo: {
        target: origin.target,
        provider: origin.provider,
        model: origin.model,
        flags: [...flags],
        requestId: origin.requestId,
      },
    },
  };
}
