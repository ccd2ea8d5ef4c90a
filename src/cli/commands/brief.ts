import { resolve } from 'node:path';
import type { Command } from 'commander';
import { handInFile, inspectBrief, restoreBrief, takeBrief } from '#flows/index';
import { getBriefRevision, listBriefs, listRejectedBriefs, type Submission } from '#modules/briefs/index';
import { getCampaign } from '#modules/campaigns/index';
import { renderProblems } from '#platform/structured-text/render-problem';
import type { Problem } from '#kernel/text-problem';
import { importBrands } from '#server/import-brands';
import { EXIT, table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { newestOption, numberArgument } from '#cli/number-option';
import { withHouse, type Session } from '#cli/session';
import { describeResult, watchToEnd } from '#cli/watch-campaign';

/** `aicmo brief check|run|list|restore` */
export function addBriefCommands(program: Command): void {
  const brief = program.command('brief').description('campaign briefs');
  brief
    .command('check')
    .argument('<file>', 'a brief as YAML or JSON')
    .description('check a brief without taking it')
    .addHelpText('after', '\nExample:\n  $ aicmo brief check campaign_briefs/spring.yaml')
    .action((file: string, _options, command: Command) =>
      withHouse(command, (session) => check(session, file)),
    );
  brief
    .command('run')
    .argument('<file>', 'a brief as YAML or JSON')
    .option('--no-wait', 'hand the brief in and do not wait for its campaign')
    .description('take a brief and make its campaign')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo brief run examples/briefs/holiday_tech_collection.yaml --json',
    )
    .action((file: string, options: { wait: boolean }, command: Command) =>
      withHouse(command, (session) => run(session, file, options.wait)),
    );
  brief
    .command('list')
    .option('--rejected', 'the ones that could not be taken')
    .option('--campaign <campaign>', 'only revisions of this campaign, by id or key')
    .addOption(limitOption(50))
    .description('list briefs, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo brief list --rejected')
    .action((options: { rejected?: boolean; campaign?: string; limit: number }, command: Command) =>
      withHouse(command, (session) => list(session, options)),
    );
  brief
    .command('restore')
    .argument('<campaign>', 'id or key of the campaign')
    .addArgument(numberArgument('<revision>', 'the revision of its brief that comes back', 1))
    .addOption(newestOption())
    .option('--no-wait', 'bring it back and do not wait for the campaign')
    .description('bring a former revision of a brief back as a new one; its campaign is made anew')
    .addHelpText('after', '\nExample:\n  $ aicmo brief restore holiday-tech-2026 1')
    .action(
      (campaign: string, revision: number, options: { newest?: number; wait: boolean }, command: Command) =>
        withHouse(command, (session) => restore(session, { campaign, revision, ...options })),
    );
}

async function check(session: Session, file: string): Promise<number> {
  const handed = await handInFile(resolve(file), 'cli');
  const inspected = handed.ok
    ? await inspectBrief(session.ctx, handed.handed)
    : { ok: false as const, problems: [handed.problem] };
  const problems = inspected.ok ? inspected.warnings : inspected.problems;
  session.out.result({ isValid: inspected.ok, problems }, (found) =>
    [
      found.isValid ? `${file} is a valid brief.` : `${file} cannot be taken.`,
      reportOf(file, problems, process.stdout),
    ]
      .filter(Boolean)
      .join('\n\n'),
  );
  return inspected.ok ? EXIT.done : EXIT.refused;
}

async function run(session: Session, file: string, isWaiting: boolean): Promise<number> {
  const handed = await handInFile(resolve(file), 'cli');
  if (!handed.ok) return refuse(session, file, [handed.problem]);
  await importBrands(session.house);
  const taken = await takeBrief(session.ctx, handed.handed);
  if (!taken.ok) return refuse(session, file, taken.problems);
  return follow(session, { submission: taken.submission, file, isWaiting });
}

async function restore(
  session: Session,
  asked: { campaign: string; revision: number; newest?: number; wait: boolean },
): Promise<number> {
  const { ctx } = session;
  const campaign = await getCampaign(ctx, { id: asked.campaign });
  const { id } = await getBriefRevision(ctx, { campaign, revision: asked.revision });
  const { fileName: file, ...taken } = await restoreBrief(ctx, {
    id,
    newest: asked.newest ?? campaign.revision,
    via: 'cli',
  });
  if (!taken.ok) return refuse(session, file, taken.problems);
  // An unchanged brief starts no run: there is nothing to wait for.
  const isWaiting = asked.wait && taken.submission.outcome !== 'unchanged';
  return follow(session, { submission: taken.submission, file, isWaiting });
}

/** Says what was taken and, where that is wished, waits for its campaign. */
async function follow(
  session: Session,
  { submission, file, isWaiting }: { submission: Submission; file: string; isWaiting: boolean },
): Promise<number> {
  if (submission.warnings.length > 0) session.out.note(reportOf(file, submission.warnings, process.stderr));
  if (!isWaiting) {
    session.out.result(
      submission,
      (found) => `Campaign ${found.campaignKey}: ${found.outcome}, revision ${found.revision}.`,
    );
    return EXIT.done;
  }
  const result = await watchToEnd(session, submission.campaignId);
  session.out.result({ ...submission, ...result }, () => describeResult(result));
  return result.campaign.status === 'completed'
    ? EXIT.done
    : result.campaign.status === 'needs_assets'
      ? EXIT.lacking
      : EXIT.failure;
}

function refuse({ out }: Session, file: string, problems: readonly Problem[]): number {
  if (out.isJson) out.result({ outcome: 'rejected', problems }, () => '');
  else out.note(`${file} cannot be taken.\n\n${reportOf(file, problems, process.stderr)}`);
  return EXIT.refused;
}

async function list(
  session: Session,
  options: { rejected?: boolean; campaign?: string; limit: number },
): Promise<undefined> {
  const { limit } = options;
  if (options.rejected === true) {
    const rejected = await listRejectedBriefs(session.ctx, { limit });
    session.out.result(rejected.items, (items) =>
      items.length === 0
        ? 'No brief is rejected.'
        : items.map((item) => reportOf(item.fileName, item.problems, process.stdout)).join('\n\n'),
    );
    return undefined;
  }
  const campaign =
    options.campaign === undefined ? undefined : await getCampaign(session.ctx, { id: options.campaign });
  const page = await listBriefs(session.ctx, { limit, campaignId: campaign?.id });
  session.out.result(page.items, (items) =>
    items.length === 0
      ? 'There is no brief yet. `aicmo brief run FILE` takes one.'
      : table(
          ['campaign', 'revision', 'from', 'taken'],
          items.map((item) => [
            item.campaignKey,
            item.revision,
            `${item.source.kind}: ${item.source.name}${item.source.restoredFrom === undefined ? '' : `, revision ${item.source.restoredFrom}`}`,
            item.createdAt.toISOString(),
          ]),
        ),
  );
  return undefined;
}

function reportOf(file: string, problems: readonly Problem[], stream: NodeJS.WriteStream): string {
  return renderProblems(problems, { fileName: file, colour: stream.isTTY });
}
