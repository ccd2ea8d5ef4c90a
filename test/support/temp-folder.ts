import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder that every account can enter, as postgres must when the tests run as root. */
export function makeTempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `aicmo-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Removes a folder of a test with everything in it. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
