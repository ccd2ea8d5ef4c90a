import { Button, Menu, Text, VisuallyHidden } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBookmark,
  IconBookmarkPlus,
  IconCheck,
  IconDeviceFloppy,
  IconPencil,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { toAicmoError } from '#client/client';
import type { SavedView } from '#modules/views/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useLive } from '../../live/live.tsx';
import { useSession } from '../../session.tsx';
import type { ListColumn, ListSearch } from './list-model.ts';
import { addressOf, isChanged, keptSearch } from './view-address.ts';

const ViewDialog = lazy(() =>
  import('./view-dialog.tsx').then(({ ViewDialog }) => ({ default: ViewDialog })),
);

interface ViewsProps<Row> {
  readonly list: string;
  readonly search: ListSearch;
  readonly columns: readonly ListColumn<Row>[];
  readonly shownColumns: readonly ListColumn<Row>[];
}

/** The saved views of a list: which one is open, whether the list still shows it, and what can be done with it. */
export function ViewsMenu<Row>(props: ViewsProps<Row>): ReactNode {
  const { list, search } = props;
  const { can } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<'new' | 'edit' | 'remove' | undefined>();
  const mayKeep = can('views.keep');
  useLive(mayKeep ? ['views'] : []);
  const found = useQuery(
    api.views.list.queryOptions({
      input: { list },
      enabled: mayKeep && (isOpen || search.view !== undefined),
    }),
  );
  if (!mayKeep) return undefined;
  const view = found.data?.items.find(({ id }) => id === search.view);
  const shown = {
    list,
    search: keptSearch(search),
    columns: props.shownColumns.map(({ id }) => id),
  };
  const hasChanged =
    view !== undefined &&
    isChanged(view, { search, columns: shown.columns, all: props.columns.map(({ id }) => id) });
  const go = (to: ListSearch): void => void navigate({ to: '.', search: to as never });
  const overwrite = async (kept: SavedView): Promise<void> => {
    const { id, name, isShared } = kept;
    const saved = await attempt(() => client.views.save({ ...shown, id, name, isShared }), {
      done: `${name} shows this from now on.`,
      failed: 'The view was not saved',
    });
    if (saved === undefined) return;
    await queries.invalidateQueries({ queryKey: api.views.key() });
    go(addressOf(saved));
  };
  const items = found.data?.items ?? [];
  return (
    <>
      <Menu position="bottom-end" width={280} opened={isOpen} onChange={setOpen}>
        <Menu.Target>
          <Button
            data-views
            variant="default"
            h={34}
            px="sm"
            leftSection={<IconBookmark size={16} />}
            maw={260}
          >
            {view === undefined ? (
              'Views'
            ) : (
              <>
                <Text span inherit truncate>
                  <VisuallyHidden>View </VisuallyHidden>
                  {view.name}
                </Text>
                {hasChanged ? <span>, changed</span> : undefined}
              </>
            )}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {found.isError ? (
            <Text size="sm" p="xs" c="red" role="alert">
              The views could not be loaded: {toAicmoError(found.error).detail}
            </Text>
          ) : undefined}
          {found.isPending ? <Menu.Label>Loading</Menu.Label> : undefined}
          {found.data !== undefined && items.length === 0 ? (
            <Text size="sm" c="dimmed" p="xs">
              No view is saved yet. A view keeps filters, order and columns of this list under a name, for you
              or for the workspace. Set them as you need them, then save.
            </Text>
          ) : undefined}
          <div className="view-items">
            <ViewItems label="Yours" views={items.filter((item) => item.isMine)} open={view} onOpen={go} />
            <ViewItems label="Shared" views={items.filter((item) => !item.isMine)} open={view} onOpen={go} />
          </div>
          {items.length > 0 ? <Menu.Divider /> : undefined}
          {view !== undefined && hasChanged ? (
            <>
              {view.mayChange ? (
                <Menu.Item leftSection={<IconDeviceFloppy size={15} />} onClick={() => void overwrite(view)}>
                  Save the changes
                </Menu.Item>
              ) : undefined}
              <Menu.Item leftSection={<IconArrowBackUp size={15} />} onClick={() => go(addressOf(view))}>
                Undo the changes
              </Menu.Item>
            </>
          ) : undefined}
          <Menu.Item leftSection={<IconBookmarkPlus size={15} />} onClick={() => setAsked('new')}>
            Save as a new view
          </Menu.Item>
          {view === undefined ? undefined : (
            <>
              {view.mayChange ? (
                <>
                  <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setAsked('edit')}>
                    Rename or share
                  </Menu.Item>
                  <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => setAsked('remove')}>
                    Remove
                  </Menu.Item>
                </>
              ) : undefined}
              <Menu.Item leftSection={<IconX size={15} />} onClick={() => go({})}>
                Close the view
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {asked === undefined ? undefined : (
          <ViewDialog
            asked={asked}
            view={view}
            shown={shown}
            onClose={() => setAsked(undefined)}
            onSaved={(saved) => go(addressOf(saved))}
            onRemoved={() => go(shown.search)}
          />
        )}
      </Suspense>
    </>
  );
}

interface ItemsProps {
  readonly label: string;
  readonly views: readonly SavedView[];
  readonly open: SavedView | undefined;
  readonly onOpen: (to: ListSearch) => void;
}

function ViewItems({ label, views, open, onOpen }: ItemsProps): ReactNode {
  if (views.length === 0) return undefined;
  return (
    <div role="group" aria-label={label}>
      <Menu.Label aria-hidden="true">{label}</Menu.Label>
      {views.map((view) => (
        <Menu.Item
          key={view.id}
          aria-current={view.id === open?.id || undefined}
          onClick={() => onOpen(addressOf(view))}
          rightSection={view.id === open?.id ? <IconCheck size={15} aria-hidden="true" /> : undefined}
        >
          <Text span inherit lineClamp={2}>
            {view.name}
          </Text>
          {view.isMine && !view.isShared ? undefined : (
            <Text span size="xs" display="block" truncate>
              {view.isMine ? 'shared with the workspace' : `by ${view.owner}`}
            </Text>
          )}
        </Menu.Item>
      ))}
    </div>
  );
}
