import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { keepJourney, proveByProvider, takeJourney } from '#modules/accounts/index';
import { signInByProvider } from '#modules/workspaces/index';
import { openIdentityProvider, providerJourney } from '#platform/auth/identity-provider';
import type { OidcConfig } from '#platform/config/config';
import { renderProven } from './pages/plain-pages.ts';
import type { ApiContext } from './router.ts';
import { withSignIn } from './with-sign-in.ts';

const COOKIE = '__Host-aicmo.provider';
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Lax';
const MINUTES = 10;
const CALLBACK = '/sign-in/provider/callback';
/** The session whose person goes there to prove once more who they are; absent for a sign-in. */
const keptJourney = providerJourney.extend({ proves: z.string().optional() });

/** Sign-in by an identity provider: there and back by the browser, so these are routes and no operations. */
export function mountProvider(
  server: FastifyInstance,
  parts: {
    oidc: OidcConfig;
    publicUrl: string;
    contextOf: (request: FastifyRequest, reply: FastifyReply) => ApiContext;
  },
): void {
  const { oidc, publicUrl, contextOf } = parts;
  const provider = openIdentityProvider({ ...oidc, redirectUri: publicUrl + CALLBACK });
  const config = { needs: 'public' } as const;

  server.get('/sign-in/provider', { config }, async (request, reply) => {
    const ctx = withSignIn(contextOf(request, reply));
    const { prove } = request.query as { prove?: unknown };
    const proves = prove === undefined ? undefined : ctx.signedIn?.sessionId;
    const { url, journey } = await provider.begin({ anew: proves !== undefined });
    // The cookie says which journey this browser is on; what must stay secret stays here.
    const id = randomBytes(32).toString('base64url');
    await keepJourney(ctx, { id, value: JSON.stringify({ ...journey, proves }), minutes: MINUTES });
    reply.header('set-cookie', `${COOKIE}=${id}; Max-Age=${MINUTES * 60}; ${ATTRIBUTES}`);
    return reply.redirect(url.href);
  });

  server.get(CALLBACK, { config }, async (request, reply) => {
    const ctx = withSignIn(contextOf(request, reply));
    reply.header('set-cookie', `${COOKIE}=; Max-Age=0; ${ATTRIBUTES}`);
    const id = cookieOf(request);
    const value = id === undefined ? undefined : await takeJourney(ctx, id);
    if (value === undefined) return reply.redirect('/sign-in');
    const { proves, ...journey } = keptJourney.parse(JSON.parse(value));
    const vouched = await provider.finish(new URL(request.url, publicUrl), journey);
    if (proves !== undefined) {
      // It holds for the session that asked; one that has ended since, or another person's, gets none.
      if (ctx.signedIn?.sessionId !== proves) return reply.redirect('/sign-in');
      await proveByProvider(ctx, { issuer: oidc.issuer, vouched });
      return reply.type('text/html; charset=utf-8').send(renderProven());
    }
    await signInByProvider(ctx, { issuer: oidc.issuer, vouched });
    return reply.redirect('/');
  });
}

function cookieOf({ headers }: FastifyRequest): string | undefined {
  return new RegExp(`(?:^|; )${COOKIE}=([A-Za-z0-9_-]{43})(?:;|$)`).exec(headers.cookie ?? '')?.[1];
}
