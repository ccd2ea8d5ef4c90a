import { z } from 'zod';
import { AppError } from '#kernel/errors';
import { type CallScope, type Form, type ModelAccess, type Origin, renderPrompt } from '#llm/index';
import { checkFacts } from '#studio/copy/check-facts';
import type { ModelFact } from '#studio/copy/model-facts';
import type { FactBook } from './facts.ts';
import { readPlace, writePlace } from './places.ts';
import type { TaskType, WordablePlace, WorkRequest } from './task-type.ts';
import type { WorkProduct } from './work-product.ts';

/** A text of the model that was not taken, and why. */
export interface RefusedText {
  readonly path: string;
  readonly text: string;
  readonly reason: string;
}

export interface WordedProduct {
  readonly product: WorkProduct;
  /** Paths of the texts that are the model's. */
  readonly worded: readonly string[];
  readonly refused: readonly RefusedText[];
  /** Who answered; undefined when no model did, and then `problem` says why. */
  readonly origin?: Origin;
  readonly problem?: string;
}

const FORM: Form<{ texts: { path: string; text: string }[] }> = {
  name: 'work_words',
  schema: z.object({
    texts: z
      .array(z.object({ path: z.string(), text: z.string().min(1) }))
      .describe('Only places that got better.'),
  }),
};
/** So many places are sent at most; the rest stays as the method wrote it. */
const MOST_PLACES = 60;

/**
 * Lets a model word the texts of a work product that its type names, but for those that rest on words of others. Each text must say only what the old one and the
 * facts beside it say; else the old one stays. A model that does not answer is a `problem`, never an exception; only a
 * cancelled call throws.
 */
export async function wordProduct(
  { gateway, prompts }: ModelAccess,
  done: { type: TaskType; request: WorkRequest<unknown>; product: WorkProduct },
  by: { scope: CallScope; unit: string; signal?: AbortSignal | undefined },
): Promise<WordedProduct> {
  const { type, request, product } = done;
  const places = type
    .wordable(product.content)
    .filter(({ path }) => !restsOnOthers(done, path))
    .slice(0, MOST_PLACES);
  if (places.length === 0) return { product, worded: [], refused: [] };
  const { workspaceId } = by.scope;
  const chosen = await prompts.choose(workspaceId, 'work_words', { unit: by.unit });
  const start = performance.now();
  try {
    const { result, origin } = await gateway.object({
      useCase: 'analysis',
      scope: by.scope,
      prompt: renderPrompt(chosen.template, inputsOf(done, places)),
      promptRef: chosen.ref,
      form: FORM,
      targets: chosen.targets,
      isOptional: true,
      signal: by.signal,
    });
    const adopted = adoptTexts(product, { places, texts: result.texts, request });
    await prompts.note(workspaceId, chosen.ref, {
      unit: by.unit,
      successes: adopted.worded.length,
      trials: adopted.worded.length + adopted.refused.length,
      costMicro: origin.costMicro,
      totalMs: Math.round(performance.now() - start),
    });
    const content = type.content.parse(adopted.product.content);
    return {
      ...adopted,
      product: { ...product, content: type.settle?.(content) ?? content },
      origin,
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'llm.cancelled') throw error;
    return { product, worded: [], refused: [], problem: error.message };
  }
}

function inputsOf(
  { type, request, product }: { type: TaskType; request: WorkRequest<unknown>; product: WorkProduct },
  places: readonly WordablePlace[],
): Record<string, string> {
  const { brand } = request.material;
  const banned = Object.values(brand?.voice.bannedWords ?? {}).flat();
  const named = new Set(places.flatMap(({ path }) => factsBeside(product.content, path)));
  return {
    work: `${type.title}: ${type.purpose}`,
    language: languageOfWork(request),
    voice:
      brand === null
        ? ''
        : `The brand sounds ${brand.voice.tone.join(', ')}. It never says: ${banned.join(', ') || 'nothing is banned'}.`,
    facts:
      [...named]
        .flatMap((id) => request.facts.get(id) ?? [])
        .map(({ id, text }) => `${id}: ${asData(text)}`)
        .join('\n') || 'none',
    places: places
      .map(
        ({ path, role, mostCharacters }) =>
          `${path} | ${role} | at most ${mostCharacters} | ${asData(readPlace(product.content, path) ?? '')}`,
      )
      .join('\n'),
  };
}

