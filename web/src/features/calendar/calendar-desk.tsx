import { Alert, Button, Drawer, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { MOST_ITEMS } from '#modules/schedule/enums';
import { formatNumber } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Shown } from '../../ui/states.tsx';
import { Agenda } from './agenda.tsx';
import { CalendarToolbar } from './calendar-toolbar.tsx';
import { DoubtfulMove } from './doubtful-move.tsx';
import type { GridProps } from './grid-props.ts';
import { ItemCard } from './item-card.tsx';
import { MonthGrid } from './month-grid.tsx';
import { OffNames } from './off-names.tsx';
import { PutDialog } from './put-dialog.tsx';
import { ResourceGrid } from './resource-grid.tsx';
import { type LooseTask, Tray, useTray } from './tray.tsx';
import { type ShownCalendar, useCalendarSearch, useShownCalendar } from './use-calendar.ts';
import type { CampaignChoice } from './use-campaign-choice.ts';
import { useMoves } from './use-moves.ts';
import type { WallClock } from './wall-clock.ts';
import { WeekGrid } from './week-grid.tsx';

interface DeskProps {
  readonly clock: WallClock;
  readonly brandId: string;
  readonly campaigns: CampaignChoice;
  readonly brandName: (id: string) => string;
}

/** What is opened over the calendar: the card of an item, or the dialog that gives a task a time. */
type Over =
  | { readonly kind: 'card'; readonly itemId: string }
  | { readonly kind: 'move'; readonly itemId: string }
  | { readonly kind: 'put'; readonly task: LooseTask };

/** The calendar with its tray, and all that is done by hand there. */
export function CalendarDesk({ clock, brandId, campaigns, brandName }: DeskProps): ReactNode {
  const { search, setSearch } = useCalendarSearch();
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  const shown = useShownCalendar({ clock, brandId }, search, isNarrow);
  const { can } = useSession();
  const ownMoves = useMoves(clock);
  const moves = can('tasks.run') ? ownMoves : undefined;
  const [over, setOver] = useState<Over>();
  const [isTrayOpen, setTrayOpen] = useState(false);
  const tray = useTray(search.campaignId);
  const close = (): void => setOver(undefined);
  const grid: GridProps = {
    shown,
    moves,
    onOpen: (itemId) => setOver({ kind: 'card', itemId }),
    onDay: (day) => setSearch({ view: 'day', day }),
    onTrayDrop: (taskId, day, time) => {
      const title = tray.data?.items.find((task) => task.taskId === taskId)?.title;
      const runAt = clock.instantOf(day, time ?? firstTimeOf(shown, day));
      if (title !== undefined && runAt !== undefined) void moves?.ask({ taskId, title, runAt });
    },
  };
  const isGrid = !isNarrow && shown.view !== 'day' && shown.view !== 'agenda';
  const trayOf = (isDrawer: boolean): ReactNode => (
    <Tray
      campaignId={search.campaignId}
      canDrag={moves !== undefined && isGrid && !isDrawer}
      onPut={
        moves === undefined
          ? undefined
          : (task) => {
              setTrayOpen(false);
              setOver({ kind: 'put', task });
            }
      }
    />
  );
  return (
    <>
      <CalendarToolbar shown={shown} search={search} setSearch={setSearch} campaigns={campaigns} />
      {isNarrow ? (
        <Button variant="default" onClick={() => setTrayOpen(true)}>
          At no time yet ({formatNumber(tray.data?.items.length ?? 0)})
        </Button>
      ) : undefined}
      <div className="calendar-desk">
        <div className="calendar-main" aria-busy={shown.list.isPlaceholderData || undefined}>
          <Shown query={shown.list}>
            {({ items, isCut }) => (
              <>
                {isCut ? <Cut /> : undefined}
                {items.length === 0 ? <Nothing isOneCampaign={search.campaignId !== undefined} /> : undefined}
                {isGrid ? (
                  <Grid grid={grid} rows={search.rows ?? 'campaign'} brandName={brandName} />
                ) : (
                  <Agenda shown={shown} onOpen={grid.onOpen} onDay={grid.onDay} />
                )}
                {isGrid ? <OffNames shown={shown} /> : undefined}
              </>
            )}
          </Shown>
        </div>
        {isNarrow ? undefined : <aside className="calendar-tray">{trayOf(false)}</aside>}
      </div>
      <Drawer
        opened={isTrayOpen}
        onClose={() => setTrayOpen(false)}
        title="Tray"
        position="bottom"
        size="85%"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {trayOf(true)}
      </Drawer>
      <OverCalendar over={over} setOver={setOver} close={close} shown={shown} moves={moves} />
      {moves === undefined ? undefined : <DoubtfulMove moves={moves} clock={clock} />}
    </>
  );
}

/** When work begins on a day, at nine where it is none for work. */
function firstTimeOf({ days }: ShownCalendar, day: string): string {
  return days.get(day)?.spans[0]?.from ?? '09:00';
}

function Grid(props: {
  grid: GridProps;
  rows: 'campaign' | 'brand';
  brandName: (id: string) => string;
}): ReactNode {
  const { grid, rows, brandName } = props;
  if (grid.shown.view === 'week') return <WeekGrid {...grid} />;
  if (grid.shown.view === 'resources') return <ResourceGrid {...grid} rows={rows} brandName={brandName} />;
  return <MonthGrid {...grid} />;
}

function Cut(): ReactNode {
  return (
    <Alert color="orange" title={`Only the first ${formatNumber(MOST_ITEMS)} are counted`}>
      There is more in this range. Choose a shorter range or one campaign to see the rest.
    </Alert>
  );
}

function Nothing({ isOneCampaign }: { isOneCampaign: boolean }): ReactNode {
  return (
    <Text c="dimmed">
      Nothing {isOneCampaign ? 'of this campaign ' : ''}stands in the calendar here. Approved tasks get their
      times by “Plan”, or one by one from the tray.
    </Text>
  );
}

interface OverProps {
  readonly over: Over | undefined;
  readonly setOver: (over: Over) => void;
  readonly close: () => void;
  readonly shown: ShownCalendar;
  readonly moves: GridProps['moves'];
}

function OverCalendar({ over, setOver, close, shown, moves }: OverProps): ReactNode {
  const { clock, listed, today, day, days } = shown;
  if (over === undefined) return undefined;
  if (over.kind === 'put') {
    if (moves === undefined) return undefined;
    const start =
      day > today
        ? day
        : ([...days.keys()].find((each) => each > today && days.get(each)?.isWorked) ?? today);
    return (
      <PutDialog
        task={over.task}
        start={{ day: start, time: firstTimeOf(shown, start) }}
        clock={clock}
        moves={moves}
        onClose={close}
      />
    );
  }
  const item = listed.items.find(({ id }) => id === over.itemId);
  if (item === undefined) return undefined;
  if (over.kind === 'move' && moves !== undefined)
    return (
      <PutDialog
        task={{ taskId: item.taskId, title: item.title }}
        item={item}
        start={{ day: clock.dayOf(item.runAt), time: clock.timeOf(item.runAt) }}
        clock={clock}
        moves={moves}
        onClose={close}
      />
    );
  return (
    <ItemCard
      item={item}
      clock={clock}
      moves={moves}
      onMove={() => setOver({ kind: 'move', itemId: item.id })}
      onClose={close}
    />
  );
}
