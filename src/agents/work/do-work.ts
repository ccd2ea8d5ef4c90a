import { defineErrors } from '#kernel/errors';
import type { CallScope, ModelAccess } from '#llm/index';
import { collectFacts, type Fact, type FactBook } from './facts.ts';
import type { WorkMaterial } from './material.ts';
import type { Finding, TaskType, WorkRequest } from './task-type.ts';
import { shortened } from './shortened.ts';
import { statementsIn, type WorkProduct } from './work-product.ts';
import { wordProduct, type WordedProduct } from './word-product.ts';

export const workError = defineErrors({
  'work.payload_invalid': {
    status: 400,
    retryable: false,
    message: 'The payload of the {type} does not fit: {problems}.',
  },
  'work.blocked': { status: 409, retryable: false, message: 'The {type} cannot be done yet: {reasons}.' },
});

/** A finished work product with the facts that led to it. */
export interface DoneWork extends Omit<WordedProduct, 'product'> {
  readonly product: WorkProduct;
  readonly evidence: readonly Fact[];
  /** What was found out about the brand, with what led to it. */
  readonly lessons: readonly { statement: string; evidence: readonly Fact[]; confidence: number }[];
}

/** What stands in the way of a task and what would make it better, field by field: `needs` first, then its own checks. */
export function examine(type: TaskType, material: WorkMaterial, payload: unknown): readonly Finding[] {
  const lacking = type.needs.filter((need) => isLacking(need, material)).map(findingOfNeed);
  const parsed = type.input.safeParse(payload);
  if (!parsed.success)
    return [
      ...lacking,
      ...parsed.error.issues.map(({ path, message }): Finding => {
        const field = path.length === 0 ? 'payload' : path.map(String).join('.');
        return { field, severity: 'blocks', message };
      }),
    ];
  if (lacking.length > 0) return lacking;
  return type.check(requestOf(material, parsed.data));
}

/**
 * Does a task's work: by the method of its type, then, where a model is given, with its texts worded by that. Throws
 * `work.payload_invalid` or `work.blocked`; a model that does not answer is told in `problem`.
 */
export async function doWork(
  type: TaskType,
  given: { material: WorkMaterial; payload: unknown },
  model?: { access: ModelAccess; scope: CallScope; unit: string; signal?: AbortSignal | undefined },
): Promise<DoneWork> {
  const findings = examine(type, given.material, given.payload).filter(
    ({ severity }) => severity === 'blocks',
  );
  const parsed = type.input.safeParse(given.payload);
  const told = findings.map(({ field, message }) => `${field}: ${message}`).join('; ');
  if (!parsed.success) throw workError('work.payload_invalid', { type: type.title, problems: told });
  if (findings.length > 0) throw workError('work.blocked', { type: type.title, reasons: told });
  const request = requestOf(given.material, parsed.data);
  const product = type.write(request);
  const worded: WordedProduct =
    model === undefined
      ? { product, worded: [], refused: [] }
      : await wordProduct(model.access, { type, request, product }, model);
  return {
    ...worded,
    evidence: evidenceOf(worded.product, request.facts),
    lessons: lessonsOf(type, worded.product, request.facts),
  };
}

/** So many lessons one piece of work may propose, and so long each is. */
const MOST_LESSONS = 3;
const MOST_CHARACTERS = 500;

/** What the work found out. What rests on something learnt before was not found out by it. */
function lessonsOf(type: TaskType, product: WorkProduct, facts: FactBook): DoneWork['lessons'] {
  return (type.learn?.(product) ?? [])
    .filter((lesson) => !lesson.facts.some((id) => id.startsWith('knowledge.')))
    .slice(0, MOST_LESSONS)
    .map((lesson) => ({
      statement: shortened(lesson.statement, MOST_CHARACTERS),
      confidence: lesson.confidence,
      evidence: factsNamed(lesson.facts, facts),
    }));
}

function requestOf(material: WorkMaterial, input: unknown): WorkRequest<unknown> {
  return { material, facts: collectFacts(material, input), input };
}

function evidenceOf(product: WorkProduct, facts: FactBook): Fact[] {
  const ids = new Set(statementsIn(product.content).flatMap((said) => said.facts));
  return factsNamed([...ids], facts);
}

function factsNamed(ids: readonly string[], facts: FactBook): Fact[] {
  return ids.map((id) => {
    const fact = facts.get(id);
    if (fact === undefined) throw new Error(`a statement names the fact ${id}, which is not there`);
    return fact;
  });
}

function isLacking(need: TaskType['needs'][number], material: WorkMaterial): boolean {
  return need === 'variants' ? material.variants.length === 0 : material[need] === null;
}

const NEEDED: Readonly<Record<TaskType['needs'][number], string>> = {
  brand: 'There is no brand kit: make one, or import its folder.',
  brief: 'There is no brief: the task belongs to no campaign, or to one without a brief.',
  variants: 'The campaign has no variants yet: wait for its run, or start it with `aicmo campaign resume`.',
};

function findingOfNeed(need: TaskType['needs'][number]): Finding {
  return { field: need, severity: 'blocks', message: NEEDED[need] };
}
