import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { AicmoError, createAicmoClient, toAicmoError } from './client.ts';

it('DEV-2 the client tells a server that does not answer from a fault of the caller', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const client = createAicmoClient({ url: `http://127.0.0.1:${port}` });
  const failure = await client.campaigns.list({ limit: 1 }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(AicmoError);
  expect(failure).toMatchObject({ code: 'client.unreachable', status: 0 });
  expect(toAicmoError(new TypeError('x is not a function'))).toMatchObject({ code: 'client.unexpected' });
});

it('DEV-2 the client tells an answer of something else from one of AICMO', async () => {
  const server = createServer((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = createAicmoClient({ url: `http://127.0.0.1:${port}` });
  await expect(client.campaigns.list({ limit: 1 })).rejects.toMatchObject({
    code: 'http.unexpected',
    status: 502,
  });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
