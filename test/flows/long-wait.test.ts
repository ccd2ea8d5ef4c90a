import { expect, it } from 'vitest';
import { decideApproval, getApproval, isApproved, listApprovals } from '#modules/approvals/index';
import { withTransaction } from '#platform/db/database';
import { migrateDatabase, migrateTo } from '#platform/db/migrate';
import { insertCampaign } from '#test/campaign-records';
import { createTestDatabase, testContext } from '#test/database';

const DAY_MS = 86_400_000;

it('TSK-4 what waited before an upgrade is decided sixty days after it, as it was asked for', async () => {
  const db = await createTestDatabase('template0');
  await migrateTo(db, '0008_approvals');
  await insertCampaign(db, { id: 'patient' });
  await db.pool.query(
    `insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at)
      values ('ws_default', 'apr_patient', 'brief', 'patient-brief', 'patient', 1, 'pending_review',
        '{"kind":"operator","via":"cli"}', now())`,
  );
  await migrateDatabase(db);
  const ctx = testContext(db, { clock: { now: () => new Date(Date.now() + 60 * DAY_MS) } });
  const { items } = await listApprovals(ctx, { limit: 5, mine: true });
  expect(items).toMatchObject([{ id: 'apr_patient', state: 'pending_review', step: null }]);
  const { contentHash, mayDecide } = await getApproval(ctx, { id: 'apr_patient' });
  expect(mayDecide).toBe(true);
  await decideApproval(ctx, { id: 'apr_patient', contentHash, decision: 'approve' });
  const subject = { type: 'brief', id: 'patient-brief' } as const;
  expect(await withTransaction(db, (tx) => isApproved(tx, ctx, subject))).toBe(true);
  await db.close();
});
