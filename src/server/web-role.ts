import { Readable } from 'node:stream';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { defineErrors, messageOf } from '#kernel/errors';
import { contextFor, takeBrief } from '#flows/index';
import { getAlertContext, listAlerts } from '#modules/alerts/index';
import { exportAudit } from '#modules/audit/index';
import { getCampaign, listCampaigns } from '#modules/campaigns/index';
import { getVariant, listCells, listVariants } from '#modules/creative/index';
import { listMessages } from '#modules/messages/index';
import { pendingMigrations } from '#platform/db/migrate';
import { API_PREFIX, describeApi, mountApi, type OpenApiDocument } from '#platform/http/api';
import { createHttpServer, listen } from '#platform/http/http-server';
import { trustProxies } from '#platform/http/rate-limit/client-address';
import { createRateLimiter, type RateLimiter } from '#platform/http/rate-limit/rate-limiter';
import { apiContext } from './api-context.ts';
import type { House } from './house.ts';
import { classFinder } from './limit-of-request.ts';
import { mountMcp } from './mcp/mount-mcp.ts';
import { mountOpenAi } from './openai/mount-openai.ts';
import { renderGallery } from './pages/gallery.ts';
import {
  renderAlert,
  renderAlertList,
  renderCampaigns,
  renderErrors,
  renderProblemPage,
  renderReference,
} from './pages/lists.ts';
import { PAGE_STYLE } from './pages/page-style.ts';
import { apiContract, apiRouter, rejectionError } from './router.ts';
import { version } from './version.ts';
import type { Role } from './worker-role.ts';

export interface WebRole extends Role {
  /** Where it listens, such as `http://127.0.0.1:7400`. */
  readonly address: string;
}

/** Whoever reaches the loopback address, until there is sign-in. */
const OPERATOR = { kind: 'operator', via: 'http' } as const;
const PAGE_SIZE = 60;
const BRIEF_LIMIT = 256 * 1024;
const BRIEF_NAME = /^[^\0]{1,190}\.(ya?ml|json)$/i;

