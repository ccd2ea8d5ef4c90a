import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '#cli/program';
import { contextFor } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { loadConfig } from '#platform/config/config';
import { withTransaction } from '#platform/db/database';
import { isAlive } from '#platform/process/is-alive';
import { silentLog } from '#platform/log/log';
import { openHouse } from '#server/house';
import { createTestDatabase } from '#test/database';
import {
  type CommandResult,
  layOutHome,
  postmasterPid,
  REPOSITORY,
  runCommand,
  startCommand,
  type TestHome,
} from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const GOOD = `
campaign_id: quiet
name: Quiet
products:
  - name: Hush
    benefits: [Turns a full train into a quiet room, Plays through a working week on one charge]
    features: [60 hours of battery life]
    problems: [Engine noise that drowns out the podcast]
target_variants: 2
locales: [en-US]
channels: [instagram]
aspect_ratios: ['1:1']
`;

let at: TestHome;
let alertId: string;

beforeAll(async () => {
  const db = await createTestDatabase();
  await db.close();
  at = layOutHome(makeTempFolder('cli'), { DATABASE_URL: db.url, AICMO_MIN_VARIANTS: '2' });
  writeFileSync(join(at.root, 'good.yaml'), GOOD);
  writeFileSync(join(at.root, 'bad.yaml'), 'campaign_id: bad\nproducts: [x\nname: y\n');
  writeFileSync(join(at.root, 'bare.yaml'), GOOD.replace('quiet', 'bare').replace('en-US', 'sw-KE'));
  const house = await openHouse(loadConfig(at.env, at.root), silentLog());
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const raise = {
    type: 'disk.low',
    severity: 'HIGH',
    dedupKey: 'k',
    message: 'Only 3 MB are free.',
    details: {},
  } as const;
  alertId = (await withTransaction(house.db, (tx) => raiseAlert(tx, ctx, raise))).id;
  await house.close();
});
afterAll(() => removeFolder(at.root));

const run = (...args: string[]): Promise<CommandResult> => runCommand(at, args);

/** Runs with --json; stdout must be one JSON document and nothing else. */
async function json<Value>(
  ...args: string[]
): Promise<{ value: Value; code: number | null; stderr: string }> {
  const { stdout, code, stderr } = await run(...args, '--json');
  expect(stdout.endsWith('}\n') || stdout.endsWith(']\n'), `${args.join(' ')}: ${stdout}${stderr}`).toBe(
    true,
  );
  return { value: JSON.parse(stdout) as Value, code, stderr };
}

/** The commands that do something, with their names from the beginning. */
function leavesOf(command: Command, before = ''): { command: Command; name: string }[] {
  const name = `${before} ${command.name()}`.trim();
  return command.commands.length === 0
    ? [{ command, name }]
    : command.commands.flatMap((inner) => leavesOf(inner, name));
}

describe('help', () => {
  it('DEV-3 every command has --help with an example that begins with itself', () => {
    const named = leavesOf(buildProgram());
    expect(named.length).toBeGreaterThan(60);
    for (const { command, name } of named) {
      let printed = '';
      command.configureOutput({ writeOut: (text) => (printed += text) });
      command.outputHelp();
      expect(printed).toMatch(new RegExp(`Examples?:\\n {2}\\$ .*${name}`));
    }
  });

  it('DEV-3 --help is an answer, not an error', async () => {
    const { stdout, code } = await run('brief', 'run', '--help');
    expect([stdout, code]).toEqual([expect.stringContaining('Example:'), 0]);
  });

  it('DEV-3 --version is the version of the package, also by npx from the clone', async () => {
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await run('--version')).toMatchObject({ stdout: `${version}\n`, code: 0 });
    const bin = await promisify(execFile)(process.execPath, [join(REPOSITORY, 'bin/aicmo.js'), '--version']);
    expect(bin.stdout).toBe(`${version}\n`);
    const npx = await promisify(execFile)('npx', ['--no-install', 'aicmo', '--version'], { cwd: REPOSITORY });
    expect(npx.stdout.trim().split('\n').at(-1)).toBe(version);
  });
});

