import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWebRole } from '#server/web-role';
import { startWorkerRole } from '#server/worker-role';
import { valueOf } from '#test/campaign-records';
import { openTestHouse, type TestHouse } from '#test/house';
import { REPOSITORY } from '#test/server-process';
import { keyHeaders } from '#test/sign-in';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const TSC = join(REPOSITORY, 'node_modules/typescript/bin/tsc');
/** What npm installs with the package, and what the program itself asks for to be checked. */
const INSTALLED = ['@orpc', 'zod', '@types/node'];

describe('DEV-2 the package has the typed client for other programs', () => {
  const folder = makeTempFolder('client');
  const program = join(folder, 'program');
  const parts = new AsyncDisposableStack();
  let house: TestHouse;
  let url: string;
  let key: string;

  beforeAll(async () => {
    parts.defer(() => removeFolder(folder));
    await installPackage(folder, program);
    house = await openTestHouse({ AICMO_PORT: '0' });
    parts.defer(() => house.close());
    const worker = await startWorkerRole(house);
    parts.defer(() => worker.stop());
    const web = await startWebRole(house);
    parts.defer(() => web.stop());
    url = web.address;
    const { authorization } = await keyHeaders(house, 'briefs.write', 'campaigns.read', 'approvals.read');
    key = authorization.replace('Bearer ', '');
  }, 180_000);
  afterAll(() => parts.disposeAsync());

  it('the example hands in a brief, waits, and tells what the database has', async () => {
    const { code, stdout, stderr } = await run(program, ['campaign.ts', 'brief.json'], {
      AICMO_URL: `${url}/`,
      AICMO_KEY: key,
    });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('from-another-program: the brief is taken (created).');
    expect(stdout).toContain('From another program: completed, 3 of 3 variants.');
    const waiting = await valueOf<number>(
      house.db,
      "select count(*)::int from approval where subject_type = 'variant' and state = 'pending_review'",
    );
    expect(waiting).toBeGreaterThan(0);
    expect(stdout).toContain(`${waiting} variants wait for approval:`);
    expect(stdout.match(/^- .+, since \d{4}-\d\d-\d\dT[\d:.]+Z$/gm)).toHaveLength(waiting);
  }, 120_000);

  it.each([
    [
      'a key that is none',
      () => ({ AICMO_URL: url, AICMO_KEY: 'aicmo_nobody' }),
      'AICMO_KEY opens nothing (keys.invalid)',
    ],
    ['no server', () => ({ AICMO_URL: 'http://127.0.0.1:9', AICMO_KEY: key }), 'Nobody answers at AICMO_URL'],
  ])('%s: the example says what to do', async (_name, env, says) => {
    const { code, stderr } = await run(program, ['campaign.ts', 'brief.json'], env());
    expect(stderr).toContain(says);
    expect(code).toBe(1);
  });

  it('a brief that is refused: the example shows its lines', async () => {
    writeFileSync(join(program, 'bad.json'), '{ "name": "Nothing to sell" }');
    const { code, stderr } = await run(program, ['campaign.ts', 'bad.json'], {
      AICMO_URL: url,
      AICMO_KEY: key,
    });
    expect(stderr).toMatch(/The brief is not taken:\n.*bad\.json/s);
    expect(code).toBe(1);
  });

  it('the compiler passes the example and refuses what the API does not take or give', async () => {
    expect(await run(program, [TSC, '-p', '.'])).toMatchObject({ code: 0, stdout: '' });
    // Declarations of oRPC name an optional peer that nobody has to install; those of the package have no fault.
    const whole = await run(program, [TSC, '-p', '.', '--skipLibCheck', 'false']);
    expect(whole.stdout.split('\n').filter((line) => !line.includes('@orpc/'))).toEqual(['']);
    writeFileSync(
      join(program, 'wrong.ts'),
      `import { createAicmoClient } from 'aicmo/client';
       const client = createAicmoClient({ url: 'http://127.0.0.1:7400' });
       const started: Date = (await client.models.experiments({})).items[0]!.startedAt;
       await client.campaigns.get({ id: 1 });
       const status: 'done' = (await client.campaigns.get({ id: 'x' })).status;
       await client.campaigns.launch({ id: 'x' });
       export { started, status };`,
    );
    writeFileSync(
      join(program, 'tsconfig.wrong.json'),
      JSON.stringify({ extends: './tsconfig.json', files: ['wrong.ts'] }),
    );
    const { stdout } = await run(program, [TSC, '-p', 'tsconfig.wrong.json']);
    expect(stdout.match(/^wrong\.ts\((\d+)/gm)).toEqual(['wrong.ts(4', 'wrong.ts(5', 'wrong.ts(6']);
  }, 60_000);

  it('nothing else of the package can be imported', async () => {
    const script = "await import('aicmo/src/kernel/ids.ts').catch(({ code }) => console.log(code))";
    const { stdout } = await run(program, ['--input-type=module', '-e', script]);
    expect(stdout.trim()).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});

/** The example beside the package as npm would unpack it, with its dependencies linked instead of downloaded. */
async function installPackage(folder: string, program: string): Promise<void> {
  await must(execute(process.execPath, ['scripts/build-client.js'], { cwd: REPOSITORY }));
  const packed = await must(
    execute('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
      cwd: REPOSITORY,
    }),
  );
  cpSync(join(REPOSITORY, 'examples/use-the-client'), program, { recursive: true });
  const modules = join(program, 'node_modules');
  const place = join(modules, 'aicmo');
  mkdirSync(place, { recursive: true });
  await must(
    execute('tar', ['-xzf', join(folder, packed.stdout.trim()), '--strip-components=1'], { cwd: place }),
  );
  for (const name of INSTALLED) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return execute(process.execPath, args, { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } });
}

function execute(
  file: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

async function must(ended: Promise<Ended>): Promise<Ended> {
  const done = await ended;
  if (done.code !== 0) throw new Error(`${done.stdout}\n${done.stderr}`);
  return done;
}
