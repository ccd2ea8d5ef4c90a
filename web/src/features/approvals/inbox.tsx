import './inbox.css';
import { Button, Stack } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import type { Approval } from '#modules/approvals/contract';
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
import { InboxFilters } from './inbox-filters.tsx';
import { useInboxKeys } from './use-inbox-keys.ts';

const route = getRouteApi('/w/$workspace/inbox');
const PAGE = 25;

/** What waits for people, and exactly what would go out. */
export function Inbox(): ReactNode {
  const { can } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { state = 'pending_review', subjectType, campaignId, open } = search;
  // Only what waits is anybody's turn.
  const mayChooseMine = can('approvals.decide') && state === 'pending_review';
  const mine = mayChooseMine && search.mine !== false;
  useLive(['approvals']);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const query = useInfiniteQuery(
    api.approvals.list.infiniteOptions({
      input: (after: string | undefined) => ({
        limit: PAGE,
        after,
        state,
        subjectType,
        campaignId,
        ...(mine ? { mine } : {}),
      }),
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
      <InboxFilters
        search={search}
        state={state}
        mine={mayChooseMine ? mine : undefined}
        counts={counts.data}
        onChange={change}
      />
      <Shown query={{ ...query, data: query.data === undefined ? undefined : items }}>
        {(rows) =>
          rows.length === 0 && open === undefined ? (
            isFiltered ? (
              <NoMatch onClear={() => change({ subjectType: undefined, campaignId: undefined })} />
            ) : (
              <NothingWaits
                state={state}
                forOthers={mine ? (counts.data?.pending_review ?? 0) : 0}
                onShowAll={() => change({ mine: false })}
              />
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

function NothingWaits(props: {
  state: Approval['state'];
  /** How many wait for other people. */
  forOthers: number;
  onShowAll: () => void;
}): ReactNode {
  const { state, forOthers, onShowAll } = props;
  if (state !== 'pending_review')
    return (
      <EmptyPlace title={`Nothing is ${APPROVAL_SIGNS[state].word.toLowerCase()}`}>
        Decisions stand here once somebody has made them.
      </EmptyPlace>
    );
  const icon = <IconInbox size={32} stroke={1.5} aria-hidden="true" />;
  if (forOthers > 0)
    return (
      <EmptyPlace
        title="Nothing waits for you"
        icon={icon}
        action={
          <Button variant="light" onClick={onShowAll}>
            Show all
          </Button>
        }
      >
        {counted(forOthers, 'thing waits', 'things wait')} for other people.
      </EmptyPlace>
    );
  return (
    <EmptyPlace title="Nothing waits for you" icon={icon}>
      Every brief and every variant comes here when it is made, and every task when it is proposed. Nothing
      goes out and nothing is done before somebody has approved it.
    </EmptyPlace>
  );
}
