// Hands in a brief, waits for its campaign, and lists the variants that wait for a person.
//   AICMO_URL=http://127.0.0.1:7400 AICMO_KEY=aicmo_… node campaign.ts brief.json
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type AicmoClient, AicmoError, type AicmoOutputs, createAicmoClient } from 'aicmo/client';

type Campaign = AicmoOutputs['campaigns']['get'];
type Approval = AicmoOutputs['approvals']['list']['items'][number];

const UNDER_WAY: ReadonlySet<Campaign['status']> = new Set(['new', 'validated', 'generating']);
const PATIENCE_MS = 10 * 60_000;

try {
  await main();
} catch (error) {
  if (!(error instanceof AicmoError)) throw error;
  console.error(explain(error));
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { AICMO_URL: url = 'http://127.0.0.1:7400', AICMO_KEY: key = '' } = process.env;
  const [file = 'brief.json'] = process.argv.slice(2);
  const client = createAicmoClient({ url, key });

  const text = await readFile(file, 'utf8');
  const { campaignId, campaignKey, outcome } = await client.briefs.submit({ text, fileName: basename(file) });
  console.log(`${campaignKey}: the brief is taken (${outcome}).`);

  const campaign = await waitForRest(client, campaignId);
  console.log(`${campaign.name}: ${campaign.status}, ${campaign.variantCount} of ${campaign.targetVariants} variants.`);

  const waiting = await listWaiting(client, campaignId);
  console.log(`${waiting.length} variants wait for approval:`);
  for (const { title, detail, requestedAt } of waiting)
    console.log(`- ${title} (${detail}), since ${requestedAt.toISOString()}`);
}

/** The campaign, once nothing more happens to it by itself. */
async function waitForRest(client: AicmoClient, id: string): Promise<Campaign> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const campaign = await client.campaigns.get({ id });
    if (!UNDER_WAY.has(campaign.status)) return campaign;
    if (Date.now() > end) throw new Error(`${campaign.key} is still ${campaign.status} after ten minutes.`);
    await delay(500);
  }
}

/** All pages of what waits. */
async function listWaiting(client: AicmoClient, campaignId: string): Promise<Approval[]> {
  const found: Approval[] = [];
  let after: string | undefined;
  do {
    const page = await client.approvals.list({
      campaignId,
      state: 'pending_review',
      subjectType: 'variant',
      limit: 100,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

/** What to do, by the code of the error; docs/reference/errors.md lists all codes. */
function explain(error: AicmoError): string {
  switch (error.code) {
    case 'client.unreachable':
      return 'Nobody answers at AICMO_URL. Is `aicmo serve` running?';
    case 'keys.missing':
    case 'keys.invalid':
    case 'keys.expired':
    case 'keys.revoked':
    case 'auth.signed_out':
      return `AICMO_KEY opens nothing (${error.code}). \`aicmo key create\` makes a key.`;
    case 'briefs.rejected':
      return `The brief is not taken:\n${error.detail}`;
    default:
      return `${error.code}: ${error.detail} (request ${error.requestId ?? 'unknown'})`;
  }
}
