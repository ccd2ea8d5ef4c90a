import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { fetchPage } from './fetch-page.ts';
import { type PageRules, PUBLIC_PAGES } from './request-page.ts';

let server: Server;
let origin = '';
/** What the server says of its robots.txt. */
const robots = { status: 200 };
const asked: { path: string; headers: IncomingMessage['headers'] }[] = [];

/** A page of the test server at a name that only the test knows; the rest of the rules is in force. */
const LOCAL: PageRules = {
  ...PUBLIC_PAGES,
  protocols: ['http:'],
  hasOwnPorts: true,
  resolve: (host) =>
    host === 'page.test'
      ? Promise.resolve([{ address: '127.0.0.1', family: 4 }])
      : PUBLIC_PAGES.resolve(host),
  // The name may lead to this machine; written out, the address may not (a redirect to it).
  isAllowed: (address) => address === '127.0.0.1' || PUBLIC_PAGES.isAllowed(address),
};
const HTML = { 'content-type': 'text/html; charset=utf-8' };

const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/robots.txt': (response) =>
    robots.status !== 200
      ? response.writeHead(robots.status).end('User-agent: *\nDisallow: /')
      : response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nDisallow: /forbidden'),
  '/page': (response) => response.writeHead(200, HTML).end('<p>Hello'),
  '/text': (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('Hello'),
  '/latin': (response) =>
    response
      .writeHead(200, { 'content-type': 'text/html; charset="iso-8859-1"' })
      .end(Buffer.from('<p>Größe', 'latin1')),
  '/gzip': (response) =>
    response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end(gzipSync('<p>Packed')),
  '/brotli': (response) =>
    response.writeHead(200, { ...HTML, 'content-encoding': 'br' }).end(brotliCompressSync('<p>Packed')),
  '/broken': (response) => response.writeHead(200, { ...HTML, 'content-encoding': 'gzip' }).end('no gzip'),
  '/zipped': (response) => response.writeHead(200, { ...HTML, 'content-encoding': 'zstd' }).end('x'),
  '/bomb': (response) =>
    response
      .writeHead(200, { ...HTML, 'content-encoding': 'gzip' })
      .end(gzipSync(Buffer.alloc(200 * 2 ** 20))),
  '/huge': (response) => response.writeHead(200, HTML).end(Buffer.alloc(3 * 2 ** 20, 'x')),
  '/slow': async (response) => {
    response.writeHead(200, HTML);
    for (let count = 0; count < 100 && !response.destroyed; count++) {
      response.write('<p>x');
      await delay(50);
    }
    response.end();
  },
  '/silent': () => undefined,
  '/picture': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('x'),
  '/untyped': (response) => response.writeHead(200).end('x'),
  '/missing': (response) => response.writeHead(404, HTML).end('x'),
  '/forbidden': (response) => response.writeHead(200, HTML).end('x'),
  '/moved': (response) => response.writeHead(302, { location: '/page' }).end(),
  '/round': (response) => response.writeHead(302, { location: '/round' }).end(),
  '/to-forbidden': (response) => response.writeHead(302, { location: '/forbidden' }).end(),
  '/to-private': (response) => response.writeHead(302, { location: 'http://10.0.0.1/secret' }).end(),
  '/to-metadata': (response) =>
    response.writeHead(307, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/to-loopback': (response) => response.writeHead(301, { location: `http://[::1]/x` }).end(),
  '/to-file': (response) => response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
  '/to-password': (response) => response.writeHead(301, { location: 'http://a:b@page.test/page' }).end(),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers });
    void (answers[request.url ?? ''] ?? answers['/missing'])?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://page.test:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const read = async (path: string, rules: PageRules = LOCAL) => {
  const { bytes, ...page } = await fetchPage(origin + path, rules);
  return { ...page, text: Buffer.from(bytes).toString('latin1') };
};
const refusal = async (path: string, rules: PageRules = LOCAL): Promise<unknown> =>
  read(path, rules).then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );

