import { Badge, Code, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { isKeyScope, PERMISSIONS } from '#kernel/permission';
import { PROOF_MINUTES } from '#kernel/proof';
import type { Tone } from '../../ui/theme.ts';
import { SignBadge } from '../../ui/sign-badge.tsx';
import type { ApiOperation } from './api-document.ts';
import { Console } from './console.tsx';
import { FieldLine, SchemaTree } from './schema-tree.tsx';

const EFFECT_TONES: Readonly<Record<string, Tone>> = {
  read: 'neutral',
  write: 'info',
  publish: 'warning',
  spend: 'warning',
};

/** Who may call an operation, in a sentence. */
function needsWords(needs: string): string {
  const permission = PERMISSIONS.find((found) => found === needs);
  if (needs === 'public') return 'Anybody may call it.';
  if (permission === undefined)
    return 'A person who is signed in may call it, about themselves. A key may not.';
  return isKeyScope(permission)
    ? `Needs ${needs}, of a person or of a key.`
    : `Needs ${needs} of a person who is signed in. No key may have it.`;
}

/** What is asked of people besides their rights, in a sentence. */
function freshWords(fresh: ApiOperation['fresh']): string {
  if (fresh === undefined) return '';
  const asked = `must have confirmed within the last ${PROOF_MINUTES} minutes that it is them.`;
  return fresh === true
    ? `A person ${asked}`
    : `A person with a second factor ${asked} Without one, the password given is enough.`;
}

/** One operation: what it needs and does, its shapes, and the console. */
export function OperationView({ operation }: { operation: ApiOperation }): ReactNode {
  return (
    <Stack gap="md" component="article" aria-labelledby="operation-title">
      <div>
        <Title order={2} id="operation-title">
          {operation.summary}
        </Title>
        <Group gap="xs" mt={6}>
          <Badge color="gray" variant="outline">
            {operation.method}
          </Badge>
          <Code>/api/v1{operation.path}</Code>
          <SignBadge
            tone={EFFECT_TONES[operation.effect] ?? 'neutral'}
            word={`Effect: ${operation.effect}`}
          />
        </Group>
        <Text size="sm" mt={6}>
          {needsWords(operation.needs)} {freshWords(operation.fresh)}
        </Text>
      </div>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="md">
          {operation.parameters.length === 0 ? undefined : (
            <Part title="Parameters">
              <ul className="schema-tree">
                {operation.parameters.map((parameter) => (
                  <li key={parameter.name}>
                    <FieldLine
                      name={parameter.name}
                      schema={parameter.schema}
                      isRequired={parameter.required === true}
                      note={`in the ${parameter.in}`}
                    />
                  </li>
                ))}
              </ul>
            </Part>
          )}
          {operation.body === undefined ? undefined : (
            <Part title="Request">
              <SchemaTree schema={operation.body} />
            </Part>
          )}
          {operation.answer === undefined ? undefined : (
            <Part title="Answer">
              <SchemaTree schema={operation.answer} />
            </Part>
          )}
        </Stack>
        <Part title="Try it">
          <Console key={operation.id} operation={operation} />
        </Part>
      </SimpleGrid>
    </Stack>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Paper withBorder p="md" style={{ alignSelf: 'start' }} w="100%" miw={0}>
      <Title order={3} mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}
