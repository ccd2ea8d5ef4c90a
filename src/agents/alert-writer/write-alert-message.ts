import { z } from 'zod';
import { AppError } from '#kernel/errors';
import { type CallScope, type Form, type ModelAccess, type Origin, renderPrompt } from '#llm/index';

/** One fact that a message may name; code fills it in, so a model never writes a figure. */
export interface AlertFact {
  readonly id: string;
  /** What it is, for the model. */
  readonly label: string;
  /** As it stands in the message. */
  readonly text: string;
}

/** All that a writer of alert messages is given. */
export interface AlertBrief {
  readonly audience: string;
  readonly topic: string;
  readonly facts: readonly AlertFact[];
  readonly unknown: readonly string[];
  readonly actions: readonly { readonly id: string; readonly text: string }[];
  /** Most characters of situation and impact together. */
  readonly mostCharacters: number;
  /** Words that must not reach this audience; undefined where all may. */
  readonly forbidden?: RegExp;
}

/** What a model wrote, with facts filled in. */
export interface AlertWords {
  readonly headline: string;
  readonly situation: string;
  readonly impact: string;
  readonly causes: readonly string[];
  readonly uncertainty: string;
  readonly actionIds: readonly string[];
}

const schema = z.object({
  headline: z.string().min(1).describe('At most eight words, no full stop.'),
  situation: z.string().min(1).describe('What happened, one to three sentences.'),
  impact: z.string().min(1).describe('What it means for the reader, one or two sentences.'),
  likely_causes: z.array(
    z.object({
      cause: z.string(),
      fact_ids: z.array(z.string()),
      confidence: z.enum(['low', 'medium', 'high']),
    }),
  ),
  recommended_action_ids: z.array(z.string()),
  uncertainty: z.string().describe('What is not known, or an empty text.'),
});
type Draft = z.output<typeof schema>;

const PLACE = /\{\{\s*fact:([\w.]+)\s*\}\}/g;
const NUMBER_WORD =
  /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|double|twice|percent)\b/i;

/**
 * Lets a model word a message from facts alone. Undefined, with the reason, when none did in the time there is: the
 * template goes out then.
 */
export async function writeAlertMessage(
  parts: ModelAccess,
  brief: AlertBrief,
  by: { scope: CallScope; unit: string; signal?: AbortSignal | undefined },
): Promise<{ words: AlertWords; origin: Origin } | { problem: string }> {
  const { gateway, prompts } = parts;
  const chosen = await prompts.choose(by.scope.workspaceId, 'alert_message', { unit: by.unit });
  const listed = (lines: readonly string[]): string => (lines.length === 0 ? 'none' : lines.join('\n'));
  const inputs = {
    audience: brief.audience,
    topic: brief.topic,
    facts: listed(brief.facts.map(({ id, label, text }) => `${id}: ${label}: ${text}`)),
    unknown: brief.unknown.length === 0 ? 'nothing' : brief.unknown.join('; '),
    actions: listed(brief.actions.map(({ id, text }) => `${id}: ${text}`)),
    limits: `Situation and impact together: at most ${brief.mostCharacters} characters.`,
  };
  try {
    const { result, origin } = await gateway.object({
      useCase: 'alert_drafting',
      scope: by.scope,
      prompt: renderPrompt(chosen.template, inputs),
      promptRef: chosen.ref,
      form: {
        name: 'alert_message',
        schema,
        check: (draft) => problemOf(draft, brief),
      } satisfies Form<Draft>,
      targets: chosen.targets,
      isOptional: true,
      signal: by.signal,
    });
    return { words: fill(result, brief), origin };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: error.message };
  }
}

/** Why a draft cannot be taken, in words that the model can follow; undefined when it can. */
function problemOf(draft: Draft, brief: AlertBrief): string | undefined {
  const facts = new Set(brief.facts.map(({ id }) => id));
  const actions = new Set(brief.actions.map(({ id }) => id));
  const texts: [string, string][] = [
    ['headline', draft.headline],
    ['situation', draft.situation],
    ['impact', draft.impact],
    ['uncertainty', draft.uncertainty],
    ...draft.likely_causes.map(({ cause }): [string, string] => ['likely_causes', cause]),
  ];
  for (const [place, text] of texts) {
    const unknown = [...text.matchAll(PLACE)].map((match) => match[1] ?? '').find((id) => !facts.has(id));
    if (unknown !== undefined) return `${place}: there is no fact "${unknown}".`;
    const rest = text.replaceAll(PLACE, '');
    if (/\p{Nd}/u.test(rest)) return `${place}: a digit stands outside of {{fact:ID}}.`;
    if (NUMBER_WORD.test(rest))
      return `${place}: the number word "${NUMBER_WORD.exec(rest)?.[0] ?? ''}" is not allowed; use {{fact:ID}}.`;
    if (/[{}]/.test(rest)) return `${place}: a placeholder is not written as {{fact:ID}}.`;
    const leak = brief.forbidden?.exec(fillText(text, brief))?.[0];
    if (leak !== undefined) return `${place}: "${leak}" is not for this audience.`;
  }
  const empty = draft.likely_causes.find(
    ({ fact_ids: ids }) => ids.length === 0 || ids.some((id) => !facts.has(id)),
  );
  if (empty !== undefined)
    return `likely_causes: "${empty.cause.slice(0, 80)}" names no fact that is in the list.`;
  const action = draft.recommended_action_ids.find((id) => !actions.has(id));
  if (action !== undefined) return `recommended_action_ids: there is no action "${action}".`;
  const length = fillText(`${draft.situation}${draft.impact}`, brief).length;
  if (length > brief.mostCharacters)
    return `Situation and impact have more than ${brief.mostCharacters} characters.`;
  return undefined;
}

function fill(draft: Draft, brief: AlertBrief): AlertWords {
  return {
    headline: fillText(draft.headline, brief).replace(/[.!]+$/, ''),
    situation: fillText(draft.situation, brief),
    impact: fillText(draft.impact, brief),
    causes: draft.likely_causes.map(
      ({ cause, confidence }) => `${fillText(cause, brief)} (${confidence} confidence)`,
    ),
    uncertainty: fillText(draft.uncertainty, brief),
    actionIds: [...new Set(draft.recommended_action_ids)],
  };
}

function fillText(text: string, brief: AlertBrief): string {
  const byId = new Map(brief.facts.map((fact) => [fact.id, fact.text]));
  return text
    .replaceAll(PLACE, (whole, id: string) => byId.get(id) ?? whole)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
