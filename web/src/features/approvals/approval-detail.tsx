import { Alert, Badge, Code, Group, Paper, ScrollArea, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { ApprovalDetail as Detail } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { tellFailed } from '../../ui/toast.ts';
import { APPROVAL_SIGNS } from '../../ui/tone.ts';
import { ClientLinks } from './client-links.tsx';
import { Comments } from './comments.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { TaskToApprove } from './task-to-approve.tsx';
import { StepsPanel } from './steps-panel.tsx';
import { type Spot, SpotPicture } from './spot-picture.tsx';
import { VariantWords } from './variant-words.tsx';

/** One thing that waits: exactly what would go out, what was said about it, and the decision. */
export function ApprovalDetail({ id, onDecided }: { id: string; onDecided: () => void }): ReactNode {
  const query = useQuery(api.approvals.get.queryOptions({ input: { id } }));
  return (
    <Paper
      withBorder
      p={{ base: 'sm', sm: 'lg' }}
      className="inbox-detail"
      component="article"
      aria-label="What would go out"
    >
      <Shown query={query}>{(detail) => <Whole detail={detail} onDecided={onDecided} />}</Shown>
    </Paper>
  );
}

function Whole({ detail, onDecided }: { detail: Detail; onDecided: () => void }): ReactNode {
  const { workspace, can } = useSession();
  const queryClient = useQueryClient();
  const [spot, setSpot] = useState<Spot | undefined>();
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.approvals.key() });
  const resolve = async (commentId: string): Promise<void> => {
    try {
      await client.approvals.resolveComment({ id: detail.id, commentId });
      await refresh();
    } catch (error) {
      tellFailed('The comment was not marked as done', error);
    }
  };
  return (
    <Stack gap="md">
      <div>
        <Group gap="sm" justify="space-between" align="flex-start" wrap="nowrap">
          <Title order={2}>{detail.title}</Title>
          <SignBadge {...APPROVAL_SIGNS[detail.state]} />
        </Group>
        <Text size="sm" c="dimmed">
          <Link
            to="/w/$workspace/campaigns/$id"
            params={{ workspace: workspace.workspaceId, id: detail.campaignId }}
            className="plain-anchor"
          >
            {detail.campaignName}
          </Link>
          {detail.task === null
            ? ` · ${detail.detail} · revision ${detail.revision} · handed in by ${detail.madeBy}`
            : ` · ${detail.detail} · proposed by ${detail.madeBy}`}
        </Text>
      </div>
      <Verdict detail={detail} />
      <StepsPanel detail={detail} />
      {detail.task !== null ? (
        <TaskToApprove task={detail.task} />
      ) : detail.variant === null ? (
        <BriefText detail={detail} />
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <SpotPicture
            variant={detail.variant}
            comments={detail.comments}
            spot={spot}
            onSpot={can('approvals.comment') ? setSpot : undefined}
          />
          <VariantWords variant={detail.variant} />
        </SimpleGrid>
      )}
      <Comments
        detail={detail}
        spot={spot}
        onClearSpot={() => setSpot(undefined)}
        onSaid={async () => {
          setSpot(undefined);
          await refresh();
        }}
        onResolve={resolve}
      />
      <ClientLinks detail={detail} />
      <DecisionBar
        detail={detail}
        onDecided={async () => {
          onDecided();
          await refresh();
        }}
      />
      <Text size="xs" c="dimmed">
        A decision is bound to <Code>{detail.contentHash.slice(0, 12)}</Code>, the hash of{' '}
        {detail.task === null ? 'the words and pixels above' : 'type, title, description and payload'}. Any
        change of them makes it void.
      </Text>
    </Stack>
  );
}

function Verdict({ detail }: { detail: Detail }): ReactNode {
  const { state, voidReason, decidedBy, decidedAt, comment } = detail;
  if (state === 'void')
    return (
      <Alert color="orange" title="There is no decision that holds">
        {voidReason ?? 'It was changed.'}
      </Alert>
    );
  if (decidedBy === null || decidedAt === null) return undefined;
  return (
    <Alert
      color={APPROVAL_SIGNS[state].tone === 'good' ? 'teal' : 'orange'}
      title={`${APPROVAL_SIGNS[state].word} by ${decidedBy}`}
    >
      <Moment at={decidedAt} />
      {comment === null ? undefined : <Text className="keep-lines">{comment}</Text>}
    </Alert>
  );
}

function BriefText({ detail }: { detail: Detail }): ReactNode {
  const { brief } = detail;
  if (brief === null) return <Text c="dimmed">What this was about is no longer there.</Text>;
  return (
    <Stack gap="xs">
      {brief.warnings.length > 0 ? (
        <Badge color="orange">{`${brief.warnings.length} notes of the check`}</Badge>
      ) : undefined}
      <ScrollArea.Autosize
        mah={520}
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Text of the brief' }}
      >
        <Code block>{brief.text.trim()}</Code>
      </ScrollArea.Autosize>
    </Stack>
  );
}
