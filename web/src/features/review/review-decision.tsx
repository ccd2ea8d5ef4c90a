import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import type { ReviewItem } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { formatTime } from '../../lib/time.ts';
import { type Decision, nothingToDecide, REVIEW_VERBS } from './decision-words.ts';
import { ReviewDialog } from './review-dialog.tsx';

/** The decision: three buttons, each confirmed; afterwards what was decided, also when the page is opened again. */
export function ReviewDecision({ token, item }: { token: string; item: ReviewItem }): ReactNode {
  const { decided, mayDecide, workspaceName } = item;
  return (
    <section aria-labelledby="review-decision" className={mayDecide ? 'review-decision' : undefined}>
      <Title order={2} id="review-decision" mb="xs">
        Your decision
      </Title>
      {decided !== null ? (
        <Alert
          color={decided.decision === 'approve' ? 'teal' : 'orange'}
          role="status"
          title={REVIEW_VERBS[decided.decision].done}
        >
          <Stack gap={6}>
            <Text size="sm">
              <time dateTime={decided.at.toISOString()}>{formatTime(decided.at)}</time>. {workspaceName} sees
              it now; you can close this page.
            </Text>
            {decided.comment === null ? undefined : (
              <Text size="sm" className="keep-lines" dir="auto">
                {decided.comment}
              </Text>
            )}
            <Text size="sm" c="dimmed">
              Was it a mistake? Write a comment above or tell {workspaceName}: they can open it again.
            </Text>
          </Stack>
        </Alert>
      ) : mayDecide ? (
        <Deciding token={token} item={item} />
      ) : (
        <Alert color="gray" title="There is nothing for you to decide">
          {nothingToDecide(item)}
        </Alert>
      )}
    </section>
  );
}

function Deciding({ token, item }: { token: string; item: ReviewItem }): ReactNode {
  const cache = useQueryClient();
  const [asking, setAsking] = useState<Decision>();
  const [isChanged, setChanged] = useState(false);
  const key = api.approvals.review.queryKey({ input: { token } });
  const decide = async (decision: Decision, comment: string): Promise<void> => {
    try {
      const { contentHash } = item;
      const given = comment === '' ? {} : { comment };
      cache.setQueryData(
        key,
        await client.approvals.decideReview({ token, contentHash, decision, ...given }),
      );
    } catch (error) {
      if (toAicmoError(error).code !== 'approvals.changed') throw error;
      setChanged(true);
      setAsking(undefined);
      await cache.invalidateQueries({ queryKey: key });
    }
  };
  return (
    <Stack gap="xs">
      {isChanged ? (
        <Alert color="orange" role="alert" title="It was changed while you looked at it">
          Nothing was decided. What you see now is how it stands: look again, then decide.
        </Alert>
      ) : undefined}
      <Text size="sm" c="dimmed" className="review-bound">
        You decide on exactly what you see here, once.
      </Text>
      <Group gap="xs">
        <Button leftSection={<IconCheck size={16} />} onClick={() => setAsking('approve')}>
          {REVIEW_VERBS.approve.verb}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPencil size={16} />}
          onClick={() => setAsking('request_changes')}
        >
          {REVIEW_VERBS.request_changes.verb}
        </Button>
        <Button variant="default" leftSection={<IconX size={16} />} onClick={() => setAsking('reject')}>
          {REVIEW_VERBS.reject.verb}
        </Button>
      </Group>
      {asking === undefined ? undefined : (
        <ReviewDialog
          decision={asking}
          title={item.title}
          workspaceName={item.workspaceName}
          onClose={() => setAsking(undefined)}
          onGiven={(comment) => decide(asking, comment)}
        />
      )}
    </Stack>
  );
}
