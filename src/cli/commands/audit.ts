import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { auditContract } from '#modules/audit/contract';
import {
  ACTOR_KINDS,
  type AuditEntry,
  exportAuditToFile,
  getAuditEntry,
  getAuditHead,
  listAuditEntries,
  readHead,
  type Verification,
  verifyAudit,
  verifyAuditFile,
  writeHeadText,
} from '#modules/audit/index';
import { contractInput } from '#cli/contract-input';
import { limitOption } from '#cli/limit-option';
import { createOutput, cut, EXIT, reportError, table } from '#cli/output';
import { withHouse } from '#cli/session';

interface ListOptions {
  readonly actor?: string;
  readonly actorId?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly until?: string;
  readonly limit: number;
  readonly after?: string;
}

/** `aicmo audit list|show|verify|head|export` */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('the record of changes, chained by hashes');
  addList(audit);
  addVerify(audit);
  audit
    .command('show')
    .argument('<number>', 'number of the entry')
    .description('one entry with the fields that changed')
    .addHelpText('after', '\nExample:\n  $ aicmo audit show 12')
    .action((sequence: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const entry = await getAuditEntry(ctx, contractInput(auditContract.get, { sequence }));
        out.result(entry, (found) => JSON.stringify(found, null, 2));
        return undefined;
      }),
    );
  audit
    .command('head')
    .description('number and hash of the newest entry: keep it on another machine, and give it to verify')
    .addHelpText('after', '\nExample:\n  $ aicmo audit head >> /mnt/elsewhere/audit-heads')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getAuditHead(ctx), writeHeadText);
        return undefined;
      }),
    );
  audit
    .command('export')
    .argument('<file>', 'where to write it')
    .description('write the whole chain into a file, one line of JSON an entry, its head last')
    .addHelpText('after', '\nExample:\n  $ aicmo audit export audit-2026-11.ndjson')
    .action((file: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { head } = await exportAuditToFile(ctx, { file: resolve(file) });
        out.result({ file, entries: head.sequence, head }, ({ entries }) => `${file}: ${entries} entries.`);
        return undefined;
      }),
    );
}

function addList(audit: Command): void {
  audit
    .command('list')
    .addOption(new Option('--actor <kind>', 'only by this kind of actor').choices(ACTOR_KINDS))
    .option('--actor-id <id>', 'only by this key, user, agent, flow or part')
    .option('--action <action>', 'only this action, such as alert.resolved')
    .option('--subject <type[:id]>', 'only about records of this type, or about one of them')
    .option('--from <time>', 'not before this time, such as 2026-11-01T00:00:00Z')
    .option('--until <time>', 'before this time')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('who changed what, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo audit list --action key.created --from 2026-11-01T00:00:00Z')
    .action((options: ListOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { actor, subject, ...rest } = options;
        const [type, ...id] = subject?.split(':') ?? [];
        const input = contractInput(auditContract.list, {
          ...rest,
          actorKind: actor,
          subjectType: type,
          subjectId: id.length === 0 ? undefined : id.join(':'),
        });
        out.result(await listAuditEntries(ctx, input), ({ items }) =>
          items.length === 0 ? 'There is no such entry.' : listTable(items),
        );
        return undefined;
      }),
    );
}

function addVerify(audit: Command): void {
  audit
    .command('verify')
    .option(
      '--head <head>',
      'a head that was kept elsewhere: number:hash, or a file with it on its last line',
    )
    .option('--file <file>', 'an exported chain instead of the database, which is not opened')
    .description('follow the chain entry by entry; ends with 1 where it is broken')
    .addHelpText('after', '\nExample:\n  $ aicmo audit verify --head /mnt/elsewhere/audit-heads')
    .action(async (options: { head?: string; file?: string }, command: Command) => {
      const { file } = options;
      if (file !== undefined) return verifyFile(command, { ...options, file });
      return withHouse(command, async ({ ctx, out }) => {
        const head = options.head === undefined ? undefined : writeHeadText(headOf(options.head));
        const found = await verifyAudit(ctx, { head });
        out.result(found, describe);
        return found.isWhole ? EXIT.done : EXIT.failure;
      });
    });
}

async function verifyFile(command: Command, options: { head?: string; file: string }): Promise<void> {
  const isJson = command.optsWithGlobals<{ json?: boolean }>().json === true;
  try {
    const head = options.head === undefined ? undefined : headOf(options.head);
    const found = await verifyAuditFile({ file: resolve(options.file), head });
    createOutput(isJson).result(found, describe);
    process.exitCode = found.isWhole ? EXIT.done : EXIT.failure;
  } catch (error) {
    process.exitCode = reportError(error, isJson);
  }
}

const LARGEST_HEAD_FILE = 1_000_000;

/** A head as it was typed, or the newest one in a file of them. */
function headOf(given: string): ReturnType<typeof readHead> {
  if (!existsSync(given) || statSync(given).size > LARGEST_HEAD_FILE) return readHead(given);
  const text = readFileSync(given, 'utf8').trim();
  return readHead(text.startsWith('{') ? text : (text.split('\n').at(-1) ?? ''));
}

function describe({ isWhole, entries, head, break: broken }: Verification): string {
  if (isWhole) return `The chain is whole: ${entries} entries, head ${writeHeadText(head)}.`;
  return [
    `The chain is broken at entry ${broken?.sequence ?? 0}: ${broken?.kind ?? ''}; ${broken?.detail ?? ''}.`,
    `The ${entries} entries before it hold.`,
  ].join('\n');
}

function listTable(items: readonly AuditEntry[]): string {
  return table(
    ['number', 'at', 'actor', 'action', 'subject', 'changed'],
    items.map((item) => [
      item.sequence,
      item.at.slice(0, 19),
      [item.actor.kind, item.actor.id, item.actor.via].filter((part) => part !== null).join(' '),
      item.action,
      `${item.subject.type}:${item.subject.id}`,
      cut(Object.keys(item.after ?? item.before ?? {}).join(', '), 60),
    ]),
  );
}
