import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Moment } from './moment.tsx';
import { PathLink } from './path-link.tsx';
import { SignBadge } from './sign-badge.tsx';
import { TableFrame } from './table-frame.tsx';

/** One revision of a record. */
export interface RevisionRow {
  readonly revision: number;
  readonly createdAt: Date;
  readonly cameFrom: string;
  /** Where the page shows it. */
  readonly link: { readonly to: string; readonly search?: Readonly<Record<string, unknown>> };
  readonly isNewest: boolean;
  /** Whether it is what stands below the table. */
  readonly isShown: boolean;
}

/** The revisions of a record, newest first (E2). */
export function RevisionTable({ rows }: { rows: readonly RevisionRow[] }): ReactNode {
  return (
    <TableFrame label="Revisions">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Revision</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Made</Table.Th>
          <Table.Th>Came from</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ revision, createdAt, cameFrom, link, isNewest, isShown }) => (
          <Table.Tr key={revision} data-revision={revision}>
            <Table.Td>
              <PathLink
                {...link}
                className="row-link"
                {...(isShown ? { 'aria-current': 'true' as const } : {})}
              >
                Revision {revision}
              </PathLink>
            </Table.Td>
            <Table.Td>
              {isNewest ? <SignBadge tone="good" word="Newest" /> : 'former'}
              {isShown ? ', shown below' : ''}
            </Table.Td>
            <Table.Td>
              <Moment at={createdAt} />
            </Table.Td>
            <Table.Td>{cameFrom}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
