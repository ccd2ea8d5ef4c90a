import { Button, Checkbox, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ApprovalComment, ApprovalDetail } from '#modules/approvals/contract';
import { client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { tellFailed } from '../../ui/toast.ts';
import type { Spot } from './spot-picture.tsx';

interface CommentsProps {
  readonly detail: ApprovalDetail;
  readonly spot: Spot | undefined;
  readonly onClearSpot: () => void;
  readonly onSaid: () => Promise<void>;
  readonly onResolve: (commentId: string) => Promise<void>;
}

/** What was said, numbered as on the picture, and a place to say more. */
export function Comments({ detail, spot, onClearSpot, onSaid, onResolve }: CommentsProps): ReactNode {
  const { can } = useSession();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const say = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.approvals.comment({ id: detail.id, text, ...(spot === undefined ? {} : { spot }) });
      setText('');
      await onSaid();
    } catch (error) {
      tellFailed('The comment was not kept', error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs" component="section" aria-label="Comments">
      <Title order={3}>Comments</Title>
      {detail.comments.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody has said anything yet.
        </Text>
      ) : (
        <ol className="plain-list comment-list">
          {detail.comments.map((comment, index) => (
            <Comment
              key={comment.id}
              comment={comment}
              number={index + 1}
              onResolve={can('approvals.comment') ? () => void onResolve(comment.id) : undefined}
            />
          ))}
        </ol>
      )}
      {can('approvals.comment') ? (
        <Stack gap={6}>
          <Textarea
            aria-label="Your comment"
            placeholder={spot === undefined ? 'Comment on it' : `Comment on the spot in ${spot.ratio}`}
            autosize
            minRows={2}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button
              size="xs"
              variant="default"
              disabled={text.trim() === ''}
              loading={isBusy}
              onClick={() => void say()}
            >
              {spot === undefined ? 'Comment' : 'Comment on the spot'}
            </Button>
            {spot === undefined ? undefined : (
              <Button size="xs" variant="subtle" onClick={onClearSpot}>
                Without the spot
              </Button>
            )}
          </Group>
        </Stack>
      ) : undefined}
    </Stack>
  );
}

function Comment(props: {
  comment: ApprovalComment;
  number: number;
  onResolve: (() => void) | undefined;
}): ReactNode {
  const { comment, number, onResolve } = props;
  const isDone = comment.resolvedAt !== null;
  return (
    <li className="comment" data-done={isDone || undefined}>
      <Group gap="xs" justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" className="keep-lines">
            {comment.text}
          </Text>
          <Text size="xs" c="dimmed">
            {number}. {comment.createdBy}, <Moment at={comment.createdAt} />
            {comment.spot === null ? '' : `, on a spot in ${comment.spot.ratio}`}
            {isDone ? `, dealt with by ${comment.resolvedBy ?? 'somebody'}` : ''}
          </Text>
        </div>
        {onResolve === undefined ? undefined : (
          <Checkbox size="xs" label="Done" checked={isDone} disabled={isDone} onChange={onResolve} />
        )}
      </Group>
    </li>
  );
}
