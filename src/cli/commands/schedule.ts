import type { Command } from 'commander';
import {
  applyCalendar,
  getCalendarRules,
  listDays,
  listPauses,
  listSchedule,
  listTray,
  pauseWork,
  proposeCalendar,
  putTask,
  removeTask,
  resumeWork,
  setCalendarRules,
  tick,
} from '#flows/index';
import {
  newCalendarRules,
  PAUSE_SCOPES,
  type ProposedPlan,
  type ScheduledTask,
} from '#modules/schedule/index';
import { cut, EXIT, table } from '#cli/output';
import { readJsonAs } from '#cli/read-json-file';
import { withHouse } from '#cli/session';
import { addFeedCommands } from './schedule-feed.ts';

/** `aicmo schedule list|tray|plan|put|remove|rules|days|tick|pause|resume|pauses|feed` */
export function addScheduleCommands(program: Command): void {
  const schedule = program.command('schedule').description('when the work of campaigns is done');
  addList(schedule);
  addPlan(schedule);
  addPut(schedule);
  addRules(schedule);
  addDays(schedule);
  addTick(schedule);
  addPauses(schedule);
  addFeedCommands(schedule);
}

const CAMPAIGN = ['--campaign <campaign>', 'only of this campaign, by id or key'] as const;

function addList(schedule: Command): void {
  schedule
    .command('list')
    .option(...CAMPAIGN)
    .option('--from <time>', 'what ends after this', '2000-01-01')
    .option('--to <time>', 'what begins before this', '2200-01-01')
    .description('what stands in the calendar, by time')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule list --from 2026-12-01 --to 2027-01-01')
    .action((options: { campaign?: string; from: string; to: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const [from, to] = [timeOf(options.from, command), timeOf(options.to, command)];
        const found = await listSchedule(ctx, { campaignId: options.campaign, from, to, limit: 1_000 });
        out.result(found, ({ items }) =>
          items.length === 0
            ? 'Nothing stands in the calendar there. `aicmo schedule plan` plans approved work.'
            : placeTable(items),
        );
        return undefined;
      }),
    );
  schedule
    .command('tray')
    .option(...CAMPAIGN)
    .description('work that stands at no time yet')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule tray')
    .action((options: { campaign?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listTray(ctx, { campaignId: options.campaign }), ({ items }) =>
          items.length === 0
            ? 'Everything stands at its time.'
            : table(
                ['task', 'title', 'status', 'why'],
                items.map((item) => [item.taskId, cut(item.title, 50), item.status, cut(item.why ?? '', 60)]),
              ),
        );
        return undefined;
      }),
    );
}

function addPlan(schedule: Command): void {
  schedule
    .command('plan')
    .argument('<from>', 'first day, such as 2026-12-01')
    .argument('<to>', 'last day')
    .option(...CAMPAIGN)
    .option('--apply', 'keep it; without it the plan is only shown')
    .option('--for-real', 'what is due is done for real, not as a preview')
    .description('plan approved work over days')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo schedule plan 2026-12-01 2026-12-24 --campaign holiday-tech-collection --apply',
    )
    .action(
      (
        from: string,
        to: string,
        options: { campaign?: string; apply?: true; forReal?: true },
        command: Command,
      ) =>
        withHouse(command, async ({ ctx, out }) => {
          needDays([from, to], command);
          const input = { from, to, campaignId: options.campaign };
          const dryRun = options.forReal === true ? false : undefined;
          const plan =
            options.apply === true
              ? await applyCalendar(ctx, { ...input, dryRun })
              : await proposeCalendar(ctx, input);
          out.result(plan, (found) => describePlan(found, options.apply === true));
          return plan.unplaced.length === 0 ? EXIT.done : EXIT.lacking;
        }),
    );
}

