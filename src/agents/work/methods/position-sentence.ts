import type { Fact } from '#agents/work/facts';
import { derived, listed, quote } from '#agents/work/say';
import type { Statement } from '#agents/work/work-product';
import type { Position } from './pick-position.ts';

interface Pieces {
  readonly audience: Statement;
  readonly category: Statement;
  readonly position: Position;
  readonly message: Fact | undefined;
  readonly rivals: readonly string[];
}

/** Moore's sentence from what is stated; a part without a fact is left out. */
export function sentenceOf(product: Fact | undefined, { position, ...pieces }: Pieces): Statement {
  const { problem, benefit, difference, isBacked } = position;
  const { audience, category, message, rivals } = pieces;
  const value = benefit ?? message;
  const backing = difference?.backing === undefined ? '' : ` (${difference.backing})`;
  const kind = category.basis === 'stated' ? ` (${category.text.replace(/[.。]$/u, '')})` : '';
  const unlike = rivals.length === 0 ? 'Unlike what they have now' : `Unlike ${listed(rivals.slice(0, 3))}`;
  const parts = [
    audience.basis === 'stated' ? `For ${audience.text.replace(/[.。]$/u, '')}.` : '',
    problem === undefined ? '' : `Today they live with this: ${quote(problem.text)}.`,
    `${product?.text ?? ''}${kind}${value === undefined ? '' : `: ${quote(value.text)}`}.`,
    difference === undefined
      ? ''
      : isBacked
        ? `${unlike}: ${quote(difference.text)}${backing}.`
        : `Nothing that is stated backs this; what can be shown is another thing: ${quote(difference.text)}${backing}.`,
  ];
  const named = [product, problem, value, difference].flatMap((fact) => fact?.id ?? []);
  return derived(parts.filter((part) => part !== '').join(' '), [
    ...audience.facts,
    ...category.facts,
    ...named,
  ]);
}

/** The sentence of several products of which only the names are known. */
export function togetherOf(
  { text, facts }: Statement,
  more: { names: readonly string[]; facts: readonly string[] },
): Statement {
  const [first = ''] = more.names;
  return derived(
    `${text.replace(first, listed(more.names))} Nothing is stated that parts one from the other.`,
    [...facts, ...more.facts],
  );
}
