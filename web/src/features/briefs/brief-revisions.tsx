import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BriefRevision } from '#modules/briefs/contract';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { sayOrigin } from './brief-words.ts';

/** The revisions of a brief, newest first; the newest one is what its campaign is made of. */
export function BriefRevisions(props: {
  revisions: readonly BriefRevision[];
  shown: BriefRevision;
}): ReactNode {
  const { revisions, shown } = props;
  const { workspace } = useSession();
  return (
    <Section
      title="Revisions"
      lead="Nothing is overwritten: a changed brief is a new revision, and a former one can come back as a new one."
    >
      <div className="short-list">
        <TableFrame label="Revisions">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Revision</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Taken</Table.Th>
              <Table.Th>Came from</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {revisions.map((found, index) => (
              <Table.Tr key={found.id} data-revision={found.revision}>
                <Table.Td>
                  <PathLink
                    to={`/w/${workspace.workspaceId}/briefs/${found.id}`}
                    className="row-link"
                    {...(found.id === shown.id ? { 'aria-current': 'true' as const } : {})}
                  >
                    Revision {found.revision}
                  </PathLink>
                </Table.Td>
                <Table.Td>
                  {index === 0 ? <SignBadge tone="good" word="Newest" /> : 'former'}
                  {found.id === shown.id ? ', shown below' : ''}
                </Table.Td>
                <Table.Td>
                  <Moment at={found.createdAt} />
                </Table.Td>
                <Table.Td>{sayOrigin(found.source)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      </div>
    </Section>
  );
}
