import type { Command } from 'commander';
import { listSchedule, listTasks } from '#flows/index';
import { inOrder, type Task } from '#modules/tasks/index';
import type { Context } from '#platform/context';
import { cut, table } from '#cli/output';
import { withHouse } from '#cli/session';

const DAY_MS = 86_400_000;
const MOST_TASKS = 1_000;
const PAGE = 200;

interface PlannedTask extends Task {
  /** When it stands in the calendar; null: at no time. */
  readonly runAt: Date | null;
}

/** `aicmo plan`: the work of a campaign in the order in which it can be done. */
export function addPlanCommand(program: Command): void {
  program
    .command('plan')
    .argument('<campaign>', 'id or key of the campaign')
    .description(
      'the plan of a campaign: its tasks in order, what each comes after, and when it stands in the calendar',
    )
    .addHelpText(
      'after',
      `
\`aicmo task plan\` proposes what a campaign needs, \`aicmo schedule plan\` gives approved work its times.

Example:
  $ aicmo plan holiday-tech-collection`,
    )
    .action((campaign: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const tasks = await readPlan(ctx, campaign);
        out.result({ items: tasks }, () =>
          tasks.length === 0
            ? `${campaign} has no tasks yet: \`aicmo task plan ${campaign}\` proposes what it needs.`
            : planTable(tasks),
        );
        return undefined;
      }),
    );
}

/** The tasks of a campaign so that each stands after those it depends on, at most 1,000. Throws `campaigns.unknown`. */
async function readPlan(ctx: Context, campaignId: string): Promise<PlannedTask[]> {
  const tasks: Task[] = [];
  let after: string | undefined;
  do {
    const page = await listTasks(ctx, { campaignId, limit: PAGE, after });
    tasks.push(...page.items);
    after = page.next;
  } while (after !== undefined && tasks.length < MOST_TASKS);
  const now = ctx.clock.now().getTime();
  const [from, to] = [new Date(now - 400 * DAY_MS), new Date(now + 400 * DAY_MS)];
  const { items } = await listSchedule(ctx, { campaignId, from, to, limit: 5_000 });
  const times = new Map(items.map(({ taskId, runAt }) => [taskId, runAt]));
  return inOrder(tasks).map((task) => ({ ...task, runAt: times.get(task.id) ?? null }));
}

function planTable(tasks: readonly PlannedTask[]): string {
  const numbers = new Map(tasks.map(({ id }, index) => [id, index + 1]));
  const minutes = tasks.reduce((sum, task) => sum + task.minutes, 0);
  const rows = tasks.map(({ id, title, type, minutes: effort, status, runAt, dependsOn }) => [
    String(numbers.get(id)),
    cut(title, 44),
    type,
    String(effort),
    status,
    runAt === null ? '-' : runAt.toISOString().slice(0, 16).replace('T', ' '),
    dependsOn.map((before) => numbers.get(before) ?? before).join(', '),
  ]);
  return [
    table(['no.', 'task', 'type', 'minutes', 'status', 'planned (UTC)', 'after'], rows),
    '',
    `${tasks.length} tasks, ${Math.floor(minutes / 60)} h ${minutes % 60} min of work.`,
  ].join('\n');
}
