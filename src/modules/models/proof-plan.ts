import { costMicro, type Kind, llmError, type Settings, type Target } from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import type { ModelsContext } from './models-context.ts';

/** What is proved of a target, in this order. */
export const PROOF_CHECKS = [
  'answer',
  'stream',
  'structured',
  'tool_call',
  'usage',
  'truncated',
  'embedding',
  'picture',
  'model_missing',
  'auth',
] as const;
export type ProofCheck = (typeof PROOF_CHECKS)[number];

const CHECKS: Readonly<Record<Kind, readonly ProofCheck[]>> = {
  text: ['answer', 'stream', 'structured', 'tool_call', 'usage', 'truncated', 'model_missing', 'auth'],
  embedding: ['embedding', 'usage', 'model_missing', 'auth'],
  image: ['picture', 'model_missing', 'auth'],
};

/** Most output tokens of an answer: models that think first need room before they say a word. */
export const MOST_OUTPUT = 1_500;
/** Output tokens at which an answer is cut on purpose. */
export const CUT_AT = 16;
/** One further try, so that a hiccup of the provider is no verdict. */
export const RETRIES = 1;
/** No prompt of a check is longer, with its schema or tool and what a provider adds to these. */
const PROMPT_TOKENS = 1_000;

/** A target that is to be proved. */
export interface PlannedTarget {
  readonly target: string;
  readonly kind: Kind;
  readonly provider: string;
  readonly model: string;
  readonly checks: readonly ProofCheck[];
  /** Most it can cost in millionths of a US dollar; at the configured ceiling where no price is known. */
  readonly mostMicro: number;
  readonly isPriceKnown: boolean;
}

/** What a live try will do, and what it costs at most. */
export interface ProofPlan {
  readonly targets: readonly PlannedTarget[];
  readonly leftOut: readonly { readonly target: string; readonly why: string }[];
  readonly mostMicro: number;
}

export interface ProofRequest {
  /** These targets alone; else all that stand in chains. */
  readonly targets?: readonly string[] | undefined;
  /** Pictures too: they cost most. */
  readonly withPictures: boolean;
}

/** What `proveTargets` would do. Throws `llm.target_unknown`. */
export async function planProof(ctx: ModelsContext, input: ProofRequest): Promise<ProofPlan> {
  authorise(ctx, 'llm.use');
  const settings = await ctx.gateway.settings(ctx.workspaceId);
  const wanted = input.targets ?? [...settings.targets.keys()];
  const leftOut: { target: string; why: string }[] = [];
  const targets = wanted.flatMap((name): PlannedTarget[] => {
    const target = settings.targets.get(name);
    if (target === undefined)
      throw llmError('llm.target_unknown', { target: name, known: [...settings.targets.keys()].join(', ') });
    const kinds = kindsOf(settings, name, input.targets !== undefined);
    const isLeftOut = (why: string): [] => {
      leftOut.push({ target: name, why });
      return [];
    };
    if (kinds.length === 0) return isLeftOut('it stands in no chain');
    if (target.lacksKey) return isLeftOut(`the provider ${target.provider} has no key`);
    return kinds.flatMap((kind) =>
      kind === 'image' && !input.withPictures
        ? isLeftOut('a picture costs most; it is tried only when pictures are asked for')
        : [planTarget(target, kind)],
    );
  });
  return { targets, leftOut, mostMicro: targets.reduce((sum, { mostMicro }) => sum + mostMicro, 0) };
}

/** What a target is used for, by the chains it stands in; a target that is named alone and in none is for text. */
function kindsOf(settings: Settings, name: string, isNamed: boolean): Kind[] {
  const kinds = [...settings.useCases.values()]
    .filter(({ chain }) => chain.includes(name))
    .map(({ kind }) => kind);
  return kinds.length === 0 && isNamed ? ['text'] : [...new Set(kinds)];
}

function planTarget(target: Target, kind: Kind): PlannedTarget {
  const { name, provider, model, isPriceKnown } = target;
  const checks = CHECKS[kind];
  const mostMicro = checks.reduce((sum, check) => sum + mostOf(target, check), 0);
  return { target: name, kind, provider, model, checks, mostMicro, isPriceKnown };
}

/** What a check costs at most: prompt and longest answer, times the tries it may take. */
function mostOf({ cost }: Target, check: ProofCheck): number {
  const once = (amount: { input?: number; output?: number; images?: number }): number =>
    costMicro(cost, { input: PROMPT_TOKENS, ...amount });
  switch (check) {
    case 'usage':
      return 0;
    case 'truncated':
      return (1 + RETRIES) * once({ output: CUT_AT });
    case 'embedding':
      return (1 + RETRIES) * once({});
    case 'picture':
      return (1 + RETRIES) * once({ output: MOST_OUTPUT, images: 1 });
    case 'structured':
      // One repair turn besides, which shows the answer that had not the form.
      return (
        (1 + RETRIES) * once({ output: MOST_OUTPUT }) +
        once({ input: PROMPT_TOKENS + MOST_OUTPUT, output: MOST_OUTPUT })
      );
    // Refused calls cost nothing; a server that answers all the same does.
    case 'model_missing':
    case 'auth':
      return once({ output: CUT_AT });
    default:
      return (1 + RETRIES) * once({ output: MOST_OUTPUT });
  }
}