function addPut(schedule: Command): void {
  schedule
    .command('put')
    .argument('<task>', 'its id')
    .argument('<time>', 'when, such as 2026-12-01T09:00:00Z')
    .option('--until <time>', 'the latest time at which it may begin; a day later where it is left out')
    .option('--check', 'only say what that would break')
    .option('--for-real', 'it is done for real, not as a preview')
    .description('put one task at a time, or move it there')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule put tsk_01k… 2026-12-01T09:00:00Z')
    .action(
      (
        taskId: string,
        time: string,
        options: { until?: string; check?: true; forReal?: true },
        command: Command,
      ) =>
        withHouse(command, async ({ ctx, out }) => {
          const put = await putTask(ctx, {
            taskId,
            runAt: timeOf(time, command),
            windowEnd: options.until === undefined ? undefined : timeOf(options.until, command),
            dryRun: options.forReal === true ? false : undefined,
            onlyCheck: options.check === true,
          });
          out.result(put, ({ item, conflicts }) =>
            [
              item === null ? 'Nothing was changed.' : `It stands at ${item.runAt.toISOString()}.`,
              ...conflicts.map((line) => `  ! ${line}`),
            ].join('\n'),
          );
          return put.conflicts.length === 0 ? EXIT.done : EXIT.lacking;
        }),
    );
  schedule
    .command('remove')
    .argument('<task>', 'its id')
    .description('take a task out of the calendar')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule remove tsk_01k…')
    .action((taskId: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        await removeTask(ctx, { taskId });
        out.result({ taskId }, () => 'It stands at no time any more.');
        return undefined;
      }),
    );
}

const RULES_HELP = `
Example:
  $ aicmo schedule rules > days.json
  $ aicmo schedule rules --set days.json

  where days.json has, besides hours and limits, who and what is shared:
  { "timeZone": "Europe/Berlin", "holidaysOf": ["DE-BY"],
    "resources": [{ "name": "Mara", "minutesPerDay": 420, "types": ["swot_analysis"] }] }`;

function addRules(schedule: Command): void {
  schedule
    .command('rules')
    .option('--brand <id>', 'of this brand, by its id; without it, of those that have none of their own', '')
    .option('--set <file>', 'a JSON file with the rules; what it leaves out is as at first')
    .description('how the days are: time zone, working hours, limits, days off, people and accounts')
    .addHelpText('after', RULES_HELP)
    .action((options: { brand: string; set?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const brandId = options.brand;
        if (options.set === undefined) out.result(await getCalendarRules(ctx, { brandId }), asJson);
        else {
          const rules = await readJsonAs(options.set, newCalendarRules);
          out.result(await setCalendarRules(ctx, { brandId, rules }), asJson);
        }
        return undefined;
      }),
    );
}

function addDays(schedule: Command): void {
  schedule
    .command('days')
    .argument('<from>', 'first day, such as 2026-12-01')
    .argument('<to>', 'last day')
    .option('--brand <id>', 'of this brand, by its id', '')
    .description('which days are worked, with holidays and days off')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule days 2026-12-01 2026-12-31')
    .action((from: string, to: string, options: { brand: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        needDays([from, to], command);
        out.result(await listDays(ctx, { brandId: options.brand, from, to }), ({ items }) =>
          table(
            ['day', 'worked', 'hours', 'off'],
            items.map(({ day, isWorked, spans, off }) => [
              day,
              isWorked ? 'yes' : 'no',
              spans.map((span) => `${span.from}-${span.to}`).join(', '),
              off.map(({ name }) => name).join(', '),
            ]),
          ),
        );
        return undefined;
      }),
    );
}

function needDays(days: readonly string[], command: Command): void {
  for (const day of days)
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
      command.error(`error: ${day} is no day; write it like 2026-12-01`);
}

function addTick(schedule: Command): void {
  schedule
    .command('tick')
    .option('--max <tasks>', 'so many at most', '100')
    .description('begin what is due now; a running server does this every second')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule tick')
    .action((options: { max: string }, command: Command) =>
      withHouse(command, async ({ house, out }) => {
        const maxToRun = Number(options.max);
        if (!Number.isInteger(maxToRun) || maxToRun < 1)
          command.error('error: --max takes a whole number from 1 on');
        out.result(
          await tick(house, { maxToRun }),
          ({ begun, hindered, missed }) =>
            `Begun: ${begun}. Something in the way: ${hindered}. Window missed: ${missed}.`,
        );
        return undefined;
      }),
    );
}

