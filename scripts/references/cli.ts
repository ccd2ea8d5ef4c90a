import type { Command } from 'commander';
import { buildProgram } from '#cli/program';

const WIDTH = 100;

/** Every command with its options and example, as `--help` prints it. */
export function describeCommands(): string {
  const program = buildProgram();
  const sections = leavesOf(program, []).map(
    ({ path, command }) => `## ${path.join(' ')}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`,
  );
  return [
    '# Command line',
    '',
    'From a clone: `npx aicmo …`. Results go to stdout, everything else to stderr. Generated from the commands themselves.',
    '',
    '## aicmo',
    '',
    `\`\`\`\n${helpOf(program)}\n\`\`\``,
    '',
    ...sections,
  ].join('\n');
}

interface Leaf {
  readonly path: readonly string[];
  readonly command: Command;
}

function leavesOf(command: Command, above: readonly string[]): Leaf[] {
  const path = [...above, command.name()];
  return command.commands.flatMap((inner) =>
    inner.commands.length === 0 ? [{ path: [...path, inner.name()], command: inner }] : leavesOf(inner, path),
  );
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part), getOutHelpWidth: () => WIDTH });
  command.outputHelp();
  const lines = text.trimEnd().split('\n');
  // The options that every command has are told once, at the top.
  const from = lines.indexOf('Global Options:');
  if (from < 0) return lines.join('\n');
  const to = lines.indexOf('', from);
  return [...lines.slice(0, from), ...(to < 0 ? [] : lines.slice(to + 1))].join('\n').trimEnd();
}
