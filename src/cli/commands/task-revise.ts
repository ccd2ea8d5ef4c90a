import type { Command } from 'commander';
import { getTask, reviseTask } from '#flows/index';
import { EXIT } from '#cli/output';
import { readJsonFile } from '#cli/read-json-file';
import { withHouse } from '#cli/session';
import type { TaskDetail } from '#modules/tasks/index';

interface ReviseOptions {
  readonly file?: string;
  readonly comment?: string;
}

/** `aicmo task revise`: without a file what can be written anew, with one the revision. */
export function addRevise(task: Command): void {
  task
    .command('revise')
    .argument('<task>', 'its id')
    .option('--file <file>', 'a JSON file as this command prints it, with texts written anew')
    .option('--comment <why>', 'why, for whoever reads the work')
    .description('print the texts of its newest real work, or write them anew')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo task revise tsk_01k… > work.json\n  $ aicmo task revise tsk_01k… --file work.json --comment "The second market differs"',
    )
    .action((id: string, { file, comment }: ReviseOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        if (file === undefined) {
          const { lastRun } = await getTask(ctx, { id });
          if (lastRun === null || lastRun.editable.length === 0) {
            out.note('It has no work whose texts could be written anew.');
            return EXIT.lacking;
          }
          const printed = textsOf(lastRun);
          out.result(printed, () => JSON.stringify(printed, null, 2));
          return undefined;
        }
        if (comment === undefined) return command.error('error: --file needs --comment, which says why');
        const given = readRevision(await readJsonFile(file));
        if (given === undefined)
          return command.error(`error: ${file} does not look like what \`aicmo task revise ${id}\` prints`);
        const { runId, texts } = given;
        const revised = await reviseTask(ctx, { id, runId, texts, comment });
        out.result(
          revised,
          ({ edited }) => `Revised: ${edited.length} ${edited.length === 1 ? 'text' : 'texts'}.`,
        );
        return undefined;
      }),
    );
}

function textsOf({ id, editable }: NonNullable<TaskDetail['lastRun']>): {
  runId: string;
  texts: Record<string, string>;
} {
  return { runId: id, texts: Object.fromEntries(editable.map(({ path, text }) => [path, text])) };
}

function readRevision({
  runId,
  texts,
}: Record<string, unknown>): { runId: string; texts: { path: string; text: string }[] } | undefined {
  if (typeof runId !== 'string' || typeof texts !== 'object' || texts === null) return undefined;
  const given = Object.entries(texts as Record<string, unknown>);
  if (given.length === 0 || !given.every(([, text]) => typeof text === 'string')) return undefined;
  return { runId, texts: given.map(([path, text]) => ({ path, text: String(text).trim() })) };
}
