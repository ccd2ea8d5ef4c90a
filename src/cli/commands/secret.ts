import type { Command } from 'commander';
import { type MasterRotation, rotateData, rotateMaster } from '#platform/secrets/rotate';
import { withHouse } from '#cli/session';

/** `aicmo secret rotate-master|rotate-data` */
export function addSecretCommands(program: Command): void {
  const secret = program.command('secret').description('the keys that secrets are sealed under');
  secret
    .command('rotate-master')
    .description('put all data keys under a new master key, while everything runs')
    .addHelpText('after', '\nExample:\n  $ aicmo secret rotate-master')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, house, out }) => {
        out.result(await rotateMaster(ctx, house.db), describeMaster);
        return undefined;
      }),
    );
  secret
    .command('rotate-data')
    .description('seal the secrets under a new data key, while everything runs')
    .addHelpText('after', '\nExample:\n  $ aicmo secret rotate-data')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, house, out }) => {
        out.result(
          await rotateData(ctx, house.db),
          ({ keyId, secrets }) => `${secrets} secrets are sealed under the new data key ${keyId}.`,
        );
        return undefined;
      }),
    );
}

function describeMaster({ from, to, dataKeys, oldKeyFile }: MasterRotation): string {
  const done = `${dataKeys} data keys are under the master key ${to}, no longer under ${from}.`;
  if (oldKeyFile === null)
    return `${done}\nTake the old key out of AICMO_MASTER_KEY; backups from before need it.`;
  return [
    done,
    `Make a copy of the new master.key. The old key lies in ${oldKeyFile}: backups from before need it;`,
    'remove it together with the last of them.',
  ].join('\n');
}
