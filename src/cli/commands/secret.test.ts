import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database';
import {
  type CommandResult,
  layOutHome,
  MAIN,
  runCommand,
  startCommand,
  type TestHome,
} from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { newMasterKey } from '#test/vault';

let at: TestHome;
beforeAll(async () => {
  const db = await createTestDatabase();
  await db.close();
  at = layOutHome(makeTempFolder('secret'), { DATABASE_URL: db.url, AICMO_KEY_OPENAI: 'key-of-environment' });
});
afterAll(() => removeFolder(at.root));

const run = (...args: string[]): Promise<CommandResult> => runCommand(at, args);
async function give(input: string, ...args: string[]): Promise<CommandResult> {
  const { child, result } = startCommand(at, args, {}, 'pipe');
  child.stdin?.end(input);
  return result;
}

/** Whether this machine can give a program a terminal; on Linux it is part of every system. */
const hasTerminal = canRun('script', ['--version']);

function canRun(program: string, args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('aicmo llm key', () => {
  it('SEC-3 keeps a key from standard input, lists it without itself, and removes it', async () => {
    const set = await give('a-kept-key-1\n', 'llm', 'key', 'set', 'google');
    expect(set).toMatchObject({ code: 0, stderr: '' });
    expect(set.stdout).toMatch(
      /^The key of google is kept \([0-9a-f]{8}…\)\. It is in force in every process\.\n$/,
    );
    expect((await give('another-kept-key', 'llm', 'key', 'set', 'openai')).stdout).toContain(
      'AICMO_KEY_OPENAI is set as well and comes first.',
    );
    const list = await run('llm', 'key', 'list');
    expect(list.stdout).toMatch(/^google +[0-9a-f]{8}… +secret +in force +20\d\d-.* +operator \(cli\)$/m);
    expect(list.stdout).toMatch(/^openai +[0-9a-f]{8}… +environment +in force/m);
    expect(list.stdout).toMatch(/^openai +[0-9a-f]{8}… +secret +the environment comes first/m);
    expect(list.stdout).not.toContain('kept-key');
    expect((await run('llm', 'status')).stdout).toMatch(/^gemini +google .* +kept +/m);
    expect((await run('llm', 'key', 'remove', 'google')).stdout).toBe('The key of google is removed.\n');
    const again = await run('llm', 'key', 'remove', 'google');
    expect([again.code, again.stderr]).toEqual([
      4,
      'No key of google is kept here. `aicmo llm key list` shows the ones there are.\n',
    ]);
  }, 60_000);

  it.concurrent.each([
    ['', ['google'], 'nothing came on standard input'],
    ['\n', ['google'], 'nothing came on standard input'],
    ['short', ['google'], 'key: A key has 8 to 4096 characters, and no spaces'],
    ['two words-in-it', ['google'], 'key: A key has 8 to 4096 characters, and no spaces'],
    ['x'.repeat(70_000), ['google'], 'more than 64 KB'],
    ['good-enough-key', ['Not A Name'], 'error: name: small letters, digits'],
    ['good-enough-key', ['google', 'never-from-argv'], 'A key does not belong on the command line'],
  ])(
    'SEC-3 %# refuses what is no key, without repeating it',
    async (input, args, reason) => {
      const { code, stderr, stdout } = await give(input, 'llm', 'key', 'set', ...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
      expect(stderr + stdout).not.toMatch(/words-in-it|good-enough|never-from-argv/);
    },
    60_000,
  );

  it.skipIf(!hasTerminal)(
    'SEC-3 keeps nothing when the person leaves by Ctrl+C',
    async () => {
      const command = `${process.execPath} ${MAIN} llm key set left`;
      const child = spawn('script', ['-qec', command, '/dev/null'], {
        cwd: at.root,
        env: { ...at.env, TERM: 'xterm' },
      });
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString('utf8').endsWith('(it is not shown): '))
          child.stdin.write('half-a-key-typed\u0003');
      });
      expect(await ended).toBe(130);
      expect((await run('llm', 'key', 'list')).stdout).not.toMatch(/^left/m);
    },
    60_000,
  );

  it.skipIf(!hasTerminal)(
    'SEC-3 asks a person for it at a terminal, and does not show what is typed',
    async () => {
      const command = `${process.execPath} ${MAIN} llm key set typed`;
      const child = spawn('script', ['-qec', command, '/dev/null'], {
        cwd: at.root,
        env: { ...at.env, TERM: 'xterm' },
      });
      let shown = '';
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString('utf8');
        if (shown.endsWith('(it is not shown): ')) child.stdin.write('typed-by-hand-X\u007f1\r');
      });
      expect(await ended).toBe(0);
      expect(shown).toContain('Key of typed (it is not shown): ');
      expect(shown).toContain('The key of typed is kept');
      expect(shown).not.toContain('typed-by');
      expect((await run('llm', 'key', 'remove', 'typed')).code).toBe(0);
    },
    60_000,
  );
});

describe('aicmo secret', () => {
  it('SEC-3 rotates both keys and says what to do with the old one; doctor shows where the master key is', async () => {
    await give('a-kept-key-2', 'llm', 'key', 'set', 'google');
    const before = readFileSync(join(at.home, 'master.key'), 'utf8');
    const data = await run('secret', 'rotate-data');
    expect(data.stdout).toMatch(/^\d+ secrets are sealed under the new data key dek_\w+\.\n$/);
    const master = await run('secret', 'rotate-master');
    const old = /The old key lies in (\S+): backups from before need it/.exec(master.stdout)?.[1] ?? '';
    expect(readFileSync(old, 'utf8')).toBe(before);
    const doctor = await run('doctor');
    expect(doctor.stdout).toMatch(
      /^ok +secrets: sealed under the master key [0-9a-f]{16} of .*master\.key$/m,
    );
    expect(doctor.stdout + (await run('llm', 'key', 'list')).stdout).toMatch(/^google .* in force/m);
  }, 60_000);

  it('SEC-3 a master key that others can read stops every command, with what to do', async () => {
    const file = join(at.home, 'master.key');
    chmodSync(file, 0o644);
    const { code, stderr } = await run('llm', 'key', 'list');
    chmodSync(file, 0o600);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`Run \`chmod 600 ${file}\``)]);
  }, 60_000);

  it('SEC-3 without the master key doctor says so, and everything but the secrets goes on', async () => {
    const file = join(at.home, 'master.key');
    const text = readFileSync(file, 'utf8');
    rmSync(file);
    const doctor = await run('doctor');
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(
      /^wrong secrets: The secrets are sealed under the master key [0-9a-f]{16}, which is not in/m,
    );
    expect((await run('campaign', 'list')).code).toBe(0);
    const wrong = await runCommand(at, ['llm', 'key', 'list'], { AICMO_MASTER_KEY: newMasterKey() });
    expect(wrong.stdout).toMatch(/^google +- .*which is not in AICMO_MASTER_KEY/m);
    writeFileSync(file, text, { mode: 0o600 });
    const given = await runCommand(at, ['llm', 'key', 'list'], { AICMO_MASTER_KEY: text.trim() });
    expect(given.stdout).toMatch(/^google .* in force/m);
  }, 60_000);
});
