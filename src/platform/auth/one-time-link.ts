import { randomBytes } from 'node:crypto';
import { sha256 } from '#kernel/hash';

/** A new token of a link, and the hash under which it is kept: who reads the database cannot use it. */
export function newLinkToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashLinkToken(token) };
}

export function hashLinkToken(token: string): string {
  return sha256(`link:${token}`);
}

/** The address of a page of the dashboard with a token after the `#`, which browsers send to nobody. */
export function linkAddress(baseUrl: string, page: string, token: string): string {
  return `${baseUrl}/${page}#${token}`;
}
