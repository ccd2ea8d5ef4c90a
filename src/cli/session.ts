import type { Command } from 'commander';
import type { FlowDeps } from '#flows/index';
import { contextFor } from '#flows/index';
import { getWorkspace } from '#modules/workspaces/index';
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
  /** Aborted when the command is asked to end; what takes long looks at it. */
  readonly stopping: AbortSignal;
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
  const stopping = listenForStop();
  try {
    const config = loadConfig();
    armCrashPoint(config.crashAt);
    const { openHouse } = await import('#server/house');
    const house = await openHouse(config, openCliLog(config));
    try {
      const deps: FlowDeps = house;
      const { workspace } = command.optsWithGlobals<{ workspace?: string }>();
      const ctx = contextFor(deps, { kind: 'operator', via: 'cli' }, workspace);
      // The operator may enter any workspace there is; a misspelt one would look like an empty one.
      if (workspace !== undefined) await getWorkspace(ctx);
      stopping.throwIfAborted();
      process.exitCode = (await action({ house, ctx, out: createOutput(isJson), stopping })) ?? 0;
    } finally {
      await house.close();
    }
  } catch (error) {
    process.exitCode = stopping.aborted
      ? (stopping.reason as StopReason).exitCode
      : reportError(error, isJson);
  }
}

interface StopReason {
  readonly exitCode: number;
}

/** Without it, Ctrl+C would leave the embedded database running with nobody to stop it. Asked twice, it ends at once. */
function listenForStop(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCode);
      process.stderr.write('Finishing what is under way; press Ctrl+C again to end at once.\n');
      controller.abort({ exitCode } satisfies StopReason);
    });
  }
  return controller.signal;
}
