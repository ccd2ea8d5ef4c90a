import { execFileSync } from 'node:child_process';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#platform/log/log';
import { type RunningServer, startServer } from '#server/start';
import { openTestHouse, type TestHouse } from '#test/house';
import { makeTempFolder, removeFolder } from '#test/temp-folder';

const PUBLIC = 'https://aicmo.example.com';

let house: TestHouse;
let server: RunningServer | undefined;
const folder = makeTempFolder('tls');
const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  await server?.stop();
  await house.close();
  removeFolder(folder);
});

function ask(
  port: number,
  host: string,
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: '/api/v1/sign-in/ways', headers: { host }, rejectUnauthorized: false },
      (answer) => {
        let body = '';
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      },
    );
    sent.on('error', reject);
    sent.end();
  });
}

describe('listening beyond this machine', () => {
  it.skipIf(!hasOpenssl)(
    'SEC-1 over TLS answers to its public name only, and asks browsers to stay with HTTPS',
    async () => {
      const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
      const args = [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ];
      execFileSync(
        'openssl',
        [...args, '-subj', '/CN=aicmo.example.com', '-keyout', keyFile, '-out', certFile],
        {
          stdio: 'ignore',
        },
      );
      const config = {
        ...house.config,
        host: '0.0.0.0',
        port: 0,
        publicUrl: PUBLIC,
        tls: { certFile, keyFile },
      };
      server = await startServer({ config, log: silentLog(), roles: ['web'] });
      const port = Number(new URL(server.address ?? '').port);
      const answer = await ask(port, 'aicmo.example.com');
      expect(answer.status).toBe(200);
      expect(answer.headers['strict-transport-security']).toMatch(/max-age=15552000/);
      expect((await ask(port, 'evil.example.com')).status).toBe(403);
      expect((await ask(port, `127.0.0.1:${port}`)).status).toBe(200);
      await server.stop();
      server = undefined;
    },
  );

  it('SEC-1 does not start with a certificate that cannot be read, and says which key names it', async () => {
    const tls = { certFile: join(folder, 'none.pem'), keyFile: join(folder, 'none.pem') };
    const config = { ...house.config, host: '0.0.0.0', port: 0, publicUrl: PUBLIC, tls };
    await expect(startServer({ config, log: silentLog(), roles: ['web'] })).rejects.toMatchObject({
      code: 'http.tls_unreadable',
    });
  });
});
