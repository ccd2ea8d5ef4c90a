import { send } from '../../lib/send.ts';
import type { ApiOperation } from './api-document.ts';

export interface ApiRequest {
  readonly method: string;
  /** From the root of the server on, with its query. */
  readonly path: string;
  readonly body: string | undefined;
}

/** The request of an operation with values for its parameters. Empty ones are left out. */
export function requestOf(
  operation: ApiOperation,
  values: Readonly<Record<string, unknown>>,
  body: string | undefined,
): ApiRequest {
  const textOf = (name: string): string => {
    const value = values[name];
    return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  };
  const path = operation.path.replaceAll(/\{\+?(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(textOf(name)),
  );
  const query = new URLSearchParams(
    operation.parameters
      .filter((parameter) => parameter.in === 'query' && textOf(parameter.name) !== '')
      .map(({ name }) => [name, textOf(name)]),
  ).toString();
  return { method: operation.method, path: `/api/v1${path}${query === '' ? '' : `?${query}`}`, body };
}

/** The same as a line for a shell. The key is taken from its environment, so that it stands in no history. */
export function curlOf(request: ApiRequest, origin: string): string {
  const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [
    `curl -X ${request.method} ${quote(`${origin}${request.path}`)}`,
    `-H "Authorization: Bearer $AICMO_KEY"`,
    ...(request.body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d ${quote(request.body)}`]),
  ];
  return lines.join(' \\\n  ');
}

export interface ApiAnswer {
  readonly status: number;
  readonly milliseconds: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

const SHOWN = /^(content-type|x-request-id|retry-after|ratelimit|x-ratelimit|etag|location|idempoten)/;

/** Sends a request with the session of the person. */
export async function sendRequest(request: ApiRequest, workspaceId: string): Promise<ApiAnswer> {
  const start = performance.now();
  const answer = await send(request.path, {
    method: request.method,
    headers: {
      'x-aicmo-workspace': workspaceId,
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    milliseconds: Math.round(performance.now() - start),
    headers: [...answer.headers].filter(([name]) => SHOWN.test(name)),
    body: laidOut(text),
  };
}

function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
