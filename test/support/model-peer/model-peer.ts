import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnswerPlan, Wire } from './answer-plan.ts';
import { giveAnswer } from './give-answer.ts';
import { COMPATIBLE_PREFIX, type PeerRequest, readRequest } from './peer-request.ts';
import type { Stage } from './stage.ts';
import { WIRE_FORMS } from './wire-forms.ts';

/** A call the peer got. Times are milliseconds since its start, by `performance.now`. */
export interface PeerCall extends PeerRequest {
  readonly at: number;
  /** When its connection was done with it. */
  readonly endedAt: number | undefined;
  /** Whether the caller left before the end. */
  readonly isAborted: boolean;
}

/** A server on loopback that answers as model providers do, well or badly. */
export interface ModelPeer extends AsyncDisposable {
  readonly origin: string;
  /** What an adapter takes as its base URL. */
  baseUrl(wire: Wire): string;
  /** Says how a model answers from now on: call by call, the last plan repeats. */
  script(model: string, ...plans: readonly AnswerPlan[]): void;
  /** Every call since the start or the last reset, in order. */
  readonly calls: readonly PeerCall[];
  callsOf(model: string): readonly PeerCall[];
  /** Forgets calls and scripts. */
  reset(): void;
}

type Recorded = { -readonly [Key in keyof PeerCall]: PeerCall[Key] };

/** Starts a peer on a free port of loopback. Dispose of it to close it and all its connections. */
export async function startModelPeer(): Promise<ModelPeer> {
  const startedAt = performance.now();
  const scripts = new Map<string, AnswerPlan[]>();
  const calls: Recorded[] = [];
  let served = 0;

  async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now() - startedAt;
    served += 1;
    const request = await readRequest(message, served);
    if (request === undefined) {
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"error":{"message":"Not found"}}');
      return;
    }
    const call: Recorded = { ...request, at, endedAt: undefined, isAborted: false };
    calls.push(call);
    const stage = openStage({ request, plan: nextPlan(scripts, request.model), response, call });
    response.once('close', () => (call.endedAt = performance.now() - startedAt));
    await giveAnswer(stage).catch((error: unknown) => {
      if (!stage.signal.aborted) throw error;
    });
  }

  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      // A defect of the peer shall be seen as one, not as a fault of a provider.
      console.error('model peer:', error);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    baseUrl: (wire) => baseUrl(origin, wire),
    script: (model, ...plans) => void scripts.set(model, [...plans]),
    calls,
    callsOf: (model) => calls.filter((call) => call.model === model),
    reset() {
      calls.length = 0;
      scripts.clear();
    },
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function nextPlan(scripts: ReadonlyMap<string, AnswerPlan[]>, model: string): AnswerPlan {
  const plans = scripts.get(model) ?? [];
  return (plans.length > 1 ? plans.shift() : plans[0]) ?? {};
}

function openStage(input: {
  readonly request: PeerRequest;
  readonly plan: AnswerPlan;
  readonly response: ServerResponse;
  readonly call: Recorded;
}): Stage {
  const { request, plan, response, call } = input;
  const closed = new AbortController();
  let isOurs = false;
  response.on('error', () => undefined);
  response.once('close', () => {
    call.isAborted = !isOurs && !response.writableFinished;
    closed.abort();
  });
  return {
    request,
    plan,
    response,
    form: WIRE_FORMS[request.wire],
    signal: closed.signal,
    breakOff(how) {
      isOurs = true;
      if (how === 'reset') response.socket?.resetAndDestroy();
      else response.socket?.destroy();
    },
  };
}

function baseUrl(origin: string, wire: Wire): string {
  if (wire === 'google') return `${origin}/v1beta`;
  return wire === 'compatible' ? `${origin}${COMPATIBLE_PREFIX}/v1` : `${origin}/v1`;
}
