import { sql } from 'kysely';
import { type Actor, describeActor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Delegation } from './chain-contract.ts';
import type { Decider } from './chain-rules.ts';

interface DelegationRow extends Omit<Delegation, 'madeBy' | 'isNow'> {
  readonly by: Actor;
}

// A person who has left the workspace is not seen by their name any more.
const DELEGATION =
  sql.raw(`d.id, d.from_person as "fromPerson", coalesce(f.name, 'somebody who has left') as "fromName",
  d.to_person as "toPerson", coalesce(t.name, 'somebody who has left') as "toName", d.from_at as "fromAt", d.until_at as "untilAt",
  d.reason, d.made_by as by
  from approval_delegation d left join person f on f.id = d.from_person left join person t on t.id = d.to_person`);

/** Those that have not ended, the next to end first, at most 500. */
export async function listDelegations(db: Db, workspaceId: string, now: Date): Promise<Delegation[]> {
  const found = await rows(
    db,
    sql<DelegationRow>`select ${DELEGATION} where d.workspace_id = ${workspaceId} and d.ended_at is null and d.until_at > ${now}
      order by d.until_at, d.id limit 500`,
  );
  return found.map((row) => toDelegation(row, now));
}

/** Who has asked a person to decide for them now, with what they themselves may. */
export function standInsOf(
  db: Db,
  workspaceId: string,
  who: { personId: string; now: Date },
): Promise<Decider[]> {
  return rows(
    db,
    sql<Decider>`select m.user_id as "personId", p.name, m.role, m.brand_ids as "brandIds"
      from approval_delegation d join member m on m.workspace_id = d.workspace_id and m.user_id = d.from_person
        join person p on p.id = m.user_id
      where d.workspace_id = ${workspaceId} and d.to_person = ${who.personId} and d.ended_at is null
        and d.from_at <= ${who.now} and d.until_at > ${who.now} and m.role in ('owner', 'admin', 'approver')
      order by d.id limit 100`,
  );
}

/** Who decides now for some people, by the id of whom they decide for. */
export function standInsFor(
  db: Db,
  workspaceId: string,
  who: { personIds: readonly string[]; now: Date },
): Promise<{ fromPerson: string; toPerson: string }[]> {
  return rows(
    db,
    sql<{ fromPerson: string; toPerson: string }>`select from_person as "fromPerson", to_person as "toPerson"
      from approval_delegation where workspace_id = ${workspaceId} and from_person = any(${[...who.personIds]})
        and ended_at is null and from_at <= ${who.now} and until_at > ${who.now} limit 1000`,
  );
}

export async function insertDelegation(
  tx: Tx,
  workspaceId: string,
  made: Omit<Delegation, 'fromName' | 'toName' | 'isNow' | 'madeBy'> & { by: Actor; at: Date },
): Promise<void> {
  const { id, fromPerson, toPerson, fromAt, untilAt, reason, by, at } = made;
  await rows(
    tx,
    sql`insert into approval_delegation (workspace_id, id, from_person, to_person, from_at, until_at, reason, made_by, created_at)
      values (${workspaceId}, ${id}, ${fromPerson}, ${toPerson}, ${fromAt}, ${untilAt}, ${reason}, ${JSON.stringify(by)}, ${at})`,
  );
}

/** One that has not ended. */
export async function findDelegation(
  db: Db,
  workspaceId: string,
  which: { id: string; now: Date },
): Promise<Delegation | undefined> {
  const row = await firstRow(
    db,
    sql<DelegationRow>`select ${DELEGATION} where d.workspace_id = ${workspaceId} and d.id = ${which.id}
      and d.ended_at is null and d.until_at > ${which.now}`,
  );
  return row === undefined ? undefined : toDelegation(row, which.now);
}

export async function endDelegation(tx: Tx, workspaceId: string, id: string, at: Date): Promise<void> {
  await rows(
    tx,
    sql`update approval_delegation set ended_at = ${at} where workspace_id = ${workspaceId} and id = ${id}`,
  );
}

function toDelegation({ by, ...row }: DelegationRow, now: Date): Delegation {
  return { ...row, isNow: row.fromAt <= now, madeBy: describeActor(by) };
}
