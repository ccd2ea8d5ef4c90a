import type { IncomingMessage } from 'node:http';
import { pageError } from './page-errors.ts';
import { type PageRules, PUBLIC_PAGES, readBody, requestPage } from './request-page.ts';
import { robotsAllow } from './robots.ts';

/** A page as it came, unpacked. */
export interface FetchedPage {
  /** Where it lay after redirects. */
  readonly address: string;
  readonly isHtml: boolean;
  /** As its sender names it, such as `iso-8859-1`. */
  readonly charset: string | undefined;
  readonly bytes: Uint8Array;
}

/** Reads one page of the internet. */
export type FetchPage = (address: string) => Promise<FetchedPage>;

const MOST_REDIRECTS = 3;
const LARGEST_PAGE = 2 ** 20;
const LARGEST_ROBOTS = 500 * 1024;
/** By this name a robots.txt may speak of it. */
const PROGRAM = 'AICMO';

interface Reading {
  readonly rules: PageRules;
  readonly signal: AbortSignal;
  /** robots.txt by origin; empty where there is none. */
  readonly robots: Map<string, string>;
}

/**
 * Reads one public page of text or HTML over HTTPS: at most 1 MB unpacked, 3 redirects and 10 s in all, where its
 * robots.txt allows it. Throws `pages.*`. The only way by which the house reads pages.
 */
export async function fetchPage(address: string, rules: PageRules = PUBLIC_PAGES): Promise<FetchedPage> {
  const reading: Reading = { rules, signal: AbortSignal.timeout(rules.timeoutMs), robots: new Map() };
  let url = checkAddress(address, rules);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    await needRobots(url, reading);
    const response = await requestPage(url, rules, reading.signal);
    const next = redirectOf(response);
    if (next === undefined) return readPage(response, url, reading);
    response.destroy();
    url = checkAddress(next, rules, url);
  }
  throw pageError('pages.redirects', { address, most: MOST_REDIRECTS });
}

function checkAddress(address: string, rules: PageRules, base?: URL): URL {
  const url = URL.parse(address, base?.href);
  const isFit =
    url !== null &&
    rules.protocols.includes(url.protocol) &&
    url.username === '' &&
    url.password === '' &&
    (rules.hasOwnPorts || url.port === '');
  if (!isFit) throw pageError('pages.address_invalid', { address: address.slice(0, 200) });
  url.hash = '';
  return url;
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}

async function readPage(
  response: IncomingMessage,
  url: URL,
  { rules, signal }: Reading,
): Promise<FetchedPage> {
  const { statusCode = 0, headers } = response;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').split(';').map((part) => part.trim());
  const isHtml = type.toLowerCase() === 'text/html';
  const refusal =
    statusCode !== 200
      ? pageError('pages.status', { address: url.href, status: statusCode })
      : !isHtml && type.toLowerCase() !== 'text/plain'
        ? pageError('pages.type_refused', {
            address: url.href,
            type: type.slice(0, 80) || 'of no named type',
          })
        : undefined;
  if (refusal !== undefined) {
    response.destroy();
    throw refusal;
  }
  const bytes = await readBody(response, { url, rules, signal, most: LARGEST_PAGE });
  const named = parameters.find((one) => /^charset=/i.test(one))?.slice('charset='.length);
  return { address: url.href, isHtml, charset: named?.replaceAll('"', ''), bytes };
}

/** Asks the robots.txt of the page's host, once for each. Throws `pages.robots_refused`. */
async function needRobots(url: URL, reading: Reading): Promise<void> {
  const text = reading.robots.get(url.origin) ?? (await readRobots(url, reading));
  reading.robots.set(url.origin, text);
  const path = url.pathname + url.search;
  if (!robotsAllow(text, { program: PROGRAM, path }))
    throw pageError('pages.robots_refused', { host: url.hostname, path: path.slice(0, 200) });
}

/** A robots.txt that there is not forbids nothing; one that cannot be had now forbids all (RFC 9309, 2.3.1). */
async function readRobots(page: URL, { rules, signal }: Reading): Promise<string> {
  let url = new URL('/robots.txt', page);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const response = await requestPage(url, rules, signal);
    const { statusCode = 0 } = response;
    const next = redirectOf(response);
    if (next === undefined && statusCode === 200)
      return (await readBody(response, { url, rules, signal, most: LARGEST_ROBOTS, isCut: true })).toString(
        'utf8',
      );
    response.destroy();
    if (next === undefined && statusCode >= 500)
      throw pageError('pages.unreachable', {
        host: url.hostname,
        reason: 'its robots.txt cannot be had now',
      });
    if (next === undefined) return '';
    url = checkAddress(next, rules, url);
  }
  return '';
}
