import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Wire } from './answer-plan.ts';

/** What a call wants: words, vectors or pictures. */
export type Task = 'text' | 'embedding' | 'picture';

/** A call as it came, with what its address says. */
export interface PeerRequest {
  /** Number of the call, from 1. */
  readonly n: number;
  readonly wire: Wire;
  readonly task: Task;
  readonly model: string;
  readonly path: string;
  readonly isStream: boolean;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Address {
  readonly wire: Wire;
  readonly task: Task;
  /** Where the address names the model; else the body does. */
  readonly model?: string;
  readonly isStream?: boolean;
}

const OPENAI_TASKS = new Map<string, Task>([
  ['/v1/chat/completions', 'text'],
  ['/v1/embeddings', 'embedding'],
  ['/v1/images/generations', 'picture'],
]);

/** Prefix of the compatible wire, so that its calls can be told from OpenAI's own. */
export const COMPATIBLE_PREFIX = '/compatible';

/** Reads a call; undefined if no wire has such an address or its body is no JSON object. */
export async function readRequest(message: IncomingMessage, n: number): Promise<PeerRequest | undefined> {
  const path = message.url ?? '/';
  const address = message.method === 'POST' ? addressOf(path.split('?')[0] ?? '') : undefined;
  const read: unknown = await json(message).catch(() => undefined);
  if (address === undefined || typeof read !== 'object' || read === null) return undefined;
  const body = read as Record<string, unknown>;
  const named = typeof body['model'] === 'string' ? body['model'] : '';
  return {
    n,
    wire: address.wire,
    task: isPictureCall(address, body) ? 'picture' : address.task,
    model: address.model ?? named,
    path,
    isStream: address.isStream ?? body['stream'] === true,
    headers: message.headers,
    body,
  };
}

function addressOf(path: string): Address | undefined {
  if (path === '/v1/messages') return { wire: 'anthropic', task: 'text' };
  const isCompatible = path.startsWith(`${COMPATIBLE_PREFIX}/`);
  const task = OPENAI_TASKS.get(isCompatible ? path.slice(COMPATIBLE_PREFIX.length) : path);
  if (task !== undefined) return { wire: isCompatible ? 'compatible' : 'openai', task };
  const gemini = /^\/v1beta\/(?:models\/)?(?<model>.+):(?<verb>\w+)$/.exec(path)?.groups;
  return gemini === undefined ? undefined : geminiAddress(gemini['model'] ?? '', gemini['verb'] ?? '');
}

function geminiAddress(encoded: string, verb: string): Address | undefined {
  const model = decodeURIComponent(encoded);
  if (verb === 'embedContent' || verb === 'batchEmbedContents') {
    return { wire: 'google', task: 'embedding', model };
  }
  if (verb !== 'generateContent' && verb !== 'streamGenerateContent') return undefined;
  return { wire: 'google', task: 'text', model, isStream: verb === 'streamGenerateContent' };
}

// Gemini draws through the verb it writes with.
function isPictureCall(address: Address, body: Readonly<Record<string, unknown>>): boolean {
  const config = body['generationConfig'] as { responseModalities?: readonly string[] } | undefined;
  return address.wire === 'google' && config?.responseModalities?.includes('IMAGE') === true;
}

/** Whether the conversation of a call ends with a turn of the assistant. */
export function endsWithAssistant(request: PeerRequest): boolean {
  const turns = request.body[request.wire === 'google' ? 'contents' : 'messages'];
  const last = Array.isArray(turns) ? (turns.at(-1) as { role?: string } | undefined) : undefined;
  return last?.role === 'assistant' || last?.role === 'model';
}
