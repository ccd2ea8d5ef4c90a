import type {
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { classify } from '#llm/faults/classify';
import { type Fault, FaultError } from '#llm/faults/fault';
import type { Usage } from '#llm/model';

/** No answer is larger. An endless stream must end somewhere. */
const MOST_CHARACTERS = 2_000_000;
const MOST_PARTS = 500_000;

/** What a stream has brought so far. */
export interface Gathered {
  readonly content: LanguageModelV4Content[];
  text: string;
  characters: number;
  finish: LanguageModelV4FinishReason | undefined;
  usage: Usage;
  fault: Fault | undefined;
  /** A chunk could not be read, and may have carried text. */
  isSuspect: boolean;
  parts: number;
  readonly open: Map<string, { type: 'text' | 'reasoning'; text: string }>;
}

export function startGathering(): Gathered {
  return {
    content: [],
    text: '',
    characters: 0,
    finish: undefined,
    usage: {},
    fault: undefined,
    isSuspect: false,
    parts: 0,
    open: new Map(),
  };
}

/** Whether a part carries something of the answer: only such a part shows that the model is alive. */
export function isContent(part: LanguageModelV4StreamPart): boolean {
  switch (part.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'tool-input-delta':
      return part.delta !== '';
    case 'tool-call':
    case 'tool-input-start':
    case 'file':
    case 'tool-result':
    case 'source':
      return true;
    default:
      return false;
  }
}

/** Adds one part. Throws a fault when the answer grows beyond any bound. */
export function addPart(gathered: Gathered, part: LanguageModelV4StreamPart): void {
  if (++gathered.parts > MOST_PARTS) throw oversized('parts', MOST_PARTS);
  switch (part.type) {
    case 'text-start':
      gathered.open.set(part.id, { type: 'text', text: '' });
      return;
    case 'reasoning-start':
      gathered.open.set(part.id, { type: 'reasoning', text: '' });
      return;
    case 'text-delta':
    case 'reasoning-delta':
      return addDelta(gathered, part);
    case 'text-end':
    case 'reasoning-end':
      return closeBlock(gathered, part.id, part.providerMetadata);
    case 'tool-call':
    case 'tool-result':
    case 'file':
    case 'source':
      gathered.content.push(part);
      return;
    case 'finish':
      gathered.finish = part.finishReason;
      gathered.usage = usageOf(part.usage);
      return;
    case 'error':
      return addError(gathered, part.error);
    default:
  }
}

/** Blocks that were never closed: what they hold belongs to the answer too. */
export function closeAll(gathered: Gathered): void {
  for (const id of gathered.open.keys()) closeBlock(gathered, id, undefined);
}

function addDelta(
  gathered: Gathered,
  part: { type: 'text-delta' | 'reasoning-delta'; id: string; delta: string },
): void {
  const type = part.type === 'text-delta' ? 'text' : 'reasoning';
  const block = gathered.open.get(part.id) ?? { type, text: '' };
  block.text += part.delta;
  gathered.open.set(part.id, block);
  gathered.characters += part.delta.length;
  if (type === 'text') gathered.text += part.delta;
  if (gathered.characters > MOST_CHARACTERS) throw oversized('characters', MOST_CHARACTERS);
}

type Metadata = Extract<LanguageModelV4StreamPart, { type: 'text-end' }>['providerMetadata'];

function closeBlock(gathered: Gathered, id: string, metadata: Metadata): void {
  const block = gathered.open.get(id);
  gathered.open.delete(id);
  if (block === undefined) return;
  gathered.content.push({ ...block, ...(metadata === undefined ? {} : { providerMetadata: metadata }) });
}

/** A chunk that could not be read does not end the stream; any other error does. The first one counts. */
function addError(gathered: Gathered, error: unknown): void {
  const fault = classify(error);
  if (fault.kind === 'malformed') gathered.isSuspect = true;
  else gathered.fault ??= fault;
}

/** The provider's counts, without those it did not give. */
export function usageOf(usage: {
  inputTokens?: { total?: number | undefined; cacheRead?: number | undefined } | undefined;
  outputTokens?: { total?: number | undefined; reasoning?: number | undefined } | undefined;
}): Usage {
  const { inputTokens, outputTokens } = usage;
  return {
    ...(inputTokens?.total === undefined ? {} : { input: inputTokens.total }),
    ...(outputTokens?.total === undefined ? {} : { output: outputTokens.total }),
    ...(inputTokens?.cacheRead === undefined ? {} : { cached: inputTokens.cacheRead }),
    ...(outputTokens?.reasoning === undefined ? {} : { reasoning: outputTokens.reasoning }),
  };
}

function oversized(what: string, limit: number): FaultError {
  return new FaultError({
    kind: 'oversized',
    detail: `the answer has more than ${limit.toLocaleString('en')} ${what}`,
  });
}