describe('a wrong command line', () => {
  it.concurrent.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['brief', 'nonsense'], "unknown command 'nonsense'"],
    [['brief', 'run'], "missing required argument 'file'"],
    [['campaign', 'list', '--nonsense'], "unknown option '--nonsense'"],
    [['alert', 'list', '--state', 'gone'], 'Allowed choices are open, acknowledged, resolved'],
    [['alert', 'resolve', 'x'], "required option '--with <text>' not specified"],
    [['serve', '--role', 'king'], 'Allowed choices are web, worker, watcher'],
    [['campaign', 'list', '--limit', 'many'], 'between 1 and 200'],
    [['campaign', 'list', '--limit', '0'], 'between 1 and 200'],
    [['variant', 'list', 'x', '--limit', '1.5'], 'between 1 and 200'],
    [['brief', 'list', '--limit', '100000'], 'between 1 and 200'],
    [['llm', 'budget', 'nonsense'], "unknown command 'nonsense'"],
    [
      ['llm', 'budget', 'set', '--per', 'day', '--usd', '1'],
      "required option '--scope <scope>' not specified",
    ],
    [['llm', 'budget', 'set', '--scope', 'brand', '--per', 'day', '--usd', '1'], 'brand:ID, or brand:*'],
    [['llm', 'budget', 'set', '--scope', 'workspace', '--per', 'day'], '--usd, --tokens or --calls'],
    [
      ['llm', 'budget', 'set', '--scope', 'workspace', '--per', 'day', '--usd', '1', '--calls', '3'],
      'cannot be used with',
    ],
    [['llm', 'use-case', 'set', 'copywriting', '--retries', '9'], 'retries: Too big'],
    [['llm', 'use-case', 'set', 'copywriting'], 'say what to change'],
    [['llm', 'record', 'maybe'], 'Allowed choices are on, off'],
    [['llm', 'prompt', 'activate', 'copywriting', 'newest'], 'number of a version'],
    [['llm', 'experiment', 'start', 'x', '--prompt', 'copywriting', '--arm', 'a'], 'NAME=VERSION'],
  ])('DEV-3 %j exits with 2 and says why on stderr', async (args, reason) => {
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toContain(reason);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('DEV-3 a configuration that is not usable names the key', async () => {
    const { code, stderr } = await runCommand(at, ['campaign', 'list'], { AICMO_PORT: 'seventy' });
    expect(stderr).toContain('AICMO_PORT');
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(1);
    const doctor = await runCommand(at, ['doctor'], { DATABASE_URL: 'mysql://x' });
    expect(doctor.stderr + doctor.stdout).toContain('DATABASE_URL: must start with postgresql://');
  });
});