/** Whether words of a page or file stand beside a text: a model could make a statement of the house of them. */
function restsOnOthers(
  { request, product }: { request: WorkRequest<unknown>; product: WorkProduct },
  path: string,
): boolean {
  return factsBeside(product.content, path).some((id) => request.facts.get(id)?.isForeign === true);
}

/** Material cannot end the marks that it stands between. */
function asData(text: string): string {
  return text.replaceAll(/<(?=\s*\/?\s*(?:facts|places)\b)/giu, '‹');
}

function adoptTexts(
  product: WorkProduct,
  given: {
    places: readonly WordablePlace[];
    texts: readonly { path: string; text: string }[];
    request: WorkRequest<unknown>;
  },
): Omit<WordedProduct, 'origin'> {
  const byPath = new Map(given.places.map((place) => [place.path, place]));
  let { content } = product;
  const worded: string[] = [];
  const refused: RefusedText[] = [];
  for (const { path, text } of given.texts.slice(0, MOST_PLACES)) {
    const reason = refusalOf(text.trim(), { place: byPath.get(path), product, request: given.request });
    if (reason === undefined) {
      content = writePlace(content, path, text.trim());
      worded.push(path);
    } else refused.push({ path: path.slice(0, 200), text: text.slice(0, 1_000), reason });
  }
  return { product: { ...product, content }, worded, refused };
}

function refusalOf(
  text: string,
  {
    place,
    product,
    request,
  }: { place: WordablePlace | undefined; product: WorkProduct; request: WorkRequest<unknown> },
): string | undefined {
  const old = place === undefined ? undefined : readPlace(product.content, place.path);
  if (place === undefined || old === undefined) return 'There is no such place.';
  if (text.length > place.mostCharacters) return `It has more than ${place.mostCharacters} characters.`;
  const lost = place.mustKeep?.find((part) => !text.includes(part));
  if (lost !== undefined) return `It has lost "${lost}".`;
  const locale = languageOfWork(request);
  const banned = Object.values(request.material.brand?.voice.bannedWords ?? {}).flat();
  const word = banned.find((unwanted) => text.toLowerCase().includes(unwanted.toLowerCase()));
  if (word !== undefined && !old.toLowerCase().includes(word.toLowerCase()))
    return `The brand does not say "${word}".`;
  const facts = knownBeside(request.facts, { old, beside: factsBeside(product.content, place.path) });
  const said = { headline: '', cta: '', altText: '', body: text, locale };
  const failed = checkFacts(said, facts, ['old']).filter(({ verdict }) => verdict === 'fail');
  return failed.length === 0
    ? undefined
    : failed
        .map(({ message }) => message)
        .join(' ')
        .slice(0, 600);
}

/** What a new text may speak of: the old one, the facts beside it, and names. */
function knownBeside(
  book: FactBook,
  { old, beside }: { old: string; beside: readonly string[] },
): ModelFact[] {
  const own = beside.flatMap((id) => book.get(id) ?? []);
  const names = [...book.values()].filter(({ id }) => id.endsWith('.name'));
  const told = (backing: string | undefined): string => (backing === undefined ? '' : ` (${backing})`);
  return [
    { id: 'old', kind: 'text', text: old, isForeign: false },
    ...own.map(({ id, text, backing }) => ({
      id,
      kind: 'text',
      text: text + told(backing),
      isForeign: false,
    })),
    ...names.map(({ id, text }) => ({ id, kind: 'product', text, isForeign: false })),
  ];
}

/** The ids of facts that stand in the same object as a text. */
function factsBeside(content: unknown, path: string): string[] {
  const parent = path.split('.').slice(0, -1).join('.');
  const found = z.object({ facts: z.array(z.string()) }).safeParse(readPlace(content, parent, 'object'));
  return found.success ? found.data.facts : [];
}

function languageOfWork({ material }: WorkRequest<unknown>): string {
  return material.brief?.language ?? material.brand?.language ?? 'en';
}
