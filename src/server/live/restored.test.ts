import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { backupDatabase } from '#platform/db/backup';
import { openDatabase } from '#platform/db/database';
import { restoreDatabase } from '#platform/db/restore';
import { silentLog } from '#platform/log/log';
import { migrateEngine } from '#platform/workflow/engine';
import { createTestDatabase } from '#test/database';
import { heard, positionIn } from '#test/live-client';
import { openLiveStand } from '#test/live-stand';

/** Puts the database `from` in the place of `to`, under whoever uses that one. */
async function swap(from: string, to: string): Promise<void> {
  const nameOf = (url: string): string => new URL(url).pathname.slice(1);
  const admin = new URL(to);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  const rename = async (name: string, next: string): Promise<void> => {
    // Whoever is thrown out comes back at once: not before the name is another one.
    await client.query(`alter database "${name}" allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    for (let n = 0; ; n++) {
      try {
        await client.query(`alter database "${name}" rename to "${next}"`);
        break;
      } catch (error) {
        if (n === 50) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await client.query(`alter database "${next}" allow_connections true`);
  };
  await rename(nameOf(to), `${nameOf(to)}_old`);
  await rename(nameOf(from), nameOf(to));
  await client.end();
}

it('UI-1 OPS-3 after a restore under a running server, clients are sent back and told to load everything anew, once', async () => {
  await using test = await openLiveStand();
  await test.raise();
  const file = join(test.house.folder, 'house.backup');
  await backupDatabase(test.house.db, file);
  const live = await test.connect();
  live.say({ subscribe: [{ topic: 'alerts' }] });
  await live.until(({ length }) => length === 1);
  // It happens after the backup: the restored database does not know of it, nor of its position.
  const forgotten = await test.raise();
  await live.until((messages) => heard(messages, 'alerts').includes(forgotten));

  const target = await createTestDatabase('template1');
  await restoreDatabase(target, { file, migrateEngine });
  await target.close();
  await swap(target.url, test.house.databaseUrl);
  expect(await live.closed).toMatchObject({ code: 1012 });

  // The restored history grows beyond the place that the client has seen.
  const probe = await openDatabase({ url: test.house.databaseUrl, log: silentLog() });
  for (let n = 0; n < 20; n++) await test.raise();
  const { rows } = await probe.pool.query<{ xid: string }>('select max(xid)::text as xid from event');
  await probe.close();
  const [epoch = '', xid = '0'] = positionIn(live.messages).split(':');
  expect(BigInt(rows[0]?.xid ?? '0')).toBeGreaterThan(BigInt(xid));
  const again = await test.connect();
  again.say({ subscribe: [{ topic: 'alerts', after: positionIn(live.messages) }] });
  const [message] = await again.until(({ length }) => length === 1);
  expect(message).toMatchObject({ topic: 'alerts', reload: expect.stringMatching(/another history/) });
  expect(positionIn([message!])).not.toContain(epoch);
  const next = await test.raise();
  await again.until((messages) => heard(messages, 'alerts').includes(next));
  expect(heard(again.messages, 'alerts')).toEqual([next]);
}, 120_000);
