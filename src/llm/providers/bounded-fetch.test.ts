import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FaultError } from '#llm/faults/fault';
import { boundedFetch } from './bounded-fetch.ts';

const MOST = 1024 * 1024;

/** Answers by path; an endless one goes on until the caller lets go of it. */
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/whole': (response) => response.writeHead(200, { 'x-said': 'yes' }).end('a'.repeat(MOST)),
  '/larger': (response) => response.end('a'.repeat(MOST + 1)),
  '/moved': (response) => response.writeHead(302, { location: '/whole' }).end(),
  '/empty': (response) => response.writeHead(204).end(),
  '/endless/left': (response) => streamForEver(response, 'left'),
  '/endless/read': (response) => streamForEver(response, 'read'),
};
const ends: Record<string, Promise<void>> = {};

function streamForEver(response: ServerResponse, name: string): void {
  const timer = setInterval(() => response.write('a'.repeat(100_000)), 1);
  ends[name] = once(response, 'close').then(() => clearInterval(timer));
}

const server = createServer((request, response) => answers[request.url ?? '']?.(response));
let origin = '';
let fetchThere: typeof fetch;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  fetchThere = boundedFetch(`${origin}/v1`, MOST);
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('fetching from a provider', () => {
  it('GWY-2 hands an answer on whole, with its status and headers', async () => {
    const response = await fetchThere(`${origin}/whole`);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-said')).toBe('yes');
    expect((await response.text()).length).toBe(MOST);
    expect((await fetchThere(`${origin}/empty`)).status).toBe(204);
  });

  it('GWY-2 ends an answer that is larger than any, and closes an endless one', async () => {
    const tooLarge = async (path: string): Promise<unknown> =>
      (await fetchThere(`${origin}${path}`)).text().catch((error: unknown) => error);
    for (const path of ['/larger', '/endless/read']) {
      const error = await tooLarge(path);
      expect(error).toBeInstanceOf(FaultError);
      expect((error as FaultError).fault.kind).toBe('oversized');
    }
    await ends['read'];
  });

  it('GWY-2 closes the connection of an answer that is not read to its end', async () => {
    const response = await fetchThere(`${origin}/endless/left`);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await ends['left'];
  });

  it('GWY-2 says so when the caller gives up in mid-answer', async () => {
    const controller = new AbortController();
    const response = await fetchThere(`${origin}/endless/left`, { signal: controller.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort(new Error('enough'));
    await expect(readToEnd(reader)).rejects.toThrow('enough');
    await ends['left'];
  });

  it('GWY-2 follows no redirect and speaks to no other host', async () => {
    await expect(fetchThere(`${origin}/moved`)).rejects.toThrow();
    for (const url of [`${origin}@127.0.0.1:1/x`, 'http://127.0.0.1:1/whole', 'http://localhost:1/whole'])
      await expect(fetchThere(url)).rejects.toMatchObject({ code: 'llm.egress_refused' });
  });
});

async function readToEnd(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined,
): Promise<void> {
  while ((await reader?.read())?.done === false);
}
