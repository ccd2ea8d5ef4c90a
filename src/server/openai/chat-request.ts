import { z } from 'zod';
import type { Unsupported } from './read-body.ts';

const text = z.object({ type: z.literal('text'), text: z.string() });
const refusal = z.object({ type: z.literal('refusal'), refusal: z.string() });
const image = z.object({ type: z.literal('image_url'), image_url: z.object({ url: z.string() }) });

const textContent = z.union(
  [z.string(), z.array(text)],
  'Send a text, or a list of parts of the type `text`.',
);
const userContent = z.union(
  [z.string(), z.array(z.discriminatedUnion('type', [text, image])).min(1)],
  'Send a text, or a list of parts of the types `text` and `image_url`; other parts are not supported here.',
);
const assistantContent = z.union(
  [z.string(), z.array(z.discriminatedUnion('type', [text, refusal]))],
  'Send a text, or a list of parts of the types `text` and `refusal`.',
);
const functionName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, 'Names have up to 64 letters, digits, `_` and `-`.');
const schema = z.record(z.string(), z.unknown());

const message = z.discriminatedUnion(
  'role',
  [
    z.object({ role: z.enum(['system', 'developer']), content: textContent }),
    z.object({ role: z.literal('user'), content: userContent }),
    z.object({
      role: z.literal('assistant'),
      content: assistantContent.nullish(),
      tool_calls: z
        .array(
          z.object({
            id: z.string().min(1),
            type: z.literal('function'),
            function: z.object({ name: functionName, arguments: z.string() }),
          }),
        )
        .nullish(),
    }),
    z.object({ role: z.literal('tool'), tool_call_id: z.string().min(1), content: textContent }),
  ],
  'Roles are `system`, `developer`, `user`, `assistant` and `tool`.',
);
export type ChatMessage = z.output<typeof message>;

const tool = z.object({
  type: z.literal('function', 'Only tools of the type `function` are supported here.'),
  function: z.object({
    name: functionName,
    description: z.string().nullish(),
    parameters: schema.nullish(),
    strict: z.boolean().nullish(),
  }),
});

const toolChoice = z.union(
  [
    z.enum(['none', 'auto', 'required']),
    z.object({ type: z.literal('function'), function: z.object({ name: functionName }) }),
  ],
  'Send `none`, `auto`, `required`, or a function by its name.',
);

const responseFormat = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('text') }),
    z.object({ type: z.literal('json_object') }),
    z.object({
      type: z.literal('json_schema'),
      json_schema: z.object({
        name: functionName,
        description: z.string().nullish(),
        schema: schema.nullish(),
        strict: z.boolean().nullish(),
      }),
    }),
  ],
  'Formats are `text`, `json_object` and `json_schema`.',
);

const tokens = z.number().int().min(1).nullish();

/** The body of `POST /v1/chat/completions`, as far as it is supported. */
export const chatRequest = z.object({
  model: z.string().min(1).max(200),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_tokens: tokens,
  max_completion_tokens: tokens,
  stop: z.union([z.string(), z.array(z.string()).max(4)], 'Send a text, or up to 4 of them.').nullish(),
  seed: z.number().int().nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).nullish(),
  tools: z.array(tool).max(128).nullish(),
  tool_choice: toolChoice.nullish(),
  response_format: responseFormat.nullish(),
});
export type ChatRequest = z.output<typeof chatRequest>;

const isNotZero = (value: unknown): boolean => value !== 0;
const isSaid = (): boolean => true;
const hasEntries = (value: unknown): boolean => Object.keys(value as object).length > 0;

/** What would change the answer and cannot be had; what changes nothing, such as `user`, is ignored. */
export const CHAT_UNSUPPORTED: readonly Unsupported[] = [
  { param: 'n', isAsked: (value) => value !== 1, why: 'a call gives one answer. Call again for another.' },
  { param: 'logprobs', isAsked: (value) => value !== false, why: 'not every model gives probabilities.' },
  { param: 'top_logprobs', isAsked: isNotZero, why: 'not every model gives probabilities.' },
  { param: 'logit_bias', isAsked: hasEntries, why: 'models behind one name have different tokens.' },
  { param: 'frequency_penalty', isAsked: isNotZero, why: 'not every model knows it. Leave it out.' },
  { param: 'presence_penalty', isAsked: isNotZero, why: 'not every model knows it. Leave it out.' },
  {
    param: 'modalities',
    isAsked: (value) => !Array.isArray(value) || value.some((inner) => inner !== 'text'),
    why: 'answers are texts.',
  },
  { param: 'audio', isAsked: isSaid, why: 'answers are texts.' },
  { param: 'functions', isAsked: isSaid, why: 'send `tools`.' },
  { param: 'function_call', isAsked: isSaid, why: 'send `tool_choice`.' },
  {
    param: 'parallel_tool_calls',
    isAsked: (value) => value !== true,
    why: 'an answer may call several tools. Leave it out.',
  },
  { param: 'web_search_options', isAsked: isSaid, why: 'models do not search the web here.' },
  {
    param: 'verbosity',
    isAsked: (value) => value !== 'medium',
    why: 'not every model knows it. Leave it out.',
  },
];
