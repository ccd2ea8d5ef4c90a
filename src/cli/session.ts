import type { Command } from 'commander';
import type { FlowDeps } from '#flows/index';
import { contextFor } from '#flows/index';
import { loadConfig, type Config } from '#platform/config/config';
import { createLog, type Log } from '#platform/log/log';
import { armCrashPoint } from '#platform/process/crash-point';
import type { House } from '#server/house';
import { createOutput, type Output, reportError } from './output.ts';

/** What a command's action gets. */
export interface Session {
  readonly house: House;
  readonly ctx: ReturnType<typeof contextFor>;
  readonly out: Output;
}

/** A log for commands: to the log files, and warnings to stderr as well. */
export function openCliLog(config: Config): Log {
  return createLog({ level: config.logLevel, folder: config.logsDir });
}

/** Opens the house for one command, runs it, closes the house, and sets the exit code. */
export async function withHouse(
  command: Command,
  action: (session: Session) => Promise<number | undefined>,
): Promise<void> {
  const isJson = command.optsWithGlobals<{ json?: boolean }>().json === true;
  try {
    const config = loadConfig();
    armCrashPoint(config.crashAt);
    const { openHouse } = await import('#server/house');
    const house = await openHouse(config, openCliLog(config));
    try {
      const deps: FlowDeps = house;
      const ctx = contextFor(deps, { kind: 'operator', via: 'cli' });
      process.exitCode = (await action({ house, ctx, out: createOutput(isJson) })) ?? 0;
    } finally {
      await house.close();
    }
  } catch (error) {
    process.exitCode = reportError(error, isJson);
  }
}
