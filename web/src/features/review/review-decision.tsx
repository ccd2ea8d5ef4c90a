import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import type { ReviewItem } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { type Decision, REVIEW_VERBS } from './decision-words.ts';
import { ReviewDialog } from './review-dialog.tsx';

/** Three buttons, each of which is confirmed, bound to what is seen. On a phone they stay in sight. */
export function ReviewDecision({ token, item }: { token: string; item: ReviewItem }): ReactNode {
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
    <Stack gap={6} component="section" aria-labelledby="review-decision" className="review-decision">
      <Title order={2} id="review-decision">
        Your decision
      </Title>
      {isChanged ? (
        <Alert color="orange" role="alert" title="It was changed while you looked at it">
          Nothing was decided. What you see now is how it stands: look again, then decide.
        </Alert>
      ) : undefined}
      <Text size="sm" c="dimmed">
        You decide on exactly what you see here, once.
      </Text>
      <Group gap={6}>
        <Button px={10} leftSection={<IconCheck size={16} />} onClick={() => setAsking('approve')}>
          {REVIEW_VERBS.approve.verb}
        </Button>
        <Button
          px={10}
          variant="default"
          leftSection={<IconPencil size={16} />}
          onClick={() => setAsking('request_changes')}
        >
          {REVIEW_VERBS.request_changes.verb}
        </Button>
        <Button
          px={10}
          variant="default"
          leftSection={<IconX size={16} />}
          onClick={() => setAsking('reject')}
        >
          {REVIEW_VERBS.reject.verb}
        </Button>
      </Group>
      {asking === undefined ? undefined : (
        <ReviewDialog
          decision={asking}
          item={item}
          onClose={() => setAsking(undefined)}
          onGiven={(comment) => decide(asking, comment)}
        />
      )}
    </Stack>
  );
}
