import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

interface Claims {
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
}

/** An identity provider on this machine that signs people in without pages. */
export interface IdentityPeer {
  readonly issuer: string;
  /** By which a house knows it. */
  readonly env: Readonly<Record<string, string>>;
  /** What it says of whom, by subject. */
  readonly known: Map<string, Claims>;
  /** Whom it signs in where the request has no login hint. */
  subject: string;
  /** How long ago it says that people signed in there, in seconds. */
  signedInAgo: number;
  close(): void;
}

/** Opens one for a house that people reach at `publicUrl`. */
export async function openIdentityPeer(publicUrl: string): Promise<IdentityPeer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const secret = 'client-secret-of-aicmo';
  const known = new Map<string, Claims>();
  const peer: IdentityPeer = {
    issuer,
    env: {
      AICMO_OIDC_ISSUER: issuer,
      AICMO_OIDC_CLIENT_ID: 'aicmo',
      AICMO_OIDC_CLIENT_SECRET: secret,
      AICMO_OIDC_NAME: 'Example ID',
      AICMO_PUBLIC_URL: publicUrl,
    },
    known,
    subject: '',
    signedInAgo: 0,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  const redirectUri = `${publicUrl}/sign-in/provider/callback`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'aicmo', client_secret: secret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['key-of-the-test'] },
    findAccount: (_ctx: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...known.get(sub) }),
    }),
    interactions: { url: (_ctx: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
    void finishInteraction(peer, provider, [request, response]);
  });
  return peer;
}

async function finishInteraction(
  peer: IdentityPeer,
  provider: Provider,
  exchange: Parameters<Provider['interactionDetails']>,
): Promise<void> {
  const { prompt, params, session } = await provider.interactionDetails(...exchange);
  if (prompt.name === 'login') {
    const hint = params['login_hint'];
    const accountId = typeof hint === 'string' ? hint : peer.subject;
    const ts = Math.floor(Date.now() / 1000) - peer.signedInAgo;
    await provider.interactionFinished(...exchange, { login: { accountId, ts } });
    return;
  }
  const grant = new provider.Grant({ accountId: session?.accountId ?? '', clientId: 'aicmo' });
  grant.addOIDCScope('openid email profile');
  await provider.interactionFinished(...exchange, { consent: { grantId: await grant.save() } });
}
