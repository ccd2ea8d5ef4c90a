import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { MAIN, type TestHome } from '#test/server-process';

/** The revisions of the protocol that clients speak: that of 2026, and what came before. */
export const REVISIONS = ['2026-07-28', '2025'] as const;
export type Revision = (typeof REVISIONS)[number];

function makeClient(revision: Revision): Client {
  const info = { name: 'test-peer', version: '1.0.0' };
  return revision === '2025'
    ? new Client(info)
    : new Client(info, { versionNegotiation: { mode: { pin: revision } } });
}

/** A client that talks to the server at an address such as `http://127.0.0.1:7400`, with the headers of a key. */
export async function connectByHttp(
  { address, headers }: { address: string; headers: Readonly<Record<string, string>> },
  revision: Revision = '2026-07-28',
): Promise<Client> {
  const client = makeClient(revision);
  const url = new URL('/mcp', address);
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return client;
}

/** A client that starts `aicmo mcp` for itself. */
export async function connectByStdio(
  at: Pick<TestHome, 'root' | 'env'>,
  revision: Revision = '2026-07-28',
): Promise<{ client: Client; transport: StdioClientTransport }> {
  const client = makeClient(revision);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [MAIN, 'mcp'],
    cwd: at.root,
    env: { ...at.env },
    stderr: 'ignore',
  });
  await client.connect(transport);
  return { client, transport };
}

/** What a tool answered: its data, its text, and whether it failed. */
export interface ToolAnswer {
  readonly data: Record<string, unknown>;
  readonly text: string;
  readonly isError: boolean;
}

/** Calls a tool. The client itself holds the answer against the schema that it was told. */
export async function callTool(
  client: Client,
  name: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<ToolAnswer> {
  const { content, structuredContent, isError } = await client.callTool({ name, arguments: args });
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return { data: structuredContent as Record<string, unknown>, text, isError: isError === true };
}

/** Reads a resource, which is one JSON document. */
export async function readDocument(client: Client, uri: string): Promise<Record<string, unknown>> {
  const { contents } = await client.readResource({ uri });
  const [document] = contents;
  if (contents.length !== 1 || document === undefined || !('text' in document))
    throw new Error(`${uri} is not one text`);
  if (document.uri !== uri || document.mimeType !== 'application/json')
    throw new Error(`${uri} came as ${document.uri}, ${document.mimeType ?? 'no type'}`);
  return JSON.parse(document.text) as Record<string, unknown>;
}
