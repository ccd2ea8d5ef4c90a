import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { SavedView } from '#modules/views/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { SchemaForm } from '../schema-form.tsx';

interface DialogProps {
  readonly asked: 'new' | 'edit' | 'remove';
  /** The view that is open. */
  readonly view: SavedView | undefined;
  /** What the list shows now. */
  readonly shown: Pick<SavedView, 'list' | 'search' | 'columns'>;
  readonly onClose: () => void;
  readonly onSaved: (view: SavedView) => void;
  readonly onRemoved: () => void;
}

const TITLES = { new: 'Save as a new view', edit: 'Rename or share', remove: 'Remove the view' } as const;

const named = z.object({
  name: z.string('A name is needed').trim().min(1, 'A name is needed').max(80).meta({ title: 'Name' }),
});
const shareable = named.extend({
  isShared: z.boolean().default(false).meta({
    title: 'Share with the workspace',
    description: 'Everybody who sees the whole workspace can use it. You, owners and admins can change it.',
  }),
});

/** Asks for the name of a view and whom it is for, or whether it is to go. */
export function ViewDialog(props: DialogProps): ReactNode {
  const { asked, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={TITLES[asked]} closeButtonProps={{ 'aria-label': 'Close' }}>
      {asked === 'remove' ? <RemoveView {...props} /> : <NameView {...props} />}
    </Modal>
  );
}

function NameView({ asked, view, shown, onClose, onSaved }: DialogProps): ReactNode {
  const { workspace } = useSession();
  const queries = useQueryClient();
  const before = asked === 'edit' ? view : undefined;
  // What others made stays shared; who sees some brands shares nothing.
  const mayShare = workspace.brandIds === null && (before === undefined || before.isMine);
  const save = async (given: { name: string; isShared?: boolean }): Promise<void> => {
    const { name, isShared = before?.isShared ?? false } = given;
    // Renaming leaves what the view shows as it was saved.
    const { list, search, columns } = before ?? shown;
    const saved = await attempt(
      () =>
        client.views.save({
          ...(before === undefined ? {} : { id: before.id }),
          list,
          search,
          columns,
          name,
          isShared,
        }),
      { done: `${name} is saved.`, failed: 'The view was not saved' },
    );
    if (saved === undefined) return;
    await queries.invalidateQueries({ queryKey: api.views.key() });
    onClose();
    if (before === undefined) onSaved(saved);
  };
  return (
    <SchemaForm
      schema={mayShare ? shareable : named}
      initial={before ?? {}}
      submit={before === undefined ? 'Save the view' : 'Save'}
      onSubmit={save}
      onCancel={onClose}
    />
  );
}

function RemoveView({ view, onClose, onRemoved }: DialogProps): ReactNode {
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  if (view === undefined) return undefined;
  const remove = async (): Promise<void> => {
    setBusy(true);
    const removed = await attempt(() => client.views.remove({ id: view.id }), {
      done: `${view.name} is removed.`,
      failed: 'The view was not removed',
    });
    setBusy(false);
    onClose();
    if (removed === undefined) return;
    onRemoved();
    await queries.invalidateQueries({ queryKey: api.views.key() });
  };
  return (
    <Stack>
      <Text>
        {view.isShared ? `${view.name} goes for everybody in the workspace.` : `${view.name} goes.`} What the
        list holds stays.
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button color="red" loading={isBusy} onClick={() => void remove()} data-autofocus>
          Remove the view
        </Button>
      </Group>
    </Stack>
  );
}
