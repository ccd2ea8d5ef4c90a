import { Alert, Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Verification } from '#modules/audit/contract';
import { counted } from '../../lib/words.ts';

/** What following the chain found. */
export function Found({ found }: { found: Verification }): ReactNode {
  const { head } = found;
  return (
    <Alert
      color={found.isWhole ? 'teal' : 'red'}
      title={found.isWhole ? 'The chain is whole' : 'The chain is broken'}
    >
      {found.break === null ? undefined : (
        <Text>
          Entry {found.break.sequence} is not as it was written: {found.break.detail}
        </Text>
      )}
      <Text>{counted(found.entries, 'entry holds', 'entries hold')}, from the first one on.</Text>
      {head.sequence === 0 ? undefined : (
        <Text size="sm" mt="xs">
          The last place that holds, to keep elsewhere and compare later:{' '}
          <Code>
            {head.sequence}:{head.hash}
          </Code>
        </Text>
      )}
    </Alert>
  );
}
