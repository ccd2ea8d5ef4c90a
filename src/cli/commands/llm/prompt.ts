import { Argument, type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { llmError } from '#llm/index';
import { modelsContract, type PromptVersion } from '#modules/models/contract';
import { activatePrompt, addPrompt, getPrompts } from '#modules/models/index';
import { readBySchema } from '#platform/structured-text/read-by-schema';
import { contractInput } from '#cli/contract-input';
import { diffLines } from '#cli/line-diff';
import { cut, table } from '#cli/output';
import { readFileFor, refuseFile } from '#cli/read-file';
import { type Session, withHouse } from '#cli/session';

/** What a file with a prompt holds. */
const promptFile = z.strictObject({ system: z.string().min(1), user: z.string().min(1) });

/** `aicmo llm prompt list|show|add|activate|diff` */
export function addPromptCommands(llm: Command): void {
  const prompt = llm.command('prompt').description('what models are told, in versions');
  prompt
    .command('list')
    .description('prompts with all their versions; 0 ships with the house')
    .addHelpText('after', '\nExample:\n  $ aicmo llm prompt list')
    .action((_options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getPrompts(ctx, {}), ({ items }) => versionTable(items));
        return undefined;
      }),
    );
  prompt
    .command('show')
    .argument('<name>', 'name of the prompt')
    .addArgument(versionArgument('[version]', 'number of a version; the one in use when it is left out'))
    .description('what a version says, and what may stand in its places')
    .addHelpText('after', '\nExample:\n  $ aicmo llm prompt show copywriting 0')
    .action((name: string, version: number | undefined, _options, command: Command) =>
      withHouse(command, async (session) => {
        session.out.result(await findVersion(session, name, version), describe);
        return undefined;
      }),
    );
  prompt
    .command('add')
    .argument('<name>', 'name of the prompt')
    .requiredOption('--file <file>', 'YAML with the keys `system` and `user`')
    .option('--note <text>', 'why it was written', '')
    .description('add a version; it is not used until it is activated')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo llm prompt add copywriting --file shorter.yaml --note "shorter headlines"',
    )
    .action((name: string, options: { file: string; note: string }, command: Command) =>
      withHouse(command, (session) => add(session, name, options)),
    );
  prompt
    .command('activate')
    .argument('<name>', 'name of the prompt')
    .addArgument(versionArgument('<version>'))
    .description('make a version the one that is used')
    .addHelpText('after', '\nExample:\n  $ aicmo llm prompt activate copywriting 1')
    .action((name: string, version: number, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const active = await activatePrompt(ctx, { name, version });
        out.result(active, () => `${name}: version ${version} is used from now on.`);
        return undefined;
      }),
    );
  prompt
    .command('diff')
    .argument('<name>', 'name of the prompt')
    .addArgument(versionArgument('<before>'))
    .addArgument(versionArgument('<after>'))
    .description('what differs between two versions, line by line')
    .addHelpText('after', '\nExample:\n  $ aicmo llm prompt diff copywriting 0 1')
    .action((name: string, before: number, after: number, _options, command: Command) =>
      withHouse(command, (session) => diff(session, name, [before, after])),
    );
}

function versionArgument(name: string, description = 'number of a version'): Argument {
  return new Argument(name, description).argParser((text) => {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    throw new InvalidArgumentError('It must be the number of a version.');
  });
}

async function add(
  session: Session,
  name: string,
  { file, note }: { file: string; note: string },
): Promise<number | undefined> {
  const found = await readFileFor(file);
  const read = found.ok ? await readBySchema(promptFile, { content: found.bytes, fileName: file }) : found;
  if (!read.ok) return refuseFile(session, file, read.problems);
  const input = contractInput(modelsContract.addPrompt, { name, note, ...read.value });
  const added = await addPrompt(session.ctx, input);
  session.out.result(
    added,
    ({ version }) =>
      `${name}: version ${version} is there. \`aicmo llm prompt activate ${name} ${version}\` makes it the one that is used.`,
  );
  return undefined;
}

async function diff(session: Session, name: string, versions: readonly [number, number]): Promise<undefined> {
  const before = await findVersion(session, name, versions[0]);
  const after = await findVersion(session, name, versions[1]);
  const parts = (['system', 'user'] as const)
    .map((part) => ({ part, diff: diffLines(before[part], after[part]) }))
    .filter((found) => found.diff !== '');
  const text = parts
    .map(
      (found) =>
        `--- ${name} ${versions[0]} ${found.part}\n+++ ${name} ${versions[1]} ${found.part}\n${found.diff}`,
    )
    .join('\n');
  session.out.result(
    { name, before: versions[0], after: versions[1], diff: text },
    () => text || 'They say the same.',
  );
  return undefined;
}

/** A version, or the active one. Throws `llm.prompt_unknown`. */
async function findVersion(
  { ctx }: Pick<Session, 'ctx'>,
  name: string,
  version?: number,
): Promise<PromptVersion> {
  const { items } = await getPrompts(ctx, { name });
  const found = items.find((item) => (version === undefined ? item.isActive : item.version === version));
  if (found === undefined) throw llmError('llm.prompt_unknown', { name, version: version ?? 0 });
  return found;
}

function versionTable(items: readonly PromptVersion[]): string {
  return table(
    ['prompt', 'version', 'used', 'use case', 'hash', 'by', 'note'],
    items.map((item) => [
      item.name,
      item.version,
      item.isActive ? 'yes' : 'no',
      item.useCase,
      item.hash.slice(0, 8),
      item.createdBy ?? 'the house',
      cut(item.note, 60),
    ]),
  );
}

function describe(version: PromptVersion): string {
  const places = Object.entries(version.inputs).map(([name, what]) => `  {{${name}}}  ${what}`);
  return [
    `${version.name} version ${version.version}${version.isActive ? ', in use' : ''}  ${version.hash}`,
    version.note,
    `\nsystem:\n${version.system}`,
    `\nuser:\n${version.user}`,
    `\nPlaces it may have:\n${places.join('\n')}`,
  ].join('\n');
}
