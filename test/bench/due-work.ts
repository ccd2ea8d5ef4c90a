import { contextFor, createTask } from '#flows/index';
import { hashOfTask, taskStore } from '#modules/tasks/index';
import type { Database } from '#platform/db/database';
import type { House } from '#server/house';
import { importBrands } from '#server/import-brands';
import { smallBrief } from '#test/briefs';
import { atRest, handIn, type TestHouse } from '#test/house';

const VARIANTS = 12;

/** How many campaigns, and how many approved tasks each of them has. */
export interface Amount {
  readonly campaigns: number;
  readonly tasksEach: number;
}

/**
 * Campaigns with a brief, a brand, twelve variants and approved tasks, all copies of one that was made by the house
 * itself: the verbs would take minutes for thousands. A worker must run. Gives the ids of the tasks.
 */
export async function addApprovedTasks(house: House, { campaigns, tasksEach }: Amount): Promise<string[]> {
  await importBrands(house);
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const brief = smallBrief({ campaign_id: 'model', target_variants: VARIANTS, brand: 'bench' });
  const { campaignId } = await handIn(house as TestHouse, brief);
  await atRest(house as TestHouse, campaignId);
  const { id: taskId } = await createTask(ctx, {
    campaignId,
    type: 'swot_analysis',
    priority: 'MEDIUM',
    confidence: 1,
    reason: '',
    dependsOn: [],
  });
  const model = { campaignId, taskId };
  await copyCampaigns(house.db, model, campaigns);
  const ids = await copyTasks(house.db, model, { campaigns, tasksEach });
  await approve(house.db, ids);
  await house.db.pool.query('vacuum analyze');
  return ids;
}

interface Model {
  readonly campaignId: string;
  readonly taskId: string;
}

async function copyCampaigns(db: Database, { campaignId }: Model, campaigns: number): Promise<void> {
  const copy = (table: string, changes: string, of: string): Promise<unknown> =>
    db.pool.query(
      `insert into ${table} select (jsonb_populate_record(r, jsonb_build_object(${changes}))).*
       from ${table} r, generate_series(1, $2) n where ${of} order by n`,
      [campaignId, campaigns],
    );
  const campaign = `'campaign_id', 'cmp_copy_' || n`;
  await copy('campaign', `'id', 'cmp_copy_' || n, 'key', 'copy-' || n, 'name', 'Copy ' || n`, 'id = $1');
  await copy('brief_revision', `'id', id || n, ${campaign}`, 'campaign_id = $1');
  await copy('cell', `'id', id || n, ${campaign}`, 'campaign_id = $1');
  await copy('variant', `'id', id || n, 'cell_id', cell_id || n, ${campaign}`, 'campaign_id = $1');
  await copy(
    'approval',
    `'id', id || n, 'subject_id', subject_id || n, ${campaign}`,
    `campaign_id = $1 and subject_type <> 'task'`,
  );
}

async function copyTasks(
  db: Database,
  { taskId }: Model,
  { campaigns, tasksEach }: Amount,
): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `insert into task select (jsonb_populate_record(t, jsonb_build_object('id', 'tsk_' || lpad(n::text, 5, '0') || '_' || c,
       'campaign_id', 'cmp_copy_' || c))).* from task t, generate_series(1, $2) c, generate_series(1, $3) n where t.id = $1
     returning id`,
    [taskId, campaigns, tasksEach],
  );
  await db.pool.query(
    `insert into approval select (jsonb_populate_record(a, jsonb_build_object('id', 'apr_' || t.id, 'subject_id', t.id,
       'campaign_id', t.campaign_id))).* from approval a, task t where a.subject_id = $1 and t.id <> $1`,
    [taskId],
  );
  return rows.map(({ id }) => id).toSorted();
}

/** Each as it stands, so that the question whether exactly this was approved is asked as always. */
async function approve(db: Database, ids: readonly string[]): Promise<void> {
  const tasks = await taskStore.findTasks(db, 'ws_default', { ids });
  await db.pool.query(
    `update approval set state = 'approved', decided_at = now(), decided_by = '{"kind":"operator","via":"cli"}', decided_hash = h.hash
     from unnest($1::text[], $2::text[]) h (id, hash) where subject_type = 'task' and subject_id = h.id`,
    [tasks.map(({ id }) => id), tasks.map(hashOfTask)],
  );
}

/** Puts tasks into the calendar one after the other from a moment on, so many a second; all at once where that is 0. */
export async function putDue(
  db: Database,
  ids: readonly string[],
  { from, perSecond }: { from: Date; perSecond: number },
): Promise<void> {
  await db.pool.query(
    `insert into scheduled_task (workspace_id, id, task_id, run_at, end_at, window_end, state, is_fixed, is_dry_run, why,
       next_try_at, made_by, created_at)
     select 'ws_default', 'sch_' || id, id, at, at + interval '1 hour', at + interval '1 day', 'SCHEDULED', true, false, '[]',
       at, '{"kind":"operator","via":"cli"}', now()
     from unnest($1::text[]) with ordinality t (id, n), lateral (select $2::timestamptz + n * $3::float8 * interval '1 second' as at) due`,
    [ids, from, perSecond === 0 ? 0 : 1 / perSecond],
  );
  await db.pool.query('analyze scheduled_task');
}