const webError = defineErrors({
  'variants.no_rendition': {
    status: 404,
    retryable: false,
    message: 'Variant {id} has no picture in the ratio {ratio}.',
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

/** Serves API, pages and pictures on loopback. Throws `http.not_loopback` or `http.port_taken`. */
export async function startWebRole(house: House): Promise<WebRole> {
  const server = await buildWeb(house);
  const address = await listen(server, { host: house.config.host, port: house.config.port });
  return {
    address,
    async stop() {
      // Node waits for open connections on which nothing was sent, such as a browser's spare ones.
      const closing = server.close();
      const timer = setTimeout(() => server.server.closeAllConnections(), house.config.drainMs);
      await closing;
      clearTimeout(timer);
    },
  };
}

/** The HTTP server of a house, not listening yet. */
export async function buildWeb(house: House): Promise<FastifyInstance> {
  const server = await createHttpServer({
    log: house.log,
    unready: () => findUnready(house),
    problemPage: renderProblemPage,
  });
  const limiter = limitRequests(server, house);
  await server.register(multipart, { limits: { fileSize: BRIEF_LIMIT, files: 1, fields: 5, parts: 6 } });
  mountUpload(server, house);
  mountAuditExport(server, house);
  const document = await describeApi(apiContract, version());
  server.get(`${API_PREFIX}/openapi.json`, async () => document);
  mountApi(server, apiRouter, (requestId) => apiContext(house, { requestId, actor: OPERATOR }));
  mountMcp(server, house);
  await mountOpenAi(server, house, limiter);
  mountPages(server, house, document);
  mountPictures(server, house);
  return server;
}

/** Holds every request but those for health to its limit, before its body is read. */
function limitRequests(server: FastifyInstance, { db, log, config }: House): RateLimiter {
  const trusted = trustProxies(config.trustedProxies);
  const limiter = createRateLimiter({ db, log, limits: config.rateLimits, trusted });
  const classOf = classFinder();
  server.addHook('onRequest', async (request, reply) => {
    const limitClass = await classOf(request);
    if (limitClass !== undefined) await limiter.take(request, reply, { limitClass });
  });
  server.addHook('onClose', async () => limiter.close());
  return limiter;
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
function mountUpload(server: FastifyInstance, house: House): void {
  server.post(`${API_PREFIX}/briefs/upload`, async (request) => {
    const { fileName, bytes } = await readUpload(request);
    const context = apiContext(house, { requestId: request.id, actor: OPERATOR });
    const source = { kind: 'api', name: fileName } as const;
    const taken = await takeBrief(context, { fileName, bytes, assetRoot: context.assetRoot, source });
    if (!taken.ok) throw rejectionError(fileName, taken.problems);
    return taken.submission;
  });
}

async function readUpload(request: FastifyRequest): Promise<{ fileName: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw webError('briefs.upload_empty');
  let name: string | undefined;
  let bytes: Buffer;
  try {
    const part = await request.file();
    name = part?.filename;
    bytes = (await part?.toBuffer()) ?? Buffer.alloc(0);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'FST_REQ_FILE_TOO_LARGE')
      throw webError('briefs.upload_too_large', {}, error);
    throw webError('briefs.upload_unreadable', { reason: messageOf(error) }, error);
  }
  if (name === undefined) throw webError('briefs.upload_empty');
  const fileName = name.split(/[\\/]/).at(-1) ?? '';
  if (!BRIEF_NAME.test(fileName)) throw webError('briefs.upload_name', { name: fileName });
  return { fileName, bytes };
}

/** The audit chain as a stream of lines, which no JSON answer could hold. */
function mountAuditExport(server: FastifyInstance, house: House): void {
  server.get(`${API_PREFIX}/audit/export`, async (request, reply) => {
    const { lines } = await exportAudit(apiContext(house, { requestId: request.id, actor: OPERATOR }));
    return reply.type('application/x-ndjson').send(Readable.from(lines));
  });
}

function mountPages(server: FastifyInstance, house: House, document: OpenApiDocument): void {
  const ctx = contextFor(house, OPERATOR);
  const send = (
    route: string,
    render: (request: { id: string; after: string | undefined }) => Promise<string> | string,
  ): void => {
    server.get<{ Params: { id?: string }; Querystring: { after?: string } }>(
      route,
      async (request, reply) => {
        const text = await render({ id: request.params.id ?? '', after: request.query.after });
        return reply.type('text/html; charset=utf-8').send(text);
      },
    );
  };
  server.get('/assets/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(PAGE_STYLE));
  send('/', async () =>
    renderCampaigns((await listCampaigns(ctx, { limit: 200 })).items, house.config.briefsDir),
  );
  send('/alerts', async () => renderAlertList((await listAlerts(ctx, { limit: 200 })).items));
  send('/alerts/:id', async ({ id }) =>
    renderAlert(
      await getAlertContext(ctx, { id }),
      (await listMessages(ctx, { alertId: id, limit: 10 })).items,
    ),
  );
  send('/reference', () => renderReference(document));
  send('/reference/errors', () => renderErrors());
  send('/campaigns/:id', async ({ id, after }) => {
    const campaign = await getCampaign(ctx, { id });
    const cells = await listCells(ctx, { campaignId: campaign.id });
    const variants = await listVariants(ctx, { campaignId: campaign.id, limit: PAGE_SIZE, after });
    const alerts = await listAlerts(ctx, { campaignId: campaign.id, limit: 20 });
    const next =
      variants.next === undefined ? undefined : `/campaigns/${campaign.key}?after=${variants.next}`;
    const open = alerts.items.filter((alert) => alert.state !== 'resolved');
    return renderGallery({ campaign, cells: cells.items, variants: variants.items, alerts: open, next });
  });
  server.get('/campaigns', (_request, reply) => reply.redirect('/'));
}

function mountPictures(server: FastifyInstance, house: House): void {
  const ctx = contextFor(house, OPERATOR);
  server.get<{ Params: { id: string; name: string } }>('/variants/:id/:name', async (request, reply) => {
    const variant = await getVariant(ctx, { id: request.params.id });
    const ratio = request.params.name.replace(/\.jpg$/, '').replace('x', ':');
    const found = variant.renditions.find((rendition) => rendition.ratio === ratio);
    if (found === undefined) throw webError('variants.no_rendition', { id: variant.id, ratio });
    reply.header('etag', `"${found.sha256}"`).header('cache-control', 'private, max-age=31536000, immutable');
    if (request.headers['if-none-match'] === `"${found.sha256}"`) return reply.code(304).send();
    return reply.type('image/jpeg').send(await house.files.read(found.sha256));
  });
}
