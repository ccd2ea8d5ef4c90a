import { Stack, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import type { Variant } from '#modules/creative/contract';
import { counted } from '../../lib/words.ts';
import { SignBadge } from '../../ui/sign-badge.tsx';

/** Every word that would go out, by its place. */
export function VariantWords({ variant }: { variant: Variant }): ReactNode {
  const { copy, checks, renditions, writer } = variant;
  const words: readonly (readonly [place: string, text: string | undefined])[] = [
    ['Headline', copy.headline],
    ['Support', copy.support],
    ['Button', copy.cta],
    ['Badge', copy.badge],
    ['Quote', copy.quote === undefined ? undefined : `${copy.quote.text} (${copy.quote.by})`],
    ['Price', copy.price?.now],
    ['Post', copy.body],
    [
      'Hashtags',
      copy.hashtags.length === 0
        ? undefined
        : copy.hashtags.map((tag) => `#${tag.replace(/^#/, '')}`).join(' '),
    ],
    ['Legal line', copy.legal],
    ['Alt text', copy.altText],
  ];
  const notes = [...checks, ...renditions.flatMap((rendition) => rendition.checks)].filter(
    ({ verdict }) => verdict !== 'pass',
  );
  return (
    <Stack gap="sm">
      <dl className="word-list" lang={copy.locale} dir="auto">
        {words.map(([place, text]) =>
          text === undefined ? undefined : (
            <Fragment key={place}>
              <dt lang="en" dir="ltr">
                {place}
              </dt>
              <dd className="keep-lines">{text}</dd>
            </Fragment>
          ),
        )}
      </dl>
      <div>
        <SignBadge
          tone={notes.length === 0 ? 'good' : 'warning'}
          word={
            notes.length === 0
              ? 'Every check passed'
              : counted(notes.length, 'note of the checks', 'notes of the checks')
          }
        />
        {notes.slice(0, 5).map((note, index) => (
          <Text key={`${note.rule}${index}`} size="sm" c="dimmed">
            {note.message}
          </Text>
        ))}
      </div>
      <Text size="xs" c="dimmed">
        {writer === 'offline'
          ? 'Written by the offline writer, without a model.'
          : 'Written by a model and checked against the brief.'}
      </Text>
    </Stack>
  );
}
