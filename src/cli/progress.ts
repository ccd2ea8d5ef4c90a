/** A progress line on stderr: drawn over itself in a terminal, a line now and then elsewhere. */
export interface Progress {
  show(state: { done: number; total: number; label: string }): void;
  end(): void;
}

const QUIET_MS = 5_000;

/** Makes a progress line; `isSilent` shows none. */
export function createProgress(isSilent: boolean): Progress {
  const isTerminal = process.stderr.isTTY;
  let lastLine = '';
  let lastAt = 0;
  return {
    show({ done, total, label }) {
      if (isSilent) return;
      const line = `${bar(done, total)} ${done}/${total} ${label}`;
      if (line === lastLine) return;
      if (isTerminal)
        process.stderr.write(`\r\u001b[2K${line.slice(0, (process.stderr.columns ?? 100) - 1)}`);
      else if (Date.now() - lastAt > QUIET_MS) {
        process.stderr.write(`${line}\n`);
        lastAt = Date.now();
      }
      lastLine = line;
    },
    end() {
      if (!isSilent && isTerminal && lastLine !== '') process.stderr.write('\r\u001b[2K');
      lastLine = '';
    },
  };
}

function bar(done: number, total: number): string {
  const width = 24;
  const filled = total === 0 ? 0 : Math.round((width * Math.min(done, total)) / total);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}]`;
}
