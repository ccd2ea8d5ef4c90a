import { canonicalJson, sha256 } from '#kernel/hash';
import type { Request } from '#llm/execute/request';
import type { Log } from '#platform/log/log';
import type { Target } from '#llm/settings/settings';
import { type CachedAnswer, type CacheStore } from '#llm/store/cache';

/** An answer that was given before. */
export interface CacheHit {
  readonly value: unknown;
  readonly kind: 'exact' | 'semantic';
  readonly from: Pick<CachedAnswer, 'target' | 'provider' | 'model'>;
}

/** Answers by equal or alike prompts, within a workspace and use case only; off unless the use case says so. */
export interface AnswerCache {
  find(request: Request<never, unknown>): Promise<CacheHit | undefined>;
  keep(request: Request<never, unknown>, made: { value: unknown; target: Target }): Promise<void>;
}

/** The text of a prompt as a vector of a real model; undefined when there is none. */
export type Embed = (
  workspaceId: string,
  text: string,
) => Promise<{ vector: readonly number[]; model: string } | undefined>;

const MOST_CHARACTERS = 8_000;

/** A cache in PostgreSQL. A cache that cannot be reached is no cache; the call goes on. */
export function createAnswerCache(options: { store: CacheStore; embed: Embed; log: Log }): AnswerCache {
  const { store, embed, log } = options;
  /** The vector of a request is made once, for looking and for keeping. */
  const vectors = new WeakMap<object, Promise<{ vector: readonly number[]; model: string } | undefined>>();

  function vectorOf(request: Request<never, unknown>): ReturnType<Embed> {
    const known = vectors.get(request);
    if (known !== undefined) return known;
    const made = embed(request.job.scope.workspaceId, wordsOf(request.job.input).slice(0, MOST_CHARACTERS));
    vectors.set(request, made);
    return made;
  }

  async function findAlike(request: Request<never, unknown>): Promise<CacheHit | undefined> {
    const vector = await vectorOf(request);
    if (vector === undefined) return undefined;
    const place = {
      workspaceId: request.job.scope.workspaceId,
      useCase: request.useCase.name,
      guard: guardOf(request),
    };
    const found = await store.findAlike({ ...place, ...vector, likeness: request.useCase.cacheLikeness });
    return found === undefined ? undefined : { value: found.value, kind: 'semantic', from: found };
  }

  return {
    async find(request) {
      if (!isCached(request)) return undefined;
      try {
        const exact = await store.find(request.job.scope.workspaceId, keyOf(request));
        if (exact !== undefined) return { value: exact.value, kind: 'exact', from: exact };
        return request.useCase.cache === 'semantic' ? await findAlike(request) : undefined;
      } catch (error) {
        log.warn({ err: error }, 'the answer cache could not be read');
        return undefined;
      }
    },
    async keep(request, { value, target }) {
      if (!isCached(request)) return;
      try {
        const vector = request.useCase.cache === 'semantic' ? await vectorOf(request) : undefined;
        const { name, provider, model } = target;
        await store.keep({
          workspaceId: request.job.scope.workspaceId,
          key: keyOf(request),
          useCase: request.useCase.name,
          answer: { value, target: name, provider, model },
          guard: guardOf(request),
          hours: request.useCase.cacheHours,
          ...(vector === undefined ? {} : { vector }),
        });
      } catch (error) {
        log.warn({ err: error }, 'an answer could not be cached');
      }
    },
  };
}

function isCached({ useCase, job }: Request<never, unknown>): boolean {
  return useCase.cache !== 'off' && job.hasTexts;
}

function keyOf({ job, useCase }: Request<never, unknown>): string {
  const chain = job.targets ?? useCase.chain;
  return sha256(canonicalJson({ useCase: useCase.name, chain, params: job.params, input: job.input }));
}

/**
 * What must be equal for a semantic hit: everything but the words of the last message, and all numbers in it. Two
 * prompts that differ in a figure are never alike.
 */
function guardOf({ job, useCase }: Request<never, unknown>): string {
  const messages = Array.isArray(job.input) ? (job.input as unknown[]) : [];
  const numbers = wordsOf(job.input).match(/\d+(?:[.,]\d+)*/g) ?? [];
  const chain = job.targets ?? useCase.chain;
  return sha256(
    canonicalJson({ chain, params: job.params, before: messages.slice(0, -1), numbers: numbers.toSorted() }),
  );
}

/** The words of the last message. */
function wordsOf(input: unknown): string {
  const last: unknown = Array.isArray(input) ? (input as unknown[]).at(-1) : input;
  const content = (last as { content?: unknown } | undefined)?.content;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as { text?: unknown }[])
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('\n');
}
