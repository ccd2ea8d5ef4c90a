import * as client from 'openid-client';
import { z } from 'zod';
import { defineErrors, messageOf } from '#kernel/errors';
import { PROOF_MINUTES } from '#kernel/proof';
import type { OidcConfig } from '#platform/config/config';
import { ABSOLUTE_S } from './auth-library.ts';

const providerError = defineErrors({
  'auth.provider_away': {
    status: 503,
    retryable: true,
    message:
      'The identity provider does not answer as expected ({reason}). Try again, or sign in with a password.',
  },
  'auth.provider_refused': {
    status: 403,
    retryable: false,
    message: 'The identity provider did not sign you in ({reason}). Begin again at /sign-in.',
  },
});

/** What must be remembered between the way to the provider and the way back. */
export const providerJourney = z.object({ verifier: z.string(), state: z.string(), nonce: z.string() });
export type ProviderJourney = z.output<typeof providerJourney>;

/** Whom the provider vouches for. */
export interface Vouched {
  readonly subject: string;
  /** In small letters; undefined when the provider has not verified it. */
  readonly verifiedEmail: string | undefined;
  readonly name: string | undefined;
  /** When the person signed in there; undefined when the provider does not say it. */
  readonly signedInAt: Date | undefined;
}

/** OpenID Connect by the code flow with PKCE, state and nonce. */
export interface IdentityProvider {
  /** Where to send the browser; `anew`: the person has to sign in there again. Throws `auth.provider_away`. */
  begin(how?: { anew: boolean }): Promise<{ url: URL; journey: ProviderJourney }>;
  /** Reads the way back. Throws `auth.provider_refused` or `auth.provider_away`. */
  finish(returned: URL, journey: ProviderJourney): Promise<Vouched>;
}

/** A provider by its configuration; it is asked for its own when it is first needed. */
export function openIdentityProvider(options: OidcConfig & { redirectUri: string }): IdentityProvider {
  const { issuer, clientId, clientSecret, redirectUri } = options;
  let known: Promise<client.Configuration> | undefined;

  function discover(): Promise<client.Configuration> {
    const execute = isLoopbackHttp(issuer) ? [client.allowInsecureRequests] : [];
    known ??= client
      .discovery(new URL(issuer), clientId, clientSecret?.reveal(), undefined, { execute, timeout: 10 })
      .catch((error: unknown) => {
        known = undefined;
        throw providerError('auth.provider_away', { reason: messageOf(error) }, error);
      });
    return known;
  }

  return {
    async begin({ anew } = { anew: false }) {
      const configuration = await discover();
      const journey = {
        verifier: client.randomPKCECodeVerifier(),
        state: client.randomState(),
        nonce: client.randomNonce(),
      };
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
        state: journey.state,
        nonce: journey.nonce,
        // With an age asked for, the provider must say when the person signed in there (OpenID Connect Core, 3.1.2.1).
        ...(anew
          ? { prompt: 'login', max_age: String(PROOF_MINUTES * 60) }
          : { max_age: String(ABSOLUTE_S) }),
      });
      return { url, journey };
    },
    async finish(returned, { verifier, state, nonce }) {
      const configuration = await discover();
      try {
        const tokens = await client.authorizationCodeGrant(configuration, returned, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('it gave no id token');
        const about =
          typeof claims['email'] === 'string'
            ? claims
            : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
        return { ...readClaims(claims.sub, about), signedInAt: timeOf(claims.auth_time) };
      } catch (error) {
        throw providerError('auth.provider_refused', { reason: messageOf(error) }, error);
      }
    },
  };
}

function timeOf(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000);
}

function readClaims(subject: string, about: Readonly<Record<string, unknown>>): Omit<Vouched, 'signedInAt'> {
  const { email, email_verified: isVerified, name } = about;
  return {
    subject,
    verifiedEmail: typeof email === 'string' && isVerified === true ? email.toLowerCase() : undefined,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 100) : undefined,
  };
}

/** A provider on this machine, for trying things out: everywhere else HTTPS is demanded. */
function isLoopbackHttp(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost');
}
