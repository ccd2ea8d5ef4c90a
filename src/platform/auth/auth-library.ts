import { betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { z } from 'zod';
import type { Clock } from '#kernel/clock';
import type { Secret } from '#kernel/secret';
import { newId } from '#kernel/ids';
import type { Database } from '#platform/db/database';
import type { Log } from '#platform/log/log';

/** A session ends after this time without a request, and in any case after the second one. */
export const IDLE_S = 3 * 86_400;
export const ABSOLUTE_S = 30 * 86_400;
export const REFRESH_S = 3_600;
export const COOKIE_PREFIX = '__Host-aicmo';
export const LEAST_PASSWORD = 12;
export const MOST_PASSWORD = 128;

/** The header by which the address of the client is handed to the library; it is set by us alone. */
export const ADDRESS_HEADER = 'x-aicmo-client';

const PREFIX: Readonly<Record<string, string>> = {
  user: 'usr',
  session: 'ses',
  account: 'crd',
  verification: 'vrf',
  twoFactor: 'sec',
};

/** Signs a person in whose identity somebody else vouches for. Without a path: no request ever reaches it. */
const vouched = {
  id: 'vouched-sign-in',
  endpoints: {
    signInVouched: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ userId: z.string(), provedAt: z.date() }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
        if (user === null) throw new APIError('UNAUTHORIZED');
        const { provedAt } = ctx.body;
        // The last argument lets what is given stand before the default.
        const session = await ctx.context.internalAdapter.createSession(user.id, false, { provedAt }, true);
        await setSessionCookie(ctx, { session, user });
        return { userId: user.id };
      },
    ),
  },
} as const;

export interface AuthOptions {
  readonly db: Database;
  readonly log: Log;
  readonly secret: Secret;
  readonly baseUrl: string;
  /** Tells when somebody proved who they are. */
  readonly clock: Clock;
}

/**
 * The sign-in library with what the house uses of it: e-mail and password, sessions, a second factor. Its own HTTP
 * routes are never mounted; every call goes through our operations (docs/decisions/0020-identity.md).
 */
// eslint-disable-next-line typescript/explicit-module-boundary-types -- its type is what the library infers
export function openAuthLibrary(options: AuthOptions) {
  const { db, log, secret, baseUrl, clock } = options;
  return betterAuth({
    appName: 'AICMO',
    baseURL: baseUrl,
    secret: secret.reveal(),
    database: { db: db.kysely, type: 'postgres' },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log.info({ part: 'auth', level }, message),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: LEAST_PASSWORD,
      maxPasswordLength: MOST_PASSWORD,
    },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'person_credential',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'person_session',
      fields: {
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
      },
      additionalFields: {
        // A session begins with a proof: every way to one asks for a password, a link or a provider.
        provedAt: { type: 'date', required: false, fieldName: 'proved_at', defaultValue: () => clock.now() },
      },
      expiresIn: IDLE_S,
      updateAge: REFRESH_S,
    },
    verification: {
      modelName: 'person_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    // Ours holds over all processes, before the library is asked.
    rateLimit: { enabled: false },
    advanced: {
      // The library's own prefix would be `__Secure-`; `__Host-` also forbids a domain and a path (decision 0020).
      useSecureCookies: false,
      cookiePrefix: COOKIE_PREFIX,
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: ({ model }) => newId(PREFIX[model] ?? 'aut') },
    },
    plugins: [
      twoFactor({
        issuer: 'AICMO',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'person_second_factor',
            fields: {
              backupCodes: 'backup_codes',
              userId: 'user_id',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      vouched,
    ],
  });
}

export type AuthLibrary = ReturnType<typeof openAuthLibrary>;
