import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import type { Problem } from '#platform/http/problem';
import type { ApiContext } from '#server/router';
import { noteProblem } from './failure.ts';
import { perform } from './perform.ts';
import { type McpResource, RESOURCES } from './resource-table.ts';

const MIME_TYPE = 'application/json';
/** The newest that are listed by themselves; all others are reached by their address. */
const LISTED = 20;
const COMPLETED_FROM = 200;

type ContextOf = () => ApiContext;

/** Registers every resource of the table. */
export function addResources(server: McpServer, contextOf: ContextOf): void {
  for (const resource of RESOURCES) {
    if (resource.newest === undefined) addDocument(server, resource, contextOf);
    else addFamily(server, resource, contextOf);
    if (resource.isPaged) addFurtherPages(server, resource, contextOf);
  }
}

function addDocument(server: McpServer, resource: McpResource, contextOf: ContextOf): void {
  const { name, uri, title, description } = resource;
  server.registerResource(name, uri, { title, description, mimeType: MIME_TYPE }, (address) =>
    read(resource, { address, variables: {} }, contextOf()),
  );
}

function addFamily(server: McpServer, resource: McpResource, contextOf: ContextOf): void {
  const { name, uri, title, description } = resource;
  const list = async (): Promise<{ resources: { uri: string; name: string; title: string }[] }> => {
    const values = await findNewest(resource, LISTED, contextOf());
    return {
      resources: values.map((value) => ({
        uri: uri.replace(/\{\w+\}/, encodeURIComponent(value)),
        name: `${name}:${value}`,
        title: `${title} ${value}`,
      })),
    };
  };
  const template = new ResourceTemplate(uri, { list, complete: completionOf(resource, contextOf) });
  server.registerResource(name, template, { title, description, mimeType: MIME_TYPE }, (address, variables) =>
    read(resource, { address, variables: variables as Record<string, string> }, contextOf()),
  );
}

/** `?after=` of a page: a template of its own, because a template's variables all have to be there. */
function addFurtherPages(server: McpServer, resource: McpResource, contextOf: ContextOf): void {
  const { name, uri, title } = resource;
  const complete = completionOf(resource, contextOf);
  const template = new ResourceTemplate(`${uri}{?after}`, { list: undefined, complete });
  const metadata = { title: `${title}, further`, description: '`after` is `next` of the page before.' };
  server.registerResource(
    `${name}-after`,
    template,
    { ...metadata, mimeType: MIME_TYPE },
    (address, variables) =>
      read(resource, { address, variables: variables as Record<string, string> }, contextOf()),
  );
}

function completionOf(
  resource: McpResource,
  contextOf: ContextOf,
): Record<string, (typed: string) => Promise<string[]>> {
  const variable = /\{(\w+)\}/.exec(resource.uri)?.[1];
  if (variable === undefined) return {};
  return {
    [variable]: async (typed) =>
      (await findNewest(resource, COMPLETED_FROM, contextOf())).filter((value) => value.startsWith(typed)),
  };
}

async function findNewest(resource: McpResource, limit: number, context: ApiContext): Promise<string[]> {
  try {
    return (await resource.newest?.(context, limit)) ?? [];
  } catch (error) {
    throw protocolErrorOf(noteProblem(error, context, resource.uri), resource.uri);
  }
}

async function read(
  resource: McpResource,
  asked: { address: URL; variables: Readonly<Record<string, string>> },
  context: ApiContext,
): Promise<ReadResourceResult> {
  const uri = asked.address.href;
  try {
    const { after, ...variables } = decode(asked.variables, uri);
    const input = { ...resource.input(variables), ...(after === undefined ? {} : { after }) };
    const answer = await perform({ operation: resource.operation, view: resource.view, input }, context);
    const { next } = answer;
    const more =
      typeof next === 'string' ? { more: `${uri.split('?')[0]}?after=${encodeURIComponent(next)}` } : {};
    return { contents: [{ uri, mimeType: MIME_TYPE, text: JSON.stringify({ ...answer, ...more }) }] };
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw protocolErrorOf(noteProblem(error, context, uri), uri);
  }
}

function decode(variables: Readonly<Record<string, string>>, uri: string): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    throw new ResourceNotFoundError(uri, `The address ${uri} cannot be decoded.`);
  }
}

function protocolErrorOf(problem: Problem, uri: string): ProtocolError {
  if (problem.status === 404) return new ResourceNotFoundError(uri, problem.detail);
  const code = problem.status < 500 ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  const { code: name, retryable, details, instance: requestId } = problem;
  return new ProtocolError(code, problem.detail, { code: name, retryable, requestId, details });
}
