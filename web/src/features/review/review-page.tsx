import './review.css';
import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ReviewItem } from '#modules/approvals/contract';
import { api } from '../../api.ts';
import { formatDay } from '../../lib/time.ts';
import { Loading } from '../../ui/states.tsx';
import { ReviewComments } from './review-comments.tsx';
import { ReviewDecision } from './review-decision.tsx';
import { ReviewFailure } from './review-failure.tsx';
import { ReviewOutcome } from './review-outcome.tsx';
import { ReviewPicture } from './review-picture.tsx';
import { languageOf, ReviewWords } from './review-words.tsx';

/**
 * The page of somebody without an account: the one thing that their link is for, and the decision on it. The token stands
 * after `#`, so that no server or log sees it.
 */
export function ReviewPage(): ReactNode {
  const token = useLocation({ select: ({ hash }) => hash });
  const review = useQuery(api.approvals.review.queryOptions({ input: { token } }));
  const item = review.data;
  const title = item === undefined ? 'Your decision' : `${item.title} · ${item.workspaceName}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="review">
      {item !== undefined && review.error === null ? (
        <Review key={token} token={token} item={item} />
      ) : review.error === null ? (
        <>
          <Title order={1}>Your decision</Title>
          <Loading />
        </>
      ) : (
        <ReviewFailure error={review.error} onRetry={() => void review.refetch()} />
      )}
    </main>
  );
}

function Review({ token, item }: { token: string; item: ReviewItem }): ReactNode {
  // Whoever decides here is led to what they have decided; whoever comes back reads from the top.
  const couldDecide = useRef(item.mayDecide);
  return (
    <>
      <header>
        <Text fw={620} size="lg">
          {item.workspaceName}
        </Text>
        <Text size="sm" c="dimmed">
          For {item.forName}, until {formatDay(item.expiresAt)}
        </Text>
        <Title order={1} mt="lg">
          <bdi {...languageOf(item)}>{item.title}</bdi>
        </Title>
        <Text c="dimmed">
          {item.campaignName} · {item.detail}
        </Text>
      </header>
      {item.mayDecide ? undefined : <ReviewOutcome item={item} takesFocus={couldDecide.current} />}
      <div className="review-parts" data-pictures={item.pictures.length > 0 || undefined}>
        {item.pictures.length === 0 ? undefined : (
          <Stack gap="md" component="section" aria-label="Pictures">
            {item.pictures.map((picture) => (
              <ReviewPicture
                key={`${item.contentHash} ${picture.ratio}`}
                token={token}
                contentHash={item.contentHash}
                picture={picture}
                locale={item.locale}
              />
            ))}
          </Stack>
        )}
        <Stack gap="lg" className="review-side">
          <ReviewWords item={item} />
          <ReviewComments token={token} item={item} />
          {item.mayDecide ? <ReviewDecision token={token} item={item} /> : undefined}
        </Stack>
      </div>
      <footer>
        <Text size="xs" c="dimmed">
          This link was made for {item.forName} by {item.workspaceName}, and shows this one thing. Whoever has
          it can decide, so give it to nobody else.
        </Text>
      </footer>
    </>
  );
}
