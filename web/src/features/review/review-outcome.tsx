import { Alert, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ReviewItem } from '#modules/approvals/contract';
import { formatTime } from '../../lib/time.ts';
import { nothingToDecide, REVIEW_VERBS } from './decision-words.ts';

/** What was decided by the link, also when the page is opened again; or why there is nothing to decide. */
export function ReviewOutcome({ item, takesFocus }: { item: ReviewItem; takesFocus: boolean }): ReactNode {
  const { decided, workspaceName } = item;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) place.current?.focus();
  }, [takesFocus]);
  const frame = { ref: place, tabIndex: -1, role: 'status' } as const;
  if (decided === null)
    return (
      <Alert {...frame} color="gray" title="There is nothing for you to decide">
        {nothingToDecide(item)}
      </Alert>
    );
  const { decision, at, comment } = decided;
  return (
    <Alert {...frame} color={decision === 'approve' ? 'teal' : 'orange'} title={REVIEW_VERBS[decision].done}>
      <Stack gap={6}>
        <Text size="sm">
          <time dateTime={at.toISOString()}>{formatTime(at)}</time>. {workspaceName} sees it now; you can
          close this page.
        </Text>
        {comment === null ? undefined : (
          <Text size="sm" component="blockquote" m={0} className="keep-lines" dir="auto">
            {comment}
          </Text>
        )}
        <Text size="sm">
          Was it a mistake? Write a comment below, or tell {workspaceName}: they can open it again.
        </Text>
      </Stack>
    </Alert>
  );
}