function addPauses(schedule: Command): void {
  schedule
    .command('pauses')
    .description('what is paused')
    .addHelpText('after', '\nExample:\n  $ aicmo schedule pauses')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listPauses(ctx), ({ items }) =>
          items.length === 0
            ? 'Nothing is paused.'
            : table(
                ['what', 'id', 'since', 'by', 'why'],
                items.map((item) => [
                  item.scope,
                  item.scopeId,
                  item.at.toISOString(),
                  item.by,
                  cut(item.reason, 60),
                ]),
              ),
        );
        return undefined;
      }),
    );
  for (const name of ['pause', 'resume'] as const) {
    const one = schedule
      .command(name)
      .addArgument(scopeArgument(schedule))
      .argument('[id]', 'id or key of the brand or campaign', '')
      .description(
        name === 'pause' ? 'begin nothing any more of everything, a brand or a campaign' : 'end a pause',
      )
      .addHelpText('after', `\nExample:\n  $ aicmo schedule ${name} workspace`);
    if (name === 'pause') one.option('--reason <text>', 'why', 'Paused by the operator');
    one.action(
      (
        scope: (typeof PAUSE_SCOPES)[number],
        scopeId: string,
        options: { reason?: string },
        command: Command,
      ) =>
        withHouse(command, async ({ ctx, out }) => {
          if (scope !== 'workspace' && scopeId === '') command.error(`error: say which ${scope}`);
          if (name === 'pause') {
            const made = await pauseWork(ctx, { scope, scopeId, reason: options.reason ?? '' });
            out.result(made, () => 'Paused. What runs already goes on to its end.');
          } else {
            await resumeWork(ctx, { scope, scopeId });
            out.result({ scope, scopeId }, () => 'It goes on.');
          }
          return undefined;
        }),
    );
  }
}

function scopeArgument(schedule: Command): ReturnType<Command['createArgument']> {
  return schedule.createArgument('<scope>', 'what').choices(PAUSE_SCOPES);
}

function timeOf(text: string, command: Command): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    command.error(`error: ${text} is not a time; write it like 2026-12-01T09:00:00Z`);
  return at;
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function placeTable(items: readonly ScheduledTask[]): string {
  return table(
    ['time', 'task', 'title', 'state', 'how', 'what stood in the way'],
    items.map((item) => [
      item.runAt.toISOString(),
      item.taskId,
      cut(item.title, 44),
      item.state,
      item.isDryRun ? 'preview' : 'for real',
      cut(item.problem ?? '', 60),
    ]),
  );
}

function describePlan(
  { placements, unplaced, fixedConflicts, timeZone, isCut }: ProposedPlan,
  isKept: boolean,
): string {
  const placed = placements.map(
    ({ runAt, title, why }) => `${runAt.toISOString()}  ${title}\n  ${why.join(' ')}`,
  );
  const loose = unplaced.map(({ title, conflicts, resolutions }) =>
    [
      `No place: ${title}`,
      ...conflicts.map((line) => `  ! ${line}`),
      ...resolutions.map((line) => `  > ${line}`),
    ].join('\n'),
  );
  const fixed = fixedConflicts.map(({ title, conflicts }) =>
    [`Put there by hand: ${title}`, ...conflicts.map((line) => `  ! ${line}`)].join('\n'),
  );
  const end = isKept ? 'Kept in the calendar.' : 'Nothing was kept: add --apply.';
  const more = isCut
    ? ['There is more approved work than is planned at once; plan campaign by campaign.']
    : [];
  return [...placed, ...loose, ...fixed, ...more, `Days of ${timeZone}. ${end}`].join('\n');
}
