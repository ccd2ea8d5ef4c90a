import { admit } from '#platform/auth/permissions';
import type { Context } from '#platform/context';

/** The id of the person who asks: programs have nothing to read. Throws `auth.person_needed`. */
export function needPerson({ actor }: Context): string {
  admit(actor, 'self');
  if (actor.kind !== 'user') throw new Error('a person was admitted who is none');
  return actor.id;
}
