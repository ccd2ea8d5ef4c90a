import { APIError } from 'better-auth/api';
import { AppError, defineErrors } from '#kernel/errors';
import { ABSOLUTE_S, type AuthLibrary, type AuthOptions, openAuthLibrary } from './auth-library.ts';
import { preparingDatabase } from '#platform/db/scope';
import type { Exchange } from './exchange.ts';
import type { ProvenSession } from './permissions.ts';
import { readSession, SESSION_COOKIE } from './read-session.ts';

const identityError = defineErrors({
  'auth.credentials_wrong': {
    status: 401,
    retryable: false,
    message:
      'E-mail address and password do not belong together. `aicmo user reset-password` makes a new one.',
  },
  'auth.password_wrong': { status: 403, retryable: false, message: 'The password is not the one in use.' },
  'auth.code_wrong': {
    status: 401,
    retryable: false,
    message:
      'The code is not right. Codes change every 30 s: check the clock of your device, and take the newest.',
  },
  'auth.code_expired': {
    status: 401,
    retryable: false,
    message: 'The sign-in took too long, or had too many wrong codes. Begin it again with your password.',
  },
  'auth.second_factor_locked': {
    status: 429,
    retryable: true,
    message: 'Too many wrong codes. The second factor of this account is locked for 15 minutes.',
  },
  'auth.second_factor_on': {
    status: 409,
    retryable: false,
    message: 'A second factor is on already. Switch it off before you set up another one.',
  },
  'auth.second_factor_off': { status: 409, retryable: false, message: 'No second factor is set up.' },
  'auth.refused': { status: 400, retryable: false, message: 'The sign-in refused this: {reason}.' },
});

/** Who is signed in, by one session. */
export interface SignedIn extends ProvenSession {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly sessionId: string;
  readonly since: Date;
}

/** What a sign-in came to. With a second factor there is no session yet. */
export type SignInOutcome =
  | { readonly state: 'signed_in'; readonly userId: string }
  | { readonly state: 'second_factor' };

/** By what a person who is signed in proves once more who they are. */
export interface GivenProof {
  readonly password: string;
  readonly code?: string | undefined;
  readonly kind: 'app' | 'backup';
}

/** Passwords, sessions and second factors of people; cookies go through the exchange of the request. */
export interface Identity {
  /** The session of a request's cookie; undefined without one, or when it has ended. */
  findSession(exchange: Exchange): Promise<SignedIn | undefined>;
  /** Throws `auth.credentials_wrong`, for an unknown address as for a wrong password. */
  signIn(exchange: Exchange, given: { email: string; password: string }): Promise<SignInOutcome>;
  /** Ends a sign-in that waits for its second factor. Throws `auth.code_wrong`, `auth.code_expired` and others. */
  giveCode(exchange: Exchange, given: { code: string; kind: 'app' | 'backup' }): Promise<{ userId: string }>;
  /** Signs a person in whom somebody else vouches for: a link, or an identity provider. */
  signInVouched(exchange: Exchange, by: { userId: string; provedAt: Date }): Promise<void>;
  /**
   * Whether password, and code where there is a second factor, are those of the person of the session. It does not say
   * which of them is wrong, so that neither can be guessed without the other.
   */
  isProof(exchange: Exchange, given: GivenProof & { hasSecondFactor: boolean }): Promise<boolean>;
  signOut(exchange: Exchange): Promise<void>;
  /** Throws `auth.password_wrong`. All other sessions end, and this one gets a new token. */
  changePassword(exchange: Exchange, given: { current: string; next: string }): Promise<void>;
  /** Begins to set up an app that makes codes; it counts only once a code of it was given. */
  beginSecondFactor(exchange: Exchange, password: string): Promise<{ uri: string; backupCodes: string[] }>;
  confirmSecondFactor(exchange: Exchange, code: string): Promise<void>;
  endSecondFactor(exchange: Exchange, password: string): Promise<void>;
  /** The hash under which a password is kept. */
  hashPassword(password: string): Promise<string>;
}

