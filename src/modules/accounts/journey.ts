import { sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { deleteJourney, insertJourney } from './store.ts';

/** Keeps what a sign-in elsewhere needs on its way back. `id` is known to the browser only; its hash is kept. */
export async function keepJourney(
  ctx: Context,
  journey: { id: string; value: string; minutes: number },
): Promise<void> {
  const at = ctx.clock.now();
  const expiresAt = new Date(at.getTime() + journey.minutes * 60_000);
  const { value } = journey;
  await insertJourney(ctx.db, {
    id: newId('vrf', at.getTime()),
    identifier: nameOf(journey.id),
    value,
    at,
    expiresAt,
  });
}

/** Takes it out again: each works once. */
export function takeJourney(ctx: Context, id: string): Promise<string | undefined> {
  return deleteJourney(ctx.db, { identifier: nameOf(id), now: ctx.clock.now() });
}

function nameOf(id: string): string {
  return `journey:${sha256(id)}`;
}
