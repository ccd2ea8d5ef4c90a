import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway } from '#llm/index';
import type { Origin } from '#llm/model';
import type { KeyHolder } from '#modules/keys/index';

/** What the routes of the endpoint get. */
export interface Endpoint {
  readonly gateway: Gateway;
  /** Who sent a request. It has the scope `llm.use`, or its routes are not reached. */
  callerOf(request: FastifyRequest): KeyHolder;
  /** Aborted when the caller leaves, and when the server cannot wait for the answer any longer. */
  signalOf(reply: FastifyReply): AbortSignal;
}

/** Says in the headers who answered, and under which id the record has it. */
export function tellOrigin(reply: FastifyReply, origin: Pick<Origin, 'target' | 'requestId'>): void {
  reply.headers({ 'x-aicmo-target': origin.target, 'x-aicmo-request-id': origin.requestId });
}
