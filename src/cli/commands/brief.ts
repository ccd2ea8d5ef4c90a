import { resolve } from 'node:path';
import type { Command } from 'commander';
import { handInFile, inspectBrief, takeBrief } from '#flows/index';
import { listBriefs, listRejectedBriefs } from '#modules/briefs/index';
import { renderProblems } from '#platform/structured-text/render-problem';
import type { Problem } from '#kernel/text-problem';
import { importBrands } from '#server/import-brands';
import { EXIT, table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { withHouse, type Session } from '#cli/session';
import { describeResult, watchToEnd } from '#cli/watch-campaign';

/** `aicmo brief check|run|list` */
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
    .addOption(limitOption(50))
    .description('list briefs, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo brief list --rejected')
    .action((options: { rejected?: boolean; limit: number }, command: Command) =>
      withHouse(command, (session) =>
        list(session, { isRejected: options.rejected === true, limit: options.limit }),
      ),
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
  const { submission } = taken;
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

async function list(session: Session, options: { isRejected: boolean; limit: number }): Promise<undefined> {
  if (options.isRejected) {
    const rejected = await listRejectedBriefs(session.ctx, options);
    session.out.result(rejected.items, (items) =>
      items.length === 0
        ? 'No brief is rejected.'
        : items.map((item) => reportOf(item.fileName, item.problems, process.stdout)).join('\n\n'),
    );
    return undefined;
  }
  const page = await listBriefs(session.ctx, options);
  session.out.result(page.items, (items) =>
    items.length === 0
      ? 'There is no brief yet. `aicmo brief run FILE` takes one.'
      : table(
          ['campaign', 'revision', 'from', 'taken'],
          items.map((item) => [
            item.campaignKey,
            item.revision,
            `${item.source.kind}: ${item.source.name}`,
            item.createdAt.toISOString(),
          ]),
        ),
  );
  return undefined;
}

function reportOf(file: string, problems: readonly Problem[], stream: NodeJS.WriteStream): string {
  return renderProblems(problems, { fileName: file, colour: stream.isTTY });
}
