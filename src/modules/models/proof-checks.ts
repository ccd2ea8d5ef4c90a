import { z } from 'zod';
import {
  type CallScope,
  type Form,
  type Gateway,
  ONLY_TARGET,
  type Prompt,
  type TextAnswer,
  type Usage,
} from '#llm/index';
import { pictureKind } from '#platform/files/picture-kind';
import { CUT_AT, MOST_OUTPUT, type ProofCheck } from './proof-plan.ts';

/** What one check came to; a check that throws has failed with the error's words. */
export interface Finding {
  readonly outcome: 'passed' | 'failed' | 'not_offered';
  readonly detail: string;
  readonly firstTokenMs?: number;
}

/** What checks of one target share. */
export interface CheckRun {
  /** A gateway that knows this target alone. */
  readonly door: Gateway;
  readonly scope: CallScope;
  readonly signal?: AbortSignal | undefined;
  readonly isStreaming: boolean;
  /** Token counts that came with the answers so far. */
  readonly usages: Usage[];
}

type Check = (run: CheckRun) => Promise<Finding>;

/** The checks that ask the target as it is set. */
export const PLAIN_CHECKS: Readonly<Record<Exclude<ProofCheck, 'model_missing' | 'auth'>, Check>> = {
  answer: checkAnswer,
  stream: checkStream,
  structured: checkStructured,
  tool_call: checkToolCall,
  usage: checkUsage,
  truncated: checkTruncated,
  embedding: checkEmbedding,
  picture: checkPicture,
};

const passed = (detail: string): Finding => ({ outcome: 'passed', detail });
const failed = (detail: string): Finding => ({ outcome: 'failed', detail });

const ask = (text: string): Prompt => [{ role: 'user', content: [{ type: 'text', text }] }];
const COUNT = 'Count from one to thirty in English words, with commas between them.';

async function checkAnswer(run: CheckRun): Promise<Finding> {
  const { result } = await run.door.text(callOf(run, ask('Answer with the one word: ready')));
  run.usages.push(result.usage);
  if (result.finish !== 'stop') return failed(`it ended with ${result.finish}, not by itself`);
  return result.text.trim() === ''
    ? failed('the answer holds no text')
    : passed(`"${clip(result.text.trim())}"`);
}

async function checkStream(run: CheckRun): Promise<Finding> {
  if (!run.isStreaming)
    return { outcome: 'not_offered', detail: 'the settings call it without a stream (isStreaming: false)' };
  const start = performance.now();
  const { parts, done } = run.door.live(callOf(run, ask(COUNT)));
  let firstTokenMs: number | undefined;
  let pieces = 0;
  for await (const part of parts) {
    if (part.type !== 'text-delta' || part.delta === '') continue;
    firstTokenMs ??= Math.round(performance.now() - start);
    pieces++;
  }
  const { result, flags } = await done;
  run.usages.push(result.usage);
  if (flags.length > 0) return failed(`the answer came ${flags.join(' and ')}`);
  if (firstTokenMs === undefined) return failed('the stream ended without a word');
  const words = `first token after ${firstTokenMs} ms, in ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`;
  return { ...passed(words), firstTokenMs };
}

const placeSchema = z.object({
  city: z.string().min(1),
  country: z.string().min(1),
  kind: z.enum(['village', 'town', 'city']),
  nickname: z.string().nullable().describe('A nickname, or null.'),
  sights: z.array(z.object({ name: z.string().min(1), is_free: z.boolean() })),
});
const PLACE_FORM: Form<z.output<typeof placeSchema>> = { name: 'place', schema: placeSchema };

async function checkStructured(run: CheckRun): Promise<Finding> {
  const call = callOf(run, ask('Describe Paris in France, with two sights.'));
  const { result, origin } = await run.door.object({ ...call, form: PLACE_FORM });
  if (result.sights.length === 0) return failed('the list that was asked for is empty');
  return passed(origin.attempts === 1 ? 'at the first attempt' : `at attempt ${origin.attempts}`);
}

const WEATHER = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather in a city now.',
  inputSchema: {
    type: 'object' as const,
    properties: { city: { type: 'string' as const } },
    required: ['city'],
    additionalProperties: false,
  },
};

