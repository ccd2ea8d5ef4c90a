import {
  addCredential,
  addPerson,
  findPerson,
  findPersonByCredential,
  noteSignIn,
  type Person,
  provedAtProvider,
  providerIdOf,
  type SignInContext,
} from '#modules/accounts/index';
import type { Vouched } from '#platform/auth/identity-provider';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { workspaceError } from './errors.ts';
import { addMember } from './members.ts';
import { endInvitation, findOpenInvitations, type OpenInvitation } from './store.ts';

/**
 * Signs in whom an identity provider vouches for: who is known to it already; who has an account under the address it
 * verified; and who is invited under that address, who so accepts. Throws `workspaces.not_invited`.
 */
export async function signInByProvider(
  ctx: SignInContext,
  { issuer, vouched }: { issuer: string; vouched: Vouched },
): Promise<void> {
  const providerId = providerIdOf(issuer);
  const person = await withTransaction(ctx.db, async (tx) => {
    const known = await findPersonByCredential(tx, { providerId, accountId: vouched.subject });
    return known ?? admitVouched(tx, ctx, { providerId, vouched });
  });
  const provedAt = provedAtProvider(ctx, vouched);
  await ctx.identity.signInVouched(ctx.exchange, { userId: person.id, provedAt });
  await noteSignIn(ctx, { userId: person.id, by: 'identity provider' });
}

async function admitVouched(
  tx: Tx,
  ctx: SignInContext,
  { providerId, vouched }: { providerId: string; vouched: Vouched },
): Promise<Person> {
  const { verifiedEmail: email, subject } = vouched;
  if (email === undefined) throw workspaceError('workspaces.not_verified');
  const credential = { providerId, accountId: subject };
  const known = await findPerson(tx, { email });
  if (known !== undefined) {
    await addCredential(tx, ctx, { userId: known.id, credential });
    return known;
  }
  const invitations = await findOpenInvitations(tx, { email, now: ctx.clock.now() });
  if (invitations.length === 0) throw workspaceError('workspaces.not_invited', { email });
  const name = vouched.name ?? email;
  const person = await addPerson(tx, ctx, { name, email, credential });
  for (const invitation of invitations) await acceptFor(tx, ctx, { person, invitation });
  return person;
}

/** Lets an invited person in, in the caller's transaction. */
export async function acceptFor(
  tx: Tx,
  ctx: SignInContext,
  { person, invitation }: { person: Person; invitation: OpenInvitation },
): Promise<void> {
  const { workspaceId, id, role, brandIds } = invitation;
  const as = {
    ...ctx,
    workspaceId,
    actor: { kind: 'user', id: person.id, name: person.name, role },
  } as const;
  await addMember(tx, as, { workspaceId, userId: person.id, role, brandIds });
  await endInvitation(tx, { workspaceId, id, at: ctx.clock.now(), how: 'accepted' });
  await appendEvent(tx, as, {
    type: 'invitation.accepted',
    subject: { type: 'invitation', id },
    payload: {},
    before: { isOpen: true },
    after: { isOpen: false, personId: person.id },
  });
}
