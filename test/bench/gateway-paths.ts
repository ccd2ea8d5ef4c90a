import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, streamText } from 'ai';
import { asLanguageModel } from '#llm/as-language-model';
import type { Gateway } from '#llm/gateway';
import { SCOPE, STREAMED, WHOLE } from './gateway-engines.ts';
import { MODEL, PROMPT, QUESTION } from './gateway-prompt.ts';

/** One way to the provider. Each call brings the whole text of the answer. */
export interface Path {
  readonly name: string;
  call(): Promise<string>;
  /** Processes besides this one and the provider's that work for it. */
  readonly pids: () => readonly number[];
}

const NO_PIDS = (): readonly number[] => [];

/** What is measured against what. */
export const NAMES = {
  fetch: 'fetch',
  adapter: 'adapter (doGenerate)',
  sdk: 'AI SDK generateText',
  pipeline: 'gateway, no database',
  sdkPipeline: 'AI SDK → gateway, no database',
  stored: 'gateway, PostgreSQL and budget',
  portkey: 'fetch → Portkey',
  sdkPortkey: 'AI SDK → Portkey',
  fetchStream: 'stream: fetch',
  adapterStream: 'stream: adapter (doStream)',
  sdkStream: 'stream: AI SDK streamText',
  liveStream: 'stream: gateway live, no database',
  bufferedStream: 'stream: gateway whole text, no database',
  portkeyStream: 'stream: fetch → Portkey',
  sdkPortkeyStream: 'stream: AI SDK → Portkey',
} as const;

/** Straight to the provider: by fetch, by the adapter alone, by the AI SDK. */
export function directPaths(baseUrl: string): Path[] {
  const model = modelAt(baseUrl);
  return [
    path(NAMES.fetch, () => fetchText(baseUrl, {}, false)),
    path(NAMES.adapter, () => generateWith(model)),
    path(NAMES.sdk, () => sdkText(model)),
    path(NAMES.fetchStream, () => fetchText(baseUrl, {}, true)),
    path(NAMES.adapterStream, () => streamWith(model)),
    path(NAMES.sdkStream, () => sdkStream(model)),
  ];
}

/** Through the gateway without its database. */
export function pipelinePaths(gateway: Gateway): Path[] {
  const model = asLanguageModel(gateway, { useCase: WHOLE, scope: SCOPE });
  return [
    path(NAMES.pipeline, () => askGateway(gateway, WHOLE)),
    path(NAMES.sdkPipeline, () => sdkText(model)),
    path(NAMES.liveStream, () => readLive(gateway)),
    path(NAMES.bufferedStream, () => askGateway(gateway, STREAMED)),
  ];
}

/** Through the gateway of the product. */
export function storedPaths(gateway: Gateway, pids: Path['pids']): Path[] {
  return [{ name: NAMES.stored, pids, call: () => askGateway(gateway, WHOLE) }];
}

/** Through Portkey, with the fewest of its headers. */
export function portkeyPaths(peer: { baseUrl: string; pid: number }, baseUrl: string): Path[] {
  const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': baseUrl };
  const model = modelAt(peer.baseUrl, headers);
  const pids = (): readonly number[] => [peer.pid];
  return [
    { name: NAMES.portkey, pids, call: () => fetchText(peer.baseUrl, headers, false) },
    { name: NAMES.sdkPortkey, pids, call: () => sdkText(model) },
    { name: NAMES.portkeyStream, pids, call: () => fetchText(peer.baseUrl, headers, true) },
    { name: NAMES.sdkPortkeyStream, pids, call: () => sdkStream(model) },
  ];
}

function path(name: string, call: () => Promise<string>): Path {
  return { name, call, pids: NO_PIDS };
}

/** The adapter as it is, with Node's own fetch: what the gateway lays on top of it counts as the gateway's. */
function modelAt(baseURL: string, headers: Record<string, string> = {}): LanguageModelV4 {
  return createOpenAI({ baseURL, apiKey: 'bench-key', headers }).chat(MODEL);
}

interface Completion {
  readonly choices: readonly {
    readonly message?: { readonly content: string };
    readonly delta?: { readonly content?: string };
  }[];
}

async function fetchText(
  baseUrl: string,
  headers: Record<string, string>,
  isStream: boolean,
): Promise<string> {
  const response = await globalThis.fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench-key', ...headers },
    body: JSON.stringify({
      model: MODEL,
      messages: [{ role: 'user', content: QUESTION }],
      ...(isStream ? { stream: true, stream_options: { include_usage: true } } : {}),
    }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  if (!isStream) return ((await response.json()) as Completion).choices[0]?.message?.content ?? '';
  return readEvents(await response.text());
}

function readEvents(text: string): string {
  let words = '';
  for (const line of text.split('\n')) {
    if (!line.startsWith('data: {')) continue;
    words += (JSON.parse(line.slice(6)) as Completion).choices[0]?.delta?.content ?? '';
  }
  return words;
}

async function generateWith(model: LanguageModelV4): Promise<string> {
  const { content } = await model.doGenerate({ prompt: PROMPT });
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

async function streamWith(model: LanguageModelV4): Promise<string> {
  const { stream } = await model.doStream({ prompt: PROMPT });
  let text = '';
  for await (const part of stream) if (part.type === 'text-delta') text += part.delta;
  return text;
}

async function sdkText(model: LanguageModelV4): Promise<string> {
  const { text } = await generateText({ model, prompt: QUESTION, maxRetries: 0 });
  return text;
}

async function sdkStream(model: LanguageModelV4): Promise<string> {
  // A failed call is counted by its missing text; the SDK would print each one.
  const onError = (): void => undefined;
  const { textStream } = streamText({ model, prompt: QUESTION, maxRetries: 0, onError });
  let text = '';
  for await (const delta of textStream) text += delta;
  return text;
}

async function askGateway(gateway: Gateway, useCase: string): Promise<string> {
  const { result } = await gateway.text({ useCase, scope: SCOPE, prompt: PROMPT });
  return result.text;
}

async function readLive(gateway: Gateway): Promise<string> {
  const { parts } = gateway.live({ useCase: STREAMED, scope: SCOPE, prompt: PROMPT });
  let text = '';
  for await (const part of parts) if (part.type === 'text-delta') text += part.delta;
  return text;
}
