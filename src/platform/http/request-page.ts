import { lookup } from 'node:dns/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { pageError } from './page-errors.ts';
import { isPublicAddress } from './public-address.ts';

/** An address of a host. */
interface Address {
  readonly address: string;
  readonly family: number;
}

/** What may be read, and for how long. Only tests have other rules than `PUBLIC_PAGES`. */
export interface PageRules {
  readonly protocols: readonly string[];
  readonly hasOwnPorts: boolean;
  readonly timeoutMs: number;
  resolve(host: string): Promise<readonly Address[]>;
  isAllowed(address: string): boolean;
}

export const PUBLIC_PAGES: PageRules = {
  protocols: ['https:'],
  hasOwnPorts: false,
  timeoutMs: 10_000,
  resolve: (host) => lookup(host, { all: true }),
  isAllowed: isPublicAddress,
};

/** Who asks, for the owner of the page. */
const USER_AGENT = 'AICMO (self-hosted marketing software; reads a page when a person asks for it)';

/**
 * Sends one request to a checked address: the name is resolved once, every address must be allowed, and the connection
 * goes to one of exactly these. Redirects are not followed. Throws `pages.*`.
 */
export async function requestPage(url: URL, rules: PageRules, signal: AbortSignal): Promise<IncomingMessage> {
  try {
    const addresses = await addressesOf(url, rules, signal);
    return await send(url, addresses, signal);
  } catch (error) {
    throw toPageError(error, { url, rules, signal });
  }
}

/** The body of an answer, unpacked. Over `most` bytes it throws `pages.too_large`, or is cut where it may be. */
export async function readBody(
  response: IncomingMessage,
  {
    url,
    rules,
    signal,
    ...limit
  }: { url: URL; rules: PageRules; signal: AbortSignal; most: number; isCut?: boolean },
): Promise<Buffer> {
  const body = unpacked(response, url);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= limit.most) continue;
      if (limit.isCut === true) break;
      throw pageError('pages.too_large', { address: url.href, most: limit.most / 2 ** 20 });
    }
  } catch (error) {
    throw toPageError(error, { url, rules, signal });
  } finally {
    response.destroy();
    body.destroy();
  }
  return Buffer.concat(chunks).subarray(0, limit.most);
}

async function addressesOf(url: URL, rules: PageRules, signal: AbortSignal): Promise<readonly Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  // A look-up is not asked for an address that is written out, so it is checked here.
  const found = family === 0 ? await endedBy(rules.resolve(host), signal) : [{ address: host, family }];
  if (found.length === 0 || !found.every(({ address }) => rules.isAllowed(address)))
    throw pageError('pages.address_refused', { host: url.hostname });
  return found;
}

function send(url: URL, addresses: readonly Address[], signal: AbortSignal): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
  const headers = {
    'user-agent': USER_AGENT,
    accept: 'text/html, text/plain;q=0.9',
    'accept-encoding': 'gzip, deflate, br',
  };
  const request = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false, lookup: pinned, signal, headers }, resolve);
    asked.on('error', reject);
    asked.end();
  });
}

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function unpacked(response: IncomingMessage, url: URL): Readable {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return response;
  const decoder = DECODERS[encoding]?.();
  if (decoder === undefined) {
    response.destroy();
    throw pageError('pages.type_refused', { address: url.href, type: `packed as ${encoding.slice(0, 40)}` });
  }
  response.on('error', (error) => decoder.destroy(error));
  return response.pipe(decoder);
}

/** A promise that ends with the signal as well: a look-up itself cannot be ended. */
function endedBy<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    promise.then(resolve, reject);
  });
}

function toPageError(
  error: unknown,
  { url, rules, signal }: { url: URL; rules: PageRules; signal: AbortSignal },
): Error {
  // The end of a signal has a number for a code.
  const code = String((error as { code?: string | number }).code ?? '');
  if (code.startsWith('pages.')) return error as Error;
  const host = url.hostname;
  if (signal.aborted) return pageError('pages.too_slow', { host, seconds: rules.timeoutMs / 1_000 }, error);
  return pageError('pages.unreachable', { host, reason: reasonOf(code) }, error);
}

/** Open and closed ports read alike. */
function reasonOf(code: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name is not known';
  if (/CERT|SIGNATURE|ALTNAME/.test(code)) return 'its certificate does not hold';
  if (code.startsWith('Z_') || code.startsWith('ERR_')) return 'its answer cannot be unpacked';
  return 'it does not answer';
}
