import { sql } from 'kysely';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Session } from './contract.ts';

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly hasSecondFactor: boolean;
}

const PERSON = sql.raw(`id, name, email, two_factor_enabled as "hasSecondFactor"`);

/** Whether anybody has an account. */
export async function hasPeople(db: Db): Promise<boolean> {
  return (await firstRow(db, sql`select 1 from person limit 1`)) !== undefined;
}

export function findPerson(db: Db, by: { id: string } | { email: string }): Promise<Person | undefined> {
  const where = 'id' in by ? sql`id = ${by.id}` : sql`email = ${by.email}`;
  return firstRow(db, sql<Person>`select ${PERSON} from person where ${where}`);
}

/** Adds a person; false when the e-mail address is taken. */
export async function insertPerson(
  tx: Tx,
  person: { id: string; name: string; email: string; at: Date },
): Promise<boolean> {
  const { id, name, email, at } = person;
  const row = await firstRow(
    tx,
    sql`insert into person (id, name, email, email_verified, created_at, updated_at)
      values (${id}, ${name}, ${email}, true, ${at}, ${at}) on conflict (email) do nothing returning id`,
  );
  return row !== undefined;
}

/** How a person proves who they are: by a password's hash, or by their id at an identity provider. */
export interface Credential {
  readonly id: string;
  readonly userId: string;
  readonly providerId: string;
  readonly accountId: string;
  readonly password: string | null;
  readonly at: Date;
}

/** Adds a credential, or replaces the password of the one there is. */
export async function upsertCredential(tx: Tx, credential: Credential): Promise<void> {
  const { id, userId, providerId, accountId, password, at } = credential;
  await rows(
    tx,
    sql`insert into person_credential (id, user_id, provider_id, account_id, password, created_at, updated_at)
      values (${id}, ${userId}, ${providerId}, ${accountId}, ${password}, ${at}, ${at})
      on conflict (provider_id, account_id) do update set password = excluded.password, updated_at = excluded.updated_at`,
  );
}

/** The person whom an identity provider knows under an id. */
export function findPersonByCredential(
  db: Db,
  by: { providerId: string; accountId: string },
): Promise<Person | undefined> {
  return firstRow(
    db,
    sql<Person>`select p.id, p.name, p.email, p.two_factor_enabled as "hasSecondFactor"
      from person p join person_credential c on c.user_id = p.id
      where c.provider_id = ${by.providerId} and c.account_id = ${by.accountId}`,
  );
}

export async function renamePerson(tx: Tx, person: { id: string; name: string; at: Date }): Promise<void> {
  await rows(
    tx,
    sql`update person set name = ${person.name}, updated_at = ${person.at} where id = ${person.id}`,
  );
}

/** Sessions of a person that have not ended, newest first. */
export async function listSessions(
  db: Db,
  of: { userId: string; sessionId: string; now: Date },
): Promise<Session[]> {
  return rows(
    db,
    sql<Session>`select id, id = ${of.sessionId} as "isThis", created_at as "startedAt", updated_at as "lastUsedAt",
        expires_at as "expiresAt", ip_address as address, user_agent as browser
      from person_session where user_id = ${of.userId} and expires_at > ${of.now}
      order by created_at desc limit 100`,
  );
}

/** Whether a session has not ended. */
export async function isSessionOpen(db: Db, session: { id: string; now: Date }): Promise<boolean> {
  const row = await firstRow(
    db,
    sql`select 1 from person_session where id = ${session.id} and expires_at > ${session.now}`,
  );
  return row !== undefined;
}

/** Keeps when the person of a session proved who they are; false when the session has ended. */
export async function markProven(tx: Tx, session: { id: string; at: Date }): Promise<boolean> {
  const row = await firstRow(
    tx,
    sql`update person_session set proved_at = ${session.at} where id = ${session.id} returning id`,
  );
  return row !== undefined;
}

/** By what a person can sign in: `credential` is a password, others are identity providers. */
export async function listProviderIds(db: Db, userId: string): Promise<string[]> {
  const found = await rows(
    db,
    sql<{ id: string }>`select provider_id as id from person_credential where user_id = ${userId}
      and (provider_id <> 'credential' or password is not null)`,
  );
  return found.map(({ id }) => id);
}

/** Ends one session of a person, or all but one; returns how many. */
export async function deleteSessions(
  tx: Tx,
  of: { userId: string; only?: string; except?: string },
): Promise<number> {
  const only = of.only === undefined ? sql`` : sql`and id = ${of.only}`;
  const except = of.except === undefined ? sql`` : sql`and id <> ${of.except}`;
  const gone = await rows(
    tx,
    sql`delete from person_session where user_id = ${of.userId} ${only} ${except} returning id`,
  );
  return gone.length;
}

/** Forgets sessions and one-time values that have ended. */
export async function sweepAccounts(db: Db, now: Date): Promise<void> {
  await rows(db, sql`delete from person_session where expires_at < ${now}`);
  await rows(db, sql`delete from person_verification where expires_at < ${now}`);
  await rows(db, sql`delete from person_link where expires_at < ${now}`);
}

export async function insertLink(
  tx: Tx,
  link: { tokenHash: string; userId: string; at: Date; expiresAt: Date },
): Promise<void> {
  await rows(tx, sql`delete from person_link where user_id = ${link.userId}`);
  await rows(
    tx,
    sql`insert into person_link (token_hash, user_id, purpose, created_at, expires_at)
      values (${link.tokenHash}, ${link.userId}, 'password', ${link.at}, ${link.expiresAt})`,
  );
}

/** Uses a link up; returns whose it was, where it was valid. */
export async function takeLink(tx: Tx, link: { tokenHash: string; now: Date }): Promise<string | undefined> {
  const row = await firstRow(
    tx,
    sql<{
      userId: string;
    }>`delete from person_link where token_hash = ${link.tokenHash} and expires_at > ${link.now}
      returning user_id as "userId"`,
  );
  return row?.userId;
}

/** Keeps a value for a short time under an id that only one browser knows. */
export async function insertJourney(
  db: Db,
  journey: { id: string; identifier: string; value: string; at: Date; expiresAt: Date },
): Promise<void> {
  const { id, identifier, value, at, expiresAt } = journey;
  await rows(
    db,
    sql`insert into person_verification (id, identifier, value, expires_at, created_at, updated_at)
      values (${id}, ${identifier}, ${value}, ${expiresAt}, ${at}, ${at})`,
  );
}

/** Takes a kept value out; undefined when it is not there, or not any more. */
export async function deleteJourney(
  db: Db,
  journey: { identifier: string; now: Date },
): Promise<string | undefined> {
  const row = await firstRow(
    db,
    sql<{ value: string }>`delete from person_verification
      where identifier = ${journey.identifier} and expires_at > ${journey.now} returning value`,
  );
  return row?.value;
}
