import helmet from '@fastify/helmet';
import underPressure from '@fastify/under-pressure';
import {
  fastify,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { newId } from '#kernel/ids';
import type { Log } from '#platform/log/log';
import { httpError, isUnknownError, type Problem, problemOf } from './problem.ts';
import { isLoopback, refuseForeign } from './refuse-foreign.ts';
import { demandPolicies } from './route-policy.ts';

export interface HttpOptions {
  readonly log: Log;
  /** Answers readiness: what is not ready, or nothing. */
  readonly unready: () => Promise<string[]>;
  /** The page that shows a problem to a person with a browser. */
  readonly problemPage: (problem: Problem) => string;
  /** Origin under which people reach the server, besides this machine's own. */
  readonly publicUrl?: string | undefined;
  /** Certificate and key, to speak HTTPS. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
}

const BODY_LIMIT = 1_000_000;
const RETRY_AFTER_S = 2;

/** A Fastify server with request ids, security headers, problem+json errors and health routes; it does not listen yet. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const logger: FastifyBaseLogger = options.log.child({ part: 'http' });
  const answer = (problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    reply.code(problem.status).header('x-request-id', request.id);
    if (wantsPage(request)) return reply.type('text/html; charset=utf-8').send(options.problemPage(problem));
    return reply.type('application/problem+json').send(problem);
  };
  const server = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId('req'),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 300 },
    requestTimeout: 30_000,
    ...(options.tls === undefined ? {} : { https: options.tls }),
    // Of requests that reach no route, such as an address that cannot be decoded: no hook runs for these.
    frameworkErrors: (error, request, reply) => void answer(problemOf(error, request.id), request, reply),
  });
  demandPolicies(server);
  refuseForeign(server, options.publicUrl);
  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: CSP },
    strictTransportSecurity: options.publicUrl?.startsWith('https:') === true && { maxAge: 15_552_000 },
  });
  await server.register(underPressure, {
    maxEventLoopDelay: 2_000,
    customError: class extends Error {
      readonly code = 'FST_UNDER_PRESSURE';
    },
  });
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_S);
    return undefined;
  });
  server.setErrorHandler(async (error, request, reply) => {
    if (isUnknownError(error)) request.log.error({ err: error }, 'request failed');
    return answer(problemOf(error, request.id), request, reply);
  });
  server.setNotFoundHandler(async (request, reply) => {
    const error = httpError('http.not_found', { method: request.method, path: request.url.split('?')[0] });
    return answer(problemOf(error, request.id), request, reply);
  });
  server.get('/livez', { config: { needs: 'public' } }, async () => ({ status: 'ok' }));
  server.get('/readyz', { config: { needs: 'public' } }, async (_request, reply) => {
    const missing = await options.unready();
    return reply
      .code(missing.length === 0 ? 200 : 503)
      .send({ status: missing.length === 0 ? 'ok' : 'not ready', missing });
  });
  return server;
}

function wantsPage(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? '';
  return accept.includes('text/html') && !request.url.startsWith('/api/');
}

const CSP = {
  defaultSrc: ["'none'"],
  imgSrc: ["'self'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** Where to listen, and by what the way there is kept secret. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  readonly publicUrl?: string | undefined;
  /** Whether the server speaks HTTPS itself, or a proxy that is trusted does. */
  readonly isSecured?: boolean;
}

/**
 * Starts to listen; beyond this machine only where passwords and cookies travel encrypted. Returns the address as a
 * URL. Throws `http.*`.
 */
export async function listen(server: FastifyInstance, options: ListenOptions): Promise<string> {
  const { host, port, publicUrl, isSecured = false } = options;
  const at = { host, port };
  const isProtected = isSecured && publicUrl?.startsWith('https:') === true;
  if (!isLoopback(host) && !isProtected) throw httpError('http.not_protected', { host });
  try {
    return await server.listen(at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw httpError('http.port_taken', at, error);
    throw error;
  }
}
