import { contextFor } from '#flows/index';
import { setChain } from '#modules/approvals/index';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { openHouse } from '#server/house';
import { insertCampaign } from '#test/campaign-records';
import { type BenchFigures, printFigures } from './figures.ts';
import { measureIdle } from './server.ts';
import { makeHome, startBenchServer } from './server-process.ts';

const SLEEPING = 10_000;

/** What approvals cost that wait in a chain with a deadline and reminders, while nothing is due: with them and without. */
export async function benchSleeping(): Promise<BenchFigures> {
  const home = makeHome();
  try {
    const empty = await idleOf(home.folder);
    await fillWithSleeping(home.folder);
    const filled = await idleOf(home.folder);
    const figures = Object.entries(empty).flatMap(([name, value]) => [
      [`without: ${name}`, value],
      [`with ${SLEEPING} that wait: ${name}`, filled[name] ?? 0],
    ]);
    return { name: 'sleeping', figures: Object.fromEntries(figures) as Record<string, number> };
  } finally {
    home.remove();
  }
}

async function idleOf(folder: string): Promise<Record<string, number>> {
  const server = await startBenchServer(folder);
  const idle = await measureIdle(folder, server.process.pid ?? 0, 60_000);
  await server.stop();
  return idle;
}

async function fillWithSleeping(folder: string): Promise<void> {
  const config = loadConfig({ AICMO_HOME: `${folder}/home`, AICMO_LOG_LEVEL: 'silent' }, folder);
  const house = await openHouse(config, silentLog());
  try {
    const { id: chain } = await setChain(contextFor(house, { kind: 'operator', via: 'cli' }), {
      name: 'Board',
      subjectTypes: ['variant'],
      brandIds: null,
      types: null,
      steps: [
        {
          name: 'Board',
          mode: 'any',
          seats: [{ kind: 'role', role: 'owner' }],
          hours: 24 * 60,
          remindHours: 24 * 7,
          escalateTo: [],
        },
      ],
    });
    await insertCampaign(house.db, { id: 'sleeping' });
    await house.db.pool.query(
      `insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at,
          chain_id, step_since, due_at, next_look_at, told_at, waits_for)
        select 'ws_default', 'apr_' || n, 'variant', 'var_' || n, 'sleeping', 1, 'pending_review', '{"kind":"operator","via":"cli"}',
          now(), $1, now(), now() + interval '60 days', now() + interval '7 days', now(), array['role:owner']
        from generate_series(1, $2) n`,
      [chain, SLEEPING],
    );
  } finally {
    await house.close();
  }
}

if (import.meta.main) printFigures(await benchSleeping());
