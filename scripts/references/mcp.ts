import { z } from 'zod';
import { jsonSchemaOf } from '#server/mcp/advertise-schema';
import { RESOURCES } from '#server/mcp/resource-table';
import { metaOf, shapeOf, type Tool } from '#server/mcp/tool';
import { TOOLS } from '#server/mcp/tool-table';

const inputSchema = z.object({
  properties: z.record(z.string(), z.object({ description: z.string().optional() })),
  required: z.array(z.string()).default([]),
});

/** Every tool and resource of the MCP server, from the tables that the server itself is made of. */
export function describeMcp(): string {
  return [
    '# MCP tools and resources',
    '',
    'What an assistant finds, over stdio (`aicmo mcp`) and at `/mcp`. How to connect one:',
    '[connect-an-assistant](../guides/connect-an-assistant.md). Generated from the tables that the server is made of.',
    '',
    '## Tools',
    '',
    '| tool | permission | effect | replaces, stops or closes something | the same call twice is one | input |',
    '|---|---|---|---|---|---|',
    ...TOOLS.map(rowOf),
    '',
    ...TOOLS.flatMap((tool) => [`### ${tool.name}`, '', tool.description, '', ...inputsOf(tool)]),
    '## Resources',
    '',
    'JSON documents. Where a list has more, its `more` is the address of the next page, such as `aicmo://alerts?after=…`.',
    '',
    '| address | permission | what it is |',
    '|---|---|---|',
    ...RESOURCES.map(
      ({ uri, operation, description }) => `| \`${uri}\` | \`${metaOf(operation).needs}\` | ${description} |`,
    ),
    '',
  ].join('\n');
}

function rowOf({ name, needs, effect, annotations, operation }: Tool): string {
  const { properties, required } = inputSchema.parse(
    jsonSchemaOf(shapeOf(operation, 'inputSchema'), 'input'),
  );
  const fields = Object.keys(properties).map((key) =>
    required.includes(key) ? `\`${key}\`` : `\`${key}\`?`,
  );
  const isSaid = (is: boolean): string => (effect === 'read' ? '' : is ? 'yes' : 'no');
  const hints = `${isSaid(annotations.destructiveHint)} | ${isSaid(annotations.idempotentHint)}`;
  return `| \`${name}\` | \`${needs}\` | ${effect} | ${hints} | ${fields.join(', ')} |`;
}

function inputsOf({ operation }: Tool): string[] {
  const { properties } = inputSchema.parse(jsonSchemaOf(shapeOf(operation, 'inputSchema'), 'input'));
  const said = Object.entries(properties).filter(([, { description }]) => description !== undefined);
  if (said.length === 0) return [];
  return [...said.map(([key, { description }]) => `- \`${key}\`: ${description ?? ''}`), ''];
}
