import { Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Source } from '#modules/sources/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Shown } from '../../ui/states.tsx';

/** One source: whom it is about, where and when it was read, and what can be done with it. */
export function SourceItem({ item, mayWrite }: { item: Source; mayWrite: boolean }): ReactNode {
  const { about, title, kind, place, readAt, addedBy } = item;
  return (
    <Stack gap="xs">
      <Text fw={550} className="source-words">
        {about}: {title}
      </Text>
      <Text size="sm" c="dimmed" component="div" className="source-words">
        {kind === 'page' ? (
          <Anchor href={place} target="_blank" rel="noopener noreferrer nofollow" inherit underline="always">
            {place}
          </Anchor>
        ) : (
          place
        )}
        , read <Moment at={readAt} />, added by {addedBy}
      </Text>
      <Group gap="xs">
        <TextButton item={item} />
        {mayWrite ? <Verbs item={item} /> : undefined}
      </Group>
    </Stack>
  );
}

/** Shows the text that is kept: it is what others wrote, as text and nothing more. */
function TextButton({ item: { id, title } }: { item: Source }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const query = useQuery({ ...api.sources.get.queryOptions({ input: { id } }), enabled: isOpen });
  return (
    <>
      <Button size="xs" variant="default" aria-label={`Text of ${title}`} onClick={() => setOpen(true)}>
        Text
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={title}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Shown query={query}>
          {({ text }) => (
            <Text component="div" className="source-words source-text" maw="80ch">
              {text}
            </Text>
          )}
        </Shown>
      </Modal>
    </>
  );
}

function Verbs({ item: { id, kind, title } }: { item: Source }): ReactNode {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const change = async (
    act: () => Promise<unknown>,
    said: { done: string; failed: string },
  ): Promise<void> => {
    await attempt(async () => {
      await act();
      await queries.invalidateQueries({ queryKey: api.sources.key() });
    }, said);
  };
  const readAgain = async (): Promise<void> => {
    setBusy(true);
    await change(() => client.sources.readAgain({ id }), {
      done: 'The page was read again.',
      failed: 'The page was not read again',
    });
    setBusy(false);
  };
  return (
    <>
      {kind === 'page' ? (
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          aria-label={`Read again: ${title}`}
          onClick={() => void readAgain()}
        >
          Read again
        </Button>
      ) : undefined}
      <ConfirmButton
        label="Remove"
        button={{ size: 'xs' }}
        title={`Remove ${title}`}
        confirm="Remove it"
        isBad
        onConfirm={() =>
          change(() => client.sources.remove({ id }), {
            done: 'The source is removed.',
            failed: 'The source was not removed',
          })
        }
      >
        Its text goes with it. Work that was done from it keeps the sentences that it quotes.
      </ConfirmButton>
    </>
  );
}
