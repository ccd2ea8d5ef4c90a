import { dirname, basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { defineErrors } from '#kernel/errors';
import { inspectBrief, takeBrief } from '#flows/index';
import { listBriefs, listRejectedBriefs } from '#modules/briefs/index';
import { readBoundedFile } from '#platform/files/read-bounded-file';
import { renderProblems } from '#platform/structured-text/render-problem';
import type { Problem } from '#platform/structured-text/problem';
import { importBrands } from '#server/import-brands';
import { EXIT, table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { withHouse, type Session } from '#cli/session';
import { describeResult, watchToEnd } from '#cli/watch-campaign';

const cliError = defineErrors({
  'briefs.unreadable': { status: 400, retryable: false, message: '{file} cannot be read: {reason} {hint}' },
});

type HandedIn = Parameters<typeof takeBrief>[1];

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

async function handIn(file: string): Promise<HandedIn> {
  const path = resolve(file);
  const read = await readBoundedFile(path);
  if (!read.ok) throw cliError('briefs.unreadable', { file, reason: read.message, hint: read.hint });
  const fileName = basename(path);
  return { fileName, bytes: read.bytes, assetRoot: dirname(path), source: { kind: 'cli', name: fileName } };
}

async function check(session: Session, file: string): Promise<number> {
  const inspected = await inspectBrief(session.ctx, await handIn(file));
  const problems = inspected.ok ? inspected.warnings : inspected.problems;
  session.out.result({ isValid: inspected.ok, problems }, (found) =>
    [found.isValid ? `${file} is a valid brief.` : `${file} cannot be taken.`, reportOf(file, problems)]
      .filter(Boolean)
      .join('\n\n'),
  );
  return inspected.ok ? EXIT.done : EXIT.refused;
}

async function run(session: Session, file: string, isWaiting: boolean): Promise<number> {
  await importBrands(session.house);
  const taken = await takeBrief(session.ctx, await handIn(file));
  if (!taken.ok) {
    if (session.out.isJson) session.out.result({ outcome: 'rejected', problems: taken.problems }, () => '');
    else session.out.note(`${file} cannot be taken.\n\n${reportOf(file, taken.problems)}`);
    return EXIT.refused;
  }
  const { submission } = taken;
  if (submission.warnings.length > 0) session.out.note(reportOf(file, submission.warnings));
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

async function list(session: Session, options: { isRejected: boolean; limit: number }): Promise<undefined> {
  if (options.isRejected) {
    const rejected = await listRejectedBriefs(session.ctx, options);
    session.out.result(rejected.items, (items) =>
      items.length === 0
        ? 'No brief is rejected.'
        : items.map((item) => reportOf(item.fileName, item.problems)).join('\n\n'),
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

function reportOf(file: string, problems: readonly Problem[]): string {
  return renderProblems(problems, { fileName: file, colour: process.stderr.isTTY });
}
