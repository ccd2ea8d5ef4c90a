import { execFile, execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHouse, type TestHouse } from '#test/house';

const MAIN = new URL('../main.ts', import.meta.url).pathname;

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

/** Runs `aicmo` as a person does, in a folder of its own. */
function aicmo(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, DATABASE_URL: house.databaseUrl, AICMO_LOG_LEVEL: 'silent' };
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, ...args], { env, cwd: house.folder }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

describe('aicmo brief with a file that cannot be read', () => {
  it('BRF-5: check says why on stdout and exits 4', async () => {
    writeFileSync(join(house.folder, 'real.yaml'), 'products: [Watch]\n');
    symlinkSync(join(house.folder, 'real.yaml'), join(house.folder, 'link.yaml'));
    expect(await aicmo('brief', 'check', 'link.yaml')).toEqual({
      code: 4,
      stdout:
        'link.yaml cannot be taken.\n\nlink.yaml: error: The file is a symbolic link; links are not followed.\n  hint: Put a copy of the file here instead.\n',
      stderr: '',
    });
  });

  it('BRF-5: run says why on stderr, keeps stdout for results, and exits 4', async () => {
    execFileSync('mkfifo', [join(house.folder, 'pipe.yaml')]);
    expect(await aicmo('brief', 'run', 'pipe.yaml')).toEqual({
      code: 4,
      stdout: '',
      stderr:
        'pipe.yaml cannot be taken.\n\npipe.yaml: error: This is a named pipe (FIFO), not a file.\n  hint: Put a regular file here.\n',
    });
  });

  it('BRF-5: with --json the problem is data', async () => {
    writeFileSync(join(house.folder, 'large.yaml'), Buffer.alloc(300_000, 'a'));
    const missing = await aicmo('--json', 'brief', 'run', 'none.yaml');
    const large = await aicmo('--json', 'brief', 'check', 'large.yaml');
    expect([missing.code, large.code]).toEqual([4, 4]);
    expect(JSON.parse(missing.stdout)).toEqual({
      outcome: 'rejected',
      problems: [
        {
          severity: 'error',
          rule: 'file.missing',
          message: 'The file does not exist.',
          hint: 'Check the name and the folder.',
        },
      ],
    });
    expect(JSON.parse(large.stdout)).toMatchObject({
      isValid: false,
      problems: [{ rule: 'file.too_large' }],
    });
  });
});
