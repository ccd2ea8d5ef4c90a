import type { CallToolResult, McpServer, StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { ApiContext } from '#server/router';
import { advertise, jsonSchemaOf } from './advertise-schema.ts';
import { failedResult, noteProblem, toolFailure } from './failure.ts';
import { perform } from './perform.ts';
import { shapeOf, type Tool } from './tool.ts';
import { TOOLS } from './tool-table.ts';

export interface ToolWays {
  /** The context of one call, with a request id. */
  readonly contextOf: () => ApiContext;
  /** Called before a tool that starts generation, where this process may have to do the work itself. */
  readonly beforeRun?: () => Promise<void>;
}

/** Registers every tool of the table. */
export function addTools(server: McpServer, ways: ToolWays): void {
  for (const tool of TOOLS) {
    const { name, title, description, annotations, needs, effect } = tool;
    const { inputSchema, outputSchema } = schemasOf(tool);
    const words = { title, description, annotations, inputSchema, outputSchema };
    const declared = { 'aicmo/needs': needs, 'aicmo/effect': effect };
    server.registerTool(name, { ...words, _meta: declared }, (input: unknown) =>
      answerCall(tool, input as Readonly<Record<string, unknown>>, ways),
    );
  }
}

async function answerCall(
  tool: Tool,
  input: Readonly<Record<string, unknown>>,
  ways: ToolWays,
): Promise<CallToolResult> {
  const context = ways.contextOf();
  try {
    if (tool.startsRun === true) await ways.beforeRun?.();
    const answer = await perform({ operation: tool.operation, view: tool.view, input }, context);
    const text = tool.report?.(answer, input) ?? JSON.stringify(answer);
    return { content: [{ type: 'text', text }], structuredContent: answer };
  } catch (error) {
    return failedResult(noteProblem(error, context, tool.name));
  }
}

interface ToolSchemas {
  readonly inputSchema: StandardSchemaWithJSON;
  readonly outputSchema: StandardSchemaWithJSON;
}

const known = new Map<Tool, ToolSchemas>();

/** Made once: HTTP makes a server for each request. */
function schemasOf(tool: Tool): ToolSchemas {
  const found = known.get(tool);
  if (found !== undefined) return found;
  const answer = jsonSchemaOf(tool.view ?? shapeOf(tool.operation, 'outputSchema'), 'output');
  // A failure is part of it, because older clients hold the data of a failed call against this schema as well.
  const output = { type: 'object', anyOf: [answer, jsonSchemaOf(toolFailure, 'output')] };
  const schemas = {
    inputSchema: advertise(jsonSchemaOf(shapeOf(tool.operation, 'inputSchema'), 'input')),
    outputSchema: advertise(output),
  };
  known.set(tool, schemas);
  return schemas;
}
