import type { Command } from 'commander';
import {
  cancelCampaign,
  getCampaign,
  getCampaignHistory,
  listCampaigns,
  resumeCampaign,
} from '#modules/campaigns/index';
import { listCells } from '#modules/creative/index';
import { cut, EXIT, table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { type Session, withHouse } from '#cli/session';
import { describeCells, describeResult, resultOf, watchToEnd } from '#cli/watch-campaign';

/** `aicmo campaign list|show|watch|resume|cancel` */
export function addCampaignCommands(program: Command): void {
  const campaign = program.command('campaign').description('campaigns');
  campaign
    .command('list')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('list campaigns, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo campaign list')
    .action((options: { limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const page = await listCampaigns(ctx, { limit: options.limit, after: options.after });
        out.result(page, ({ items }) =>
          items.length === 0
            ? 'There is no campaign yet. `aicmo brief run FILE` makes one.'
            : table(
                ['campaign', 'status', 'variants', 'effective', 'why'],
                items.map((item) => [
                  item.key,
                  item.status,
                  `${item.variantCount}/${item.targetVariants}`,
                  item.effectiveVariants?.toFixed(1) ?? '–',
                  cut(item.statusCause ?? '', 70),
                ]),
              ),
        );
        return undefined;
      }),
    );
  addOne(campaign, 'show', 'how a campaign stands, cell by cell', show);
  addOne(campaign, 'watch', 'watch a campaign until it is at rest', watch);
  addOne(campaign, 'resume', 'generate what is missing', resume);
  addOne(campaign, 'cancel', 'stop a campaign; what is finished stays', cancel);
}

function addOne(
  parent: Command,
  name: string,
  description: string,
  action: (session: Session, id: string) => Promise<number | undefined>,
): void {
  parent
    .command(name)
    .argument('<campaign>', 'id or key of the campaign')
    .description(description)
    .addHelpText('after', `\nExample:\n  $ aicmo campaign ${name} holiday-tech-collection`)
    .action((id: string, _options, command: Command) => withHouse(command, (session) => action(session, id)));
}

async function show(session: Session, id: string): Promise<undefined> {
  const { ctx, out } = session;
  const campaign = await getCampaign(ctx, { id });
  const cells = await listCells(ctx, { campaignId: campaign.id });
  const history = await getCampaignHistory(ctx, { id, limit: 200 });
  const result = await resultOf(session, campaign);
  const coverage = out.isJson ? '' : await describeCells(session, campaign.id);
  out.result({ ...result, cells: cells.items, history: history.items }, () =>
    [
      describeResult(result),
      coverage,
      history.items
        .filter((item) => item.type === 'campaign.status_changed')
        .map((item) => `${item.at.toISOString()}  ${String(item.payload['to'])}: ${cut(item.cause, 90)}`)
        .join('\n'),
    ].join('\n\n'),
  );
  return undefined;
}

async function watch(session: Session, id: string): Promise<number> {
  const campaign = await getCampaign(session.ctx, { id });
  const result = await watchToEnd(session, campaign.id);
  session.out.result(result, describeResult);
  return result.campaign.status === 'completed' ? EXIT.done : EXIT.lacking;
}

async function resume(session: Session, id: string): Promise<number> {
  const campaign = await resumeCampaign(session.ctx, { id });
  return watch(session, campaign.id);
}

async function cancel(session: Session, id: string): Promise<undefined> {
  const campaign = await cancelCampaign(session.ctx, { id });
  session.out.result(
    campaign,
    (found) => `Campaign ${found.key} is ${found.status}. ${found.variantCount} variants stay.`,
  );
  return undefined;
}