async function checkToolCall(run: CheckRun): Promise<Finding> {
  const { result } = await run.door.text({
    ...callOf(run, ask('What is the weather in Paris now? Call the tool get_weather to find out.')),
    tools: [WEATHER],
    toolChoice: { type: 'auto' },
  });
  return judgeToolCall(result);
}

function judgeToolCall(result: TextAnswer): Finding {
  const call = result.content.find((part) => part.type === 'tool-call');
  if (call === undefined) return failed('it answered in words and called no tool');
  if (call.toolName !== WEATHER.name) return failed(`it called ${clip(call.toolName)}, which is not there`);
  const input = z.object({ city: z.string().min(1) }).safeParse(parsed(call.input));
  if (!input.success) return failed(`it called the tool with ${clip(call.input)}`);
  if (result.finish !== 'tool-calls') return failed(`it called the tool, but ended with ${result.finish}`);
  return passed(`get_weather of ${clip(input.data.city)}`);
}

/** Of the answers before: without counts, costs and budgets rest on estimates. */
function checkUsage({ usages }: CheckRun): Promise<Finding> {
  const told = usages.filter((usage) => (usage.input ?? 0) > 0);
  const [first] = told;
  if (usages.length === 0) return Promise.resolve(failed('there was no answer that could tell it'));
  if (first === undefined || told.length < usages.length)
    return Promise.resolve(failed(`${told.length} of ${usages.length} answers told their tokens`));
  const output = first.output === undefined ? '' : `, ${first.output} out`;
  return Promise.resolve(passed(`${first.input ?? 0} tokens in${output}`));
}

async function checkTruncated(run: CheckRun): Promise<Finding> {
  const { result, flags } = await run.door.text({ ...callOf(run, ask(COUNT)), maxOutputTokens: CUT_AT });
  if (flags.includes('truncated')) return passed(`flagged at ${CUT_AT} tokens`);
  return failed(
    `an answer of ${result.usage.output ?? 'unknown'} tokens was called whole at a limit of ${CUT_AT}`,
  );
}

const TEXTS = [
  'A quiet room on a full train',
  'A quiet room on a full bus',
  'Price list for garden tools, valid until spring',
] as const;

async function checkEmbedding(run: CheckRun): Promise<Finding> {
  const { useCase, scope, signal } = callOf(run, []);
  const { result } = await run.door.embed({
    useCase,
    scope,
    signal,
    values: [...TEXTS],
    isLexicalEnough: false,
  });
  run.usages.push(result.usage);
  const [a = [], b = [], c = []] = result.vectors;
  if (a.length === 0 || a.length !== b.length || a.length !== c.length)
    return failed(`the vectors have ${a.length}, ${b.length} and ${c.length} numbers`);
  const [near, far] = [cosine(a, b), cosine(a, c)];
  if (!(near > far)) return failed('texts that are alike lie no closer than others');
  return passed(`${a.length} numbers, alike ${near.toFixed(2)}, other ${far.toFixed(2)}`);
}

async function checkPicture(run: CheckRun): Promise<Finding> {
  const { useCase, scope, signal } = callOf(run, []);
  const prompt = 'A plain grey ceramic mug on a white table, soft light, no text.';
  const { result } = await run.door.paint({ useCase, scope, signal, prompt, count: 1, aspectRatio: '1:1' });
  const bytes = result.images[0] ?? new Uint8Array();
  const kind = pictureKind(bytes);
  if (kind === undefined) return failed('what came is no PNG, JPEG or WebP');
  return passed(`${kind.toUpperCase()}, ${Math.ceil(bytes.length / 1024)} KB`);
}

function callOf(
  { scope, signal }: CheckRun,
  prompt: Prompt,
): {
  useCase: string;
  scope: CallScope;
  prompt: Prompt;
  maxOutputTokens: number;
  signal: AbortSignal | undefined;
} {
  return { useCase: ONLY_TARGET, scope, prompt, maxOutputTokens: MOST_OUTPUT, signal };
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A text of a model, short enough for a line of a table. */
function clip(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 59)}…` : flat;
}
