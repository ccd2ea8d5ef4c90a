import { isIP } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { httpError } from './problem.ts';

/** Whether an address reaches this machine only. Names other than `localhost` are not trusted to. */
export function isLoopback(host: string): boolean {
  const kind = isIP(host);
  if (kind === 4) return host.startsWith('127.');
  return kind === 6 ? host === '::1' : host === 'localhost';
}

/**
 * Refuses what a web page of another site makes a browser send: without sign-in, listening on loopback alone does
 * not keep it out. A foreign name in Host is a name rebound to this machine; a foreign Origin is a form or script.
 */
export function refuseForeign(server: FastifyInstance): void {
  server.addHook('onRequest', async (request) => {
    const { host = '', origin, 'sec-fetch-site': site } = request.headers;
    if (!isLoopback(hostnameOf(`http://${host}`)))
      throw httpError('http.foreign', { why: `they ask for the host ${host}` });
    if (request.method === 'GET' || request.method === 'HEAD') return;
    const isOwn = origin === undefined || origin === `http://${host}`;
    if (!isOwn || site === 'cross-site' || site === 'same-site')
      throw httpError('http.foreign', { why: `they come from ${origin ?? 'another site'}` });
  });
}

function hostnameOf(address: string): string {
  const name = URL.canParse(address) ? new URL(address).hostname : '';
  return name.startsWith('[') ? name.slice(1, -1) : name;
}
