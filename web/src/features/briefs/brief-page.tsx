import { Button, Group, Select } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { BriefRevisions } from './brief-revisions.tsx';
import { sayOrigin } from './brief-words.ts';
import { ProblemList } from './problem-list.tsx';
import { RestoreBrief, Difference } from './restore-brief.tsx';
import { PathLink } from '../../ui/path-link.tsx';

const route = getRouteApi('/w/$workspace/briefs/$id');

/** One revision of a brief: its text, its notes, and what changed against another revision. */
export function BriefPage(): ReactNode {
  const { id } = route.useParams();
  const { against } = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace, can } = useSession();
  const { data: brief } = useSuspenseQuery(api.briefs.get.queryOptions({ input: { id } }));
  // Waited for: it stands above the text, which is not to move.
  const { data: revisions } = useSuspenseQuery(
    api.briefs.list.queryOptions({ input: { campaignId: brief.campaignId, limit: 100 } }),
  );
  const others = revisions.items.filter((found) => found.id !== id);
  const [newest] = revisions.items;
  const base = `/w/${workspace.workspaceId}`;
  return (
    <Page
      title={`${brief.campaignKey}, revision ${brief.revision}`}
      lead={
        <>
          {sayOrigin(brief.source)}, <Moment at={brief.createdAt} />.{' '}
          <PathLink to={`${base}/campaigns/${brief.campaignKey}`}>Its campaign</PathLink>
        </>
      }
      actions={
        can('briefs.write') ? (
          <Group gap="xs">
            {newest === undefined || newest.contentHash === brief.contentHash ? undefined : (
              <RestoreBrief key={id} brief={brief} newest={newest} />
            )}
            <Button component={PathLink} to={`${base}/briefs/new`} search={{ from: id }}>
              Change it
            </Button>
          </Group>
        ) : undefined
      }
    >
      {others.length === 0 ? undefined : <BriefRevisions revisions={revisions.items} shown={brief} />}
      <Section
        title="Text"
        actions={
          others.length === 0 ? undefined : (
            <Select
              aria-label="Compare with"
              placeholder="Compare with"
              clearable
              clearButtonProps={{ 'aria-label': 'Do not compare' }}
              data={others.map((found) => ({ value: found.id, label: `Revision ${found.revision}` }))}
              value={against ?? null}
              onChange={(value) =>
                void navigate({ search: value === null ? {} : { against: value }, replace: true })
              }
            />
          )
        }
      >
        {against === undefined ? (
          <pre className="code-block" tabIndex={0}>
            {brief.text}
          </pre>
        ) : (
          <Difference before={against} brief={brief} />
        )}
      </Section>
      {brief.warnings.length === 0 ? undefined : (
        <Section title="Notes">
          <ProblemList problems={brief.warnings} />
        </Section>
      )}
    </Page>
  );
}
