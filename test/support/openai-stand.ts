import type { FastifyInstance } from 'fastify';
import OpenAI, { type ClientOptions } from 'openai';
import { contextFor } from '#flows/index';
import { createKey } from '#modules/keys/index';
import type { KeyScope } from '#kernel/permission';
import { listen } from '#platform/http/http-server';
import { buildWeb } from '#server/web-role';
import { openTestHouse, type TestHouse } from '#test/house';
import type { Wire } from '#test/model-peer/answer-plan';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { callsOnRecord, type CallRow, openTestGateway, peerSettings } from '#test/test-gateway';

/** A listening server whose gateway speaks to a peer, and OpenAI's own client for it. */
export interface OpenAiStand extends AsyncDisposable {
  readonly house: TestHouse;
  readonly peer: ModelPeer;
  readonly web: FastifyInstance;
  /** Where it listens, such as `http://127.0.0.1:43121`. */
  readonly address: string;
  /** A key with the scope `llm.use`. */
  readonly key: string;
  client(options?: ClientOptions): OpenAI;
  makeKey(scopes: readonly KeyScope[], expiresInDays?: number): Promise<{ id: string; key: string }>;
  /** A request as no client sends it. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** Attempts on record for one use case, in order. */
  recordOf(useCase: string): Promise<CallRow[]>;
}

/** Targets by name with their wire, and the chains of use cases. */
export interface OpenAiStandSetup {
  readonly targets: Readonly<Record<string, Wire>>;
  readonly useCases: Readonly<Record<string, object>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Opens it all; dispose of it to close it. */
export async function openOpenAiStand({ targets, useCases, env }: OpenAiStandSetup): Promise<OpenAiStand> {
  const house = await openTestHouse(env);
  const peer = await startModelPeer();
  const file = peerSettings(peer, {
    targets: Object.fromEntries(Object.entries(targets).map(([name, wire]) => [name, { wire }])),
    useCases,
  });
  const gateway = openTestGateway(house.db, file);
  const web = await buildWeb({ ...house, gateway });
  const address = await listen(web, { host: '127.0.0.1', port: 0 });
  const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
  const makeKey: OpenAiStand['makeKey'] = (scopes, expiresInDays) =>
    createKey(ctx, {
      name: 'test program',
      scopes: [...scopes],
      ...(expiresInDays === undefined ? {} : { expiresInDays }),
    });
  const { key } = await makeKey(['llm.use']);
  return {
    house,
    peer,
    web,
    address,
    key,
    makeKey,
    client: (options) => new OpenAI({ apiKey: key, baseURL: `${address}/v1`, maxRetries: 0, ...options }),
    send: (path, init) =>
      fetch(`${address}/v1${path}`, {
        ...init,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init?.headers },
      }),
    recordOf: async (useCase) =>
      (await callsOnRecord(house.db)).filter((call) => call['use_case'] === useCase),
    async [Symbol.asyncDispose]() {
      // Node waits for connections on which nothing was ever sent, as fetch likes to open them ahead.
      web.server.closeAllConnections();
      await web.close();
      await gateway.close();
      await house.close();
      await peer[Symbol.asyncDispose]();
    },
  };
}
