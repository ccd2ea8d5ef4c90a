import { type Command, Option } from 'commander';
import {
  acknowledgeAlert,
  type Alert,
  getAlert,
  getAlertContext,
  listAlerts,
  resolveAlert,
} from '#modules/alerts/index';
import { type Audience, AUDIENCES, draftMessage, type Message } from '#modules/messages/index';
import { cut, table } from '#cli/output';
import { limitOption } from '#cli/limit-option';
import { type Session, withHouse } from '#cli/session';

/** `aicmo alert list|show|ack|resolve|context|draft` */
export function addAlertCommands(program: Command): void {
  const alert = program.command('alert').description('alerts and the messages drafted about them');
  alert
    .command('list')
    .addOption(new Option('--state <state>', 'only this state').choices(['open', 'acknowledged', 'resolved']))
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('list alerts, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo alert list --state open')
    .action((options: { state?: Alert['state']; limit: number; after?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const page = await listAlerts(ctx, {
          state: options.state,
          limit: options.limit,
          after: options.after,
        });
        out.result(page, ({ items }) => (items.length === 0 ? 'There is no alert.' : listTable(items)));
        return undefined;
      }),
    );
  addOne(alert, 'show', 'one alert', async ({ ctx, out }, id) =>
    out.result(await getAlert(ctx, { id }), describe),
  );
  addOne(alert, 'ack', 'say that somebody is on it', async ({ ctx, out }, id) =>
    out.result(await acknowledgeAlert(ctx, { id }), describe),
  );
  addOne(
    alert,
    'context',
    'everything known about an alert, each figure with its source',
    async ({ ctx, out }, id) =>
      out.result(await getAlertContext(ctx, { id }), (context) => JSON.stringify(context, null, 2)),
  );
  alert
    .command('resolve')
    .argument('<alert>', 'id of the alert')
    .requiredOption('--with <text>', 'what was done')
    .description('close an alert')
    .addHelpText('after', '\nExample:\n  $ aicmo alert resolve alr_01k… --with "picture added"')
    .action((id: string, options: { with: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await resolveAlert(ctx, { id, resolution: options.with }), describe);
        return undefined;
      }),
    );
  alert
    .command('draft')
    .argument('<alert>', 'id of the alert')
    .addOption(new Option('--audience <audience>', 'whom it is for').choices(AUDIENCES).default('team'))
    .description('draft the message about an alert; nothing is sent')
    .addHelpText('after', '\nExample:\n  $ aicmo alert draft alr_01k… --audience client')
    .action((id: string, options: { audience: Audience }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await draftMessage(ctx, { alertId: id, audience: options.audience }), describeMessage);
        return undefined;
      }),
    );
}

function addOne(
  parent: Command,
  name: string,
  description: string,
  action: (session: Session, id: string) => Promise<void>,
): void {
  parent
    .command(name)
    .argument('<alert>', 'id of the alert')
    .description(description)
    .addHelpText('after', `\nExample:\n  $ aicmo alert ${name} alr_01k…`)
    .action((id: string, _options, command: Command) =>
      withHouse(command, async (session) => {
        await action(session, id);
        return undefined;
      }),
    );
}

function listTable(items: readonly Alert[]): string {
  return table(
    ['id', 'severity', 'state', 'seen', 'message'],
    items.map((item) => [item.id, item.severity, item.state, item.count, cut(item.message, 90)]),
  );
}

function describe(alert: Alert): string {
  return [
    `${alert.id}  ${alert.severity}  ${alert.type}  ${alert.state}`,
    alert.message,
    `First seen ${alert.firstRaisedAt.toISOString()}, last ${alert.lastRaisedAt.toISOString()}, ${alert.count} times.`,
    ...(alert.acknowledgedBy === null ? [] : [`Acknowledged by ${alert.acknowledgedBy}.`]),
    ...(alert.resolvedBy === null ? [] : [`Resolved by ${alert.resolvedBy}: ${alert.resolution ?? ''}`]),
  ].join('\n');
}

function describeMessage(message: Message): string {
  const { body } = message;
  const actions = body.actions.map((action) => `  - ${action}`).join('\n');
  return [
    `Draft for ${message.audience}, written by ${message.writer}. Nothing is sent.`,
    '',
    `Subject: ${message.subject}`,
    '',
    body.situation,
    body.impact,
    actions,
    `ETA: ${body.eta}`,
    body.escalation,
    `Next update: ${body.nextUpdate}`,
  ].join('\n');
}