/** Opens sign-in over a database. The secret signs cookies and seals second factors. */
export function openIdentity(options: AuthOptions): Identity {
  const library = openAuthLibrary(options);
  const { api } = library;
  const reads = preparingDatabase(options.db);

  /** Calls the library, hands its cookies on, and says its refusals in our words. */
  async function run<T>(
    exchange: Exchange,
    call: (headers: Headers) => Promise<{ headers: Headers; response: T }>,
  ): Promise<T> {
    try {
      const { headers, response } = await call(exchange.headers);
      exchange.setCookies(headers.getSetCookie());
      return response;
    } catch (error) {
      if (error instanceof APIError) throw refusal(error);
      throw error;
    }
  }

  function checkCode(
    exchange: Exchange,
    { code, kind }: { code: string; kind: 'app' | 'backup' },
  ): Promise<{ user: { id: string } }> {
    const body = { code };
    return run<{ user: { id: string } }>(exchange, (headers) =>
      kind === 'app'
        ? api.verifyTOTP({ body, headers, returnHeaders: true })
        : api.verifyBackupCode({ body, headers, returnHeaders: true }),
    );
  }

  return {
    async findSession(exchange) {
      const cookie = exchange.headers.get('cookie') ?? '';
      const read = await readSession(reads, { cookie, secret: options.secret, now: new Date() });
      if (read !== undefined) return read;
      const found = await run(exchange, (headers) => api.getSession({ headers, returnHeaders: true }));
      if (found === null || isTooOld(found.session.createdAt)) return undefined;
      const { user, session } = found;
      return {
        userId: user.id,
        name: user.name,
        email: user.email,
        hasSecondFactor: user.twoFactorEnabled === true,
        sessionId: session.id,
        since: session.createdAt,
        provedAt: session.provedAt ?? null,
      };
    },
    async signIn(exchange, body) {
      const answer = await run(exchange, (headers) =>
        api.signInEmail({ body, headers, returnHeaders: true }),
      );
      // The second factor's hook takes the session back and puts this in place of the answer.
      if ('twoFactorRedirect' in answer) return { state: 'second_factor' };
      return { state: 'signed_in', userId: answer.user.id };
    },
    giveCode: async (exchange, given) => ({
      userId: (await checkCode(withoutSession(exchange), given)).user.id,
    }),
    async signInVouched(exchange, body) {
      await run(exchange, (headers) => api.signInVouched({ body, headers, returnHeaders: true }));
    },
    async isProof(exchange, { password, code, kind, hasSecondFactor }) {
      if (hasSecondFactor && code === undefined) return false;
      try {
        await run(exchange, (headers) =>
          api.verifyPassword({ body: { password }, headers, returnHeaders: true }),
        );
        // A backup code is used up by this, so the password comes first.
        if (hasSecondFactor && code !== undefined) await checkCode(exchange, { code, kind });
        return true;
      } catch (error) {
        if (error instanceof AppError && error.status < 500) return false;
        throw error;
      }
    },
    async signOut(exchange) {
      await run(exchange, (headers) => api.signOut({ headers, returnHeaders: true }));
    },
    async changePassword(exchange, { current, next }) {
      const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
      await run(exchange, (headers) => api.changePassword({ body, headers, returnHeaders: true }));
    },
    async beginSecondFactor(exchange, password) {
      const begun = await run(exchange, (headers) =>
        api.enableTwoFactor({ body: { password }, headers, returnHeaders: true }),
      );
      const { totpURI = '', backupCodes = [] } = begun as { totpURI?: string; backupCodes?: string[] };
      return { uri: totpURI, backupCodes };
    },
    async confirmSecondFactor(exchange, code) {
      await run(exchange, (headers) => api.verifyTOTP({ body: { code }, headers, returnHeaders: true }));
    },
    async endSecondFactor(exchange, password) {
      await run(exchange, (headers) =>
        api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
      );
    },
    hashPassword: async (password) => (await contextOf(library)).password.hash(password),
  };
}

/**
 * The exchange of a sign-in that is half done. Beside an open session the library would only tell whether a code is
 * right, uncounted, and use up a backup code.
 */
function withoutSession(exchange: Exchange): Exchange {
  const headers = new Headers(exchange.headers);
  const kept = (headers.get('cookie') ?? '').split(/; */).filter((part) => !part.startsWith(SESSION_COOKIE));
  headers.set('cookie', kept.join('; '));
  return { ...exchange, headers };
}

function contextOf(library: AuthLibrary): AuthLibrary['$context'] {
  return library.$context;
}

function isTooOld(createdAt: Date): boolean {
  return Date.now() - createdAt.getTime() > ABSOLUTE_S * 1000;
}

const REFUSALS: Readonly<Record<string, Parameters<typeof identityError>[0]>> = {
  INVALID_EMAIL_OR_PASSWORD: 'auth.credentials_wrong',
  INVALID_EMAIL: 'auth.credentials_wrong',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'auth.password_wrong',
  INVALID_PASSWORD: 'auth.password_wrong',
  INVALID_CODE: 'auth.code_wrong',
  INVALID_BACKUP_CODE: 'auth.code_wrong',
  INVALID_TWO_FACTOR_COOKIE: 'auth.code_expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'auth.code_expired',
  ACCOUNT_TEMPORARILY_LOCKED: 'auth.second_factor_locked',
  TOTP_ALREADY_ENABLED: 'auth.second_factor_on',
  TOTP_NOT_ENABLED: 'auth.second_factor_off',
  TWO_FACTOR_NOT_ENABLED: 'auth.second_factor_off',
};

function refusal(error: APIError): Error {
  const body = error.body as { code?: string; message?: string } | undefined;
  const known = REFUSALS[body?.code ?? ''];
  if (known !== undefined) return identityError(known, {}, error);
  if (error.statusCode >= 500) return error;
  return identityError('auth.refused', { reason: body?.message ?? error.message }, error);
}