describe('a page', () => {
  it('EXE-2 is read as it came, by a program that says who it is', async () => {
    expect(await read('/page')).toEqual({
      address: `${origin}/page`,
      isHtml: true,
      charset: 'utf-8',
      text: '<p>Hello',
    });
    expect(await read('/text')).toMatchObject({ isHtml: false, charset: undefined, text: 'Hello' });
    expect(await read('/latin')).toMatchObject({ charset: 'iso-8859-1', text: '<p>Größe' });
    const headers = asked.find(({ path }) => path === '/page')?.headers ?? {};
    expect(headers['user-agent']).toMatch(/^AICMO /);
    expect([headers.cookie, headers.authorization, headers.referer]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(['/gzip', '/brotli'])('EXE-2 is unpacked: %s', async (path) => {
    expect(await read(path)).toMatchObject({ text: '<p>Packed' });
  });

  it('EXE-2 is followed where it went, at most three times', async () => {
    expect(await read('/moved')).toMatchObject({ address: `${origin}/page` });
    expect(await refusal('/round')).toBe('pages.redirects');
  });
});

const hasOpenssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a page over HTTPS', () => {
  it.skipIf(!hasOpenssl)('EXE-2 SEC-4 is read only where its certificate holds for its name', async () => {
    const folder = makeTempFolder('page-tls');
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const how = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2'.split(' ');
    const names = ['-subj', '/CN=page.test', '-addext', 'subjectAltName=DNS:page.test'];
    execFileSync('openssl', [...how, ...names, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' });
    const [cert, key] = [readFileSync(certFile), readFileSync(keyFile)];
    removeFolder(folder);
    const secure = createSecureServer({ cert, key }, (request, response) => {
      void answers[request.url ?? '']?.(response);
    });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const { port } = secure.address() as AddressInfo;
    const rules = {
      ...LOCAL,
      protocols: ['https:'],
      resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    };
    const known = getCACertificates('default');
    try {
      await expect(fetchPage(`https://page.test:${port}/page`, rules)).rejects.toThrow(
        'page.test cannot be read: its certificate does not hold.',
      );
      setDefaultCACertificates([...known, cert.toString()]);
      expect(await fetchPage(`https://page.test:${port}/page`, rules)).toMatchObject({ isHtml: true });
      await expect(fetchPage(`https://other.test:${port}/page`, rules)).rejects.toMatchObject({
        code: 'pages.unreachable',
      });
      // A page does not lead from HTTPS to HTTP.
      await expect(fetchPage(`https://page.test:${port}/to-private`, rules)).rejects.toMatchObject({
        code: 'pages.address_invalid',
      });
    } finally {
      setDefaultCACertificates(known);
      secure.closeAllConnections();
      secure.close();
    }
  });
});

describe('a page that is not read', () => {
  it.each([
    ['/to-private', 'pages.address_refused'],
    ['/to-metadata', 'pages.address_refused'],
    ['/to-loopback', 'pages.address_refused'],
    ['/to-file', 'pages.address_invalid'],
    ['/to-password', 'pages.address_invalid'],
    ['/to-forbidden', 'pages.robots_refused'],
    ['/forbidden', 'pages.robots_refused'],
    ['/huge', 'pages.too_large'],
    ['/bomb', 'pages.too_large'],
    ['/broken', 'pages.unreachable'],
    ['/zipped', 'pages.type_refused'],
    ['/picture', 'pages.type_refused'],
    ['/untyped', 'pages.type_refused'],
    ['/missing', 'pages.status'],
  ])('EXE-2 SEC-4 %s: %s', async (path, code) => {
    expect(await refusal(path)).toBe(code);
  });

  it('EXE-2 is not even asked for where robots.txt forbids it', async () => {
    asked.length = 0;
    await refusal('/forbidden');
    expect(asked.map(({ path }) => path)).toEqual(['/robots.txt']);
  });

  it('EXE-2 has no robots.txt and is read, or one that cannot be had now and is not', async () => {
    robots.status = 404;
    expect(await refusal('/forbidden')).toBe('read');
    robots.status = 503;
    expect(await refusal('/page')).toBe('pages.unreachable');
    robots.status = 200;
  });

  it.each(['/slow', '/silent'])('EXE-2 takes no longer than its time in all: %s', async (path) => {
    const start = performance.now();
    expect(await refusal(path, { ...LOCAL, timeoutMs: 400 })).toBe('pages.too_slow');
    expect(performance.now() - start).toBeLessThan(2_500);
  });

  it('EXE-2 waits for no name server longer than its time', async () => {
    const rules = { ...LOCAL, timeoutMs: 200, resolve: () => delay(60_000, [], { ref: false }) };
    expect(await refusal('/page', rules)).toBe('pages.too_slow');
  });

  it('EXE-2 SEC-4 lies at a name of which one address is not public, or that was public a moment ago', async () => {
    const both = [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    expect(await refusal('/page', { ...LOCAL, resolve: () => Promise.resolve(both) })).toBe(
      'pages.address_refused',
    );
    expect(await refusal('/page', { ...LOCAL, resolve: () => Promise.resolve([]) })).toBe(
      'pages.address_refused',
    );
    // A name that changes between look-up and connection: it is looked up once for each request, and that is used.
    let calls = 0;
    const changing = (): Promise<{ address: string; family: number }[]> =>
      Promise.resolve([{ address: calls++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    expect(await refusal('/page', { ...LOCAL, resolve: changing })).toBe('pages.address_refused');
    expect(calls).toBe(2);
  });

  it.each([
    ['https://localhost/', 'pages.address_refused'],
    ['https://127.0.0.1/', 'pages.address_refused'],
    ['https://2130706433/', 'pages.address_refused'],
    ['https://0x7f.1/', 'pages.address_refused'],
    ['https://[::1]/', 'pages.address_refused'],
    ['https://[::ffff:127.0.0.1]/', 'pages.address_refused'],
    ['https://169.254.169.254/latest/meta-data', 'pages.address_refused'],
    ['http://example.com/', 'pages.address_invalid'],
    ['https://example.com:8443/', 'pages.address_invalid'],
    ['https://mara:secret@example.com/', 'pages.address_invalid'],
    ['ftp://example.com/', 'pages.address_invalid'],
    ['example.com', 'pages.address_invalid'],
    ['', 'pages.address_invalid'],
  ])('EXE-2 SEC-4 by the rules in force: %s', async (address, code) => {
    await expect(fetchPage(address)).rejects.toMatchObject({ code });
  });

  it('EXE-2 says what to do', async () => {
    await expect(fetchPage(`${origin}/forbidden`, LOCAL)).rejects.toThrow(
      'page.test asks programs not to read /forbidden (robots.txt), so it is not read. A person may read it and add what matters as a file.',
    );
    await expect(fetchPage('https://localhost/')).rejects.toThrow(
      'localhost does not lie on the public internet, so it is not read. Check the address.',
    );
  });
});
