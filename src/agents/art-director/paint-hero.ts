import { z } from 'zod';
import { AppError } from '#kernel/errors';
import { textFor } from '#kernel/local-text';
import { type CallScope, type Form, type ModelAccess, renderPrompt } from '#llm/index';
import type { Brand, CampaignFacts, Check, Picture, ProductFacts } from '#studio/model';
import { HERO_ASPECT, type HeroShape } from '#studio/pictures/hero-shape';
import { loadPicture } from '#studio/pictures/load-picture';
import { HERO_PROMPT } from './hero-prompt.ts';

/** Where a painted scene comes from. */
export interface HeroOrigin {
  readonly target: string;
  readonly provider: string;
  readonly model: string;
  readonly requestId: string;
  readonly promptVersion: number;
  readonly promptHash: string;
  readonly costMicro: number | null;
}

export interface HeroBrief {
  readonly brand: Brand;
  readonly campaign: CampaignFacts;
  readonly product: ProductFacts;
  readonly shape: HeroShape;
  /** The language that campaign and product are described in to the model. */
  readonly language: string;
}

export type PaintedHero =
  | {
      readonly ok: true;
      readonly picture: Picture;
      readonly origin: HeroOrigin;
      readonly checks: readonly Check[];
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Lets a model paint a scene for a product and looks at it for what the brand never shows. A model that does not
 * answer is a problem, not an exception: the studio goes on without; only a cancelled call throws.
 */
export async function paintHero(
  parts: ModelAccess,
  brief: HeroBrief,
  by: { scope: CallScope; unit: string; signal?: AbortSignal },
): Promise<PaintedHero> {
  const chosen = await parts.prompts.choose(by.scope.workspaceId, 'hero_scene', { unit: by.unit });
  const prompt = renderPrompt(chosen.template, inputsOf(brief));
  try {
    const { result, origin } = await parts.gateway.paint({
      useCase: 'hero_image',
      scope: by.scope,
      prompt: wordsOf(prompt),
      promptRef: chosen.ref,
      count: 1,
      aspectRatio: HERO_ASPECT[brief.shape],
      isOptional: true,
      signal: by.signal,
    });
    const [bytes] = result.images;
    if (bytes === undefined) return { ok: false, problem: 'The answer held no picture.' };
    const picture = await loadPicture(bytes);
    const { target, provider, model, requestId, costMicro } = origin;
    const { version, hash } = chosen.ref;
    return {
      ok: true,
      picture,
      origin: { target, provider, model, requestId, costMicro, promptVersion: version, promptHash: hash },
      checks: [await lookForNoGo(parts, { picture, brand: brief.brand }, by)],
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'llm.cancelled') throw error;
    return { ok: false, problem: error.message };
  }
}

const LOOK_FORM: Form<{ shows: string[] }> = {
  name: 'what_it_shows',
  schema: z.object({ shows: z.array(z.string()).describe('Entries of the list that are plainly visible.') }),
};

/** Rule hero.no_go: whether a model with eyes sees what the brand never shows; unseen where none is set. */
async function lookForNoGo(
  { gateway, prompts }: ModelAccess,
  { picture, brand }: { picture: Picture; brand: Brand },
  by: { scope: CallScope; unit: string; signal?: AbortSignal },
): Promise<Check> {
  const rule = 'hero.no_go';
  const never = [...(brand.imagery?.noGo ?? []), 'text, letters or numbers', 'logos'];
  const settings = await gateway.settings(by.scope.workspaceId);
  if ((settings.useCases.get('judge')?.chain.length ?? 0) === 0)
    return {
      rule,
      verdict: 'warn',
      place: 'hero',
      message: 'No model with eyes is set for `judge`: have a person look at it.',
    };
  const chosen = await prompts.choose(by.scope.workspaceId, 'hero_look', { unit: by.unit });
  const [system, user] = renderPrompt(chosen.template, {
    never: never.map((item) => `- ${item}`).join('\n'),
  });
  const file = {
    type: 'file' as const,
    mediaType: picture.hasAlpha ? 'image/png' : 'image/jpeg',
    data: { type: 'data' as const, data: picture.bytes },
  };
  const { idempotencyKey: key, ...scope } = by.scope;
  try {
    const { result } = await gateway.object({
      useCase: 'judge',
      scope: {
        ...scope,
        purpose: 'look at a painted scene',
        ...(key === undefined ? {} : { idempotencyKey: `${key}:look` }),
      },
      prompt: [
        ...(system === undefined ? [] : [system]),
        { role: 'user', content: [...userParts(user), file] },
      ],
      promptRef: chosen.ref,
      form: LOOK_FORM,
      isOptional: true,
      signal: by.signal,
    });
    const shown = result.shows.filter((item) => item.trim() !== '').slice(0, 10);
    if (shown.length === 0)
      return {
        rule,
        verdict: 'pass',
        place: 'hero',
        message: 'Nothing of what the brand never shows was seen.',
      };
    return {
      rule,
      verdict: 'fail',
      place: 'hero',
      measured: shown.length,
      wanted: 0,
      message: `It shows ${shown.join(', ')}.`,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'llm.cancelled') throw error;
    return { rule, verdict: 'warn', place: 'hero', message: `Nobody looked at it: ${error.message}` };
  }
}

type Message = ReturnType<typeof renderPrompt>[number];

function userParts(message: Message | undefined): { type: 'text'; text: string }[] {
  return message?.role === 'user' ? message.content.filter((part) => part.type === 'text') : [];
}

/** A picture model takes one text. */
function wordsOf(prompt: readonly Message[]): string {
  return prompt
    .map((message) =>
      message.role === 'system'
        ? message.content
        : userParts(message)
            .map(({ text }) => text)
            .join('\n'),
    )
    .join('\n\n');
}

/** The words that a picture model gets for a scene, by the prompt of the house. */
export function wordScene(brief: HeroBrief): string {
  return wordsOf(renderPrompt(HERO_PROMPT, inputsOf(brief)));
}

const CALM: Readonly<Record<HeroShape, string>> = {
  square: 'square; the upper half is calm and even, for type; the surface is at the lower right.',
  wide: 'wide; the left half is calm and even, for type; the surface is at the right.',
  tall: 'tall; the upper half is calm and even, for type; the surface is in the lower third.',
};

/** A text with a stop at its end; none of an empty one. */
function asSentence(text: string): string {
  return /^$|[.!?…。！？]$/u.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function inputsOf({ brand, campaign, product, shape, language }: HeroBrief): Record<string, string> {
  const { colours } = brand.look;
  const say = (text: Parameters<typeof textFor>[0]): string =>
    textFor(text, language) ?? Object.values(text ?? {})[0] ?? '';
  return {
    product: say(product.category) || product.name,
    message: asSentence(say(campaign.message) || say(product.benefits[0]) || campaign.name),
    occasion: asSentence(say(campaign.occasion)),
    style: (brand.imagery?.style ?? brand.voice.tone).join(', ') || 'natural light, calm',
    colours: [colours.primary, colours.secondary, colours.accent]
      .filter((colour) => colour !== undefined)
      .join(', '),
    never: (brand.imagery?.noGo ?? []).join(', ') || 'nothing beyond these',
    shape: CALM[shape],
  };
}
