import { createORPCClient, ORPCError } from '@orpc/client';
import type {
  ContractRouterClient,
  InferContractRouterInputs,
  InferContractRouterOutputs,
} from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { failureOf, toAicmoError, unreachable } from './api-failure.ts';
import type { ApiContract } from './contract.ts';
import { reviveDates } from './revive-dates.ts';
import { wireContract } from './wire-contract.ts';

export { AicmoError, failureOf, toAicmoError, unreachable } from './api-failure.ts';

/** Every operation of the API as a function. */
export type AicmoClient = ContractRouterClient<ApiContract>;
/** What each operation takes and gives, such as `AicmoOutputs['campaigns']['get']`. */
export type AicmoInputs = InferContractRouterInputs<ApiContract>;
export type AicmoOutputs = InferContractRouterOutputs<ApiContract>;

export interface ClientOptions {
  /** Where AICMO answers, such as `http://127.0.0.1:7400`. */
  readonly url: string;
  /** An API key; a browser that is signed in needs none. */
  readonly key?: string;
  /** Which workspace it is about, read anew for each request; the person's first where there is none. */
  readonly workspaceId?: () => string | undefined;
  readonly fetch?: (request: Request, init: { redirect?: Request['redirect'] }) => Promise<Response>;
}

/** The typed client of the API. Its calls throw `AicmoError`. */
export function createAicmoClient(options: ClientOptions): AicmoClient {
  const link = new OpenAPILink(wireContract.router, {
    url: `${options.url.replace(/\/+$/, '')}/api/v1`,
    headers: () => headersOf(options),
    fetch: (request, init) => send(options, request, init),
    customErrorResponseBodyDecoder: (body, response) =>
      new ORPCError('PROBLEM', { status: response.status, data: failureOf(body, response.status) }),
    interceptors: [
      async (call) => {
        try {
          return reviveDates(wireContract.dates[call.path.join('.')], await call.next());
        } catch (error) {
          throw error instanceof ORPCError ? error.data : toAicmoError(error);
        }
      },
    ],
  });
  return createORPCClient(link);
}

async function send(
  { fetch: sendBy = fetch }: ClientOptions,
  request: Request,
  init: { redirect?: Request['redirect'] },
): Promise<Response> {
  const response = await sendBy(request, init).catch((error: unknown) => {
    throw request.signal.aborted ? error : unreachable(error);
  });
  // A proxy between, not AICMO: its page says nothing to a program.
  if (response.status >= 400 && !(response.headers.get('content-type') ?? '').includes('json'))
    throw failureOf(undefined, response.status);
  return readableProblem(response);
}

function headersOf({ key, workspaceId }: ClientOptions): Record<string, string> {
  const id = workspaceId?.();
  return {
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...(id === undefined ? {} : { 'x-aicmo-workspace': id }),
  };
}

/** The link reads `application/json` only, and would hand on a problem as a file that nobody opens. */
function readableProblem(response: Response): Response {
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) return response;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
