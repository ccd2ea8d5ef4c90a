import type { AnyContractRouter } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { type AnyRouter, ORPCError } from '@orpc/server';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#kernel/actor';
import type { Clock } from '#kernel/clock';
import type { Fresh, OperationMeta } from '#kernel/operation';
import { admit, demandProof, type ProvenSession } from '#platform/auth/permissions';
import { isUnknownError, type Problem, problemOf } from './problem.ts';

export const API_PREFIX = '/api/v1';

/** A context of operations, which knows its request and who made it. */
export type OperationContext = Record<string, unknown> & {
  requestId: string;
  /** Undefined for one who is not signed in and has no key. */
  caller: Actor | undefined;
  clock: Clock;
  /** With the session that the request came with. */
  signIn?: { readonly signedIn: ProvenSession | undefined };
};

/**
 * Mounts a router of verbs under `/api/v1`; `contextOf` makes the context of one request. Each operation is held to
 * what its contract says it needs, and to the proof that it asks of people, before its input is looked at.
 */
export function mountApi(
  server: FastifyInstance,
  router: AnyRouter,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => OperationContext,
): void {
  const handler = new OpenAPIHandler<OperationContext>(router, {
    clientInterceptors: [
      async (call) => {
        const { context, procedure } = call;
        try {
          hold(context, procedure['~orpc'].meta as OperationMeta);
          return await call.next();
        } catch (error) {
          if (isUnknownError(error))
            server.log.error({ err: error, reqId: context.requestId }, 'operation failed');
          throw asTransportError(problemOf(error, context.requestId));
        }
      },
    ],
    customErrorResponseBodyEncoder: (error) => error.data as Problem,
  });
  server.addHook('onSend', async (request, reply) => {
    if (reply.statusCode >= 400 && request.url.startsWith(API_PREFIX)) reply.type('application/problem+json');
    return undefined;
  });
  server.all(`${API_PREFIX}/*`, { config: { needs: 'operation' } }, async (request, reply) => {
    const { matched } = await handler.handle(request, reply, {
      prefix: API_PREFIX,
      context: contextOf(request, reply),
    });
    if (!matched) reply.callNotFound();
  });
}

function hold({ caller, signIn, clock }: OperationContext, meta: OperationMeta): void {
  admit(caller, meta.needs);
  demandProof({ actor: caller, session: signIn?.signedIn, now: clock.now() }, meta);
}

function asTransportError(problem: Problem): ORPCError<string, Problem> {
  return new ORPCError(problem.code, { status: problem.status, message: problem.detail, data: problem });
}

/** The OpenAPI 3.1 document of a contract, each operation with its permission and effect. */
export async function describeApi(contract: AnyContractRouter, version: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: {
      title: 'AICMO',
      version,
      description:
        'Every operation names the permission it needs and its effect: read, write, publish or spend. Those with `x-fresh` also ask that a person proved a short while ago who they are; keys are not asked.',
    },
    servers: [{ url: API_PREFIX }],
  });
  return document as unknown as OpenApiDocument;
}

/** As much of an OpenAPI document as the reference page shows. */
export interface OpenApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}

export interface OpenApiOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    schema?: unknown;
    description?: string;
  }[];
  readonly requestBody?: unknown;
  readonly 'x-needs'?: string;
  readonly 'x-effect'?: string;
  readonly 'x-fresh'?: Fresh;
  readonly description?: string;
}
