import { createServer } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { silentLog } from '#platform/log/log';
import { createTestDatabase } from '#test/database';
import { databaseError } from './database-errors.ts';
import { problemOf } from '#platform/http/problem';
import {
  type Database,
  isConnectionError,
  isSupported,
  openDatabase,
  refusedText,
  withTransaction,
} from './database.ts';

const log = silentLog();

describe('DATABASE_URL', () => {
  it('DEV-1 a server that is not there is named, without the password', async () => {
    const url = 'postgresql://agent:planted-canary@127.0.0.1:1/aicmo';
    const refused = openDatabase({ url, log });
    await expect(refused).rejects.toMatchObject({ code: 'db.unreachable' });
    await expect(refused).rejects.toThrow('The database at 127.0.0.1:1/aicmo does not answer');
    await expect(refused).rejects.not.toThrow('planted-canary');
  });

  it('DEV-1 a wrong password says so', async () => {
    const url = new URL(inject('databaseUrl'));
    url.password = 'wrong';
    const refused = openDatabase({ url: url.href, log });
    await expect(refused).rejects.toMatchObject({ code: 'db.unreachable' });
    await expect(refused).rejects.toThrow('password authentication failed');
  });

  it('DEV-1 a database that does not exist says so', async () => {
    const url = new URL(inject('databaseUrl'));
    url.pathname = '/nowhere';
    await expect(openDatabase({ url: url.href, log })).rejects.toThrow('database "nowhere" does not exist');
  });

  it('DEV-1 something that is not PostgreSQL is refused', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const refused = openDatabase({ url: `postgresql://a:b@127.0.0.1:${port}/x`, log });
    await expect(refused).rejects.toMatchObject({ code: 'db.unreachable' });
    server.close();
  });

  it('DEV-1 15 to 18 are supported, and an older one is told what is needed', () => {
    expect([13, 14, 15, 16, 17, 18, 19].filter(isSupported)).toEqual([15, 16, 17, 18]);
    expect(databaseError('db.version_unsupported', { found: 14 }).message).toBe(
      'The database is PostgreSQL 14; AICMO needs 15 to 18.',
    );
  });
});

describe('transactions', () => {
  let db: Database;
  beforeAll(async () => {
    db = await createTestDatabase();
    await db.pool.query('create table account (name text primary key, amount integer not null)');
    await db.pool.query(`insert into account values ('a', 0), ('b', 0)`);
  });
  afterAll(() => db.close());

  it('WFL-2 a transaction whose connection dies fails as a lost connection, and the pool goes on', async () => {
    const failed = withTransaction(db, async (tx) => {
      await tx.client.query(`update account set amount = 99 where name = 'a'`);
      const { rows } = await tx.client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await tx.client.query('select 1');
    });
    const error: unknown = await failed.catch((found: unknown) => found);
    expect(isConnectionError(error)).toBe(true);
    const { rows } = await db.pool.query(`select amount from account where name = 'a'`);
    expect(rows).toEqual([{ amount: 0 }]);
  });

  it('WFL-2 a connection that dies while it is checked out and idle ends nothing', async () => {
    const client = await db.pool.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => client.once('end', resolve));
    await db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(client.query('select 1')).rejects.toThrow();
    client.release(true);
    expect((await db.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('WFL-2 two transactions that lock each other out both come through', async () => {
    let met = 0;
    const meet = async (): Promise<void> => {
      met += 1;
      while (met < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const add = (names: [string, string]): Promise<void> =>
      withTransaction(db, async (tx) => {
        await tx.client.query('update account set amount = amount + 1 where name = $1', [names[0]]);
        await meet();
        await tx.client.query('update account set amount = amount + 1 where name = $1', [names[1]]);
      });
    await Promise.all([add(['a', 'b']), add(['b', 'a'])]);
    const { rows } = await db.pool.query('select amount from account order by name');
    expect(rows).toEqual([{ amount: 2 }, { amount: 2 }]);
  });

  it('DEV-1 closing ends every connection, also of a pool that was only asked directly', async () => {
    const other = await openDatabase({ url: db.url, log });
    await other.pool.query('select 1');
    await other.close();
    expect(other.pool.ended).toBe(true);
    expect(other.pool.totalCount).toBe(0);
    await expect(other.close()).resolves.toBeUndefined();
  });

  it('WFL-2 an inner transaction takes part in the outer one', async () => {
    const name = randomBytes(4).toString('hex');
    await expect(
      withTransaction(db, async (outer) => {
        await withTransaction(outer, (tx) => tx.client.query('insert into account values ($1, 1)', [name]));
        throw new Error('all of it');
      }),
    ).rejects.toThrow('all of it');
    expect((await db.pool.query('select 1 from account where name = $1', [name])).rowCount).toBe(0);
  });
});

describe('a text that no column holds', () => {
  it.each([
    ['a NUL character', 'a\u0000b', 'a NUL character stands in it'],
    ['half of a character', 'a\ud800b', 'half of a character (a lone surrogate) stands in it'],
  ])('SEC-1 is refused as what somebody wrote, not as a fault of the house: %s', async (_, text, reason) => {
    const db = await createTestDatabase();
    const value = JSON.stringify({ text });
    const error: unknown = await db.pool
      .query('select $1::jsonb', [value])
      .catch((failure: unknown) => failure);
    expect(refusedText(error)).toBe(reason);
    expect(problemOf(error, 'req_1')).toMatchObject({ status: 400, code: 'http.unreadable' });
    await db.close();
  });
});
