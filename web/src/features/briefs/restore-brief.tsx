import { Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Problem } from '#kernel/text-problem';
import type { BriefDetail, BriefRevision } from '#modules/briefs/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { RestoreButton } from '../../ui/restore-button.tsx';
import { Shown } from '../../ui/states.tsx';
import { tellDone } from '../../ui/toast.ts';
import { ProblemList } from './problem-list.tsx';

/** Brings a former revision of a brief back, after one has seen what that changes. */
export function RestoreBrief({ brief, newest }: { brief: BriefDetail; newest: BriefRevision }): ReactNode {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { workspace } = useSession();
  const { id, revision } = brief;
  const restore = async (seen: number): Promise<void> => {
    try {
      const taken = await client.briefs.restore({ id, newest: seen });
      tellDone(
        taken.outcome === 'unchanged'
          ? `Nothing to restore: revision ${taken.revision} says the same.`
          : `Revision ${taken.revision} is taken: it is revision ${revision} again.`,
      );
      await navigate({ to: `/w/${workspace.workspaceId}/campaigns/${taken.campaignKey}` });
    } finally {
      await queries.invalidateQueries();
    }
  };
  return (
    <RestoreButton revision={revision} newest={newest} onRestore={restore} refusal={showProblems}>
      {(seen) => (
        <>
          <Text>
            Revision {seen.revision + 1} gets the text of revision {revision} and the pictures that were kept
            with it. The campaign {brief.campaignKey} is made anew from it: its variants take the place of
            those there are now, they wait for approval again, and what was decided about revision{' '}
            {seen.revision} no longer holds. No revision is lost.
          </Text>
          {seen.source.kind === 'folder' ? (
            <Text size="sm">
              The file {seen.source.name} in the briefs folder stays as it is. When it changes, it makes the
              next revision.
            </Text>
          ) : undefined}
          <Text fw={600}>What changes against revision {seen.revision}</Text>
          <Difference before={seen.id} brief={brief} />
        </>
      )}
    </RestoreButton>
  );
}

/** What one revision changes against another. */
export function Difference({ before, brief }: { before: string; brief: BriefDetail }): ReactNode {
  const other = useQuery(api.briefs.get.queryOptions({ input: { id: before } }));
  return (
    <Shown query={other}>
      {(found) =>
        found.text === brief.text && found.contentHash !== brief.contentHash ? (
          <Text size="sm">The texts are the same; the pictures that were kept with them differ.</Text>
        ) : (
          <LineDiff before={found.text} after={brief.text} />
        )
      }
    </Shown>
  );
}

function showProblems({ problems }: Readonly<Record<string, unknown>>): ReactNode {
  if (!Array.isArray(problems)) return undefined;
  return (
    <Stack gap="xs">
      <Text size="sm">It does not pass the checks of today. Change its text and hand it in instead.</Text>
      <ProblemList problems={problems as Problem[]} />
    </Stack>
  );
}
