import './inbox.css';
import { Group, Select, Stack, Text } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import type { Approval } from '#modules/approvals/contract';
import { APPROVAL_STATES } from '#modules/approvals/enums';
import { api } from '../../api.ts';
import { counted } from '../../lib/words.ts';
import { useLive } from '../../live/live.tsx';
import { useSession } from '../../session.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyPlace, NoMatch, Shown } from '../../ui/states.tsx';
import { APPROVAL_SIGNS } from '../../ui/tone.ts';
import { ApprovalDetail } from './approval-detail.tsx';
import { ApprovalRows } from './approval-rows.tsx';
import { BulkDecision } from './bulk-decision.tsx';
import { useInboxKeys } from './use-inbox-keys.ts';

const route = getRouteApi('/w/$workspace/inbox');
const PAGE = 25;

/** What waits for people, and exactly what would go out. */
export function Inbox(): ReactNode {
  const { can } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { state = 'pending_review', subjectType, campaignId, open } = search;
  useLive(['approvals']);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(
    api.approvals.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: PAGE, after, state, subjectType, campaignId }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next,
    }),
  );
  const counts = useQuery(api.approvals.counts.queryOptions({ input: { campaignId } }));
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const shown = items.find(({ id }) => id === open) ?? (open === undefined ? items[0] : undefined);
  const change = (next: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const mark = (id: string): void => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  const show = (id: string): void => change({ open: id });
  const openId = open ?? shown?.id;
  useInboxKeys({ items, openId, show, mark });
  const chosen = items.filter(({ id }) => marked.has(id));
  const isFiltered = subjectType !== undefined || campaignId !== undefined;

  return (
    <Page title="Inbox" lead={leadOf(counts.data)}>
      <Filters search={search} state={state} counts={counts.data} onChange={change} />
      <Shown query={{ ...query, data: query.data === undefined ? undefined : items }}>
        {(rows) =>
          rows.length === 0 && open === undefined ? (
            isFiltered ? (
              <NoMatch onClear={() => change({ subjectType: undefined, campaignId: undefined })} />
            ) : (
              <NothingWaits state={state} />
            )
          ) : (
            <div className="inbox">
              <Stack gap="xs" className="inbox-list">
                {can('approvals.decide') && chosen.length > 0 ? (
                  <BulkDecision chosen={chosen} onDone={() => setMarked(new Set())} />
                ) : undefined}
                <ApprovalRows
                  items={rows}
                  openId={openId}
                  marked={marked}
                  canMark={can('approvals.decide')}
                  onShow={show}
                  onMark={mark}
                />
                <MoreButton query={query} size="xs">
                  Show more
                </MoreButton>
              </Stack>
              {openId === undefined ? undefined : (
                <ApprovalDetail
                  key={openId}
                  id={openId}
                  onDecided={() => change({ open: nextOf(rows, openId) })}
                />
              )}
            </div>
          )
        }
      </Shown>
    </Page>
  );
}

/** The one to look at after a decision: the next that waits, else the one before. */
function nextOf(rows: readonly Approval[], id: string): string | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return rows[at + 1]?.id ?? rows[at - 1]?.id;
}

function leadOf(counts: Readonly<Record<Approval['state'], number>> | undefined): ReactNode {
  if (counts === undefined) return undefined;
  const { pending_review: waiting, changes_requested: asked } = counts;
  return `${counted(waiting, 'thing waits', 'things wait')} for a decision${asked === 0 ? '' : `, ${counted(asked, 'asks', 'ask')} for changes`}.`;
}

function NothingWaits({ state }: { state: Approval['state'] }): ReactNode {
  if (state !== 'pending_review')
    return (
      <EmptyPlace title={`Nothing is ${APPROVAL_SIGNS[state].word.toLowerCase()}`}>
        Decisions stand here once somebody has made them.
      </EmptyPlace>
    );
  return (
    <EmptyPlace title="Nothing waits for you" icon={<IconInbox size={32} stroke={1.5} aria-hidden="true" />}>
      Every brief and every variant comes here when it is made, and every task when it is proposed. Nothing
      goes out and nothing is done before somebody has approved it.
    </EmptyPlace>
  );
}

type Search = ReturnType<typeof route.useSearch>;

function Filters(props: {
  search: Search;
  state: Approval['state'];
  counts: Readonly<Record<Approval['state'], number>> | undefined;
  onChange: (next: Partial<Search>) => void;
}): ReactNode {
  const { search, state, counts, onChange } = props;
  const [isChoosing, setChoosing] = useState(false);
  const campaigns = useQuery(
    api.campaigns.list.queryOptions({
      input: { limit: 100 },
      enabled: isChoosing || search.campaignId !== undefined,
    }),
  );
  return (
    <Group gap="xs">
      <Select
        aria-label="State"
        data={APPROVAL_STATES.map((value) => ({
          value,
          label:
            counts === undefined
              ? APPROVAL_SIGNS[value].word
              : `${APPROVAL_SIGNS[value].word} (${counts[value]})`,
        }))}
        value={state}
        allowDeselect={false}
        onChange={(value) => onChange({ state: (value ?? undefined) as Search['state'], open: undefined })}
        w={210}
      />
      <Select
        aria-label="Kind"
        placeholder="Briefs, variants, tasks"
        data={[
          { value: 'brief', label: 'Briefs' },
          { value: 'variant', label: 'Variants' },
          { value: 'task', label: 'Tasks' },
        ]}
        value={search.subjectType ?? null}
        clearable
        clearButtonProps={{ 'aria-label': 'Clear kind' }}
        onChange={(value) => onChange({ subjectType: value ?? undefined, open: undefined })}
        w={190}
      />
      <Select
        aria-label="Campaign"
        placeholder="All campaigns"
        data={(campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={search.campaignId ?? null}
        searchable
        clearable
        onDropdownOpen={() => setChoosing(true)}
        nothingFoundMessage={campaigns.isLoading ? 'Loading' : 'No campaign of this name'}
        clearButtonProps={{ 'aria-label': 'Clear campaign' }}
        onChange={(value) => onChange({ campaignId: value ?? undefined, open: undefined })}
        w={240}
      />
      <Text size="xs" c="dimmed" visibleFrom="md">
        j and k move, x marks, a approves, c asks for changes, r rejects
      </Text>
    </Group>
  );
}
