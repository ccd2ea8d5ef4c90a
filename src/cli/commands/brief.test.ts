import { execFile, execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallBrief } from '#test/briefs';
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

describe('aicmo brief restore', () => {
  const write = (name: string): void =>
    writeFileSync(
      join(house.folder, 'back.json'),
      JSON.stringify(smallBrief({ campaign_id: 'back', name, target_variants: 1 })),
    );
  const take = async (name: string): Promise<void> => {
    write(name);
    expect((await aicmo('brief', 'run', 'back.json', '--no-wait')).code).toBe(0);
  };

  it('BRF-4 brings a former revision back as a new one, though its file says something else', async () => {
    await take('One');
    await take('Two');
    const restored = await aicmo('brief', 'restore', 'back', '1', '--no-wait');
    expect([restored.code, restored.stdout]).toEqual([0, 'Campaign back: revised, revision 3.\n']);
    const again = await aicmo('--json', 'brief', 'restore', 'back', '1', '--no-wait');
    expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'unchanged', revision: 3 });
    const listed = await aicmo('brief', 'list', '--campaign', 'back');
    expect(listed.stdout).toContain('cli: back.json, revision 1');
    expect(listed.stdout.match(/^back /gm)).toHaveLength(3);
  }, 60_000);

  it('BRF-4 says what is not there, and what somebody else did meanwhile', async () => {
    const late = await aicmo('brief', 'restore', 'back', '2', '--newest', '2', '--no-wait');
    expect([late.code, late.stderr]).toEqual([
      4,
      expect.stringContaining('it is at revision 3, and you compared with 2'),
    ]);
    const unknown = await aicmo('brief', 'restore', 'back', '9', '--no-wait');
    expect([unknown.code, unknown.stderr]).toEqual([
      4,
      expect.stringContaining('There is no revision 9 of the brief of back.'),
    ]);
    expect((await aicmo('brief', 'restore', 'nobody', '1')).code).toBe(4);
  }, 60_000);

  it('BRF-4 waits for the campaign that is made anew', async () => {
    const made = await aicmo('--json', 'brief', 'restore', 'back', '2');
    expect(JSON.parse(made.stdout)).toMatchObject({
      outcome: 'revised',
      revision: 4,
      campaign: {
        name: 'Two',
        revision: 4,
        status: expect.stringMatching(/^(completed|needs_assets)$/) as string,
      },
    });
  }, 60_000);
});
