import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { apiContract } from '#client/contract';
import { defineErrors, messageOf } from '#kernel/errors';
import { takeBrief } from '#flows/index';
import { exportAudit } from '#modules/audit/index';
import { pendingMigrations } from '#platform/db/migrate';
import { openAuthSecret } from '#platform/auth/auth-secret';
import { openIdentity } from '#platform/auth/identity';
import { API_PREFIX, describeApi, mountApi, type OpenApiDocument } from '#platform/http/api';
import { createHttpServer, listen } from '#platform/http/http-server';
import { trustProxies } from '#platform/http/rate-limit/client-address';
import { createRateLimiter } from '#platform/http/rate-limit/rate-limiter';
import { requestContext } from './api-context.ts';
import { mountReviewPictures } from './approval-routes.ts';
import { mountBrandFiles } from './brand-routes.ts';
import { mountCalendarFeed } from './calendar-feed.ts';
import { mountSourceFiles } from './source-routes.ts';
import { openCallers } from './callers.ts';
import { guardRequests } from './guard-requests.ts';
import type { House } from './house.ts';
import { mountDashboard } from './dashboard.ts';
import { mountLive } from './live/mount-live.ts';
import { mountMcp } from './mcp/mount-mcp.ts';
import { mountOpenAi } from './openai/mount-openai.ts';
import { mountPictures } from './picture-routes.ts';
import { renderErrors, renderProblemPage, renderReference } from './pages/plain-pages.ts';
import { PAGE_STYLE } from './pages/page-style.ts';
import { mountProvider } from './provider-routes.ts';
import { readUpload, type UploadErrors } from './read-upload.ts';
import { type ApiContext, apiRouter, rejectionError } from './router.ts';
import { version } from './version.ts';
import type { Role } from './worker-role.ts';

export interface WebRole extends Role {
  /** Where it listens, such as `http://127.0.0.1:7400`. */
  readonly address: string;
}

const BRIEF_LIMIT = 256 * 1024;
const BRIEF_NAME = /^[^\0]{1,190}\.(ya?ml|json)$/i;

const webError = defineErrors({
  'http.tls_unreadable': {
    status: 500,
    retryable: false,
    message: 'Certificate or key cannot be read: {reason}. AICMO_TLS_CERT and AICMO_TLS_KEY name the files.',
  },
  'briefs.upload_empty': {
    status: 400,
    retryable: false,
    message: 'Send the brief as one file part of a multipart form, named `brief`.',
  },
  'briefs.upload_unreadable': {
    status: 400,
    retryable: false,
    message: 'The multipart form could not be read: {reason}',
  },
  'briefs.upload_name': {
    status: 400,
    retryable: false,
    message: 'The file {name} is no brief by its name: it must end in .yaml, .yml or .json.',
  },
  'briefs.upload_too_large': {
    status: 413,
    retryable: false,
    message: 'The brief is larger than 256 KB.',
  },
});

/** Serves API, dashboard and pictures. Throws `http.not_protected`, `http.port_taken` or `secrets.*`. */
export async function startWebRole(house: House): Promise<WebRole> {
  const server = await buildWeb(house);
  // Also those that were asked to become a socket and were refused: Node itself no longer counts them as its own.
  const connections = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const { host, port, publicUrl, tls, trustedProxies } = house.config;
  const isSecured = tls !== undefined || trustedProxies.length > 0;
  const address = await listen(server, { host, port, publicUrl, isSecured });
  return {
    address,
    async stop() {
      // Node waits for open connections on which nothing was sent, such as a browser's spare ones.
      const closing = server.close();
      const timer = setTimeout(() => {
        for (const socket of connections) socket.destroy();
      }, house.config.drainMs);
      await closing;
      clearTimeout(timer);
    },
  };
}

