import {
  alertFiles,
  briefToCampaign,
  draftMessages,
  followDeciders,
  noteTakeover,
  type Pace,
  RUN_BATCH,
  RUN_TASK,
  runBatchFlow,
  runGroupFlow,
  runTaskFlow,
  settleCalls,
  sweepFiles,
  sweepSignIn,
  watchApprovals,
  watchBudgets,
  watchCalendar,
  watchDisk,
  WORD_MESSAGES,
  wordMessages,
} from '#flows/index';
import { BRIEF_TO_CAMPAIGN } from '#modules/campaigns/index';
import { startConsumers } from '#platform/events/consumer';
import { startWorker } from '#platform/workflow/engine';
import type { House } from './house.ts';

export interface Role {
  stop(): Promise<void>;
}

/** How the calendar is looked at. */
const CALENDAR: Pace = { idleMs: 1_000, busyMs: 100, maxToRun: 200 };
/** How often approvals are looked at whose time has come. */
const APPROVALS_MS = 5_000;

/** Works on runs and on what follows from events. */
export async function startWorkerRole(house: House): Promise<Role> {
  const { config, log } = house;
  const studio = { renderer: await house.studio(), lanes: config.renderLanes };
  const worker = await startWorker({
    url: house.databaseUrl,
    log,
    flows: [
      briefToCampaign(house, studio),
      wordMessages(house),
      runTaskFlow(house, studio),
      runGroupFlow(house, studio),
      runBatchFlow(house, studio),
    ],
    queues: [
      { name: BRIEF_TO_CAMPAIGN.queue, perProcess: config.campaignConcurrency, pollMs: 100 },
      { name: WORD_MESSAGES.queue, perProcess: 2, pollMs: 500 },
      { name: RUN_TASK.queue, perProcess: 8, pollMs: 50 },
      { name: RUN_BATCH.queue, perProcess: 2, pollMs: 200 },
    ],
    leaseMs: config.leaseMs,
    drainMs: config.drainMs,
    retentionDays: config.runRetentionDays,
    onTakeover: (executorId, runs) => {
      log.warn({ executorId, runs }, 'runs of a dead process were taken over');
      noteTakeover(house, { executorId, runs }).catch((error: unknown) =>
        log.error({ err: error }, 'take-over alert not raised'),
      );
    },
    onLeaseLost: () => {
      log.fatal('this process was silent for longer than its lease; it ends so that no work is done twice');
      process.exit(70);
    },
  });
  const consumers = startConsumers({
    db: house.db,
    log,
    consumers: [alertFiles(house), draftMessages(house), followDeciders(house)],
  });
  const calendar = watchCalendar(house, CALENDAR);
  const approvals = watchApprovals(house, APPROVALS_MS);
  const disk = watchDisk(house);
  const budgets = watchBudgets(house);
  const sweep = sweepFiles(house);
  const signIn = sweepSignIn(house);
  const calls = settleCalls(house);
  return {
    async stop() {
      await calendar.close();
      await approvals.close();
      disk.close();
      budgets.close();
      sweep.close();
      signIn.close();
      calls.close();
      await worker.stop();
      await consumers.close();
    },
  };
}
