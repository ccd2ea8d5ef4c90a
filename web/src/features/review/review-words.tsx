import { Text, Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { directionOf } from '#kernel/local-text';
import type { ReviewItem } from '#modules/approvals/contract';

const HEADINGS = { variant: 'Every word of it', brief: 'The brief', task: 'What would be done' } as const;

/** Language and direction of what goes out, as attributes; none where it is of no language. */
export function languageOf({ locale }: Pick<ReviewItem, 'locale'>): { lang?: string; dir?: 'ltr' | 'rtl' } {
  return locale === null ? {} : { lang: locale, dir: directionOf(locale) };
}

/** Every text that would go out, in its own language and direction. */
export function ReviewWords({ item }: { item: ReviewItem }): ReactNode {
  const { words, subjectType } = item;
  return (
    <section aria-labelledby="review-words">
      <Title order={2} id="review-words" mb="xs">
        {HEADINGS[subjectType]}
      </Title>
      {words.length === 0 ? (
        <Text c="dimmed">What this was about is no longer there.</Text>
      ) : (
        <dl className="review-words">
          {words.map(({ label, text }, index) => (
            <Fragment key={`${label}${index}`}>
              <dt>{label}</dt>
              <dd {...languageOf(item)}>{text}</dd>
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  );
}
