import { Alert, Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import type { ReviewItem } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { Moment } from '../../ui/moment.tsx';

/** What the holder of the link has said, and a place to say more, also after the decision. */
export function ReviewComments({ token, item }: { token: string; item: ReviewItem }): ReactNode {
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const say = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const next = await client.approvals.commentReview({ token, text });
      cache.setQueryData(api.approvals.review.queryKey({ input: { token } }), next);
      setText('');
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs" component="section" aria-labelledby="review-comments">
      <Title order={2} id="review-comments">
        Comments
      </Title>
      {item.comments.length === 0 ? undefined : (
        <ol className="plain-list review-said">
          {item.comments.map((comment, index) => (
            <li key={index}>
              <Text className="keep-lines" dir="auto">
                {comment.text}
              </Text>
              <Text size="xs" c="dimmed">
                You, <Moment at={comment.at} />
              </Text>
            </li>
          ))}
        </ol>
      )}
      {failure === undefined ? undefined : (
        <Alert color="red" role="alert" title="The comment was not kept">
          {toAicmoError(failure).detail}
        </Alert>
      )}
      <Textarea
        label="A comment or a question"
        description={`${item.workspaceName} reads it. It decides nothing.`}
        autosize
        minRows={2}
        maxLength={2000}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group>
        <Button variant="default" disabled={text.trim() === ''} loading={isBusy} onClick={() => void say()}>
          Send the comment
        </Button>
      </Group>
    </Stack>
  );
}
