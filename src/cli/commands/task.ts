import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import {
  classifyTask,
  createTask,
  dropTask,
  getTask,
  listTasks,
  planTasks,
  runTask,
  runTasks,
  updateTask,
} from '#flows/index';
import {
  type Classification,
  listTaskTypes,
  PRIORITIES,
  type Task,
  type TaskDetail,
  TASK_RUN_STATES,
} from '#modules/tasks/index';
import { limitOption } from '#cli/limit-option';
import { cut, EXIT, table } from '#cli/output';
import { readJsonFile } from '#cli/read-json-file';
import { type Session, withHouse } from '#cli/session';
import { addRevise } from './task-revise.ts';
import { describeRuns, watchBatch, watchRun } from '#cli/watch-tasks';

/** `aicmo task types|plan|list|show|add|edit|drop|classify|run|run-all|revise` */
export function addTaskCommands(program: Command): void {
  const task = program.command('task').description('the work of campaigns, from proposal to work product');
  addTypes(task);
  addPlan(task);
  addList(task);
  addShow(task);
  addClassify(task);
  addAdd(task);
  addEdit(task);
  addDrop(task);
  addRunning(task);
  addRevise(task);
}

function addTypes(task: Command): void {
  task
    .command('types')
    .argument('[type]', 'show one with the form of its payload')
    .description('what kinds of work there are')
    .addHelpText('after', '\nExample:\n  $ aicmo task types swot_analysis')
    .action((wanted: string | undefined, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { items } = listTaskTypes(ctx);
        const one = items.find(({ type, aliases }) => type === wanted || aliases.includes(wanted ?? ''));
        if (wanted !== undefined && one === undefined) command.error(`error: there is no type ${wanted}`);
        if (one !== undefined)
          out.result(
            one,
            (found) => `${found.title}: ${found.purpose}\n\n${JSON.stringify(found.payload, null, 2)}`,
          );
        else
          out.result({ items }, () =>
            table(
              ['type', 'minutes', 'what for'],
              items.map((found) => [found.type, found.minutes, cut(found.purpose, 90)]),
            ),
          );
        return undefined;
      }),
    );
}

function addList(task: Command): void {
  task
    .command('list')
    .option('--campaign <campaign>', 'only of this campaign, by id or key')
    .option('--type <type>', 'only of this type')
    .addOption(new Option('--priority <priority>', 'only of this priority').choices(PRIORITIES))
    .addOption(new Option('--state <state>', 'how the last run ended').choices(['open', ...TASK_RUN_STATES]))
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('list tasks, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo task list --campaign holiday-tech-collection')
    .action((options: ListOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { campaign: campaignId, ...rest } = options;
        out.result(await listTasks(ctx, { ...rest, campaignId }), ({ items }) =>
          items.length === 0
            ? 'There is no task. `aicmo task plan CAMPAIGN` proposes some.'
            : taskTable(items),
        );
        return undefined;
      }),
    );
}

function addShow(task: Command): void {
  task
    .command('show')
    .argument('<task>', 'its id')
    .option('--out <file>', 'write its work product there: .md as Markdown, .json with everything')
    .description('one task, how it stands, and its newest work product')
    .addHelpText('after', '\nExample:\n  $ aicmo task show tsk_01k… --out swot.md')
    .action((id: string, { out: file }: { out?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const found = await getTask(ctx, { id });
        if (file !== undefined) {
          if (found.lastRun?.markdown === null || found.lastRun === null) {
            out.note('It has no work product yet: `aicmo task run` makes one.');
            return EXIT.lacking;
          }
          const { markdown, product, evidence } = found.lastRun;
          writeFileSync(
            file,
            file.endsWith('.json') ? `${JSON.stringify({ product, evidence }, null, 2)}\n` : (markdown ?? ''),
          );
          out.note(`Written to ${file}.`);
        }
        out.result(found, describeTask);
        return undefined;
      }),
    );
}

