import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { createTestDatabase } from '#test/database';
import {
  type CommandResult,
  layOutHome,
  runCommand,
  startServerProcess,
  type TestHome,
} from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

let at: TestHome;
// For each try: what a first one left would be no empty install.
beforeEach(async () => {
  const db = await createTestDatabase();
  await db.close();
  at = layOutHome(makeTempFolder('user'), { DATABASE_URL: db.url });
});
afterEach(() => removeFolder(at.root));

const run = (...args: string[]): Promise<CommandResult> => runCommand(at, args);

async function post(
  address: string,
  path: string,
  payload: object,
): Promise<{ status: number; body: unknown }> {
  const answer = await globalThis.fetch(`${address}/api/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  return { status: answer.status, body: await answer.json() };
}

it('SEC-1 from an empty install to people with roles, by the command line and the links it prints', async () => {
  expect((await run('user', 'list')).stdout).toContain('Nobody has an account yet.');
  const server = startServerProcess(at, { AICMO_LOG_LEVEL: 'info' });
  try {
    const address = await server.ready;
    await expect
      .poll(() => server.tail(), { timeout: 20_000 })
      .toMatch(/First account +http:\S+\/set-up#[\w-]{43}/);
    const shown = /\/set-up#([\w-]{43})/.exec(server.tail())?.[1];
    const link = (await run('user', 'setup-link')).stdout.trim();
    const token = link.split('#')[1];
    const person = {
      workspaceName: 'Hayl',
      name: 'Olga',
      email: 'olga@example.com',
      password: 'a long password',
    };
    expect(await post(address, 'set-up', { ...person, token: shown })).toMatchObject({
      status: 404,
      body: { code: 'workspaces.setup_link_invalid' },
    });
    expect((await post(address, 'set-up', { ...person, token })).status).toBe(200);
    expect((await run('user', 'setup-link')).stdout).toContain('There are accounts already');

    const invited = await run('user', 'invite', 'Mara@example.com', '--role', 'analyst');
    expect(invited.stdout).toContain('mara@example.com is invited as analyst.');
    expect((await run('user', 'invitations')).stdout).toMatch(/mara@example\.com +analyst +operator \(cli\)/);
    const accepted = {
      token: invited.stdout.trim().split('#')[1],
      name: 'Mara',
      password: 'another password',
    };
    expect((await post(address, 'invitations/accept', accepted)).status).toBe(200);
    expect((await run('user', 'role', 'mara@example.com', '--role', 'admin')).stdout).toBe(
      'Mara is admin and sees all brands.\n',
    );
    expect((await run('user', 'list')).stdout).toMatch(/Mara +mara@example\.com +admin +all +off/);
    expect((await run('user', 'role', 'olga@example.com', '--role', 'admin')).stderr).toContain(
      'Olga is the last owner',
    );

    const reset = await run('user', 'reset-password', 'mara@example.com');
    const next = { token: reset.stdout.trim().split('#')[1], password: 'a third password' };
    expect((await post(address, 'sign-in/new-password', next)).status).toBe(200);
    expect(
      (await post(address, 'sign-in', { email: 'mara@example.com', password: 'a third password' })).body,
    ).toEqual({
      state: 'signed_in',
    });
    expect((await run('user', 'reset-password', 'none@example.com')).code).toBe(4);
    expect((await run('user', 'remove', 'mara@example.com')).code).toBe(0);
    expect((await run('user', 'list', '--json')).stdout).not.toContain('mara@example.com');
  } finally {
    server.child.kill('SIGTERM');
    await server.exited;
  }
}, 180_000);

it('SEC-1 a second workspace is made, entered by its id, and keeps to itself', async () => {
  const made = JSON.parse((await run('workspace', 'create', 'Second', '--json')).stdout) as { id: string };
  const campaigns = await run('--workspace', made.id, 'campaign', 'list');
  expect(campaigns.stdout).toContain('There is no campaign');
  await run('--workspace', made.id, 'workspace', 'rename', 'Renamed');
  expect((await run('workspace', 'list')).stdout).toMatch(new RegExp(`${made.id} +Renamed +0`));
  const unknown = await run('--workspace', 'ws_none', 'campaign', 'list');
  expect([unknown.code, unknown.stderr]).toEqual([
    4,
    'There is no workspace ws_none, or you do not belong to it.\n',
  ]);
  const db = await openDatabase({ url: at.env['DATABASE_URL'] ?? '', log: silentLog() });
  const { rows } = await db.pool.query('select 1 from audit_entry where workspace_id = $1', [made.id]);
  await db.close();
  expect(rows.length).toBeGreaterThanOrEqual(2);
}, 60_000);
