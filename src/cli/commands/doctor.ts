import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { contextFor } from '#flows/index';
import { AppError, messageOf } from '#kernel/errors';
import { getModelsStatus } from '#modules/models/index';
import { type Config, describeConfig, loadConfig } from '#platform/config/config';
import { diskSpace } from '#platform/files/disk-space';
import { type House, openHouse } from '#server/house';
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
    ...(await examineHouse(config)),
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

/** Database and models; what keeps the house from opening is told where it belongs. */
async function examineHouse(config: Config): Promise<Finding[]> {
  try {
    const house = await openHouse(config, openCliLog(config));
    try {
      return [await examineDatabase(house), ...(await examineModels(house)), await examineSecrets(house)];
    } finally {
      await house.close();
    }
  } catch (error) {
    const isModels = error instanceof AppError && error.code === 'llm.settings_invalid';
    const text = 'not looked at, because the house does not open';
    const [database, models] = [isModels ? text : messageOf(error), isModels ? messageOf(error) : text];
    return [
      { what: 'database', verdict: isModels ? 'note' : 'wrong', text: database },
      { what: 'models', verdict: isModels ? 'wrong' : 'note', text: models },
    ];
  }
}

async function examineDatabase(house: House): Promise<Finding> {
  const { rows } = await house.db.pool.query<{ v: string }>(`select current_setting('server_version') as v`);
  const worker = (await house.runs.hasLiveWorker()) ? 'a server is running' : 'no server is running';
  return {
    what: 'database',
    verdict: 'ok',
    text: `PostgreSQL ${rows[0]?.v ?? ''}, ${house.databasePlace}; ${worker}`,
  };
}

/** Which model does what, which of them lacks its key, and what in the settings cannot work. */
async function examineModels(house: House): Promise<Finding[]> {
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const { useCases, targets, problems } = await getModelsStatus(ctx);
  const set = useCases.filter(({ chain }) => chain.length > 0);
  const wrong = problems.map((text): Finding => ({ what: 'models', verdict: 'wrong', text }));
  if (set.length === 0) {
    const text = 'none is set: the embedded offline writer is used, and says so in every result';
    return [{ what: 'models', verdict: 'note', text }, ...wrong];
  }
  const used = new Set(set.flatMap(({ chain }) => chain));
  const keyless = targets.filter(({ name, lacksKey }) => lacksKey && used.has(name));
  const text = set.map(({ name, chain }) => `${name}: ${chain.join(', ')}`).join('; ');
  return [
    { what: 'models', verdict: 'ok', text },
    ...keyless.map(({ name, provider }): Finding => ({
      what: 'models',
      verdict: 'note',
      text: `${name} has no key: set AICMO_KEY_${provider.toUpperCase().replaceAll('-', '_')}, or run \`aicmo llm key set ${provider}\``,
    })),
    ...wrong,
  ];
}

/** Whether the secrets can be opened, and where the key to them is. */
async function examineSecrets({ vault, db }: House): Promise<Finding> {
  try {
    const { id } = await vault.needMaster(db);
    return {
      what: 'secrets',
      verdict: 'ok',
      text: `sealed under the master key ${id} of ${vault.masters.place}`,
    };
  } catch (error) {
    return { what: 'secrets', verdict: 'wrong', text: messageOf(error) };
  }
}

function folderFinding(what: string, folder: string): Finding {
  return existsSync(folder)
    ? { what, verdict: 'ok', text: folder }
    : { what, verdict: 'note', text: `${folder} does not exist yet; it is watched for all the same` };
}
