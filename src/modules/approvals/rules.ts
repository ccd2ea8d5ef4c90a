import { type Actor, personOf } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/hash';
import type { OutgoingVariant } from '#modules/creative/index';

/**
 * Hash of what would go out of a variant: its words, and the pixels of every picture. Layout, checks and the names of
 * files may change without changing what anybody sees.
 */
export function hashOfVariant({ copy, renditions }: Pick<OutgoingVariant, 'copy' | 'renditions'>): string {
  const pictures = renditions
    .map(({ ratio, sha256: picture }) => [ratio, picture] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(canonicalJson({ kind: 'variant', copy, pictures }));
}

/** Why somebody may not decide; undefined when they may. */
export function whyNotDecide(
  actor: Actor,
  { madeBy, needsSecondPerson }: { madeBy: Actor; needsSecondPerson: boolean },
): string | undefined {
  if (actor.kind !== 'user' && actor.kind !== 'operator' && actor.kind !== 'guest')
    return 'only people decide';
  if (!needsSecondPerson || !isSame(actor, madeBy)) return undefined;
  return 'this workspace asks for a second person, and you handed in the brief';
}

/** Whether the same person stands behind both: what a key does, its maker did. */
function isSame(a: Actor, b: Actor): boolean {
  const [one, other] = [personBehind(a), personBehind(b)];
  return one !== undefined && one === other;
}

/** Their id; '' for the operator at the machine, who has none; undefined where the house itself acted. */
function personBehind(actor: Actor): string | undefined {
  return personOf(actor) ?? (actor.kind === 'operator' || actor.kind === 'apiKey' ? '' : undefined);
}
