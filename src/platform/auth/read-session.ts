import { createHmac, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Secret } from '#kernel/secret';
import { type Db, firstRow } from '#platform/db/database';
import { ABSOLUTE_S, COOKIE_PREFIX, IDLE_S, REFRESH_S } from './auth-library.ts';
import type { SignedIn } from './identity.ts';

export const SESSION_COOKIE = `${COOKIE_PREFIX}.session_token=`;

/**
 * The session of a cookie by one read; undefined whenever anything about it is not plainly in order, or a new end of the
 * session is due: the sign-in library decides about all of these. What this takes, the library takes too.
 *
 * @param cookie the header as it came
 */
export async function readSession(
  db: Db,
  { cookie, secret, now }: { cookie: string; secret: Secret; now: Date },
): Promise<SignedIn | undefined> {
  const token = signedToken(cookie, secret);
  if (token === undefined) return undefined;
  const row = await firstRow(
    db,
    sql<SignedIn & { expiresAt: Date }>`select p.id as "userId", p.name, p.email,
        p.two_factor_enabled as "hasSecondFactor", s.id as "sessionId", s.created_at as since,
        s.proved_at as "provedAt", s.expires_at as "expiresAt"
      from person_session s join person p on p.id = s.user_id where s.token = ${token}`,
  );
  if (row === undefined) return undefined;
  const { expiresAt, ...signedIn } = row;
  const refreshDue = expiresAt.getTime() - (IDLE_S - REFRESH_S) * 1_000;
  const tooOld = signedIn.since.getTime() + ABSOLUTE_S * 1_000;
  return now.getTime() < Math.min(refreshDue, tooOld) ? signedIn : undefined;
}

/** The token of the one session cookie, if its signature (HMAC-SHA-256 in base64, after the last dot) is ours. */
function signedToken(cookie: string, secret: Secret): string | undefined {
  const values = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(SESSION_COOKIE));
  const value = values.length === 1 ? decoded(values[0]?.slice(SESSION_COOKIE.length) ?? '') : '';
  const dot = value.lastIndexOf('.');
  if (dot < 1) return undefined;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), 'base64');
  const ours = createHmac('sha256', secret.reveal()).update(token).digest();
  return given.length === ours.length && timingSafeEqual(given, ours) ? token : undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
