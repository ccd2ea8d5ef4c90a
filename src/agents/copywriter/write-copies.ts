import { z } from 'zod';
import { AppError } from '#kernel/errors';
import { type CallScope, type Form, type ModelAccess, renderPrompt } from '#llm/index';
import { type Angle, ANGLES, type Copy, type CopyRequest, type Gap } from '#studio/model';
import { type Adopted, adoptDraft, type CopyDraft } from '#studio/copy/adopt-draft';
import { CHANNEL_RULES, CTA_LENGTH } from '#studio/copy/channels';
import { factsForModel, type ModelFact } from '#studio/copy/model-facts';
import { wordsFor } from '#studio/copy/word-lists';

/** A candidate that was thrown away, and why. */
export interface RefusedCopy {
  readonly headline: string;
  readonly angle: string;
  readonly reason: string;
  /** Names of the rules it broke, such as `facts.number`. */
  readonly rules: readonly string[];
}

/** What a model wrote, after every check. */
export interface ModelCopies {
  readonly copies: readonly Copy[];
  readonly refused: readonly RefusedCopy[];
  readonly gaps: readonly Gap[];
  /** Who wrote it; undefined when no model answered, and then `problem` says why. */
  readonly by?: {
    readonly target: string;
    readonly provider: string;
    readonly model: string;
    readonly requestId: string;
    readonly promptVersion: number;
    readonly promptHash: string;
  };
  readonly problem?: string;
  readonly costMicro: number | null;
}

const ROUNDS = 2;

const draftSchema = z.object({
  angle: z.enum(ANGLES).describe('The thought behind the variant.'),
  headline: z.string().min(1),
  support: z.string().nullable().describe('A line under the headline, or null.'),
  cta: z.string().min(1).describe('Call to action, starts with a verb.'),
  body: z.string().min(1).describe('Caption, post or mail text.'),
  alt_text: z.string().min(1),
  fact_ids: z.array(z.string()).describe('Ids of the facts it rests on.'),
});
const COPY_FORM: Form<{ variants: z.output<typeof draftSchema>[] }> = {
  name: 'copy_variants',
  schema: z.object({ variants: z.array(draftSchema) }),
  check: ({ variants }) => (variants.length === 0 ? 'There is no variant in it.' : undefined),
};

/**
 * Lets a model write copy from the facts of a request alone. What fails a check is on record with its reason, and the
 * model is asked once more for what is lacking. A model that does not answer is a `problem`, never an exception;
 * only a cancelled call throws.
 */