describe('briefs', () => {
  it('BRF-5 a bad one is shown with line and caret on stderr, exit 4', async () => {
    const { code, stdout, stderr } = await run('brief', 'run', 'bad.yaml');
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toContain('bad.yaml cannot be taken.');
    expect(stderr).toMatch(/bad\.yaml:2:11: error: .*\n {2}2 \| products: \[x\n +\| +\^/);
    expect(stderr).toContain('hint:');
    const asJson = await json<{ outcome: string; problems: { line: number }[] }>('brief', 'run', 'bad.yaml');
    expect(asJson).toMatchObject({
      code: 4,
      value: { outcome: 'rejected', problems: [{ line: 2, column: 11 }] },
    });
  });

  it('BRF-5 a file that is not there, a folder, and one that is too large are refused, exit 4', async () => {
    writeFileSync(join(at.root, 'large.yaml'), `name: ${'x'.repeat(300_000)}`);
    for (const file of ['nowhere.yaml', '.', 'large.yaml']) {
      const { code, stdout, stderr } = await run('brief', 'check', file);
      expect([file, code]).toEqual([file, 4]);
      expect(stdout).toContain('cannot be taken.');
      expect(stdout).toContain('  hint: ');
      expect(stdout + stderr).not.toContain('    at ');
    }
    expect(await json('brief', 'check', 'nowhere.yaml')).toMatchObject({
      code: 4,
      value: { isValid: false, problems: [{ rule: 'file.missing' }] },
    });
  });

  it('BRF-3 check says whether it can be taken, and takes nothing', async () => {
    expect(await json('brief', 'check', 'good.yaml')).toMatchObject({ code: 0, value: { isValid: true } });
    expect(await json('brief', 'check', 'bad.yaml')).toMatchObject({ code: 4, value: { isValid: false } });
    expect(await json('campaign', 'list')).toMatchObject({ value: { items: [] } });
  });

  it('BRF-3 DEV-3 run makes the campaign: 0 when it is whole, 3 when something is lacking, and the second time nothing is done', async () => {
    const first = await json<{ outputFolder: string }>('brief', 'run', 'good.yaml');
    expect(first).toMatchObject({
      code: 0,
      value: { outcome: 'created', campaign: { status: 'completed', variantCount: 2 } },
    });
    expect(first.value.outputFolder).toBe(join(at.output, 'quiet'));
    expect(readdirSync(first.value.outputFolder)).toContain('manifest.json');
    expect(await json('brief', 'run', 'good.yaml')).toMatchObject({
      code: 0,
      value: { outcome: 'unchanged', revision: 1 },
    });
    expect(await json('brief', 'run', 'bare.yaml')).toMatchObject({
      code: 3,
      value: { campaign: { status: 'needs_assets' } },
    });
  }, 60_000);

  it('CRE-7 the campaign is there to list, show, watch and resume', async () => {
    expect(await json('campaign', 'list')).toMatchObject({
      code: 0,
      value: { items: [{ key: 'bare' }, { key: 'quiet' }] },
    });
    expect(await json('campaign', 'list', '--limit', '1')).toMatchObject({
      value: { items: [{ key: 'bare' }], next: expect.any(String) as unknown },
    });
    for (const args of [
      ['campaign', 'show', 'quiet'],
      ['campaign', 'watch', 'quiet'],
      ['brief', 'list'],
    ])
      expect(await json(...args)).toMatchObject({ code: 0 });
    const variants = await json<{ items: { id: string }[] }>('variant', 'list', 'quiet');
    expect(variants.value.items).toHaveLength(2);
    expect(await json('variant', 'show', variants.value.items[0]?.id ?? '')).toMatchObject({
      code: 0,
      value: { writer: 'offline' },
    });
    expect(await json('campaign', 'resume', 'quiet')).toMatchObject({
      code: 0,
      value: { campaign: { status: 'completed', variantCount: 2 } },
    });
    expect(await json('campaign', 'cancel', 'quiet')).toMatchObject({
      code: 4,
      value: { error: { code: 'campaigns.not_running' } },
    });
    expect(await json('campaign', 'cancel', 'bare')).toMatchObject({
      code: 0,
      value: { status: 'cancelled' },
    });
    expect(await json('campaign', 'resume', 'bare')).toMatchObject({
      code: 3,
      value: { campaign: { status: 'needs_assets' } },
    });
    for (const args of [
      ['campaign', 'show', 'nobody'],
      ['variant', 'show', 'nobody'],
      ['brand', 'show', 'nobody'],
    ])
      expect(await json(...args)).toMatchObject({
        code: 4,
        value: { error: { code: expect.stringContaining('.unknown') as unknown } },
      });
  }, 60_000);
});

describe('alerts', () => {
  it('ALR-1 ALR-4 list, show, acknowledge, explain, draft, resolve, and not twice', async () => {
    expect(await json('alert', 'list', '--state', 'open')).toMatchObject({
      code: 0,
      value: { items: expect.arrayContaining([expect.objectContaining({ id: alertId })]) as unknown },
    });
    expect(await json('alert', 'show', alertId)).toMatchObject({
      value: { state: 'open', acknowledgedBy: null },
    });
    expect(await json('alert', 'ack', alertId)).toMatchObject({
      value: { state: 'acknowledged', acknowledgedBy: 'operator (cli)' },
    });
    expect(await json('alert', 'context', alertId)).toMatchObject({
      value: { alert: { id: alertId }, systemStatus: { health: 'degraded' } },
    });
    expect(await json('alert', 'draft', alertId, '--audience', 'client')).toMatchObject({
      value: { audience: 'client', state: 'draft', writer: 'template' },
    });
    const text = await run('alert', 'draft', alertId);
    expect(text.stdout).toContain('Draft for team, written by template. Nothing is sent.');
    expect(await json('alert', 'resolve', alertId, '--with', 'disk cleared')).toMatchObject({
      value: { state: 'resolved', resolution: 'disk cleared' },
    });
    expect(await json('alert', 'resolve', alertId, '--with', 'again')).toMatchObject({
      code: 4,
      value: { error: { code: 'alerts.already_resolved' } },
    });
    expect(await json('alert', 'ack', 'nobody')).toMatchObject({
      code: 4,
      value: { error: { code: 'alerts.unknown' } },
    });
  }, 60_000);
});

describe('brand kits', () => {
  it('BRF-2 a broken one is refused with line and reason, exit 4; a whole one is taken once', async () => {
    const kit = join(at.root, 'kit');
    cpSync(join(REPOSITORY, 'examples/brands/hayl'), kit, { recursive: true });
    const text = readFileSync(join(kit, 'brand.yaml'), 'utf8');
    writeFileSync(join(kit, 'brand.yaml'), text.replace("primary: '#2f4a34'", 'primary: green-ish'));
    const broken = await run('brand', 'import', kit);
    expect(broken.code).toBe(4);
    expect(broken.stderr).toContain('green-ish');
    expect(broken.stderr).toMatch(/brand\.yaml:\d+:\d+/);
    writeFileSync(join(kit, 'brand.yaml'), text);
    expect(await json('brand', 'import', kit)).toMatchObject({
      code: 0,
      value: { key: 'hayl', hasChanged: true },
    });
    expect(await json('brand', 'import', kit)).toMatchObject({
      code: 0,
      value: { hasChanged: false, revision: 1 },
    });
    expect(await json('brand', 'list')).toMatchObject({ value: { items: [{ key: 'hayl' }] } });
    mkdirSync(join(at.root, 'empty'));
    for (const folder of ['empty', 'nowhere']) {
      const { code, stderr } = await run('brand', 'import', folder);
      expect([folder, code]).toEqual([folder, 4]);
      expect(stderr).not.toContain('    at ');
    }
  }, 60_000);
});

describe('sources of a brand', () => {
  it('EXE-2 a file is kept, shown and removed; a page is refused with what switches it on', async () => {
    const kit = join(at.root, 'kit-of-sources');
    cpSync(join(REPOSITORY, 'examples/brands/northlight'), kit, { recursive: true });
    expect((await run('brand', 'import', kit)).code).toBe(0);
    const file = join(at.root, 'halden.txt');
    writeFileSync(file, 'Halden Over\nFrom 249 EUR.\n');
    const added = await json<{ id: string }>('source', 'add', 'northlight', file, '--about', 'Halden');
    expect(added).toMatchObject({ code: 0, value: { place: 'halden.txt', kind: 'file' } });
    const { id } = added.value;
    expect((await run('source', 'list', 'northlight')).stdout).toContain('halden.txt');
    expect((await run('source', 'show', id)).stdout).toContain('From 249 EUR.');
    const page = await run('source', 'add', 'northlight', 'https://halden.example/', '--about', 'Halden');
    expect([page.code, page.stderr]).toEqual([4, expect.stringContaining('AICMO_FETCH_PAGES=on')]);
    const none = await run('source', 'add', 'northlight', join(at.root, 'none.txt'), '--about', 'Halden');
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('does not exist')]);
    expect(await json('source', 'remove', id)).toMatchObject({ code: 0, value: { id } });
    expect((await run('source', 'list', 'northlight')).stdout).toContain('There are no sources yet');
  }, 60_000);
});

