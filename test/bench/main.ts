/** Prints the figures of all benchmarks, or of those named. Never fails on time. */
import { spawnSync } from 'node:child_process';
import { benchApi } from './api.ts';
import { benchAudit } from './audit.ts';
import { benchCalendar } from './calendar.ts';
import { benchCampaign } from './campaign.ts';
import { benchDashboard } from './dashboard.ts';
import { benchDiversity } from './diversity.ts';
import { printFigures } from './figures.ts';
import { benchGateway } from './gateway.ts';
import { benchLive } from './live.ts';
import { benchPlanner } from './planner.ts';
import { benchRateLimit } from './rate-limit.ts';
import { benchRender } from './render.ts';
import { benchServer } from './server.ts';
import { benchSleeping } from './sleeping.ts';
import { benchTick } from './tick.ts';

const benches = {
  render: benchRender,
  diversity: benchDiversity,
  server: benchServer,
  campaign: benchCampaign,
  gateway: benchGateway,
  audit: benchAudit,
  'rate-limit': benchRateLimit,
  api: benchApi,
  dashboard: benchDashboard,
  live: benchLive,
  planner: benchPlanner,
  sleeping: benchSleeping,
  calendar: benchCalendar,
  tick: benchTick,
};
/** As `bin/aicmo.js` starts the server: with V8's own limits, figures swing by a fifth with the garbage collector. */
const FLAGS = ['--max-semi-space-size=8', '--initial-old-space-size=64'];

async function runWanted(): Promise<void> {
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  for (const [name, run] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) printFigures(await run());
  }
}

function runWithFlags(): number {
  const ran = spawnSync(process.execPath, [...FLAGS, ...process.argv.slice(1)], { stdio: 'inherit' });
  return ran.status ?? 1;
}

if (FLAGS.every((flag) => process.execArgv.includes(flag))) await runWanted();
else process.exitCode = runWithFlags();
