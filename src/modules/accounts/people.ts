import { newId } from '#kernel/ids';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { accountError } from './errors.ts';
import { newLinkToken } from '#platform/auth/one-time-link';
import { PASSWORD_LINK_HOURS } from './sign-in.ts';
import { findPerson, insertLink, insertPerson, type Person, upsertCredential } from './store.ts';

const HOUR_MS = 3_600_000;

/** How a new person will prove who they are. */
export type FirstCredential =
  | { readonly passwordHash: string }
  | { readonly providerId: string; readonly accountId: string };

/** Adds a person in the caller's transaction. Throws `accounts.email_taken`. */
export async function addPerson(
  tx: Tx,
  ctx: Pick<Context, 'clock'>,
  input: { name: string; email: string; credential: FirstCredential },
): Promise<Person> {
  const at = ctx.clock.now();
  const id = newId('usr', at.getTime());
  const { name, email, credential } = input;
  if (!(await insertPerson(tx, { id, name, email, at })))
    throw accountError('accounts.email_taken', { email });
  await addCredential(tx, ctx, { userId: id, credential });
  return { id, name, email, hasSecondFactor: false };
}

/** Gives a person another way to sign in. */
export async function addCredential(
  tx: Tx,
  ctx: Pick<Context, 'clock'>,
  input: { userId: string; credential: FirstCredential },
): Promise<void> {
  const at = ctx.clock.now();
  const { userId, credential } = input;
  const how =
    'passwordHash' in credential
      ? { providerId: 'credential', accountId: userId, password: credential.passwordHash }
      : { ...credential, password: null };
  await upsertCredential(tx, { id: newId('crd', at.getTime()), userId, at, ...how });
}

/**
 * Makes a one-time link by which a person sets a new password; a link of before is void. For whoever sits at this
 * machine: an admin of one workspace must not get into another one by it. Throws `accounts.unknown`.
 */
export async function makePasswordLink(
  ctx: Context,
  input: { email: string },
): Promise<{ token: string; expiresAt: Date; person: Person }> {
  authorise(ctx, 'secrets.manage');
  const { token, tokenHash } = newLinkToken();
  const at = ctx.clock.now();
  const expiresAt = new Date(at.getTime() + PASSWORD_LINK_HOURS * HOUR_MS);
  return withTransaction(ctx.db, async (tx) => {
    const person = await findPerson(tx, { email: input.email });
    if (person === undefined) throw accountError('accounts.unknown', { email: input.email });
    await insertLink(tx, { tokenHash, userId: person.id, at, expiresAt });
    await appendEvent(tx, ctx, {
      type: 'password.link_made',
      subject: { type: 'person', id: person.id },
      payload: {},
      after: { expiresAt },
    });
    return { token, expiresAt, person };
  });
}
