import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { processMark } from '#platform/process/process-mark';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { withStartLock } from './start-lock.ts';

const root = makeTempFolder('lock');
afterAll(() => removeFolder(root));

let count = 0;
function newFolder(): string {
  const folder = join(root, String((count += 1)));
  mkdirSync(folder);
  return folder;
}

function leaveLock(folder: string, mark: string | undefined): void {
  mkdirSync(join(folder, 'start.lock'));
  if (mark !== undefined) writeFileSync(join(folder, 'start.lock/pid'), mark);
}

async function timeToLock(folder: string): Promise<number> {
  const begun = performance.now();
  await withStartLock(folder, () => Promise.resolve());
  expect(existsSync(join(folder, 'start.lock'))).toBe(false);
  return performance.now() - begun;
}

describe('the lock of starting and stopping', () => {
  it('DEV-1 one at a time, in one process as well', async () => {
    const folder = newFolder();
    let inside = 0;
    let most = 0;
    await Promise.all(
      [1, 2, 3, 4, 5].map(() =>
        withStartLock(folder, async () => {
          most = Math.max(most, (inside += 1));
          await delay(5);
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
  });

  it('DEV-1 the lock of a process that is gone is taken over at once', async () => {
    const folder = newFolder();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    leaveLock(folder, String(pid));
    expect(await timeToLock(folder)).toBeLessThan(1_000);
  });

  it.runIf(existsSync('/proc/self/stat'))(
    'DEV-1 so is one whose process id lives again as another process, as after a restart of a container',
    async () => {
      const folder = newFolder();
      const [pid = '', start = ''] = processMark().split('.');
      leaveLock(folder, `${pid}.${Number(start) - 1}`);
      expect(await timeToLock(folder)).toBeLessThan(1_000);
    },
  );

  it('DEV-1 a lock whose owner died before it signed is taken over after two seconds', async () => {
    const folder = newFolder();
    leaveLock(folder, undefined);
    const past = new Date(Date.now() - 5_000);
    utimesSync(join(folder, 'start.lock'), past, past);
    expect(await timeToLock(folder)).toBeLessThan(1_000);
  });

  it('DEV-1 a failure inside gives the lock back', async () => {
    const folder = newFolder();
    await expect(withStartLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await timeToLock(folder)).toBeLessThan(1_000);
  });
});
