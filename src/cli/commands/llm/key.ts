import type { Command } from 'commander';
import { modelsContract } from '#modules/models/contract';
import { listModelKeys, type ModelKey, removeModelKey, setModelKey } from '#modules/models/index';
import { contractInput, wrongUsage } from '#cli/contract-input';
import { table } from '#cli/output';
import { readSecret } from '#cli/read-secret';
import { withHouse } from '#cli/session';

const ON_COMMAND_LINE =
  'error: A key does not belong on the command line: other accounts and the history of the shell can read it there. Get a new one, and give it on standard input or when it is asked for.';

/** `aicmo llm key set|list|remove` */
export function addModelKeyCommands(llm: Command): void {
  const key = llm
    .command('key')
    .description('keys to providers, kept sealed; those of AICMO_KEY_* come first');
  key
    .command('set')
    .argument('<provider>', 'name of the provider, such as google')
    .allowExcessArguments()
    .description('keep the key to a provider; it is read from standard input, or asked for')
    .addHelpText('after', '\nExamples:\n  $ aicmo llm key set google\n  $ aicmo llm key set google < key.txt')
    .action((name: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        // What Commander says of one argument too many repeats it.
        if (command.args.length > 1) throw wrongUsage(ON_COMMAND_LINE);
        const given = await readSecret(`Key of ${name} (it is not shown): `);
        const input = contractInput(modelsContract.setKey, { name, key: given });
        out.result(await setModelKey(ctx, input), describeSet);
        return undefined;
      }),
    );
  key
    .command('list')
    .description('which keys there are and where they come from, never themselves')
    .addHelpText('after', '\nExample:\n  $ aicmo llm key list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await listModelKeys(ctx), ({ items }) =>
          items.length === 0 ? 'There is no key to a provider.' : keyTable(items),
        );
        return undefined;
      }),
    );
  key
    .command('remove')
    .argument('<provider>', 'name of the provider')
    .description('remove the key that is kept')
    .addHelpText('after', '\nExample:\n  $ aicmo llm key remove google')
    .action((name: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const input = contractInput(modelsContract.removeKey, { name });
        out.result(await removeModelKey(ctx, input), () => `The key of ${name} is removed.`);
        return undefined;
      }),
    );
}

function describeSet({ name, keyId, isInForce }: ModelKey): string {
  const kept = `The key of ${name} is kept (${keyId ?? ''}…).`;
  if (isInForce) return `${kept} It is in force in every process.`;
  return `${kept} AICMO_KEY_${name.toUpperCase().replaceAll('-', '_')} is set as well and comes first.`;
}

function keyTable(items: readonly ModelKey[]): string {
  return table(
    ['provider', 'key', 'from', 'state', 'set', 'by'],
    items.map((item) => [
      item.name,
      item.keyId === null ? '-' : `${item.keyId}…`,
      item.keyFrom ?? '-',
      item.problem ?? (item.isInForce ? 'in force' : 'the environment comes first'),
      item.updatedAt?.toISOString().slice(0, 16) ?? '-',
      item.updatedBy ?? '-',
    ]),
  );
}
