import { Button, Divider, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { CalendarFeed, FeedInput, NewCalendarFeed } from '#modules/schedule/contract';
import { MOST_FEED_NAME } from '#modules/schedule/enums';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';
import { Shown } from '../../ui/states.tsx';

/** A button to the links by which calendars of other programs show this one. */
export function SubscribeButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Subscribe
      </Button>
      {isOpen ? <FeedDialog onClose={() => setOpen(false)} /> : undefined}
    </>
  );
}

/** Makes, lists and ends links to the calendar. */
function FeedDialog({ onClose }: { onClose: () => void }): ReactNode {
  const cache = useQueryClient();
  const [made, setMade] = useState<NewCalendarFeed>();
  const feeds = useQuery(api.schedule.feeds.queryOptions());
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.schedule.feeds.key() });
  if (made !== undefined)
    return (
      <ShownOnce
        title={`The link “${made.name}”`}
        label="Address of the calendar"
        text={made.url}
        onClose={() => setMade(undefined)}
      >
        Add it in your calendar program as a calendar by address. Whoever has it sees what you may see, so
        keep it to yourself. It is shown here and never again.
      </ShownOnce>
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title="Subscribe to the calendar"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text>
          A link shows the calendar in other programs, such as the one on your phone, without a sign-in. It
          shows what you may see at that time, until you revoke it.
        </Text>
        <FeedForm
          onSubmit={async (given) => {
            const answer = await client.schedule.makeFeed(given);
            await refresh();
            setMade(answer);
          }}
        />
        <Divider label="Links there are" labelPosition="left" />
        <Shown query={feeds}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">No link yet.</Text>
            ) : (
              <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
                {items.map((feed) => (
                  <FeedLine key={feed.id} feed={feed} onChange={refresh} />
                ))}
              </Stack>
            )
          }
        </Shown>
      </Stack>
    </Modal>
  );
}

const EVERYTHING = '';

/** Names of the brands that the person sees, by id. */
function useBrands(): ReadonlyMap<string, string> {
  const brands = useQuery(api.brands.list.queryOptions({ input: { limit: 200 } }));
  return new Map((brands.data?.items ?? []).map(({ id, name }) => [id, name]));
}

/** Name and extent of a new link. */
function FeedForm({ onSubmit }: { onSubmit: (given: FeedInput) => Promise<unknown> }): ReactNode {
  const brands = useBrands();
  const [name, setName] = useState('');
  const [brandId, setBrandId] = useState(EVERYTHING);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    setFailure(undefined);
    setBusy(true);
    try {
      await onSubmit({ name, scope: brandId === EVERYTHING ? 'workspace' : 'brand', scopeId: brandId });
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack>
        <FormFailure failure={failure} />
        <TextInput
          label="Name"
          description="Which program reads it."
          required
          withAsterisk={false}
          maxLength={MOST_FEED_NAME}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="What it shows"
          data={[
            { value: EVERYTHING, label: 'All that I may see' },
            ...[...brands].map(([value, label]) => ({ value, label })),
          ]}
          value={brandId}
          allowDeselect={false}
          onChange={(value) => setBrandId(value ?? EVERYTHING)}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={isBusy}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FeedLine({ feed, onChange }: { feed: CalendarFeed; onChange: () => Promise<void> }): ReactNode {
  const brands = useBrands();
  const { id, name, scope, scopeId, isOwn, madeBy, createdAt, lastReadAt } = feed;
  const shows =
    scope === 'workspace'
      ? 'Everything'
      : scope === 'brand'
        ? (brands.get(scopeId) ?? 'One brand')
        : 'One campaign';
  const revoke = (): Promise<unknown> =>
    attempt(
      async () => {
        await client.schedule.revokeFeed({ id });
        await onChange();
      },
      { done: `${name} shows nothing any more`, failed: 'The link was not revoked' },
    );
  return (
    <Group component="li" justify="space-between" align="flex-start" wrap="nowrap">
      <Stack gap={0} miw={0}>
        <Text fw={550} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {shows} · made <Moment at={createdAt} />
          {isOwn ? '' : ` by ${madeBy}`} ·{' '}
          {lastReadAt === null ? (
            'never read'
          ) : (
            <>
              read <Moment at={lastReadAt} />
            </>
          )}
        </Text>
      </Stack>
      <ConfirmButton
        label="Revoke"
        title={`Revoke ${name}?`}
        confirm="Revoke the link"
        isBad
        button={{ size: 'xs', flex: 'none' }}
        onConfirm={revoke}
      >
        Programs that read it show nothing new from then on. It cannot be undone.
      </ConfirmButton>
    </Group>
  );
}
