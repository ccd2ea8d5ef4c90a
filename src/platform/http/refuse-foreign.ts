import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpError } from './problem.ts';

/** Whether an address reaches this machine only. Names other than `localhost` are not trusted to. */
export function isLoopback(host: string): boolean {
  const kind = isIP(host);
  if (kind === 4) return host.startsWith('127.');
  return kind === 6 ? host === '::1' : host === 'localhost';
}

/**
 * Refuses what a web page of another site makes a browser send, with the cookies of a person who is signed in here
 * (CSRF). A foreign name in Host is a name rebound to this machine; a foreign Origin is a form or script.
 * `publicUrl` is the origin people use, besides the one of this machine.
 */
export function refuseForeign(server: FastifyInstance, publicUrl?: string): void {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  server.addHook('onRequest', async (request) => {
    const { host = '', origin, 'sec-fetch-site': site } = request.headers;
    const isPublic = host === publicHost;
    if (!isPublic && !isLoopback(hostnameOf(`http://${host}`)))
      throw httpError('http.foreign', { why: `they ask for the host ${host}` });
    if (isHarmless(request)) return;
    const own = isPublic ? publicUrl : `${request.protocol}://${host}`;
    if ((origin !== undefined && origin !== own) || site === 'cross-site' || site === 'same-site')
      throw httpError('http.foreign', { why: `they come from ${origin ?? 'another site'}` });
  });
}

/** Reading changes nothing; a socket, once open, does more than read. */
function isHarmless({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && headers.upgrade === undefined;
}

function hostnameOf(address: string): string {
  const name = URL.canParse(address) ? new URL(address).hostname : '';
  return name.startsWith('[') ? name.slice(1, -1) : name;
}