describe('the database by command', () => {
  it('DEV-1 migrate, doctor, backup and restore', async () => {
    expect(await json('migrate')).toMatchObject({ code: 0, value: { ran: [] } });
    const doctor = await json<{
      findings: { what: string; verdict: string }[];
      configuration: { key: string; value: string }[];
    }>('doctor');
    expect(doctor.code).toBe(0);
    expect(doctor.value.findings.filter((found) => found.verdict === 'wrong')).toEqual([]);
    expect(doctor.value.configuration.find((key) => key.key === 'DATABASE_URL')?.value).toBe('[secret]');
    const file = join(at.root, 'a.backup');
    expect(await json('db', 'backup', file)).toMatchObject({ code: 0, value: { file } });
    expect(await json('db', 'restore', file)).toMatchObject({
      code: 4,
      value: { error: { code: 'db.restore_not_empty' } },
    });
    const other = await createTestDatabase('template1');
    await other.close();
    const restored = await runCommand(at, ['db', 'restore', file, '--json'], { DATABASE_URL: other.url });
    expect(restored.code).toBe(0);
    expect(JSON.parse(restored.stdout)).toMatchObject({ skipped: [] });
    const there = await runCommand(at, ['campaign', 'list', '--json'], { DATABASE_URL: other.url });
    expect(there.stdout).toBe((await run('campaign', 'list', '--json')).stdout);
    const third = await createTestDatabase('template1');
    await third.close();
    expect((await run('db', 'move', third.url)).stdout).toContain('tables are on the other server');
    expect(await json('db', 'backup', join(at.root, 'no/such/folder.backup'))).toMatchObject({
      code: 4,
      value: { error: { code: 'db.backup_unwritable' } },
    });
    writeFileSync(join(at.root, 'text.backup'), 'hello');
    expect(await json('db', 'restore', 'text.backup')).toMatchObject({
      code: 4,
      value: { error: { code: 'db.backup_unreadable' } },
    });
  }, 60_000);

  it('DEV-1 a database that is not there: doctor says so, commands end with 1 and no stack', async () => {
    const env = { DATABASE_URL: 'postgresql://a:planted-canary@127.0.0.1:1/x' };
    const doctor = await runCommand(at, ['doctor'], env);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain('wrong database: The database at 127.0.0.1:1/x does not answer');
    const list = await runCommand(at, ['campaign', 'list', '--json'], env);
    expect(list.code).toBe(1);
    expect(JSON.parse(list.stdout)).toMatchObject({ error: { code: 'db.unreachable' } });
    expect(doctor.stdout + list.stdout + list.stderr).not.toContain('planted-canary');
  });
});

describe('a command that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'DEV-1 by %s leaves no postgres running',
    async (signal) => {
      const alone = layOutHome(makeTempFolder('stop'));
      try {
        writeFileSync(
          join(alone.root, 'good.yaml'),
          GOOD.replace('target_variants: 2', 'target_variants: 40'),
        );
        const { child, result } = startCommand(alone, ['brief', 'run', 'good.yaml'], {
          AICMO_DRAIN_MS: '500',
        });
        // Once a picture lies in the store, the work is under way.
        await waitFor(() => readdirSync(join(alone.home, 'files')).length > 2);
        const postgres = postmasterPid(alone) ?? 0;
        expect(isAlive(postgres)).toBe(true);
        child.kill(signal);
        const { code, stdout } = await result;
        expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
        expect(stdout).toBe('');
        expect(isAlive(postgres)).toBe(false);
      } finally {
        const left = postmasterPid(alone);
        if (left !== undefined && isAlive(left)) process.kill(left, 'SIGKILL');
        removeFolder(alone.root);
      }
    },
    60_000,
  );
});

async function waitFor(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    try {
      if (isSo()) return;
    } catch {
      // What is looked at is not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to be');
}
