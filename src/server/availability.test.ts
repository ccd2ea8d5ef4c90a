import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '#platform/config/config';
import { listen } from '#platform/http/http-server';
import { isLoopback } from '#platform/http/refuse-foreign';
import { silentLog } from '#platform/log/log';
import { endHolders, postgresOf, startHolder } from '#test/database-holder';
import { injectAsOwner } from '#test/sign-in';
import { openWebHouse } from '#test/web-house';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { openHouse } from './house.ts';
import { startServer } from './start.ts';
import { buildWeb } from './web-role.ts';

const folders: string[] = [];
afterAll(() => {
  endHolders();
  for (const folder of folders) {
    const pid = postgresOf(join(folder, 'home/postgres'));
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    removeFolder(folder);
  }
});

describe('health', () => {
  it('OPS-3 live without, ready only with the database; operations answer 503, never 500', async () => {
    const root = makeTempFolder('ready');
    folders.push(root);
    const home = join(root, 'home');
    const holder = startHolder(home);
    const { url = '', folder = '' } = await holder.answer;
    const house = await openHouse(
      loadConfig({ DATABASE_URL: url, AICMO_HOME: join(root, 'aicmo') }, root),
      silentLog(),
    );
    const web = await buildWeb(house);
    await injectAsOwner(house, web);
    const statusOf = async (path: string): Promise<number> =>
      (await web.inject({ method: 'GET', url: path })).statusCode;
    expect(await statusOf('/readyz')).toBe(200);
    holder.child.kill('SIGKILL');
    process.kill(postgresOf(folder) ?? 0, 'SIGKILL');
    await delay(200);
    const unready = await web.inject({ method: 'GET', url: '/readyz' });
    expect(unready.statusCode).toBe(503);
    expect(unready.json()).toEqual({ status: 'not ready', missing: ['the database does not answer'] });
    expect(unready.headers['retry-after']).toBe('2');
    expect(await statusOf('/livez')).toBe(200);
    for (const path of [
      '/api/v1/campaigns',
      '/api/v1/alerts/x',
      '/',
      '/campaigns/x',
      '/variants/x/1x1.jpg',
      '/task-runs/x/y.jpg',
    ]) {
      const response = await web.inject({ method: 'GET', url: path });
      expect([path, response.statusCode]).toEqual([path, 503]);
      expect(response.json()).toMatchObject({ code: 'http.database_away', retryable: true });
      expect(response.headers['retry-after']).toBe('2');
    }
    const again = startHolder(home);
    await again.answer;
    expect(await statusOf('/readyz')).toBe(200);
    expect(await statusOf('/api/v1/campaigns')).toBe(200);
    await web.close();
    await house.close();
    await again.leave();
  }, 60_000);

  it('OPS-3 not ready while a migration is missing', async () => {
    await using test = await openWebHouse();
    await test.house.db.pool.query(`delete from schema_migration where name like '0003%'`);
    const response = await test.web.inject({ method: 'GET', url: '/readyz' });
    expect(response.statusCode).toBe(503);
    expect(response.body).toContain('migrations not run: 0003');
  });
});

describe('where it listens', () => {
  it('SEC-1 only loopback is loopback', () => {
    const yes = ['127.0.0.1', '127.8.8.8', '::1', 'localhost'];
    const no = [
      '0.0.0.0',
      '::',
      '10.0.0.1',
      '192.168.1.1',
      'example.com',
      '',
      '128.0.0.1',
      '::ffff:127.0.0.1',
      'localhost.evil.com',
      '127.0.0.1.nip.io',
    ];
    expect(yes.filter((host) => !isLoopback(host))).toEqual([]);
    expect(no.filter(isLoopback)).toEqual([]);
  });

  it.each(['0.0.0.0', '::', '10.1.2.3'])('SEC-1 %s is refused with the reason', async (host) => {
    await using test = await openWebHouse({ AICMO_HOST: host });
    const { house } = test;
    await expect(listen(test.web, { host, port: 0 })).rejects.toThrow(
      `AICMO_HOST is ${host}, which others can reach: passwords must not travel there in clear. Set AICMO_PUBLIC_URL`,
    );
    const unsafe = [
      {},
      { publicUrl: 'https://aicmo.example.com' },
      { trustedProxies: ['10.0.0.1'] },
      { publicUrl: 'http://aicmo.example.com', trustedProxies: ['10.0.0.1'] },
    ];
    for (const more of unsafe) {
      const config = { ...house.config, port: 0, ...more };
      await expect(startServer({ config, log: silentLog(), roles: ['web'] })).rejects.toMatchObject({
        code: 'http.not_protected',
      });
    }
  });

  it('DEV-1 a port that is taken is named, and the start leaves nothing open', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await using test = await openWebHouse();
    const config = { ...test.house.config, port };
    const refused = startServer({ config, log: silentLog(), roles: ['web', 'worker', 'watcher'] });
    await expect(refused).rejects.toMatchObject({ code: 'http.port_taken' });
    await expect(refused).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken. Set AICMO_PORT to another one`,
    );
    taken.close();
    const { rows } = await test.house.db.pool.query<{ n: number }>(
      'select count(*)::int as n from worker_lease',
    );
    expect(rows[0]?.n).toBe(0);
  });
});