function addClassify(task: Command): void {
  task
    .command('classify')
    .argument('<task>', 'its id')
    .description('whether it can be done, field by field')
    .addHelpText('after', '\nExample:\n  $ aicmo task classify tsk_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const found = await classifyTask(ctx, { id });
        out.result(found, describeClassification);
        return found.mayRun ? EXIT.done : EXIT.lacking;
      }),
    );
}

interface ListOptions {
  readonly campaign?: string;
  readonly type?: string;
  readonly priority?: Task['priority'];
  readonly state?: 'open';
  readonly limit: number;
  readonly after?: string;
}

function addPlan(task: Command): void {
  task
    .command('plan')
    .argument('<campaign>', 'id or key of the campaign')
    .description('propose the tasks that a campaign needs; what is there already stays')
    .addHelpText('after', '\nExample:\n  $ aicmo task plan holiday-tech-collection')
    .action((campaignId: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await planTasks(ctx, { campaignId }), ({ added, present, left }) =>
          [
            added.length === 0 ? 'Nothing to add.' : `${taskTable(added)}\n\nAll of them wait for approval.`,
            present.length === 0 ? '' : `There already: ${present.join(', ')}.`,
            left.length === 0
              ? ''
              : `Not needed by its brief, or lacking what only you know: ${left.join(', ')}. \`aicmo task add\` proposes one.`,
          ]
            .filter((part) => part !== '')
            .join('\n'),
        );
        return undefined;
      }),
    );
}

function addAdd(task: Command): void {
  task
    .command('add')
    .argument('<campaign>', 'id or key of the campaign')
    .argument('<type>', 'name or alias of a type')
    .option('--title <title>')
    .option('--payload <file>', 'a JSON file with the payload')
    .addOption(new Option('--priority <priority>').choices(PRIORITIES).default('MEDIUM'))
    .option('--due <time>', 'when it is due, such as 2026-12-01 or 2026-12-01T17:00:00Z')
    .option('--after <task...>', 'ids of tasks that come before it')
    .option('--reason <text>', 'why', '')
    .description('propose a task; it waits for approval')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo task add holiday-tech-collection competitive_analysis --payload rivals.json',
    )
    .action((campaignId: string, type: string, options: EditOptions & { reason: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { title, payload, priority = 'MEDIUM', after = [], reason } = options;
        const made = await createTask(ctx, {
          campaignId,
          type,
          title,
          priority,
          reason,
          confidence: 1,
          dependsOn: after,
          payload: payload === undefined ? undefined : await readJsonFile(payload),
          dueAt: dueOf(options, command),
        });
        out.result(made, (found) => `${found.id} waits for approval: ${found.title}`);
        return undefined;
      }),
    );
}

function addEdit(task: Command): void {
  task
    .command('edit')
    .argument('<task>', 'its id')
    .option('--title <title>')
    .option('--payload <file>', 'a JSON file with the payload')
    .addOption(new Option('--priority <priority>').choices(PRIORITIES))
    .option('--due <time>', 'when it is due')
    .option('--after <task...>', 'ids of tasks that come before it, in place of those there are')
    .description('change a task; what is done anew waits for approval anew')
    .addHelpText('after', '\nExample:\n  $ aicmo task edit tsk_01k… --priority HIGH --due 2026-12-01')
    .action((id: string, options: EditOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { title, payload, priority, after } = options;
        const { revision } = await getTask(ctx, { id });
        const changed = await updateTask(ctx, {
          id,
          revision,
          title,
          priority,
          dependsOn: after,
          payload: payload === undefined ? undefined : await readJsonFile(payload),
          dueAt: dueOf(options, command),
        });
        out.result(
          changed,
          (found) =>
            `${found.title}: revision ${found.revision}, ${found.approvalState.replaceAll('_', ' ')}.`,
        );
        return undefined;
      }),
    );
}

function addDrop(task: Command): void {
  task
    .command('drop')
    .argument('<task>', 'its id')
    .description('drop a task; its record stays')
    .addHelpText('after', '\nExample:\n  $ aicmo task drop tsk_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        await dropTask(ctx, { id });
        out.result({ id }, () => 'Dropped.');
        return undefined;
      }),
    );
}

