import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf } from '#kernel/errors';
import { describeConfig, loadConfig } from '#platform/config/config';
import { diskSpace } from '#platform/files/disk-space';
import { openHouse } from '#server/house';
import { createOutput, EXIT, reportError, table } from '#cli/output';
import { openCliLog } from '#cli/session';

interface Finding {
  readonly what: string;
  readonly verdict: 'ok' | 'note' | 'wrong';
  readonly text: string;
}

/** `aicmo doctor` */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('what is set, what is missing, and what to do about it')
    .addHelpText('after', '\nExample:\n  $ aicmo doctor')
    .action(async (_options, command: Command) => {
      const isJson = command.optsWithGlobals<{ json?: boolean }>().json === true;
      try {
        const findings = await examine();
        const keys = describeConfig();
        createOutput(isJson).result({ findings, configuration: keys }, () =>
          [
            ...findings.map((found) => `${found.verdict.padEnd(5)} ${found.what}: ${found.text}`),
            '',
            table(
              ['key', 'value', 'what it does'],
              keys.map((key) => [key.key, key.value, key.description]),
            ),
          ].join('\n'),
        );
        process.exitCode = findings.some((found) => found.verdict === 'wrong') ? EXIT.failure : EXIT.done;
      } catch (error) {
        process.exitCode = reportError(error, isJson);
      }
    });
}

async function examine(): Promise<Finding[]> {
  const config = loadConfig();
  const findings: Finding[] = [
    {
      what: 'node',
      verdict: Number(process.versions.node.split('.')[0]) >= 24 ? 'ok' : 'wrong',
      text: `${process.version} (24 or newer is needed)`,
    },
    await examineDatabase(),
    {
      what: 'models',
      verdict: 'note',
      text: 'none is configured: the embedded offline writer is used, and says so in every result',
    },
    folderFinding('briefs folder', config.briefsDir),
    folderFinding('brand kits', config.brandsDir),
  ];
  const { freeMb } = await diskSpace(config.homeDir);
  findings.push({
    what: 'disk',
    verdict: freeMb < config.diskMinFreeMb ? 'wrong' : 'ok',
    text: `${freeMb} MB free for ${config.homeDir}`,
  });
  return findings;
}

async function examineDatabase(): Promise<Finding> {
  const config = loadConfig();
  try {
    const house = await openHouse(config, openCliLog(config));
    try {
      const { rows } = await house.db.pool.query<{ v: string }>(
        `select current_setting('server_version') as v`,
      );
      const worker = (await house.runs.hasLiveWorker()) ? 'a server is running' : 'no server is running';
      return {
        what: 'database',
        verdict: 'ok',
        text: `PostgreSQL ${rows[0]?.v ?? ''}, ${house.databasePlace}; ${worker}`,
      };
    } finally {
      await house.close();
    }
  } catch (error) {
    return { what: 'database', verdict: 'wrong', text: messageOf(error) };
  }
}

function folderFinding(what: string, folder: string): Finding {
  return existsSync(folder)
    ? { what, verdict: 'ok', text: folder }
    : { what, verdict: 'note', text: `${folder} does not exist yet; it is watched for all the same` };
}
