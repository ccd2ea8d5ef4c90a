import { z } from 'zod';
import type { TextCall, TextOptions } from '#llm/calls/text-job';
import type { Prompt } from '#llm/model';
import { extractJson } from '#llm/structured/extract-json';
import { defined } from '#platform/structured-text/defined';
import { promptOf } from './chat-prompt.ts';
import type { ChatRequest } from './chat-request.ts';
import { invalid } from './read-body.ts';

/** What a chat request asks of a model, in the gateway's words. Throws `openai.*`. */
export function chatCallOf(
  request: ChatRequest,
): TextOptions & { prompt: Prompt; maxOutputTokens?: number | undefined } {
  const { stop } = request;
  return {
    prompt: promptOf(request.messages),
    maxOutputTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
    ...defined({
      temperature: request.temperature ?? undefined,
      topP: request.top_p ?? undefined,
      seed: request.seed ?? undefined,
      stopSequences: typeof stop === 'string' ? [stop] : (stop ?? undefined),
      reasoning: request.reasoning_effort ?? undefined,
    }),
    ...toolsOf(request),
    ...formatOf(request.response_format),
  };
}

/** Whether the answer must be JSON. */
export function wantsJson({ response_format: format }: ChatRequest): boolean {
  return format?.type === 'json_object' || format?.type === 'json_schema';
}

/** What a JSON answer must be, as the gateway asks; a schema that zod cannot read is left to the provider. */
export function jsonCheckOf({ response_format: format }: ChatRequest): TextCall['mustBe'] {
  if (format?.type !== 'json_object' && format?.type !== 'json_schema') return undefined;
  const schema = format.type === 'json_schema' ? readSchema(format.json_schema.schema) : undefined;
  return (text) => {
    const value = extractJson(text);
    if (value === undefined) return 'The answer holds no JSON object that can be parsed.';
    const issues = schema?.safeParse(value).error?.issues ?? [];
    if (issues.length === 0) return undefined;
    return issues
      .slice(0, 12)
      .map(({ path, message }) => `- ${path.join('.') || 'the answer'}: ${message}`)
      .join('\n');
  };
}

function readSchema(schema: unknown): z.ZodType | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    return undefined;
  }
}

function toolsOf({
  tools,
  tool_choice: choice,
}: Pick<ChatRequest, 'tools' | 'tool_choice'>): Pick<TextOptions, 'tools' | 'toolChoice'> {
  if (tools === undefined || tools === null || tools.length === 0) return {};
  const names = tools.map((tool) => tool.function.name);
  if (new Set(names).size < names.length) throw invalid('tools: two of them have the same name', 'tools');
  if (typeof choice === 'object' && choice !== null && !names.includes(choice.function.name))
    throw invalid(`tool_choice: there is no tool ${choice.function.name} among the tools`, 'tool_choice');
  return defined({
    tools: tools.map(({ function: { name, description, parameters, strict } }) => ({
      type: 'function' as const,
      name,
      inputSchema: parameters ?? { type: 'object' as const, properties: {} },
      ...defined({ description: description ?? undefined, strict: strict ?? undefined }),
    })),
    toolChoice:
      choice === undefined || choice === null
        ? undefined
        : typeof choice === 'string'
          ? { type: choice }
          : { type: 'tool' as const, toolName: choice.function.name },
  });
}

function formatOf(
  format: ChatRequest['response_format'],
): Pick<TextOptions, 'responseFormat' | 'providerOptions'> {
  if (format?.type === 'json_object') return { responseFormat: { type: 'json' } };
  if (format?.type !== 'json_schema') return {};
  const { name, description, schema, strict } = format.json_schema;
  // The adapters ask for strict schemas unless they are told; OpenAI's own default is not strict.
  const strictJsonSchema = strict ?? false;
  return {
    responseFormat: {
      type: 'json',
      name,
      ...defined({ description: description ?? undefined, schema: schema ?? undefined }),
    },
    providerOptions: { openai: { strictJsonSchema }, openaiCompatible: { strictJsonSchema } },
  };
}
