import { Anchor, Code, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSession } from '../../session.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';

const STDIO = {
  mcpServers: { aicmo: { command: 'sh', args: ['-c', 'cd /srv/aicmo && exec node bin/aicmo.js mcp'] } },
};

const CLIENT = `import { createAicmoClient } from 'aicmo/client';

const aicmo = createAicmoClient({ url: '{origin}', key: process.env.AICMO_KEY });
const { items } = await aicmo.campaigns.list({ limit: 10 });`;

/** How assistants and programs are connected. */
export function Connect(): ReactNode {
  const { workspace, can } = useSession();
  const { origin } = globalThis.location;
  const http = {
    mcpServers: {
      aicmo: { type: 'http', url: `${origin}/mcp`, headers: { Authorization: 'Bearer YOUR_KEY' } },
    },
  };
  const keys = `/w/${workspace.workspaceId}/settings/keys`;
  return (
    <Stack gap="xl">
      <Section
        title="Connect an assistant (MCP)"
        lead="Both ways give the same tools. Nothing leaves the house: no tool publishes, sends or spends."
      >
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Stack gap="xs">
            <Text>
              Over HTTP, to this server. Put a key in the place of YOUR_KEY
              {can('keys.manage') ? (
                <>
                  {'; '}
                  <PathLink to={keys}>make one under Keys</PathLink>
                </>
              ) : (
                ', which an owner or admin can make'
              )}
              . The assistant may do what the key may.
            </Text>
            <CopyText text={JSON.stringify(http, null, 2)} label="Settings for HTTP" />
          </Stack>
          <Stack gap="xs">
            <Text>
              Over stdio, started by the assistant on the machine of AICMO. Put the folder of your
              installation in the place of /srv/aicmo. It acts for the operator of that machine.
            </Text>
            <CopyText text={JSON.stringify(STDIO, null, 2)} label="Settings for stdio" />
          </Stack>
        </SimpleGrid>
      </Section>
      <Section title="Call it from a program">
        <Text>
          The package has a typed client, <Code>aicmo/client</Code>, made from the same contract as this
          reference. For other languages there is the{' '}
          <Anchor underline="always" href="/api/v1/openapi.json">
            OpenAPI document
          </Anchor>
          . What an error code means stands in the{' '}
          <Anchor underline="always" href="/reference/errors">
            list of errors
          </Anchor>
          .
        </Text>
        <CopyText text={CLIENT.replace('{origin}', origin)} label="Example of the client" />
      </Section>
    </Stack>
  );
}