/** The HTTP server of a house, not listening yet. */
export async function buildWeb(house: House): Promise<FastifyInstance> {
  const { config } = house;
  const server = await createHttpServer({
    log: house.log,
    unready: () => findUnready(house),
    problemPage: renderProblemPage,
    publicUrl: config.publicUrl,
    tls: readTls(config),
  });
  const trusted = trustProxies(config.trustedProxies);
  const limiter = createRateLimiter({ db: house.db, log: house.log, limits: config.rateLimits, trusted });
  server.addHook('onClose', async () => limiter.close());
  const secret = await openAuthSecret(house);
  const baseUrl = config.publicUrl ?? 'http://localhost';
  const identity = openIdentity({ db: house.db, log: house.log, secret, baseUrl, clock: house.clock });
  const callers = openCallers({ house, identity, limiter, trusted });
  guardRequests(server, { callers, limiter });
  await server.register(multipart, { limits: { fileSize: BRIEF_LIMIT, files: 1, fields: 5, parts: 6 } });
  const contextOf: ContextOf = (request, reply) => requestContext(house, callers, { request, reply });
  mountUpload(server, contextOf);
  mountBrandFiles(server, contextOf);
  mountSourceFiles(server, contextOf);
  mountAuditExport(server, contextOf);
  const document = await describeApi(apiContract, version());
  server.get(`${API_PREFIX}/openapi.json`, { config: { needs: 'public' } }, async () => document);
  await mountLive(server, { house, callers });
  mountApi(server, apiRouter, contextOf);
  mountMcp(server, { log: house.log, contextOf });
  await mountOpenAi(server, house, limiter);
  const { oidc, publicUrl } = config;
  if (oidc !== undefined && publicUrl !== undefined) mountProvider(server, { oidc, publicUrl, contextOf });
  mountReference(server, document);
  mountCalendarFeed(server, house);
  mountDashboard(server);
  mountPictures(server, house.files, contextOf);
  mountReviewPictures(server, house.files, contextOf);
  return server;
}

type ContextOf = (request: FastifyRequest, reply: FastifyReply) => ApiContext;

/** Certificate and key of the server; undefined when it speaks HTTP. Throws `http.tls_unreadable`. */
function readTls({ tls }: House['config']): { cert: Buffer; key: Buffer } | undefined {
  if (tls === undefined) return undefined;
  try {
    return { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) };
  } catch (error) {
    throw webError('http.tls_unreadable', { reason: messageOf(error) }, error);
  }
}

/** What keeps the house from being ready, in words. */
async function findUnready(house: House): Promise<string[]> {
  try {
    const pending = await pendingMigrations(house.db);
    return pending.length === 0 ? [] : [`migrations not run: ${pending.join(', ')}`];
  } catch {
    return ['the database does not answer'];
  }
}

/** A brief as a file upload; the same way as JSON from there on. */
function mountUpload(server: FastifyInstance, contextOf: ContextOf): void {
  server.post(
    `${API_PREFIX}/briefs/upload`,
    { config: { needs: 'briefs.write' } },
    async (request, reply) => {
      const { fileName, bytes } = await readUpload(request, { limit: BRIEF_LIMIT, errors: UPLOAD_ERRORS });
      if (!BRIEF_NAME.test(fileName)) throw webError('briefs.upload_name', { name: fileName });
      const context = contextOf(request, reply);
      const source = { kind: 'api', name: fileName } as const;
      const taken = await takeBrief(context, { fileName, bytes, assetRoot: context.assetRoot, source });
      if (!taken.ok) throw rejectionError(fileName, taken.problems);
      return taken.submission;
    },
  );
}

const UPLOAD_ERRORS: UploadErrors = {
  empty: () => webError('briefs.upload_empty'),
  tooLarge: (cause) => webError('briefs.upload_too_large', {}, cause),
  unreadable: (reason, cause) => webError('briefs.upload_unreadable', { reason }, cause),
};

/** The audit chain as a stream of lines, which no JSON answer could hold. */
function mountAuditExport(server: FastifyInstance, contextOf: ContextOf): void {
  server.get(`${API_PREFIX}/audit/export`, { config: { needs: 'audit.read' } }, async (request, reply) => {
    const context = contextOf(request, reply);
    const { lines } = await exportAudit(context);
    return reply
      .type('application/x-ndjson')
      .header('content-disposition', `attachment; filename="audit-${context.workspaceId}.ndjson"`)
      .send(Readable.from(lines));
  });
}

/** The pages that need no script: the reference of the API. */
function mountReference(server: FastifyInstance, document: OpenApiDocument): void {
  const config = { needs: 'public' } as const;
  server.get('/page.css', { config }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(PAGE_STYLE),
  );
  const send = (route: string, render: () => string): void => {
    server.get(route, { config }, (_request, reply) => reply.type('text/html; charset=utf-8').send(render()));
  };
  send('/reference', () => renderReference(document));
  send('/reference/errors', () => renderErrors());
}
