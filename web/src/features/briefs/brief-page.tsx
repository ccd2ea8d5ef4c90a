import { Button, Select } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { ProblemList } from './problem-list.tsx';
import { PathLink } from '../../ui/path-link.tsx';

const route = getRouteApi('/w/$workspace/briefs/$id');

/** One revision of a brief: its text, its notes, and what changed against another revision. */
export function BriefPage(): ReactNode {
  const { id } = route.useParams();
  const { against } = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace, can } = useSession();
  const { data: brief } = useSuspenseQuery(api.briefs.get.queryOptions({ input: { id } }));
  const revisions = useQuery(
    api.briefs.list.queryOptions({ input: { campaignId: brief.campaignId, limit: 100 } }),
  );
  const others = (revisions.data?.items ?? []).filter((found) => found.id !== id);
  const base = `/w/${workspace.workspaceId}`;
  return (
    <Page
      title={`${brief.campaignKey}, revision ${brief.revision}`}
      lead={
        <>
          {brief.source.name}, by {brief.source.kind}, <Moment at={brief.createdAt} />.{' '}
          <PathLink to={`${base}/campaigns/${brief.campaignKey}`}>Its campaign</PathLink>
        </>
      }
      actions={
        can('briefs.write') ? (
          <Button component={PathLink} to={`${base}/briefs/new`} search={{ from: id }}>
            Change it
          </Button>
        ) : undefined
      }
    >
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
          <Difference before={against} text={brief.text} />
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

function Difference({ before, text }: { before: string; text: string }): ReactNode {
  const other = useQuery(api.briefs.get.queryOptions({ input: { id: before } }));
  return <Shown query={other}>{(found) => <LineDiff before={found.text} after={text} />}</Shown>;
}
