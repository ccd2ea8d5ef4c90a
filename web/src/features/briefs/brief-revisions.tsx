import type { ReactNode } from 'react';
import type { BriefRevision } from '#modules/briefs/contract';
import { useSession } from '../../session.tsx';
import { RevisionTable } from '../../ui/revision-table.tsx';
import { Section } from '../../ui/section.tsx';
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
        <RevisionTable
          rows={revisions.map((found, index) => ({
            ...found,
            cameFrom: sayOrigin(found.source),
            link: { to: `/w/${workspace.workspaceId}/briefs/${found.id}` },
            isNewest: index === 0,
            isShown: found.id === shown.id,
          }))}
        />
      </div>
    </Section>
  );
}
