import type { Role } from '#kernel/permission';
import type { TestHouse } from './house.ts';

/** A person with an account and a membership, made where nobody signs in. */
export async function addMemberNamed(
  house: TestHouse,
  who: { id: string; name: string; role: Role; brandIds?: readonly string[] },
): Promise<void> {
  const { id, name, role, brandIds } = who;
  await house.db.pool.query(
    `insert into person (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, now(), now())`,
    [id, name, `${id}@example.com`],
  );
  await house.db.pool.query(
    `insert into member (workspace_id, user_id, role, brand_ids, created_at, created_by)
      values ('ws_default', $1, $2, $3, now(), '{"kind":"operator","via":"cli"}')`,
    [id, role, brandIds === undefined ? null : [...brandIds]],
  );
}
