import type { LanguageModelV4, LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { canonicalJson, sha256 } from '#kernel/hash';
import { attemptText, type PartSink } from '#llm/attempt/attempt-text';
import type { Checked, Job } from '#llm/execute/job';
import { createMask, type Mask } from '#llm/masking/mask';
import type { CallScope, Prompt, PromptRef, TextAnswer } from '#llm/model';
import type { Target } from '#llm/settings/settings';
import { askForForm, askForRepair, type Form, jsonSchemaOf } from '#llm/structured/form';
import { estimatePromptTokens } from '#llm/tokens';

/** What may be said of how a model is to answer. */
export type TextOptions = Pick<
  LanguageModelV4CallOptions,
  | 'tools'
  | 'toolChoice'
  | 'temperature'
  | 'topP'
  | 'stopSequences'
  | 'seed'
  | 'reasoning'
  | 'responseFormat'
  | 'providerOptions'
>;

/** A call for text, with or without tools. */
export interface TextCall extends TextOptions {
  readonly useCase: string;
  readonly scope: CallScope;
  readonly prompt: Prompt;
  readonly maxOutputTokens?: number | undefined;
  readonly promptRef?: PromptRef | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Another chain than the use case's, by the names of targets. */
  readonly targets?: readonly string[] | undefined;
  /** What a whole answer must be: a sentence when it is not, for the one repair turn and then the next target. */
  readonly mustBe?: ((text: string) => string | undefined) | undefined;
  /** The caller can do without: a target whose breaker is open is not asked, though it is the only one. */
  readonly isOptional?: boolean | undefined;
  /** Written by code, without a model, when no model answers. */
  readonly offline?: (() => string | undefined) | undefined;
}

interface Making {
  readonly call: TextCall;
  readonly isMasked: boolean;
  /** The use case's own limit of output tokens. */
  readonly mostOutput: number | undefined;
  readonly modelOf: (target: Target) => LanguageModelV4;
  readonly form?: Form<unknown> | undefined;
  readonly sink?: PartSink | undefined;
}

/** The job of a text call, and the mask that puts personal data back into its answer. */
export function textJob(making: Making): { job: Job<TextAnswer, TextAnswer>; mask: Mask } {
  const { call, form, modelOf } = making;
  const mask = createMask(making.isMasked);
  const prompt = mask.prompt(call.prompt);
  const options = optionsOf(call);
  const outputOf = (target: Target): number =>
    Math.min(call.maxOutputTokens ?? making.mostOutput ?? target.maxOutputTokens, target.maxOutputTokens);
  const { offline } = call;
  const job: Job<TextAnswer, TextAnswer> = {
    kind: 'text',
    useCase: call.useCase,
    scope: call.scope,
    prompt: call.promptRef,
    signal: call.signal,
    targets: call.targets,
    isOptional: call.isOptional,
    size: { input: estimatePromptTokens(prompt, call.tools), output: outputOf },
    params: paramsOf(call, options, form),
    input: prompt,
    isKept: true,
    hasTexts: true,
    attempt: ({ target, leftMs, repair }) => {
      const asked = form === undefined ? { prompt } : askForForm(form, target, prompt);
      const whole = repair === undefined ? asked.prompt : askForRepair(asked.prompt, repair);
      const defaults = {
        ...(target.temperature === undefined ? {} : { temperature: target.temperature }),
        ...(target.reasoning === undefined ? {} : { reasoning: target.reasoning }),
      };
      return attemptText({
        model: modelOf(target),
        target,
        options: { ...defaults, ...options, ...asked, prompt: whole, maxOutputTokens: outputOf(target) },
        signal: call.signal,
        leftMs,
        sink: making.sink,
      });
    },
    check: (value): Checked<TextAnswer> => {
      // A cut answer and a call of a tool are not the answer that was asked for; their reader is told by the finish.
      const problem = value.finish === 'stop' ? call.mustBe?.(mask.unmask(value.text)) : undefined;
      return problem === undefined ? { ok: true, result: value } : { ok: false, problem, text: value.text };
    },
    offline: offline === undefined ? undefined : () => offlineAnswer(offline()),
  };
  return { job, mask };
}

function offlineAnswer(text: string | undefined): TextAnswer | undefined {
  if (text === undefined) return undefined;
  return { text, content: [{ type: 'text', text }], finish: 'stop', flags: [], usage: {} };
}

const OPTION_KEYS = [
  'tools',
  'toolChoice',
  'temperature',
  'topP',
  'stopSequences',
  'seed',
  'reasoning',
  'responseFormat',
  'providerOptions',
] as const;

/** What is set; adapters take a key for a wish. */
function optionsOf(call: TextCall): TextOptions {
  const options: Record<string, unknown> = {};
  for (const key of OPTION_KEYS) if (call[key] !== undefined) options[key] = call[key];
  return options;
}

/** What is too long for the record, by its hash: two calls that differ in it are not equal. */
function shapeOf(call: TextCall, form: Form<unknown> | undefined): { shape?: string } {
  const { tools, providerOptions } = call;
  if (tools === undefined && providerOptions === undefined && form === undefined) return {};
  const schema = form === undefined ? undefined : jsonSchemaOf(form);
  return { shape: sha256(canonicalJson({ tools, providerOptions, schema })).slice(0, 16) };
}

function paramsOf(
  call: TextCall,
  options: TextOptions,
  form: Form<unknown> | undefined,
): Record<string, unknown> {
  const { tools, providerOptions: _options, ...rest } = options;
  return {
    ...rest,
    ...(tools === undefined ? {} : { tools: tools.map((tool) => tool.name) }),
    ...(call.maxOutputTokens === undefined ? {} : { maxOutputTokens: call.maxOutputTokens }),
    ...(form === undefined ? {} : { form: form.name }),
    ...shapeOf(call, form),
  };
}
