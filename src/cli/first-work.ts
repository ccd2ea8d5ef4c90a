import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { messageOf } from '#kernel/errors';
import { contextFor } from '#flows/index';
import { listAlerts } from '#modules/alerts/index';
import { listRejectedBriefs } from '#modules/briefs/index';
import { linkAddress } from '#platform/auth/one-time-link';
import { makeSetupLink } from '#modules/workspaces/index';
import { type Campaign, isAtRest, listCampaigns } from '#modules/campaigns/index';
import type { RunningServer } from '#server/start';
import { table } from './output.ts';
import { createProgress } from './progress.ts';

const LOOK_MS = 250;
const SHOWN = 20;

/** Shows a person what the server does with the briefs it finds at its start, ends with a table, and goes on in silence. */
export async function showFirstWork(server: RunningServer): Promise<void> {
  const { house } = server;
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  say(`AICMO is ready after ${(server.readyAfterMs / 1000).toFixed(1)} s. Database: ${house.databasePlace}.`);
  try {
    const lines = await ways(server);
    for (const line of lines) say(line);
    if (server.watch === undefined) return;
    await server.watch.ready;
    const campaigns = await waitForRest(server);
    say(await describe(server, campaigns, lines));
  } catch (error) {
    // Showing is all that ends here: the server goes on, and so does its work once the database is back.
    house.log.warn({ err: error }, 'the first work could not be shown to its end');
    say(`The progress cannot be shown (${messageOf(error)}). The server goes on.`);
  }
}

async function waitForRest(server: RunningServer): Promise<Campaign[]> {
  const ctx = contextFor(server.house, { kind: 'operator', via: 'cli' });
  const progress = createProgress(false);
  // The folder is scanned, but what it found may still be on its way into the database.
  await delay(1_000);
  for (;;) {
    const { items } = await listCampaigns(ctx, { limit: 200 });
    const total = items.reduce((sum, campaign) => sum + campaign.cellCount, 0);
    const done = items.reduce((sum, campaign) => sum + campaign.cellsDone, 0);
    const busy = items.filter((campaign) => !isAtRest(campaign.status));
    const names = busy
      .slice(0, 3)
      .map((campaign) => `${campaign.key} (${campaign.status}, ${campaign.variantCount} variants)`);
    progress.show({ done, total, label: names.join(', ') });
    if (busy.length === 0) {
      progress.end();
      return items;
    }
    await delay(LOOK_MS);
  }
}

async function describe(
  server: RunningServer,
  campaigns: readonly Campaign[],
  wayLines: readonly string[],
): Promise<string> {
  const { house } = server;
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const alerts = (await listAlerts(ctx, { limit: 200 })).items.filter((alert) => alert.state !== 'resolved');
  const rejected = (await listRejectedBriefs(ctx, { limit: SHOWN })).items;
  const rows = campaigns
    .slice(0, SHOWN)
    .map((campaign) => [
      campaign.key,
      campaign.status,
      `${campaign.variantCount}/${campaign.targetVariants}`,
      campaign.imageCount,
      campaign.effectiveVariants?.toFixed(1) ?? '–',
      alerts.filter((alert) => alert.campaignId === campaign.id).length,
      join(house.config.outputDir, campaign.key),
    ]);
  const lines = [
    campaigns.length === 0
      ? 'There is no campaign yet.'
      : table(['campaign', 'status', 'variants', 'pictures', 'effective', 'alerts', 'files'], rows),
    ...rejected.map((brief) => `Rejected: ${brief.fileName}. \`npx aicmo brief list --rejected\` shows why.`),
    '',
    // The same link as above: a new one would make that one void.
    ...wayLines,
    `Watching ${house.config.briefsDir}. Press Ctrl+C to stop.`,
  ];
  return lines.join('\n');
}

/** Where the dashboard is; as long as nobody has an account, the way to the first one. */
async function ways({ house, address }: RunningServer): Promise<string[]> {
  if (address === undefined) return [];
  const made = await makeSetupLink(contextFor(house, { kind: 'operator', via: 'cli' }));
  if (made === undefined) return [`Dashboard      ${house.config.publicUrl ?? address}/`];
  const link = linkAddress(house.config.publicUrl ?? address, 'set-up', made.token);
  return [
    `First account  ${link}`,
    '               (works once, for 24 hours; `npx aicmo user setup-link` makes a new one)',
  ];
}