export async function writeModelCopies(
  { gateway, prompts }: ModelAccess,
  request: CopyRequest,
  by: {
    scope: CallScope;
    unit: string;
    present: readonly string[];
    /** With fewer texts than this the model is asked once more. */
    least: number;
    signal?: AbortSignal;
    promptVersion?: number;
    targets?: readonly string[];
    /** The thoughts that it is asked for; all where nothing is said. */
    angles?: readonly Angle[];
    /** How often the model is asked at most; twice where nothing is said. */
    rounds?: number;
  },
): Promise<ModelCopies> {
  const { facts, gaps } = factsForModel(request);
  const { workspaceId } = by.scope;
  const chosen = await prompts.choose(
    workspaceId,
    'copywriting',
    by.promptVersion === undefined ? { unit: by.unit } : { version: by.promptVersion },
  );
  const copies: Copy[] = [];
  const refused: RefusedCopy[] = [];
  let writer: ModelCopies['by'];
  let problem: string | undefined;
  let costMicro: number | null = 0;
  const start = performance.now();
  for (let round = 1; round <= (by.rounds ?? ROUNDS) && copies.length < by.least; round++) {
    const known = [...by.present, ...copies.map((copy) => copy.headline)];
    const inputs = inputsOf(request, {
      facts,
      present: known,
      count: request.count - copies.length,
      angles: by.angles ?? ANGLES,
      refused,
    });
    try {
      const { result, origin } = await gateway.object({
        useCase: 'copywriting',
        scope: keyed(by.scope, round),
        prompt: renderPrompt(chosen.template, inputs),
        promptRef: chosen.ref,
        form: COPY_FORM,
        isOptional: true,
        targets: by.targets ?? chosen.targets,
        signal: by.signal,
      });
      costMicro = origin.costMicro === null || costMicro === null ? null : costMicro + origin.costMicro;
      const { target, provider, model, requestId } = origin;
      writer = {
        target,
        provider,
        model,
        requestId,
        promptVersion: chosen.ref.version,
        promptHash: chosen.ref.hash,
      };
      const taken = new Set(known.map(fold));
      for (const variant of result.variants.slice(0, request.count * 3))
        sort(adopt(variant, request, facts), { taken, copies, refused });
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'llm.cancelled') throw error;
      problem = error.message;
      break;
    }
  }
  const trials = copies.length + refused.length;
  await prompts.note(workspaceId, chosen.ref, {
    unit: by.unit,
    successes: copies.length,
    trials,
    costMicro,
    totalMs: Math.round(performance.now() - start),
  });
  return {
    copies: copies.slice(0, request.count),
    refused,
    gaps,
    costMicro,
    ...(writer === undefined ? {} : { by: writer }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function adopt(
  variant: z.output<typeof draftSchema>,
  request: CopyRequest,
  facts: readonly ModelFact[],
): Adopted {
  const { alt_text: altText, fact_ids: factIds, ...rest } = variant;
  return adoptDraft({ ...rest, altText, factIds } satisfies CopyDraft, request, facts);
}

function sort(adopted: Adopted, into: { taken: Set<string>; copies: Copy[]; refused: RefusedCopy[] }): void {
  if (!adopted.ok) {
    const { draft, checks } = adopted;
    const reason = checks.map((check) => `${check.rule}: ${check.message}`).join(' ');
    into.refused.push({
      headline: draft.headline.slice(0, 200),
      angle: draft.angle,
      reason: reason.slice(0, 1_000),
      rules: [...new Set(checks.map(({ rule }) => rule))],
    });
    return;
  }
  const { copy } = adopted;
  const key = fold(copy.headline);
  if (into.taken.has(key))
    into.refused.push({
      headline: copy.headline,
      angle: copy.angle,
      reason: 'headline.repeated: The headline is there already.',
      rules: ['headline.repeated'],
    });
  else into.copies.push(copy);
  into.taken.add(key);
}

function fold(headline: string): string {
  return headline.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

function keyed(scope: CallScope, round: number): CallScope {
  return scope.idempotencyKey === undefined
    ? scope
    : { ...scope, idempotencyKey: `${scope.idempotencyKey}:${round}` };
}

function inputsOf(
  request: CopyRequest,
  from: {
    facts: readonly ModelFact[];
    present: readonly string[];
    count: number;
    angles: readonly Angle[];
    refused: readonly RefusedCopy[];
  },
): Record<string, string> {
  const { brand, campaign, channel, locale } = request;
  const rules = CHANNEL_RULES[channel];
  const listed = (words: readonly string[]): string =>
    words.length === 0 ? 'none' : words.slice(0, 60).join(', ');
  const unit = rules.unit.replace('_', ' ');
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
  const audience = from.facts.find((fact) => fact.kind === 'audience')?.text;
  const lines = from.facts.map(
    ({ id, kind, text, isForeign }) => `${id} (${kind}${isForeign ? ', to be translated' : ''}): ${text}`,
  );
  const wrong = from.refused.slice(-8).map(({ headline, reason }) => `- "${headline}": ${reason}`);
  return {
    count: String(from.count),
    language: `${language} (${locale})`,
    formality: brand.voice.formality,
    channel,
    limits: `Most ${unit}: headline ${rules.headline}, support ${rules.support}, body ${rules.body} (the first ${rules.visibleFirst} show at once), call to action ${CTA_LENGTH}, alt text ${rules.altText}.`,
    audience: audience ?? campaign.audience?.[locale] ?? 'not given',
    tone: listed(brand.voice.tone),
    preferred: listed(wordsFor(brand.voice.preferredWords, locale)),
    banned: listed(wordsFor(brand.voice.bannedWords, locale)),
    angles: from.angles.join(', '),
    present: listed(from.present.slice(-40).map((headline) => `"${headline}"`)),
    facts: lines.join('\n'),
    refused: wrong.length === 0 ? '' : `These were thrown away, do better:\n${wrong.join('\n')}`,
  };
}
