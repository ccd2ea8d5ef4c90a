import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiKey, NewApiKey } from '#modules/keys/index';
import { createTestDatabase } from '#test/database';
import { type CommandResult, layOutHome, runCommand, type TestHome } from '#test/server-process';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

let at: TestHome;
beforeAll(async () => {
  const db = await createTestDatabase();
  await db.close();
  at = layOutHome(makeTempFolder('key'), { DATABASE_URL: db.url });
});
afterAll(() => removeFolder(at.root));

const run = (...args: string[]): Promise<CommandResult> => runCommand(at, ['key', ...args]);

it('SEC-1 a key is made, shown once, listed without itself, and revoked', async () => {
  const made = await run('create', '--name', ' notebook ', '--scope', 'llm.use', 'llm.read');
  expect(made.code).toBe(0);
  const [, id = ''] =
    /The key notebook \((key_\w+)\) may llm\.use, llm\.read and lasts until it is revoked\./.exec(
      made.stdout,
    ) ?? [];
  const secret = /^aicmo_[\w-]{43}$/m.exec(made.stdout)?.[0] ?? 'no key was shown';
  const asJson = await run('create', '--name', 'ci', '--scope', 'llm.use', '--expires-days', '3', '--json');
  const second = JSON.parse(asJson.stdout) as NewApiKey;
  expect(second).toMatchObject({ name: 'ci', scopes: ['llm.use'], key: expect.stringMatching(/^aicmo_/) });
  const list = await run('list');
  expect(list.stdout).toMatch(
    new RegExp(`${second.id} +ci +llm\\.use +valid .*\\n${id} +notebook +llm\\.use llm\\.read +valid`),
  );
  expect(list.stdout).not.toContain(secret.slice(6));
  expect((await run('revoke', id)).stdout).toMatch(/^The key notebook was revoked at \d{4}-/);
  const after = JSON.parse((await run('list', '--json')).stdout) as { items: ApiKey[] };
  expect(after.items.map(({ revokedAt }) => revokedAt !== null)).toEqual([false, true]);
  const unknown = await run('revoke', 'nobody');
  expect([unknown.code, unknown.stderr]).toEqual([
    4,
    'There is no API key nobody. `aicmo key list` shows the ones there are.\n',
  ]);
}, 60_000);

it.concurrent.each([
  [['--name', 'x'], "required option '--scope <scope...>' not specified"],
  [['--scope', 'llm.use'], "required option '--name <name>' not specified"],
  [['--name', ' ', '--scope', 'llm.use'], 'It must have 1 to 100 characters.'],
  [['--name', 'x', '--scope', 'keys.manage'], 'Allowed choices are briefs.read'],
  [['--name', 'x', '--scope', 'llm.use', '--expires-days', '0'], 'between 1 and 3650'],
])('SEC-1 %j makes no key and says why', async (args, reason) => {
  const { code, stderr } = await run('create', ...args);
  expect(stderr).toContain(reason);
  expect(code).toBe(2);
});
