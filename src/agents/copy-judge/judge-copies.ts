import { z } from 'zod';
import { type CallScope, type Form, type ModelAccess, renderPrompt } from '#llm/index';
import type { Copy } from '#studio/model';

/** As much of a text as the judge sees. */
export type JudgedText = Pick<Copy, 'headline' | 'support' | 'cta' | 'body'>;

/** Two sets of copy from the same facts. */
export interface Pair {
  readonly locale: string;
  readonly channel: string;
  readonly tone: readonly string[];
  readonly facts: readonly string[];
  readonly young: readonly JudgedText[];
  readonly old: readonly JudgedText[];
}

/** `undecided`: the verdict turned with the order in which the sets stood. */
export interface Judged {
  readonly verdict: 'young' | 'old' | 'tie' | 'undecided';
  /** What was said in each order. */
  readonly reasons: readonly string[];
  /** Who judged, as provider/model. */
  readonly model: string;
}

const schema = z.object({
  better: z.enum(['a', 'b', 'tie']).describe('The better set, or tie.'),
  reason: z.string().min(1).describe('Why, in one or two sentences.'),
});
const FORM: Form<z.output<typeof schema>> = { name: 'verdict', schema };

/**
 * Lets a model judge a pair twice, with the order swapped, because judges favour a place (Zheng et al. 2023, "Judging
 * LLM-as-a-Judge", position bias). A verdict is one that both orders agree on. Throws `llm.*`.
 */
export async function judgeCopies(
  parts: ModelAccess,
  pair: Pair,
  by: { scope: CallScope; targets: readonly string[]; unit: string; signal?: AbortSignal | undefined },
): Promise<Judged> {
  const young = await ask(parts, { ...pair, a: pair.young, b: pair.old }, by);
  const old = await ask(parts, { ...pair, a: pair.old, b: pair.young }, by);
  const first = { a: 'young', b: 'old', tie: 'tie' } as const;
  const second = { a: 'old', b: 'young', tie: 'tie' } as const;
  const [one, two] = [first[young.better], second[old.better]];
  return {
    verdict: one === two ? one : 'undecided',
    reasons: [young.reason, old.reason],
    model: young.model,
  };
}

async function ask(
  { gateway, prompts }: ModelAccess,
  pair: Pair & { a: readonly JudgedText[]; b: readonly JudgedText[] },
  by: { scope: CallScope; targets: readonly string[]; unit: string; signal?: AbortSignal | undefined },
): Promise<z.output<typeof schema> & { model: string }> {
  const chosen = await prompts.choose(by.scope.workspaceId, 'copy_judge', { unit: by.unit });
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(pair.locale) ?? pair.locale;
  const { result, origin } = await gateway.object({
    useCase: 'judge',
    scope: by.scope,
    prompt: renderPrompt(chosen.template, {
      language: `${language} (${pair.locale})`,
      channel: pair.channel,
      tone: pair.tone.join(', ') || 'not given',
      facts: pair.facts.join('\n'),
      a: listTexts(pair.a),
      b: listTexts(pair.b),
    }),
    promptRef: chosen.ref,
    form: FORM,
    targets: by.targets,
    signal: by.signal,
  });
  return { ...result, model: `${origin.provider}/${origin.model}` };
}

function listTexts(texts: readonly JudgedText[]): string {
  return texts
    .map(({ headline, support, cta, body }, index) =>
      [
        `${index + 1}. Headline: ${headline}`,
        ...(support === undefined ? [] : [`   Support: ${support}`]),
        `   Call to action: ${cta}`,
        `   Body: ${body.replaceAll(/\s+/g, ' ')}`,
      ].join('\n'),
    )
    .join('\n');
}
