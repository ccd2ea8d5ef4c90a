import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { type EmbeddingCall, embeddingJob } from './calls/embedding-job.ts';
import { type ImageCall, imageJob } from './calls/image-job.ts';
import { objectJob } from './calls/object-job.ts';
import { type LiveAnswer, streamLive } from './calls/stream-live.ts';
import { type TextCall, textJob } from './calls/text-job.ts';
import type { Engine } from './execute/engine.ts';
import { execute } from './execute/execute.ts';
import type { Executed } from './execute/job.ts';
import { llmError } from './errors.ts';
import type { HealthView } from './health/target-health.ts';
import { unmaskParts } from './masking/unmask-stream.ts';
import type { EmbeddingAnswer, ImageAnswer, TextAnswer } from './model.ts';
import type { ProviderShelf } from './providers/provider-shelf.ts';
import type { Settings } from './settings/settings.ts';
import type { SettingsSource } from './settings/settings-source.ts';
import type { Form } from './structured/form.ts';

/** A call for a value of a form; `offline` is what code can write without a model. */
export type ObjectCall<Value> = Omit<TextCall, 'offline' | 'responseFormat'> & {
  readonly form: Form<Value>;
  readonly offline?: (() => Value | undefined) | undefined;
};

/** The one door to models. Every call is budgeted, healed and on record. Errors are `llm.*`. */
export interface Gateway {
  /** A whole text; a stream behind it is restarted when it breaks. */
  text(call: TextCall): Promise<Executed<TextAnswer>>;
  /** A value of a form: schema, JSON extraction, validation, one repair turn, next model, code. */
  object<Value>(call: ObjectCall<Value>): Promise<Executed<Value>>;
  /** Parts as they come. After the first one a failure is an error part, never text of another model. */
  live(call: TextCall): LiveAnswer;
  embed(call: EmbeddingCall): Promise<Executed<EmbeddingAnswer>>;
  paint(call: ImageCall): Promise<Executed<ImageAnswer>>;
  settings(workspaceId: string): Promise<Settings>;
  /** After a change of the settings by this process: the others are told by the database. */
  forgetSettings(workspaceId: string): void;
  /** Health of targets as this process sees it. */
  health(): HealthView[];
  /** The same door over settings that are changed for the caller alone. */
  under(change: (settings: Settings) => Settings): Gateway;
  close(): Promise<void>;
}

export interface GatewayParts {
  readonly engine: Engine;
  readonly settings: SettingsSource;
  readonly providers: ProviderShelf;
  close(): Promise<void>;
}

/** Puts the gateway together from its parts. */
export function createGateway(parts: GatewayParts): Gateway {
  const { engine, settings: source, providers } = parts;

  async function prepare(
    call: TextCall,
    form?: Form<unknown>,
    sink?: (part: LanguageModelV4StreamPart) => void,
  ): Promise<ReturnType<typeof textJob> & { settings: Settings }> {
    const settings = await source.current(call.scope.workspaceId);
    const useCase = settings.useCases.get(call.useCase);
    const made = textJob({
      call,
      isMasked: useCase?.mask ?? true,
      mostOutput: useCase?.maxOutputTokens,
      modelOf: (target) => providers.text(settings, target),
      form,
      sink,
    });
    return { ...made, settings };
  }

  const gateway: Gateway = {
    async text(call) {
      const { job, mask, settings } = await prepare(call);
      const made = await execute(engine, settings, job);
      const { result } = made;
      return {
        ...made,
        result: { ...result, text: mask.unmask(result.text), content: mask.unmaskContent(result.content) },
      };
    },
    async object({ form, offline, ...call }) {
      const { job, mask, settings } = await prepare(call, form as Form<unknown>);
      return execute(engine, settings, objectJob(job, { form, mask, offline }));
    },
    live: (call) =>
      streamLive(async (emit) => {
        let unmask = (part: LanguageModelV4StreamPart): LanguageModelV4StreamPart[] => [part];
        let hasParts = false;
        const sink = (part: LanguageModelV4StreamPart): void => {
          hasParts = true;
          for (const shown of unmask(part)) emit(shown);
        };
        // What was seen cannot be asked for again, so nothing is checked but the end.
        const { job, mask, settings } = await prepare({ ...call, mustBe: undefined }, undefined, sink);
        unmask = unmaskParts(mask);
        const made = await execute(engine, settings, job);
        const { result } = made;
        const whole = {
          ...result,
          text: mask.unmask(result.text),
          content: mask.unmaskContent(result.content),
        };
        return { executed: { ...made, result: whole }, hasParts };
      }),
    async embed(call) {
      const settings = await source.current(call.scope.workspaceId);
      const isMasked = settings.useCases.get(call.useCase)?.mask ?? true;
      if (call.values.length === 0)
        throw llmError('llm.request_refused', { target: call.useCase, reason: 'there is no text to embed' });
      return execute(
        engine,
        settings,
        embeddingJob(call, { isMasked, modelOf: (target) => providers.embedding(settings, target) }),
      );
    },
    async paint(call) {
      const settings = await source.current(call.scope.workspaceId);
      return execute(
        engine,
        settings,
        imageJob(call, (target) => providers.image(settings, target)),
      );
    },
    settings: (workspaceId) => source.current(workspaceId),
    forgetSettings: (workspaceId) => source.forget(workspaceId),
    health: () => engine.health.view(),
    under: (change) =>
      createGateway({
        engine,
        settings: {
          current: async (workspaceId) => change(await source.current(workspaceId)),
          forget: (workspaceId) => source.forget(workspaceId),
          close: () => Promise.resolve(),
        },
        providers,
        close: () => Promise.resolve(),
      }),
    close: () => parts.close(),
  };
  return gateway;
}
