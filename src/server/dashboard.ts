import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { renderUnbuilt } from './pages/plain-pages.ts';

/** Where `npm run build` puts the dashboard. */
export const DASHBOARD_DIR = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** The addresses that the dashboard answers itself; every other one keeps the page of a problem. */
const ROUTES = ['/', '/w/*', '/sign-in', '/set-up', '/invitation', '/new-password', '/review'] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** Names that the build made of their content; they never change. */
const IS_HASHED = /-[\w-]{8}\.\w+$/;
const NONCE = '__NONCE__';
const PUBLIC = { config: { needs: 'public' } } as const;

/** Serves the dashboard: its files for good, and its page with a fresh nonce each time. */
export function mountDashboard(server: FastifyInstance, folder = DASHBOARD_DIR): void {
  const page = readPage(folder);
  const files = page === undefined ? new Map<string, Buffer>() : readAssets(join(folder, 'assets'));
  server.get<{ Params: { name: string } }>('/assets/:name', PUBLIC, async (request, reply) => {
    const { name } = request.params;
    const type = TYPES[extname(name)];
    if (type === undefined || !files.has(name)) return reply.callNotFound();
    const found = accepted(request, name, files);
    reply
      .type(type)
      .header('vary', 'accept-encoding')
      .header(
        'cache-control',
        IS_HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
      );
    if (found.encoding !== undefined) reply.header('content-encoding', found.encoding);
    return reply.send(found.bytes);
  });
  for (const route of ROUTES) {
    server.get(route, PUBLIC, async (_request, reply) =>
      page === undefined
        ? reply.code(503).type('text/html; charset=utf-8').send(renderUnbuilt())
        : sendPage(reply, page),
    );
  }
}

function readPage(folder: string): string | undefined {
  const path = join(folder, 'index.html');
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function readAssets(folder: string): Map<string, Buffer> {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}

/** The smallest form of a file that the browser takes. */
function accepted(
  request: FastifyRequest,
  name: string,
  files: ReadonlyMap<string, Buffer>,
): { bytes: Buffer; encoding?: string } {
  const wanted = [request.headers['accept-encoding'] ?? ''].flat().join();
  for (const [encoding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    const bytes = files.get(name + ending);
    if (bytes !== undefined && wanted.includes(encoding)) return { bytes, encoding };
  }
  return { bytes: files.get(name) ?? Buffer.alloc(0) };
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return reply
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replaceAll(NONCE, nonce));
}
