import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Task } from '#modules/tasks/contract';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { ConfirmDialog } from '../../ui/confirm-button.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { mayBeAsked } from './use-task-bulk.ts';
import { useTaskVerbs, WHAT_DROPPING_DOES, WHAT_RUNNING_DOES } from './use-task-verbs.ts';

/**
 * Where a card of the board can be moved: only what the task's standing and the person's rights allow. A decision is
 * made in the inbox, where all that is approved is shown.
 */
export function MoveMenu({ task, isFollowed }: { task: Task; isFollowed: boolean }): ReactNode {
  const { can, workspace } = useSession();
  const queries = useQueryClient();
  const verbs = useTaskVerbs();
  const [asked, setAsked] = useState<'do' | 'drop'>();
  const { id, title, approvalId, approvalState } = task;
  const hasDecision = can('approvals.read') && approvalId !== '' && approvalState === 'pending_review';
  const mayRun = can('tasks.run') && mayBeAsked(task) && approvalState === 'approved';
  const mayDrop = can('tasks.write') && task.status !== 'RUNNING' && !isFollowed;
  if (!hasDecision && !mayRun && !mayDrop) return undefined;
  const close = (): void => setAsked(undefined);
  const drop = async (): Promise<void> => {
    if (await verbs.drop(task)) await queries.invalidateQueries({ queryKey: api.tasks.key() });
  };
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            rightSection={<IconChevronDown size={12} aria-hidden="true" />}
            loading={verbs.isBusy}
            aria-label={`Move to: ${title}`}
            className="board-move"
          >
            Move to
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {hasDecision ? (
            <Menu.Item
              component={PathLink}
              to={`/w/${workspace.workspaceId}/inbox`}
              search={{ state: approvalState, subjectType: 'task', open: approvalId }}
            >
              Approved: decide in the inbox
            </Menu.Item>
          ) : undefined}
          {mayRun ? (
            <>
              <Menu.Item onClick={() => void verbs.run(id, true)}>Previewed: preview it now</Menu.Item>
              <Menu.Item onClick={() => setAsked('do')}>Done: do it for good…</Menu.Item>
            </>
          ) : undefined}
          {mayDrop ? <Menu.Item onClick={() => setAsked('drop')}>Dropped…</Menu.Item> : undefined}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={asked === 'do'}
        onClose={close}
        title={`Do it: ${title}`}
        confirm="Do it for good"
        onConfirm={() => verbs.run(id, false)}
      >
        {WHAT_RUNNING_DOES}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'drop'}
        onClose={close}
        title={`Drop ${title}`}
        confirm="Drop it"
        isBad
        onConfirm={drop}
      >
        {WHAT_DROPPING_DOES}
      </ConfirmDialog>
    </>
  );
}