interface EditOptions {
  readonly title?: string;
  readonly payload?: string;
  readonly priority?: Task['priority'];
  readonly due?: string;
  readonly after?: string[];
}

function dueOf({ due }: EditOptions, command: Command): Date | undefined {
  if (due === undefined) return undefined;
  const at = new Date(due);
  if (Number.isNaN(at.getTime()))
    command.error(`error: ${due} is not a time; write it like 2026-12-01T17:00:00Z`);
  return at;
}

function addRunning(task: Command): void {
  const realRun = new Option('--for-real', 'do it; without it EXECUTION_DRY_RUN says').conflicts('preview');
  const preview = new Option('--preview', 'a preview: the same work, kept as one');
  task
    .command('run')
    .argument('<task>', 'its id')
    .addOption(realRun)
    .addOption(preview)
    .description('do an approved task')
    .addHelpText('after', '\nExample:\n  $ aicmo task run tsk_01k… --for-real')
    .action((id: string, options: RunOptions, command: Command) =>
      withHouse(command, async (session) => {
        const begun = await runTask(session.ctx, { id, dryRun: dryRunOf(options) });
        const run = await watchRun(session, begun.id);
        session.out.result(run, (found) => describeRuns([found]));
        return run.state === 'failed' ? EXIT.failure : EXIT.done;
      }),
    );
  task
    .command('run-all')
    .option('--campaign <campaign>', 'only of this campaign, by id or key')
    .option('--max <tasks>', 'so many at most', '20')
    .addOption(realRun)
    .addOption(preview)
    .description('do what is approved, in the order of its dependencies')
    .addHelpText('after', '\nExample:\n  $ aicmo task run-all --campaign holiday-tech-collection --preview')
    .action((options: RunOptions & { campaign?: string; max: string }, command: Command) =>
      withHouse(command, (session) => runAll(session, options, command)),
    );
}

interface RunOptions {
  readonly forReal?: true;
  readonly preview?: true;
}

function dryRunOf({ forReal, preview }: RunOptions): boolean | undefined {
  if (forReal === true) return false;
  return preview;
}

async function runAll(
  session: Session,
  options: RunOptions & { campaign?: string; max: string },
  command: Command,
): Promise<number> {
  const maxTasks = Number(options.max);
  if (!Number.isInteger(maxTasks) || maxTasks < 1 || maxTasks > 200)
    command.error('error: --max takes a whole number from 1 to 200');
  const { ctx, out } = session;
  const begun = await runTasks(ctx, { campaignId: options.campaign, maxTasks, dryRun: dryRunOf(options) });
  const runs = begun.batchId === null ? [] : await watchBatch(session, begun.batchId);
  out.result({ ...begun, runs }, () =>
    runs.length === 0 ? 'Nothing is approved and not done yet.' : describeRuns(runs),
  );
  return runs.every(({ state }) => state === 'completed' || state === 'preview') ? EXIT.done : EXIT.lacking;
}

function taskTable(items: readonly Task[]): string {
  return table(
    ['id', 'task', 'type', 'priority', 'status', 'why'],
    items.map(({ id, title, type, priority, status, why }) => [
      id,
      cut(title, 44),
      type,
      priority,
      status,
      cut(why ?? '', 50),
    ]),
  );
}

function describeTask(found: TaskDetail): string {
  const lines = [
    `Task       ${found.title} (${found.typeTitle}), revision ${found.revision}`,
    `Campaign   ${found.campaignKey}`,
    `Priority   ${found.priority}, proposed with confidence ${found.confidence.toFixed(2)}: ${found.reason || 'no reason given'}`,
    `Approval   ${found.approvalState.replaceAll('_', ' ')} (${found.approvalId})`,
    describeClassification(found.classification),
    found.lastRun?.markdown ?? 'It has no work product yet.',
  ];
  return lines.join('\n');
}

function describeClassification({ status, findings }: Classification): string {
  const marks = { ok: '+', weakens: '~', blocks: '!' } as const;
  return [
    `Status     ${status}`,
    ...findings.map(({ field, verdict, message }) => `  ${marks[verdict]} ${field}: ${message}`),
  ].join('\n');
}
